// This file finds what would mend the coverage of an episode, and makes of it what somebody was shown and chose. No repair
// is made unasked, and each is one step.

package service

import (
	"cmp"
	"fmt"
	"slices"

	"stet/backend/cut"
	"stet/backend/session"
	"stet/backend/transcript"
)

// MendCoverage makes a repair that was offered for a finding, as it was shown.
func (s *Service) MendCoverage(episode int64, key, name string) (EditReply, error) {
	return s.mendCoverage(episode, func(*covering) {}, func(v CoverageView, _ *covering) (string, []transcript.Op) {
		for _, f := range v.Findings {
			for _, r := range f.Repairs {
				if f.Key == key && r.Name == name {
					return "Repaired: " + r.Name, r.ops
				}
			}
		}
		return "", nil
	})
}

// MendAllCoverage makes the first repair of every finding that has one, is not in doubt and was not let stand, in one step, but for those by which
// words would go that stand nowhere else. What one of them makes impossible for another is left for the next look.
func (s *Service) MendAllCoverage(episode int64) (EditReply, error) {
	waived := map[string]bool{}
	look := func(now *covering) {
		for _, f := range now.view().Findings {
			waived[f.Key] = f.Waived != ""
		}
	}
	return s.mendCoverage(episode, look, func(v CoverageView, c *covering) (string, []transcript.Op) {
		var ops []transcript.Op
		n := 0
		changed := map[transcript.ID]bool{}
		off := slices.ContainsFunc(v.Findings, func(f CoverageFinding) bool { return f.Kind == "clock" })
		for _, f := range v.Findings {
			if len(f.Repairs) == 0 || f.Doubtful || waived[f.Key] || off && f.Kind == "untimed" {
				continue // by a clock that is off, turns would get wrong times
			}
			// A turn that two repairs change would have what the later one knew of it.
			turns := changedBy(f.Repairs[0].ops)
			if slices.ContainsFunc(turns, func(t transcript.ID) bool { return changed[t] }) {
				continue
			}
			if c.make(f.Repairs[0].ops) {
				ops, n = append(ops, f.Repairs[0].ops...), n+1
				for _, t := range turns {
					changed[t] = true
				}
			}
		}
		return "Repaired the coverage in " + quantity(n, "place"), ops
	})
}

// make makes ops in the copy, unless what is said in a turn would stand nowhere then.
func (c *covering) make(ops []transcript.Op) bool {
	var was []transcript.Turn
	for _, op := range ops {
		turn := transcript.ID(0)
		switch o := op.(type) {
		case transcript.SetParagraphs:
			turn = o.Turn
		case transcript.DeleteTurn:
			turn = o.Turn
		}
		if t, stands := c.doc.Turn(turn); stands {
			was = append(was, t)
		}
	}
	_, back, err := c.doc.Apply(transcript.Batch{Ops: ops})
	if err != nil {
		return false
	}
	var all []transcript.Turn
	for _, id := range c.doc.Chunks() {
		chunk, _ := c.doc.Chunk(id)
		all = append(all, chunk.Turns...)
	}
	if len(was) == 0 || standingIn(all).lost(was) == "" {
		return true
	}
	_, _, err = c.doc.Apply(back)
	return err != nil
}

// changedBy are the turns that get a time, or whose text is edited.
func changedBy(ops []transcript.Op) (out []transcript.ID) {
	for _, op := range ops {
		switch o := op.(type) {
		case transcript.SetSpan:
			out = append(out, o.Turn)
		case transcript.EditText:
			out = append(out, o.Turn)
		}
	}
	return out
}

// mendCoverage makes of the coverage what choose returns, in one step. look sees before what the gate tells of it as well, which
// nobody can ask while the step is made.
func (s *Service) mendCoverage(episode int64, look func(*covering), choose func(CoverageView, *covering) (string, []transcript.Op)) (EditReply, error) {
	id := session.EpisodeID(episode)
	now, err := s.covering(id)
	if err != nil {
		return EditReply{}, sentence(err)
	}
	look(now)
	return s.change(id, func(open *session.Session) (session.Result, error) {
		return open.Do(s.ctx, session.Edit{Compose: func(doc *transcript.Document, _ session.Files) (string, []transcript.Op, error) {
			// The document may have changed since, and only it knows which numbers are free.
			c := coverOf(doc.Clone(), now.full, now.model)
			c.beside = now.beside
			name, ops := choose(c.view(), c)
			if len(ops) == 0 {
				return "", nil, fail(CodeConflict, nil, "This is not there any more: somebody has mended it.")
			}
			doc.Reserve(c.doc.NewID())
			return name, ops, nil
		}})
	})
}

// repair shows what ops would do. One that cannot be made is none.
func (c *covering) repair(name string, ops []transcript.Op) []CoverageRepair {
	if len(ops) == 0 {
		return nil
	}
	delta, err := c.doc.Delta(transcript.Batch{Ops: ops})
	if err != nil {
		return nil
	}
	w := changeWriter{}
	w.all(delta)
	shown := min(len(w.out), changesShown)
	return []CoverageRepair{{Name: name, Changes: append([]ChangeView{}, w.out[:shown]...), More: len(w.out) - shown, ops: ops}}
}

// fill puts the turns that stand nowhere into the chunk that they belong to, or into one of those on their sides.
func (c *covering) fill(f cut.Finding) []CoverageRepair {
	var out []CoverageRepair
	var pieces []int
	if home := c.ledger.Home(f.From); home >= 0 {
		pieces = append(pieces, home)
	} else if len(f.Places) == 0 {
		pieces = append(pieces, 0)
	}
	for _, p := range f.Places {
		if !slices.Contains(pieces, p.Piece) {
			pieces = append(pieces, p.Piece)
		}
	}
	for _, p := range pieces {
		if p >= len(c.pieces) {
			continue
		}
		var ops []transcript.Op
		after := c.before(p, f)
		for _, t := range c.turns[f.From:f.To] {
			t.ID = c.doc.NewID()
			t.Checked = false
			ops = append(ops, transcript.InsertTurn{Chunk: c.pieces[p].Chunk.ID, After: after, Turn: t})
			after = t.ID
		}
		out = append(out, c.repair(fmt.Sprintf("Put %s into %s", verb(f.To-f.From, "it", "them"), c.pieces[p].Name), ops)...)
	}
	return out
}

// before is the turn of a piece that a gap comes behind; 0 if it comes before all.
func (c *covering) before(piece int, f cut.Finding) transcript.ID {
	var after transcript.ID
	for i, t := range c.pieces[piece].Chunk.Turns {
		in := c.ledger.In(piece, i)
		if len(in) > 0 && in[0] >= f.To {
			break
		}
		after = t.ID
	}
	return after
}

// keepOne lets what stands in several places stand in one of them: first the one that is said, or else whose neighbours are
// its own.
func (c *covering) keepOne(f cut.Finding) []CoverageRepair {
	home := c.ledger.Home(f.From)
	order := slices.Clone(f.Places)
	slices.SortStableFunc(order, func(a, b cut.Place) int {
		switch quiet := cmp.Compare(c.silence(a), c.silence(b)); {
		case quiet != 0:
			return quiet
		case a.Piece == home && b.Piece != home:
			return -1
		case b.Piece == home && a.Piece != home:
			return 1
		}
		return 0
	})
	for _, p := range f.Places {
		for i := p.From; i < p.To; i++ {
			if len(c.ledger.In(p.Piece, i)) > 1 && !c.wordForWord(f.Places) {
				return nil // it has run together with others, which would go as well
			}
		}
	}
	var out []CoverageRepair
	for k, keep := range order {
		var ops []transcript.Op
		for j, p := range order {
			if j == k {
				continue
			}
			for _, t := range c.pieces[p.Piece].Chunk.Turns[p.From:p.To] {
				ops = append(ops, transcript.DeleteTurn{Turn: t.ID})
			}
		}
		name := fmt.Sprintf("Keep %s in %s", verb(f.To-f.From, "it", "them"), c.pieces[keep.Piece].Name)
		if slices.ContainsFunc(order, func(p cut.Place) bool { return p.Piece == keep.Piece && p != keep }) {
			name += fmt.Sprintf(", turn %d", keep.From+1)
		}
		out = append(out, c.repair(name, ops)...)
	}
	return out
}

// makeWhole gives a torn turn the words of the transcript.
func (c *covering) makeWhole(f cut.Finding) []CoverageRepair {
	if len(f.Places) != 1 {
		return nil // it stands in parts, and which of them lacks the words nobody can tell
	}
	t := c.turns[f.From]
	return c.repair("Write the turn as in the transcript", []transcript.Op{transcript.SetParagraphs{Turn: c.turnAt(f.Places[0]).ID, Paragraphs: slices.Clone(t.Paragraphs)}})
}

// retime gives turns the times of the transcript.
func (c *covering) retime(f cut.Finding) []CoverageRepair {
	var ops []transcript.Op
	p := f.Places[0]
	for i := p.From; i < p.To; i++ {
		if at := c.ledger.In(p.Piece, i); len(at) == 1 {
			ops = append(ops, transcript.SetSpan{Turn: c.pieces[p.Piece].Chunk.Turns[i].ID, Span: c.turns[at[0]].Span})
		}
	}
	return c.repair("Take the times of the transcript", ops)
}
