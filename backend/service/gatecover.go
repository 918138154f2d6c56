// This file tells the gate and the report what the coverage of an episode tells: turns that stand in two chunks, and, where a
// transcript is known, turns that stand in none. While somebody types it is not asked.

package service

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"stet/backend/check"
	"stet/backend/cut"
	"stet/backend/session"
	"stet/backend/transcript"
)

// uncovered are the errors of the coverage, by the chunks that they are in.
type uncovered map[transcript.ID][]ProblemView

// heldCover is what the coverage told of an episode as it was then.
type heldCover struct {
	doc   *transcript.Document
	found uncovered
}

// covers are what it told of episodes, so that what looks at the same ones again need not ask anew; nil keeps nothing.
type covers map[session.EpisodeID]heldCover

// uncovered holds an episode against its transcript, or its chunks against one another. Nobody waits for the session while
// files are read for that.
func (s *Service) uncovered(ctx context.Context, open *session.Session, look *looking, known covers) uncovered {
	var doc *transcript.Document
	var source fullText
	var folders []string
	g := lookAs(look, open)
	open.Read(func(now *transcript.Document, files session.Files) {
		doc = now.Clone()
		source, folders = cutFrom(doc, files)
	})
	held, is := known[open.ID()]
	if !is || !sameChunks(held.doc, doc) {
		c := coverOf(doc, s.fullText(open.ID(), doc, source, folders), nil)
		held = heldCover{doc, c.uncovered(g.names, func(gaps []cut.Finding) map[int]bool { return s.takenOut(ctx, open.ID(), gaps, c.turns) })}
		if known != nil {
			known[open.ID()] = held
		}
	}
	out := uncovered{}
	for chunk, list := range held.found {
		out[chunk] = look.weighed(doc, g.paths[chunk], chunk, list)
	}
	return out
}

// sameChunks says that two states of an episode have the same chunks.
func sameChunks(a, b *transcript.Document) bool {
	return slices.EqualFunc(a.Chunks(), b.Chunks(), func(x, y transcript.ID) bool {
		c, _ := a.Chunk(x)
		d, _ := b.Chunk(y)
		return x == y && slices.Equal(a.Order(x), b.Order(y)) && transcript.SameChunk(c, d)
	})
}

// uncovered are the errors of the coverage, before anybody weighs them. names are those of the chunks' files, and takenOut says
// which turns of the gaps were taken out here.
func (c *covering) uncovered(names map[transcript.ID]string, takenOut func(gaps []cut.Finding) map[int]bool) uncovered {
	out := uncovered{}
	if len(c.full.against) > 0 {
		if len(c.ledger.Findings) > 0 {
			c.ledger.Findings = slices.DeleteFunc(c.ledger.Findings, c.saidAsOften())
		}
		gaps := c.gaps()
		here := takenOut(gaps)
		for _, f := range gaps {
			c.tellGap(out, f, here)
		}
	}
	c.tellShared(out, names)
	return out
}

// gaps are the turns of the transcript that stand in no chunk.
func (c *covering) gaps() (out []cut.Finding) {
	for _, f := range c.ledger.Findings {
		if f.Kind == cut.Gap {
			out = append(out, f)
		}
	}
	return out
}

// takenOut are those turns of the transcript, among what stands in no chunk, that somebody deleted here by a step that is done:
// not what another program took out of a file, nor a transcript that came again.
func (s *Service) takenOut(ctx context.Context, id session.EpisodeID, gaps []cut.Finding, turns []transcript.Turn) map[int]bool {
	out := map[int]bool{}
	if len(gaps) == 0 {
		return out
	}
	steps, err := s.Store.Steps(ctx, id, 0, -1)
	if err != nil {
		return out // they are held then
	}
	again := s.takenAgain(ctx, id)
	var deleted []transcript.Turn
	for _, step := range slices.Backward(steps) {
		if step.State != transcript.Done {
			continue
		}
		if step, err = s.Store.Step(ctx, id, step.Seq); err != nil {
			return out
		}
		byHand := !slices.ContainsFunc(again, func(t takenText) bool { return t.Step == step.Seq })
		gone := map[transcript.ID]bool{}
		transcript.EachOp(step.Ops, func(op transcript.Op) {
			switch o := op.(type) {
			case transcript.TakeFile:
				byHand = false
			case transcript.DeleteTurn:
				gone[o.Turn] = true
			case transcript.InsertTurn:
				deleted = slices.DeleteFunc(deleted, func(t transcript.Turn) bool { return slices.Equal(wordsOf(t), wordsOf(o.Turn)) })
			}
		})
		transcript.EachOp(step.Inverses, func(op transcript.Op) {
			if o, is := op.(transcript.InsertTurn); is && byHand && gone[o.Turn.ID] {
				deleted = append(deleted, o.Turn)
			}
		})
	}
	for _, f := range gaps {
		for i, at := range cut.Matches(turns[f.From:f.To], deleted) {
			out[f.From+i] = slices.ContainsFunc(at, func(k int) bool { return mostlyIn(turns[f.From+i], deleted[k]) })
		}
	}
	return out
}

// mostlyIn says that most words of a turn are said in another.
func mostlyIn(t, in transcript.Turn) bool {
	words, there := wordsOf(t), wordsOf(in)
	found := 0
	for _, w := range words {
		if slices.Contains(there, w) {
			found++
		}
	}
	return 3*found > 2*len(words)
}

// saidAsOften says of a finding that the chunks say its words as often as the transcript, which says them several times: which is
// which then nobody can tell, and nothing is missing or too much.
func (c *covering) saidAsOften() func(cut.Finding) bool {
	said, here := map[string]int{}, map[string]int{}
	for _, t := range c.turns {
		said[saidIn(t)]++
	}
	for _, p := range c.pieces {
		for _, t := range p.Chunk.Turns {
			here[saidIn(t)]++
		}
	}
	return func(f cut.Finding) bool {
		return f.To > f.From && !slices.ContainsFunc(c.turns[f.From:f.To], func(t transcript.Turn) bool {
			words := saidIn(t)
			return said[words] < 2 || said[words] != here[words]
		})
	}
}

// tellGap tells of turns that stand in no chunk: in the one that they belong to, or else the one behind which they are missing.
// Those that were taken out here hold nothing.
func (c *covering) tellGap(out uncovered, f cut.Finding, here map[int]bool) {
	if len(c.pieces) == 0 {
		return
	}
	for from, to := f.From, 0; from < f.To; from = to {
		for to = from + 1; to < f.To && here[to] == here[from]; {
			to++
		}
		piece := max(0, c.ledger.Home(from))
		if c.ledger.Home(from) < 0 && len(f.Places) > 0 {
			piece = f.Places[0].Piece
		}
		words := f.Words
		if to-from < f.To-f.From {
			words = wordsIn(c.turns[from:to])
		}
		p := ProblemView{Code: "chunk.gap", Words: check.OfTurns(firstWords(c.turns[from]), to-from), Severity: string(check.Error)}
		much, stands := turnsAndWords(to-from, words), verb(to-from, "stands", "stand")
		if p.What = fmt.Sprintf("%s from %s %s in no chunk.", much, when(c.turns[from]), stands); here[from] {
			p.Severity = string(check.Warn)
			p.What = fmt.Sprintf("%s from %s %s taken out here, and %s in no chunk.", much, when(c.turns[from]), verb(to-from, "was", "were"), stands)
		}
		chunk := c.pieces[piece].Chunk.ID
		out[chunk] = append(out[chunk], p)
	}
}

// tellShared tells in each chunk of its turns that stand in one above it, too.
func (c *covering) tellShared(out uncovered, names map[transcript.ID]string) {
	pairs := c.sharedTurns()
	for _, at := range pairsInOrder(pairs) {
		chunk := c.pieces[at.piece].Chunk.ID
		out[chunk] = append(out[chunk], c.sharedProblem(at, pairs[at], names))
	}
}

// piecePair is a piece and one above it.
type piecePair struct{ piece, with int }

func pairsInOrder(pairs map[piecePair][]int) []piecePair {
	return slices.SortedFunc(maps.Keys(pairs), func(a, b piecePair) int { return cmp.Or(a.piece-b.piece, a.with-b.with) })
}

// sharedTurns are the turns of pieces that stand in others above them, too.
func (c *covering) sharedTurns() map[piecePair][]int {
	turns := map[piecePair][]int{}
	for _, f := range c.ledger.Findings {
		if f.Kind != cut.Twice {
			continue
		}
		for _, p := range f.Places {
			for _, with := range f.Places {
				if at := (piecePair{p.Piece, with.Piece}); with.Piece < p.Piece && saysToo(c.saidAt(p), c.saidAt(with)) {
					for i := p.From; i < p.To; i++ {
						turns[at] = append(turns[at], i)
					}
				}
			}
		}
	}
	for at, list := range turns {
		slices.Sort(list)
		turns[at] = slices.Compact(list)
	}
	return turns
}

// saidAt are the words of a place.
func (c *covering) saidAt(p cut.Place) (words []string) {
	for _, t := range c.pieces[p.Piece].Chunk.Turns[p.From:p.To] {
		words = append(words, wordsOf(t)...)
	}
	return words
}

// inARow is how many words one after the other are hardly said twice by chance.
const inARow = 3

// saysToo says that two places have most words of the shorter in common: each of two may stand in a long third, and neither in
// the other.
func saysToo(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	n := min(inARow, len(a))
	there := map[string]bool{}
	for i := range len(b) - n + 1 {
		there[plainRow(b[i:i+n])] = true
	}
	found := 0
	for i := range len(a) - n + 1 {
		if there[plainRow(a[i:i+n])] {
			found++
		}
	}
	return 2*found >= len(a)-n+1
}

// plainRow are words as they sound.
func plainRow(words []string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != ' ' {
			return -1
		}
		return unicode.ToLower(r)
	}, strings.Join(words, " "))
}

func (c *covering) sharedProblem(at piecePair, list []int, names map[transcript.ID]string) ProblemView {
	first := c.pieces[at.piece].Chunk.Turns[list[0]]
	with := c.pieces[at.with].Chunk
	name := check.Called(with, sourceOf(names[with.ID], nil))
	what := fmt.Sprintf("The turn at %s stands in %s, too.", when(first), name)
	if len(list) > 1 {
		what = fmt.Sprintf("%d turns from %s on stand in %s, too.", len(list), when(first), name)
	}
	return ProblemView{Code: "turn.shared", Severity: string(check.Error), Turn: first.ID, Words: check.OfTurns(name, len(list)), What: what}
}

// weighed are errors of a chunk as its series weighs them; what was let stand is marked.
func (l *looking) weighed(doc *transcript.Document, path string, chunk transcript.ID, list []ProblemView) (out []ProblemView) {
	for _, p := range list {
		if p, on := weighCover(&l.series, path, p); on {
			out = append(out, l.letStand(doc, path, chunk, p))
		}
	}
	return out
}
