// Package check looks for what keeps a chunk from being published, and for what was most likely meant otherwise, in a
// Document as it stands: so it sees what was edited, too. What would mend it, it offers as ops; it changes nothing, opens
// no file, and says nothing of how a file is written: that is chunkfile's.
package check

import (
	"slices"
	"strings"
	"sync"

	"stet/backend/profile"
	"stet/backend/registry"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// Severity says how much a finding matters.
type Severity string

const (
	// Error is what no published chunk may have.
	Error Severity = "error"
	// Warn is what most likely was meant otherwise.
	Warn Severity = "warn"
	// Info is what is odd, and may stand.
	Info Severity = "info"
)

// Check is one thing to look for.
type Check struct {
	// ID names it wherever it is told of. It is stable.
	ID       string
	Severity Severity
	// Why says what it is for.
	Why string
	// Example shows something that it finds.
	Example string
	// covers are the codes of what need not be said at the same place, too.
	covers []string

	// One of these looks: at a turn, at a chunk, or at all chunks of an episode. One that a file itself tells has none.
	turn    func(t turnSight, r *report)
	chunk   func(c *chunkSight, r *report)
	episode func(e []*chunkSight, r *report)
}

// Finding is something that a check found, and where.
type Finding struct {
	ID       string
	Severity Severity
	// What says it in plain words.
	What  string
	Chunk transcript.ID
	// Turn is 0 where it is about the front matter.
	Turn transcript.ID
	// Field is the key that it is about; At is the field's place and Item that of an item, -1 where there is none.
	Field    string
	At, Item int
	// Words are what it finds fault with: a finding with other words is another one.
	Words string
	// Repairs would mend it, the likeliest first.
	Repairs []Repair
}

// Repair is a way to mend what was found, to be shown before it is made.
type Repair struct {
	// Name says what it does, as a button does: "Write “the”".
	Name string
	// Before and After show what it changes.
	Before, After string
	Ops           []transcript.Op
}

// Series is what the chunks of a series are held against. What it does not say is not looked at.
type Series struct {
	Profile profile.Profile
	// Guessed says that nobody has said what the profile says: what differs from it is no error.
	Guessed bool
	// Tags are the approved ones.
	Tags     []registry.Tag
	Entities []registry.Entity
	// Elsewhere are tags that are approved where this list does not stand yet.
	Elsewhere []string
	// Near may be shared by all that have these tags.
	Near *Near
}

// turnSight is a turn and those beside it.
type turnSight struct {
	chunk        transcript.ID
	turn         *transcript.Turn
	before, next *transcript.Turn // nil at the ends of the chunk
	speakers     []string         // of the chunk
	words        int              // how many it has
	clock        timecode.Clock
}

// chunkSight is a chunk with what is known around it.
type chunkSight struct {
	transcript.Chunk
	source Source
	series *Series
	clock  timecode.Clock
	said   func(name string) bool
}

// Source is what a chunk's file tells that a Document does not hold.
type Source struct {
	// Name is the file's name without its folder; "" where there is none.
	Name string
	// InQuotes is how a value stands in quotes that YAML reads as something else than a text: a field's, or, with item from 0, a
	// list item's; "" of any other. It may be nil.
	InQuotes func(field, item int) string
	// Runs is from where the chunk's turns begin to where they end; nil where that is not known.
	Runs *timecode.Span
	// Turns gives the turns of a chunk of which only the head is looked at; nil where they cannot be changed.
	Turns func() []transcript.Turn
	// Said are the chunk's turns, where chunks are to be held against one another; nil where their coverage tells of that.
	Said []Said
}

// report takes what a check finds.
type report struct {
	check *Check
	chunk transcript.ID
	found []Finding
}

func (r *report) turn(t *transcript.Turn, words, what string, repairs ...Repair) {
	r.found = append(r.found, Finding{
		ID: r.check.ID, Severity: r.check.Severity, What: what, Chunk: r.chunk, Turn: t.ID, At: -1, Item: -1, Words: words, Repairs: repairs,
	})
}

func (r *report) field(c *chunkSight, at, item int, what string, repairs ...Repair) {
	f := Finding{ID: r.check.ID, Severity: r.check.Severity, What: what, Chunk: c.ID, At: at, Item: item, Repairs: repairs}
	if at >= 0 {
		field := c.Matter.Fields[at]
		f.Field, f.Words = field.Key, field.Value
		if item >= 0 && item < len(field.Items) {
			f.Words = field.Items[item]
		}
	}
	r.found = append(r.found, f)
}

// All lists every check, in the order in which they are documented: first those that are made here, then what a file
// tells as it is read.
func All() []Check { return slices.Concat(all, fileChecks) }

// Named returns the check of an ID.
func Named(id string) (Check, bool) {
	at, known := places()[id]
	switch {
	case !known:
		return Check{}, false
	case at < len(all):
		return all[at], true
	}
	return fileChecks[at-len(all)], true
}

// places are where in All a check stands.
var places = sync.OnceValue(func() map[string]int {
	out := map[string]int{}
	for i, c := range All() {
		out[c.ID] = i
	}
	return out
})

// NoSuch says that there is no check of an ID, and which is nearest; "" if there is one.
func NoSuch(id string) string {
	if _, known := Named(id); known {
		return ""
	}
	var ids []registry.Tag
	for _, c := range All() {
		ids = append(ids, registry.Tag{Name: strings.ReplaceAll(c.ID, ".", "-")})
	}
	nearest := ""
	for _, near := range registry.NearestTags(ids, strings.ReplaceAll(id, ".", "-"), 1) {
		nearest = " Is it " + strings.Replace(near.Tag, "-", ".", 1) + "?"
	}
	return "There is no check " + quoted(id) + "." + nearest + " stet check --list has them all."
}

// Weigh says how much what is found under an ID matters in the series, and whether it is looked for at all.
func (s *Series) Weigh(id string, severity Severity) (Severity, bool) {
	switch {
	case slices.Contains(s.Profile.Errors, id):
		return Error, true
	case slices.Contains(s.Profile.Off, id):
		return severity, false
	}
	return severity, true
}

// fieldAt is the place of the first field of a key; -1 if there is none.
func (c *chunkSight) fieldAt(key string) int {
	return slices.IndexFunc(c.Matter.Fields, func(f transcript.Field) bool { return f.Key == key })
}

// scalar is the field of a key that holds one text, and its place; -1 if there is none.
func (c *chunkSight) scalar(key string) (string, int) {
	at := c.fieldAt(key)
	if at < 0 || c.Matter.Fields[at].Kind != transcript.ScalarField {
		return "", -1
	}
	return c.Matter.Fields[at].Value, at
}

// write is a repair that gives a field another value.
func (c *chunkSight) write(name string, at int, value string) Repair {
	f := c.Matter.Fields[at]
	now := f
	now.Value = value
	return Repair{
		Name: name, Before: f.Key + ": " + f.Value, After: f.Key + ": " + value,
		Ops: []transcript.Op{transcript.SetField{Chunk: c.ID, At: at, Was: f.Key, Field: now}},
	}
}

// writeItem is a repair that gives a list item another text; a text that the list has already goes.
func (c *chunkSight) writeItem(at, item int, text string) Repair {
	f := c.Matter.Fields[at]
	if slices.Contains(f.Items, text) {
		return c.dropItem(at, item)
	}
	now := f
	now.Items = slices.Clone(f.Items)
	now.Items[item] = text
	return Repair{
		Name: "Write " + quoted(text), Before: "- " + f.Items[item], After: "- " + text,
		Ops: []transcript.Op{transcript.SetField{Chunk: c.ID, At: at, Was: f.Key, Field: now}},
	}
}

// dropItem is a repair that takes a list item out.
func (c *chunkSight) dropItem(at, item int) Repair {
	f := c.Matter.Fields[at]
	now := f
	now.Items = slices.Delete(slices.Clone(f.Items), item, item+1)
	return Repair{
		Name: "Take it out", Before: "- " + f.Items[item],
		Ops: []transcript.Op{transcript.SetField{Chunk: c.ID, At: at, Was: f.Key, Field: now}},
	}
}

// eachItem calls f for every item of the lists of some keys; of all lists without keys.
func (c *chunkSight) eachItem(f func(at, item int, text string), keys ...string) {
	for at, field := range c.Matter.Fields {
		if field.Kind != transcript.ListField || len(keys) > 0 && !slices.Contains(keys, field.Key) {
			continue
		}
		for i, text := range field.Items {
			f(at, i, text)
		}
	}
}
