package transcript

import (
	"cmp"
	"slices"
)

// This file keeps what a person here and another program both changed, each in its own way, until somebody settles it. It
// stands in no file. What is here stands in the text meanwhile; what the file says stands in the conflict, so that neither
// is lost.

// Side is what one version says at a place: turns, a field, or the lines before the first turn. Nothing at all says that
// the version has nothing there.
type Side struct {
	Turns  []Turn   `json:"turns,omitempty"`
	Field  *Field   `json:"field,omitempty"`
	Lead   []string `json:"lead,omitempty"`
	Matter *Matter  `json:"matter,omitempty"`
}

// What stands in Conflict.Field in the place of a key.
const (
	LeadPlace   = "lead"
	MatterPlace = "front matter"
)

// Conflict is a place that both sides changed.
type Conflict struct {
	ID ID `json:"id"`
	// Chunk is the one whose file it is about.
	Chunk ID `json:"chunk"`
	// Turns are those that stand there here; After is the one that they stand, or stood, behind; 0 at the start.
	Turns []ID `json:"turns,omitempty"`
	After ID   `json:"after,omitempty"`
	// Field is the key of a field, the Nth of that key from 0, or LeadPlace, or MatterPlace; "" for turns.
	Field string `json:"field,omitempty"`
	Nth   int    `json:"nth,omitempty"`
	// Base is what both came from, Mine what was here, Theirs what the file says. Mine and Theirs have in them what only
	// one of both changed there.
	Base   Side `json:"base"`
	Mine   Side `json:"mine"`
	Theirs Side `json:"theirs"`
	// Both is what holds the words of either; nil where there can be no such thing.
	Both *Side `json:"both,omitempty"`
}

// AddConflict notes a conflict. Its ID must be new: see NewID.
type AddConflict struct {
	Conflict Conflict `json:"conflict"`
}

// DropConflict says that a conflict is settled.
type DropConflict struct {
	Conflict ID `json:"conflict"`
}

// TakeFile says that a chunk's text has in it what another version of its file says: the one whose SHA-256 is Now, in
// the place of Was. A chunk that was joined with another has one still. It changes no text: those who keep the file's bytes go
// by it when the step is undone.
type TakeFile struct {
	Chunk ID     `json:"chunk"`
	Was   string `json:"was"`
	Now   string `json:"now"`
}

// Kind implements Op.
func (AddConflict) Kind() string  { return "conflict.add" }
func (DropConflict) Kind() string { return "conflict.drop" }
func (TakeFile) Kind() string     { return "chunk.file" }

// Conflicts returns the conflicts of a chunk, or with 0 of all chunks, in the order of the episode: fields before turns.
func (d *Document) Conflicts(chunk ID) []Conflict {
	var out []Conflict
	for _, c := range d.conflicts {
		if chunk == 0 || c.Chunk == chunk {
			out = append(out, *c)
		}
	}
	slices.SortFunc(out, func(a, b Conflict) int {
		return cmp.Or(slices.Compare(d.conflictPlace(a), d.conflictPlace(b)), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// conflictPlace is where a conflict stands in the episode.
func (d *Document) conflictPlace(c Conflict) []int {
	home := slices.IndexFunc(d.chunks, func(x *chunk) bool { return x.id == c.Chunk })
	if c.Field != "" {
		in := d.byID[c.Chunk]
		return []int{home, -1, slices.IndexFunc(in.matter.Fields, func(f Field) bool { return f.Key == c.Field })}
	}
	for _, id := range append(slices.Clone(c.Turns), c.After) {
		if in := d.home[id]; in != nil {
			return []int{home, slices.IndexFunc(in.turns, func(t *Turn) bool { return t.ID == id }), 0}
		}
	}
	return []int{home, 0, 0}
}

// Conflict returns one conflict.
func (d *Document) Conflict(id ID) (Conflict, bool) {
	c, ok := d.conflicts[id]
	if !ok {
		return Conflict{}, false
	}
	return *c, true
}

func (o AddConflict) apply(d *Document, c *Change) (Op, error) {
	n := o.Conflict
	if n.ID <= 0 || d.conflicts[n.ID] != nil {
		return nil, refuse("a new conflict cannot bear the number %d", n.ID)
	}
	if _, err := d.chunk(n.Chunk); err != nil {
		return nil, err
	}
	d.Reserve(n.ID + 1)
	d.conflicts[n.ID] = &n
	c.Conflicts.add(n.ID)
	c.Chunks.add(n.Chunk)
	return DropConflict{Conflict: n.ID}, nil
}

func (o DropConflict) apply(d *Document, c *Change) (Op, error) {
	n := d.conflicts[o.Conflict]
	if n == nil {
		return nil, refuse("there is no conflict %d", o.Conflict)
	}
	delete(d.conflicts, o.Conflict)
	c.Conflicts.add(o.Conflict)
	c.Chunks.add(n.Chunk)
	return AddConflict{Conflict: *n}, nil
}

func (o TakeFile) apply(d *Document, c *Change) (Op, error) {
	if _, err := d.chunk(o.Chunk); err == nil {
		c.Chunks.add(o.Chunk)
	}
	return TakeFile{Chunk: o.Chunk, Was: o.Now, Now: o.Was}, nil
}
