package check

import (
	"fmt"
	"slices"
	"strings"

	"stet/backend/transcript"
)

var fieldEmpty = Check{
	ID: "field.empty", Severity: Error,
	Why:     "A field that none may lack says something; and a chunk without a summary says nothing where chunks are listed.",
	Example: "tags: [], where the profile requires them",
	covers:  []string{"summary.length"},
	chunk: func(c *chunkSight, r *report) {
		for at, f := range c.Matter.Fields {
			required := slices.Contains(c.series.Profile.Required, f.Key)
			if says(f) || !required && f.Key != "summary" {
				continue
			}
			r.field(c, at, -1, fmt.Sprintf("The field %s is empty.", f.Key))
			if c.series.Guessed && f.Key != "summary" {
				r.found[len(r.found)-1].Severity = Warn
			}
		}
	},
}

// says reports whether a field holds anything.
func says(f transcript.Field) bool {
	switch f.Kind {
	case transcript.ListField:
		return slices.ContainsFunc(f.Items, func(item string) bool { return strings.TrimSpace(item) != "" })
	case transcript.ScalarField:
		return strings.TrimSpace(f.Value) != ""
	}
	return true
}
