package reconcile

import (
	"slices"
	"strings"

	"stet/backend/transcript"
)

// This file says a result as ops. Turns are parted and joined as a person would, so that the times of their words and the
// notes at them go along.

// Ops make a document's chunk what a result says, and note its conflicts. The chunk stands in the document as mine stood
// when it was merged. Conflicts that stand open at the same places are settled by the new ones, and so are those at which
// both say the same by now.
func (r Result) Ops(doc *transcript.Document, chunk transcript.ID, newID func() transcript.ID) ([]transcript.Op, error) {
	mine, _ := doc.Chunk(chunk)
	w := writer{chunk: chunk, newID: newID}
	var err error
	if w.doc, err = transcript.NewDocument(doc.Episode(), []transcript.Chunk{mine}); err != nil {
		return nil, err
	}
	want := r.Chunk
	want.Turns = slices.Clone(want.Turns)
	head := want
	head.Turns = mine.Turns
	ops, err := w.doc.Differences(chunk, head)
	if err != nil {
		return nil, err
	}
	w.do(ops...)
	w.split(want.Turns, r.splits)
	for _, id := range r.joined {
		if order := w.doc.Order(chunk); slices.Index(order, id) > 0 {
			w.do(transcript.JoinTurn{Turn: id, Glue: " "})
		}
	}
	w.turns(want.Turns)
	w.conflicts(doc, r, want.Turns)
	return w.ops, w.err
}

// writer makes ops, and tries each on a document that has only the chunk.
type writer struct {
	doc   *transcript.Document
	chunk transcript.ID
	newID func() transcript.ID
	ops   []transcript.Op
	err   error
}

func (w *writer) do(ops ...transcript.Op) {
	for _, op := range ops {
		if w.err != nil {
			return
		}
		if _, _, w.err = w.doc.Apply(op); w.err == nil {
			w.ops = append(w.ops, op)
		}
	}
}

// split parts turns at the words with which new ones begin: the last first, since the places of the others stay so.
func (w *writer) split(want []transcript.Turn, splits map[int]origin) {
	for at := len(want) - 1; at >= 0; at-- {
		from, parted := splits[at]
		t, stands := w.doc.Turn(from.turn)
		if !parted || !stands {
			continue
		}
		para, place, found := placeOf(t, from.word)
		if !found {
			continue
		}
		want[at].ID = w.newID()
		w.do(transcript.SplitTurn{Turn: t.ID, Para: para, At: place, New: want[at].ID})
	}
}

// placeOf finds the nth word of a turn, from 0, in bytes.
func placeOf(t transcript.Turn, n int) (para, at int, found bool) {
	for para, p := range t.Paragraphs {
		at := 0
		for _, x := range splitWords(strings.TrimRight(p, " \t")) {
			at += len(x.gap)
			if n == 0 {
				return para, at, true
			}
			n--
			at += len(x.text)
		}
	}
	return 0, 0, false
}

// turns makes the turns what they are to be, by their IDs.
func (w *writer) turns(want []transcript.Turn) {
	stays := map[transcript.ID]bool{}
	for _, t := range want {
		stays[t.ID] = true
	}
	for _, id := range w.doc.Order(w.chunk) {
		if !stays[id] {
			w.do(transcript.DeleteTurn{Turn: id})
		}
	}
	for i := range want {
		t := &want[i]
		old, stands := w.doc.Turn(t.ID)
		if !stands {
			t.ID = w.newID()
			w.do(transcript.InsertTurn{Chunk: w.chunk, At: i, Turn: *t})
			continue
		}
		if at := slices.Index(w.doc.Order(w.chunk), t.ID); at != i {
			w.do(transcript.MoveTurn{Turn: t.ID, Chunk: w.chunk, At: i})
		}
		w.do(transcript.TurnDifferences(old, *t)...)
	}
}

func (w *writer) conflicts(doc *transcript.Document, r Result, turns []transcript.Turn) {
	fresh := make([]transcript.Conflict, len(r.Conflicts))
	for i, c := range r.Conflicts {
		n := c.Conflict
		n.ID, n.Chunk = w.newID(), w.chunk
		if n.Field == "" {
			for _, t := range turns[c.at[0]:c.at[1]] {
				n.Turns = append(n.Turns, t.ID)
			}
			if c.at[0] > 0 {
				n.After = turns[c.at[0]-1].ID
			}
		}
		fresh[i] = n
	}
	for _, old := range doc.Conflicts(w.chunk) {
		if !r.compared(old) {
			continue
		}
		settled := r.settles(old)
		for i := range fresh {
			if samePlace(old, fresh[i]) {
				// What both came from at first is what a person has to know.
				fresh[i].Base = old.Base
				settled = true
			}
		}
		if settled {
			w.ops = append(w.ops, transcript.DropConflict{Conflict: old.ID})
		}
	}
	for _, n := range fresh {
		w.ops = append(w.ops, transcript.AddConflict{Conflict: n})
	}
}

// settles reports whether the file says by now what stands here, so that an older conflict is none any more.
func (r Result) settles(old transcript.Conflict) bool {
	switch {
	case old.Field == transcript.LeadPlace:
		return slices.Equal(transcript.Canonical(r.mine.Lead), transcript.Canonical(r.theirs.Lead))
	case old.Field == transcript.MatterPlace:
		return transcript.SameMatter(r.mine.Matter, r.theirs.Matter)
	case old.Field != "":
		at := name{old.Field, old.Nth}
		return same(nameAll(r.mine.Matter.Fields).get(at), nameAll(r.theirs.Matter.Fields).get(at))
	case len(old.Turns) == 0:
		return !slices.ContainsFunc(r.theirs.Turns, func(t transcript.Turn) bool {
			return slices.ContainsFunc(old.Theirs.Turns, func(o transcript.Turn) bool { return alike(t, o, 2) })
		})
	}
	agree := map[transcript.ID]bool{}
	for _, p := range Pairs(r.mine.Turns, r.theirs.Turns) {
		agree[r.mine.Turns[p.Old].ID] = transcript.SameTurn(r.mine.Turns[p.Old], r.theirs.Turns[p.New])
	}
	return !slices.ContainsFunc(old.Turns, func(id transcript.ID) bool { return !agree[id] })
}

func samePlace(a, b transcript.Conflict) bool {
	if a.Field != "" || b.Field != "" {
		return a.Field == b.Field && a.Nth == b.Nth
	}
	if len(a.Turns) == 0 || len(b.Turns) == 0 {
		return len(a.Turns) == len(b.Turns) && a.After == b.After
	}
	return slices.ContainsFunc(a.Turns, func(id transcript.ID) bool { return slices.Contains(b.Turns, id) })
}
