package transcript

import (
	"slices"
	"strings"

	"stet/backend/timecode"
)

// This file keeps a header true while turns come, go and move: fields that repeat what the turns say go on repeating
// it. A field that said something else before is somebody's own, and is left alone.

// Extent is what the turns of a chunk say that its header repeats.
type Extent struct {
	// Start is where the first timed turn begins, End where the last one ends, or where the header ends the turns without a
	// time behind it; zero where no turn has a time.
	Start, End timecode.Code
	// Speakers are the labels, in the order in which they first speak.
	Speakers []string
	// Marked are the names that the list of entities has for marks in the words.
	Marked []string
	// untimed is the last turn if it has no time; 0 if it has one.
	untimed ID
}

// Extent returns what the turns of a chunk say now.
func (d *Document) Extent(id ID) Extent {
	var e Extent
	c := d.byID[id]
	if c == nil {
		return e
	}
	if runs := d.Runs(id); runs != nil {
		e.Start, e.End = runs.Start, runs.End
	}
	if n := len(c.turns); n > 0 && c.turns[n-1].Span == nil {
		e.untimed = c.turns[n-1].ID
	}
	for _, t := range c.turns {
		if l := t.Label(); l != "" && !slices.Contains(e.Speakers, l) {
			e.Speakers = append(e.Speakers, l)
		}
		for _, n := range d.Marked(t.ID) {
			if n.Kind == EntityMark && !slices.Contains(e.Marked, n.Text) {
				e.Marked = append(e.Marked, n.Text)
			}
		}
	}
	return e
}

// Follow returns the ops that make the header of a chunk repeat what its turns say now, where it repeated what they
// said before.
func (d *Document) Follow(id ID, before Extent) []Op {
	c := d.byID[id]
	now := d.Extent(id)
	if c == nil || c.matter.Form != FieldMatter || len(c.turns) == 0 {
		return nil
	}
	if last := c.turns[len(c.turns)-1]; last.ID == before.untimed && last.Estimated&EndEdge != 0 && seconds(before.End) > seconds(now.End) {
		now.End = before.End // where the header ends it is more than what was worked out
	}
	var ops []Op
	for at, f := range c.matter.Fields {
		next := f.clone()
		switch {
		case f.Kind == ScalarField && f.Key == "start_time":
			next.Value = followed(f.Value, before.Start, now.Start)
		case f.Kind == ScalarField && f.Key == "end_time":
			next.Value = followed(f.Value, before.End, now.End)
		case f.Kind == ScalarField && f.Key == "timecode":
			next.Value = followedRange(f.Value, before, now)
		case f.Kind == ListField && f.Key == "speakers":
			next.Items = followedSpeakers(f.Items, before.Speakers, now.Speakers)
		}
		if !next.Equal(f) {
			ops = append(ops, SetField{Chunk: id, At: at, Was: f.Key, Field: next})
		}
	}
	return append(ops, c.followMarks(before.Marked, now.Marked)...)
}

// entitiesField is the list that has the names of marks.
const entitiesField = "entities"

// followMarks lets the list of entities follow marks that came or went with turns. It comes last of all that a header
// follows, since it may add the list or take it away.
func (c *chunk) followMarks(before, now []string) []Op {
	if slices.Equal(before, now) {
		return nil
	}
	at := slices.IndexFunc(c.matter.Fields, func(f Field) bool { return f.Key == entitiesField })
	var items []string
	if at >= 0 {
		if f := c.matter.Fields[at]; f.Kind != ListField {
			return nil
		}
		for _, item := range c.matter.Fields[at].Items {
			if !slices.Contains(before, item) || slices.Contains(now, item) {
				items = append(items, item)
			}
		}
	}
	for _, name := range now {
		listed := func(item string) bool { return item == name || strings.HasPrefix(item, name+" (") }
		if !slices.Contains(before, name) && !slices.ContainsFunc(items, listed) {
			items = append(items, name)
		}
	}
	list := Field{Key: entitiesField, Kind: ListField, Items: items}
	switch {
	case at < 0 && len(items) > 0:
		return []Op{InsertField{Chunk: c.id, At: len(c.matter.Fields), Field: list}}
	case at < 0 || slices.Equal(items, c.matter.Fields[at].Items):
		return nil
	case len(items) == 0:
		return []Op{RemoveField{Chunk: c.id, At: at, Was: entitiesField}}
	}
	return []Op{SetField{Chunk: c.id, At: at, Was: entitiesField, Field: list}}
}

// followed is what a code written in a header becomes; it stays if it was not what the turns said.
func followed(written string, before, now timecode.Code) string {
	code, err := timecode.Parse(written)
	if err != nil || before.IsZero() || now.IsZero() || inForm(before, code.Form) != code {
		return written
	}
	return inForm(now, code.Form).String()
}

// inForm writes a code as a header does that may leave out the frames.
func inForm(c timecode.Code, form timecode.Form) timecode.Code {
	if c.Form == form || form.CountsFrames() || form.CountsMillis() {
		return c
	}
	return timecode.Code{Hours: c.Hours, Minutes: c.Minutes, Seconds: c.Seconds, Form: form}
}

// followedRange is followed for “START – END”, however the two are parted.
func followedRange(written string, before, now Extent) string {
	isCode := func(r rune) bool { return r >= '0' && r <= '9' || strings.ContainsRune(":;.,", r) }
	from := strings.IndexFunc(written, func(r rune) bool { return !isCode(r) })
	to := strings.LastIndexFunc(written, func(r rune) bool { return !isCode(r) })
	if from < 0 {
		return written
	}
	start, end := written[:from], strings.TrimLeftFunc(written[to:], func(r rune) bool { return !isCode(r) })
	between := written[from : len(written)-len(end)]
	return followed(start, before.Start, now.Start) + between + followed(end, before.End, now.End)
}

// followedSpeakers keeps the order of a list that named those who spoke: who is silent now goes, who is new comes last.
func followedSpeakers(list, before, now []string) []string {
	if !slices.Equal(slices.Sorted(slices.Values(list)), slices.Sorted(slices.Values(before))) {
		return list
	}
	var out []string
	for _, name := range list {
		if slices.Contains(now, name) {
			out = append(out, name)
		}
	}
	for _, name := range now {
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}
