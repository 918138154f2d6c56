package check

import (
	"fmt"
	"slices"

	"stet/backend/registry"
)

var entityUnknown = Check{
	ID: "entity.unknown", Severity: Warn,
	Why:     "Every entity is one of the series’ names; one that is not is new, or misspelt. As long as they are few, that is told only where they have half of what a chunk lists, unless the series has it as an error.",
	Example: "entities: Kubernets",
	chunk: func(c *chunkSight, r *report) {
		if !c.namesReach() {
			return
		}
		c.eachItem(func(at, item int, text string) {
			name, _ := registry.SplitNote(text)
			if name != "" && len(registry.Called(c.series.Entities, name)) == 0 {
				r.field(c, at, item, fmt.Sprintf("%s is none of the series’ names.", quoted(name)), c.dropItem(at, item))
			}
		}, "entities")
	},
}

// fewNames is how many names a series has at least for an entity that is none of them to be told of in any case: a list
// that somebody has just begun says nothing of those who are not in it.
const fewNames = 20

// namesReach reports whether the series has so many names, or half of those that the chunk lists, or takes others for errors.
func (c *chunkSight) namesReach() bool {
	if n := len(c.series.Entities); n == 0 || n >= fewNames || slices.Contains(c.series.Profile.Errors, "entity.unknown") {
		return n > 0
	}
	known, all := 0, 0
	c.eachItem(func(_, _ int, text string) {
		all++
		if name, _ := registry.SplitNote(text); len(registry.Called(c.series.Entities, name)) > 0 {
			known++
		}
	}, "entities")
	return 2*known >= all
}
