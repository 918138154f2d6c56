package check

import (
	"fmt"

	"stet/backend/registry"
)

var entityUnknown = Check{
	ID: "entity.unknown", Severity: Warn,
	Why:     "Every entity is one of the series’ names; one that is not is new, or misspelt.",
	Example: "entities: Kubernets",
	chunk: func(c *chunkSight, r *report) {
		if len(c.series.Entities) == 0 {
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
