package check

import "fmt"

var listDuplicate = Check{
	ID: "list.duplicate", Severity: Error,
	Why:     "Nothing stands twice in a list: what counts by it counts wrong.",
	Example: "tags: go, rest, go",
	chunk: func(c *chunkSight, r *report) {
		seen := map[int]map[string]bool{}
		c.eachItem(func(at, item int, text string) {
			if seen[at] == nil {
				seen[at] = map[string]bool{}
			}
			if seen[at][text] {
				r.field(c, at, item, fmt.Sprintf("%s stands twice in %s.", quoted(text), c.Matter.Fields[at].Key), c.dropItem(at, item))
			}
			seen[at][text] = true
		})
	},
}
