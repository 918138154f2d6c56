package names_test

import (
	"testing"

	"stet/backend/registry"
	"stet/backend/registry/names"
)

func TestNamesAreHeardAsTheyAreSaidElsewhere(t *testing.T) {
	jens, jolt := registry.Entity{Name: "Jens", Kind: registry.Person}, registry.Entity{Name: "Jolt", Kind: registry.Product}
	graphQL, graphcool := registry.Entity{Name: "GraphQL", Kind: registry.Technology}, registry.Entity{Name: "Graphcool", Kind: registry.Organisation}
	for _, c := range []struct {
		text   string
		in     registry.Entity
		entity string
	}{
		{"so then Yens said it all again", jens, "Jens"},
		{"so then Yolt said it all again", jolt, ""}, // nobody: a thing is said as it is written
		{"we wrote it with graph cool, and it ran", graphQL, "GraphQL"},
		{"we wrote it with graph cue well, and it ran", graphQL, "GraphQL"},
		{"we wrote it with graph paper, and it ran", graphQL, ""},
		{"we drew the graph quickly, and it ran", graphQL, ""},
		{"we wrote it with Graph Cool, and it ran", graphcool, "Graphcool"},
	} {
		r := registry.Registry{Entities: []registry.Entity{c.in}}
		found := ""
		for _, h := range names.NewFinder(r, &names.Habits{}).In([]string{c.text}) {
			if found != "" {
				found += " "
			}
			found += h.Entity
		}
		if found != c.entity {
			t.Errorf("%s: %q", c.text, found)
		}
	}
}
