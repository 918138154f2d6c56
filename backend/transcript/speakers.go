package transcript

import "slices"

// This file gives many turns to a speaker at once, and renames one. Who is meant by a name it does not know.

// SetSpeakers puts turns under one speaker; nil takes the label away.
type SetSpeakers struct {
	Turns   []ID    `json:"turns"`
	Speaker *string `json:"speaker"`
}

// Kind implements Op.
func (SetSpeakers) Kind() string { return "speakers" }

func (o SetSpeakers) apply(d *Document, c *Change) (Op, error) {
	if len(o.Turns) == 0 {
		return nil, refuse("no turn is named")
	}
	if o.Speaker != nil {
		if err := checkSpeaker(*o.Speaker); err != nil {
			return nil, err
		}
	}
	turns := make([]*Turn, len(o.Turns))
	seen := make(map[ID]bool, len(o.Turns))
	for i, id := range o.Turns {
		t, err := d.turn(id)
		if err != nil {
			return nil, err
		}
		if seen[id] {
			return nil, refuse("turn %d is named twice", id)
		}
		seen[id], turns[i] = true, t
	}
	// The turns go back to those they came from, each of whom gets all of theirs at once.
	var back []SetSpeakers
	for _, t := range turns {
		at := slices.IndexFunc(back, func(b SetSpeakers) bool { return sameSpeaker(b.Speaker, t.Speaker) })
		if at < 0 {
			at, back = len(back), append(back, SetSpeakers{Speaker: t.Speaker})
		}
		back[at].Turns = append(back[at].Turns, t.ID)
	}
	for _, t := range turns {
		t.Speaker = clonePointer(o.Speaker)
		c.Turns.add(t.ID)
	}
	if len(back) == 1 {
		return back[0], nil
	}
	var inverse Batch
	for _, b := range back {
		inverse.Ops = append(inverse.Ops, b)
	}
	return inverse, nil
}

// SpeakerFields are the keys of front matter that name speakers as turns do.
var SpeakerFields = []string{"speakers", "participants"}

// Labelled counts the turns of chunks that stand under a label.
func (d *Document) Labelled(chunks []ID, label string) int {
	return len(d.labelled(chunks, label))
}

func (d *Document) labelled(chunks []ID, label string) (turns []ID) {
	for _, id := range chunks {
		if c := d.byID[id]; c != nil {
			for _, t := range c.turns {
				if t.Speaker != nil && *t.Speaker == label {
					turns = append(turns, t.ID)
				}
			}
		}
	}
	return turns
}

// Relabel returns the ops that put every turn of chunks that stands under one label under another, and write the other
// where fields name the speaker. There are none where nobody bears the label.
func (d *Document) Relabel(chunks []ID, from, to string) []Op {
	var ops []Op
	if turns := d.labelled(chunks, from); len(turns) > 0 {
		ops = append(ops, SetSpeakers{Turns: turns, Speaker: &to})
	}
	for _, id := range chunks {
		c := d.byID[id]
		if c == nil || c.matter.Form != FieldMatter {
			continue
		}
		for at, f := range c.matter.Fields {
			if next, changed := relabelled(f, from, to); changed {
				ops = append(ops, SetField{Chunk: id, At: at, Was: f.Key, Field: next})
			}
		}
	}
	return ops
}

// relabelled is a field with another name in it: once, also where the other stood there already.
func relabelled(f Field, from, to string) (Field, bool) {
	if !slices.Contains(SpeakerFields, f.Key) {
		return f, false
	}
	switch {
	case f.Kind == ScalarField && f.Value == from:
		f.Value = to
		return f, true
	case f.Kind == ListField && slices.Contains(f.Items, from):
		stands := slices.Contains(f.Items, to)
		var items []string
		for _, item := range f.Items {
			if item == from && stands {
				continue
			}
			if item == from {
				item, stands = to, true
			}
			items = append(items, item)
		}
		f.Items = items
		return f, true
	}
	return f, false
}
