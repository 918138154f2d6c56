package transcript

import (
	"slices"
)

// This file makes chunks, joins them and puts them in another order. No turn is ever lost on the way: a chunk goes only once
// nothing stands in it.

// InsertChunk puts a chunk without turns before the one that stands at place At. Chunk.ID must be new: see NewID.
type InsertChunk struct {
	At    int   `json:"at"`
	Chunk Chunk `json:"chunk"`
}

// DeleteChunk removes a chunk in which no turn stands.
type DeleteChunk struct {
	Chunk ID `json:"chunk"`
}

// MoveChunk puts a chunk, with its turns, before the one that stands at place At once it is gone from where it was.
type MoveChunk struct {
	Chunk ID  `json:"chunk"`
	At    int `json:"at"`
}

// SplitChunk parts a chunk before a turn: that and those behind it stand in a new chunk then, right after it.
type SplitChunk struct {
	Turn ID `json:"turn"`
	// New is the new chunk, without turns; its ID must be new.
	New Chunk `json:"new"`
}

// JoinChunk gives all turns of a chunk to the chunk before it, and the text before its first turn, too; the chunk goes with
// its front matter.
type JoinChunk struct {
	Chunk ID `json:"chunk"`
}

// Kind implements Op.
func (InsertChunk) Kind() string { return "chunk.insert" }
func (DeleteChunk) Kind() string { return "chunk.delete" }
func (MoveChunk) Kind() string   { return "chunk.move" }
func (SplitChunk) Kind() string  { return "chunk.split" }
func (JoinChunk) Kind() string   { return "chunk.join" }

func (o InsertChunk) apply(d *Document, c *Change) (Op, error) {
	n := o.Chunk
	switch {
	case o.At < 0 || o.At > len(d.chunks):
		return nil, refuse("the episode has no place %d", o.At+1)
	case n.ID <= 0 || d.byID[n.ID] != nil || d.turns[n.ID] != nil:
		return nil, refuse("a new chunk cannot bear the number %d", n.ID)
	case len(n.Turns) > 0:
		return nil, refuse("a new chunk comes without turns")
	}
	for _, f := range n.Matter.Fields {
		if err := checkField(f); err != nil {
			return nil, err
		}
	}
	if err := checkText("the front matter", n.Matter.Raw); err != nil {
		return nil, err
	}
	for _, p := range n.Lead {
		if err := checkLine("the text", p); err != nil {
			return nil, err
		}
	}
	if n.Matter.Form == "" {
		n.Matter.Form = NoMatter
	}
	in := newChunk(n)
	d.Reserve(n.ID + 1)
	d.byID[n.ID] = in
	d.chunks = slices.Insert(d.chunks, o.At, in)
	c.Sequence = true
	c.Gone.drop(n.ID)
	c.Made.add(n.ID)
	return DeleteChunk{Chunk: n.ID}, nil
}

func (o DeleteChunk) apply(d *Document, c *Change) (Op, error) {
	in, err := d.chunk(o.Chunk)
	if err != nil {
		return nil, err
	}
	switch {
	case len(in.turns) > 0:
		return nil, refuse("chunk %d has turns, which would be lost", o.Chunk)
	case len(d.Conflicts(o.Chunk)) > 0:
		return nil, refuse("what changed in its file on disk is not settled yet")
	case len(d.chunks) == 1:
		return nil, refuse("it is the only chunk of the episode")
	}
	at := slices.Index(d.chunks, in)
	d.chunks = slices.Delete(d.chunks, at, at+1)
	delete(d.byID, o.Chunk)
	c.Sequence = true
	c.Made.drop(o.Chunk)
	c.Chunks.drop(o.Chunk)
	c.Orders.drop(o.Chunk)
	c.Gone.add(o.Chunk)
	return InsertChunk{At: at, Chunk: in.head()}, nil
}

func (o MoveChunk) apply(d *Document, c *Change) (Op, error) {
	in, err := d.chunk(o.Chunk)
	if err != nil {
		return nil, err
	}
	if o.At < 0 || o.At >= len(d.chunks) {
		return nil, refuse("the episode has no place %d", o.At+1)
	}
	at := slices.Index(d.chunks, in)
	d.chunks = slices.Insert(slices.Delete(d.chunks, at, at+1), o.At, in)
	c.Sequence = true
	return MoveChunk{Chunk: o.Chunk, At: at}, nil
}

func (o SplitChunk) apply(d *Document, c *Change) (Op, error) {
	t, err := d.turn(o.Turn)
	if err != nil {
		return nil, err
	}
	home := d.home[o.Turn]
	at := slices.Index(home.turns, t)
	if at == 0 {
		return nil, Refuse("the chunk begins with this turn already")
	}
	ops := []Op{InsertChunk{At: slices.Index(d.chunks, home) + 1, Chunk: o.New}}
	for i, turn := range home.turns[at:] {
		ops = append(ops, MoveTurn{Turn: turn.ID, Chunk: o.New.ID, At: i})
	}
	return Batch{Ops: ops}.apply(d, c)
}

func (o JoinChunk) apply(d *Document, c *Change) (Op, error) {
	in, err := d.chunk(o.Chunk)
	if err != nil {
		return nil, err
	}
	at := slices.Index(d.chunks, in)
	if at == 0 {
		return nil, refuse("there is no chunk before this one")
	}
	into := d.chunks[at-1]
	var ops []Op
	for i, turn := range in.turns {
		ops = append(ops, MoveTurn{Turn: turn.ID, Chunk: into.id, At: len(into.turns) + i})
	}
	if len(in.lead) > 0 && !slices.Equal(in.lead, into.lead) {
		ops = append(ops, SetLead{Chunk: into.id, Lead: slices.Concat(into.lead, in.lead)})
	}
	return Batch{Ops: append(ops, DeleteChunk(o))}.apply(d, c)
}
