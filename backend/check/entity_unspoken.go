package check

import (
	"fmt"
	"slices"
	"strings"

	"stet/backend/registry"
	"stet/backend/transcript"
)

var entityUnspoken = Check{
	ID: "entity.unspoken", Severity: Warn,
	Why:     "An entity is spoken of in the chunk, or marked as context in brackets; else whoever looks for it finds nothing here.",
	Example: "entities: Kubernetes, in a chunk in which nobody says it",
	chunk: func(c *chunkSight, r *report) {
		if len(c.Turns) == 0 {
			return
		}
		speak := speakersOf(c.Chunk)
		c.eachItem(func(at, item int, text string) {
			name, note := registry.SplitNote(text)
			if name == "" || note != "" || c.spokenOf(name, speak) {
				return
			}
			f := c.Matter.Fields[at]
			now := f
			now.Items = slices.Clone(f.Items)
			now.Items[item] = name + " (context)"
			r.field(c, at, item, fmt.Sprintf("Nobody speaks of %s here.", quoted(name)), c.dropItem(at, item), Repair{
				Name: "Mark it as context", Before: "- " + text, After: "- " + now.Items[item],
				Ops: []transcript.Op{transcript.SetField{Chunk: c.ID, At: at, Was: f.Key, Field: now}},
			})
		}, "entities")
	},
}

// spokenOf says whether somebody or something is named in the words under any of their names, or speaks.
func (c *chunkSight) spokenOf(name string, speak []string) bool {
	names := []string{name}
	for _, i := range registry.Called(c.series.Entities, name) {
		e := c.series.Entities[i]
		names = append(names, e.Name)
		names = append(names, e.Aliases...)
		names = append(names, e.Misheard...)
	}
	for _, n := range names {
		first, _, _ := strings.Cut(n, " ")
		if slices.Contains(speak, n) || slices.Contains(speak, first) || c.said(n) {
			return true
		}
		if short := initials(n); short != n && c.said(short) {
			return true
		}
	}
	return false
}

// initials is what a name of several words is called for short; the name itself where it has but one.
func initials(name string) string {
	words := strings.Fields(name)
	if len(words) < 3 {
		return name
	}
	var b strings.Builder
	for _, w := range words {
		b.WriteRune([]rune(w)[0])
	}
	return b.String()
}
