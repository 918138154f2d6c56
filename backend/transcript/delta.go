package transcript

import (
	"maps"
	"slices"
)

// This file tells what an op makes of a document, thing by thing. It knows no kind of op: it looks at what there was
// before, and at what there is after.

// Delta is what an op makes of a document.
type Delta struct {
	// Episode holds before and after, if something of the whole episode changes.
	Episode *[2]Episode
	Heads   []HeadDelta
	// Turns are in the order of the episode; those that go stand where they stood.
	Turns []TurnDelta
}

// HeadDelta is a chunk without its turns, before and after; its ID is 0 where it is not in the document.
type HeadDelta struct {
	Before, After Chunk
}

// TurnDelta is a turn before and after: nil where it does not stand in the document.
type TurnDelta struct {
	Before, After *Turn
	// From and To are where it stood and stands.
	From, To Spot
}

// Spot is a place among turns: in a chunk, behind the nearest turn that stands both before and after; 0 at the start.
type Spot struct {
	Chunk, Behind ID
	// Number is the chunk's number, as its front matter has it.
	Number string
	at     [2]int
}

// Moved reports whether the turn stands elsewhere than before.
func (t TurnDelta) Moved() bool {
	return t.Before != nil && t.After != nil && (t.From.Chunk != t.To.Chunk || t.From.Behind != t.To.Behind)
}

// Delta tells what op would make of the document, which is as it was when it returns.
func (d *Document) Delta(op Op) (Delta, error) {
	change, inverse, err := d.Apply(op)
	if err != nil {
		return Delta{}, err
	}
	after := d.look(change)
	if _, _, err := d.Apply(inverse); err != nil {
		panic("transcript: an inverse does not fit: " + err.Error())
	}
	before := d.look(change)
	return deltaOf(change, before, after), nil
}

// heads are the chunks that came, went, or say something else in their heads.
func (c Change) heads() []ID {
	all := slices.Concat(c.Made.IDs(), c.Gone.IDs())
	for _, id := range c.Chunks.IDs() {
		if !slices.Contains(all, id) {
			all = append(all, id)
		}
	}
	return all
}

// looked is how what a change touches stands.
type looked struct {
	episode Episode
	heads   map[ID]Chunk
	turns   map[ID]Turn
	// orders are the chunks in which a touched turn stands, numbers their numbers.
	orders  map[ID][]ID
	numbers map[ID]string
	place   map[ID]int
}

func (d *Document) look(c Change) looked {
	l := looked{
		episode: d.episode, heads: map[ID]Chunk{}, turns: map[ID]Turn{},
		orders: map[ID][]ID{}, numbers: map[ID]string{}, place: map[ID]int{},
	}
	for i, ch := range d.chunks {
		l.place[ch.id] = i
	}
	for _, id := range c.heads() {
		l.heads[id], _ = d.Head(id)
	}
	for _, id := range slices.Concat(c.Turns.IDs(), c.Removed.IDs()) {
		t, stands := d.turns[id]
		if !stands {
			continue
		}
		l.turns[id] = t.clone()
		home := d.home[id]
		if l.orders[home.id] == nil {
			l.orders[home.id] = d.Order(home.id)
			number, _ := home.head().Field("chunk")
			l.numbers[home.id] = number.Value
		}
	}
	return l
}

// spots finds the places of the touched turns. stays tells of a turn whether the other side has it, too.
func (l looked) spots(stays func(ID) bool) map[ID]Spot {
	out := map[ID]Spot{}
	for chunk, order := range l.orders {
		s := Spot{Chunk: chunk, Number: l.numbers[chunk]}
		for i, id := range order {
			s.at = [2]int{l.place[chunk], i}
			if _, touched := l.turns[id]; touched {
				out[id] = s
			}
			if stays(id) {
				s.Behind = id
			}
		}
	}
	return out
}

func deltaOf(c Change, before, after looked) Delta {
	var d Delta
	if before.episode != after.episode {
		d.Episode = &[2]Episode{before.episode, after.episode}
	}
	for _, id := range c.heads() {
		d.Heads = append(d.Heads, HeadDelta{before.heads[id], after.heads[id]})
	}
	touched := slices.Concat(c.Turns.IDs(), c.Removed.IDs())
	came, went := map[ID]bool{}, map[ID]bool{}
	for _, id := range touched {
		_, was := before.turns[id]
		_, is := after.turns[id]
		came[id], went[id] = !was, !is
	}
	from := before.spots(func(id ID) bool { return !went[id] })
	to := after.spots(func(id ID) bool { return !came[id] })
	for _, id := range touched {
		t := TurnDelta{From: from[id], To: to[id]}
		if was, stood := before.turns[id]; stood {
			t.Before = &was
		}
		if is, stands := after.turns[id]; stands {
			t.After = &is
		}
		if t.Before != nil || t.After != nil {
			d.Turns = append(d.Turns, t)
		}
	}
	slices.SortStableFunc(d.Turns, func(a, b TurnDelta) int { return slices.Compare(a.order(), b.order()) })
	return d
}

func (t TurnDelta) order() []int {
	if t.After != nil {
		return t.To.at[:]
	}
	return t.From.at[:]
}

// Clone returns a copy of the document that changes by itself.
func (d *Document) Clone() *Document {
	c := &Document{
		episode: d.episode, byID: make(map[ID]*chunk, len(d.byID)), turns: make(map[ID]*Turn, len(d.turns)),
		home: make(map[ID]*chunk, len(d.home)), next: d.next,
		notes: make(map[ID]*Note, len(d.notes)), noted: make(map[ID][]*Note, len(d.noted)), conflicts: maps.Clone(d.conflicts),
	}
	for turn, notes := range d.noted {
		for _, old := range notes {
			n := *old
			c.notes[n.ID], c.noted[turn] = &n, append(c.noted[turn], &n)
		}
	}
	for _, old := range d.chunks {
		in := newChunk(old.head())
		c.chunks, c.byID[in.id] = append(c.chunks, in), in
		for _, t := range old.turns {
			turn := t.clone()
			c.turns[t.ID], c.home[t.ID] = &turn, in
			in.turns = append(in.turns, &turn)
		}
	}
	return c
}
