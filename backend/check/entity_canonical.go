package check

import (
	"fmt"
	"slices"
	"strings"

	"stet/backend/registry"
)

var entityCanonical = Check{
	ID: "entity.canonical", Severity: Warn,
	Why:     "Entities are written as the series’ names have them, so that one thing is one name everywhere.",
	Example: "entities: nginx, where the name is NGINX",
	chunk: func(c *chunkSight, r *report) {
		c.eachItem(func(at, item int, text string) {
			name, note := registry.SplitNote(text)
			called := registry.Called(c.series.Entities, name)
			if len(called) == 0 || slices.ContainsFunc(called, func(i int) bool { return c.series.Entities[i].Name == name }) {
				return
			}
			var repairs []Repair
			var names []string
			for _, i := range called {
				canonical := c.series.Entities[i].Name
				names = append(names, quoted(canonical))
				if note != "" {
					canonical += " (" + note + ")"
				}
				repairs = append(repairs, c.writeItem(at, item, canonical))
			}
			r.field(c, at, item, fmt.Sprintf("The series calls %s %s.", quoted(name), strings.Join(names, " or ")), repairs...)
		}, "entities")
	},
}
