package check

import (
	"fmt"
	"strings"
	"testing"

	"stet/backend/registry"
)

// A list of names that somebody has just begun says nothing of who is not in it, but where it has half of a chunk's.
func TestAFewNamesSayNothingOfTheOthers(t *testing.T) {
	many := []registry.Entity{{Name: "Bell Tower"}}
	for i := range fewNames - 1 {
		many = append(many, registry.Entity{Name: fmt.Sprint("Bell ", i)})
	}
	for _, x := range []struct {
		names  []registry.Entity
		listed string
		want   int
	}{
		{nil, "- Old Foundry", 0},
		{many[:1], "- Old Foundry", 0},
		{[]registry.Entity{adaFern}, "- Old Foundry", 1},
		{[]registry.Entity{adaFern}, "- Old Foundry\n  - Bell Tower", 0},
		{many[:fewNames-1], "- Old Foundry", 0},
		{many, "- Old Foundry", 2},
	} {
		series := testSeries()
		series.Entities = x.names
		c, source := chunkOf(t, rightName, "- Old Foundry", x.listed)
		if found := only(New(series).Chunk(c, testClock, source), "entity.unknown"); len(found) != x.want {
			t.Errorf("%d names, %q: %+v", len(x.names), x.listed, found)
		}
	}
}

// Where several who may be meant are listed, listing one more, or one of them again, tells nothing.
func TestAnUnclearNameIsNotListedAgain(t *testing.T) {
	unclear := []string{"  - Björn\n", "  - Mira\n", "\nBjörn\nAnd", "\nMira\nAnd"}
	for _, x := range []struct {
		entities, says string
		repairs        int
	}{
		{"- Old Foundry", "The full name among the entities tells.", 2},
		{"- Old Foundry\n  - Mira Holm\n  - Mira Fern (her mother)", "Several of them are among the entities, so they do not tell: the full name here does.", 0},
	} {
		c, source := chunkOf(t, rightName, append(unclear, "- Old Foundry", x.entities)...)
		found := only(New(testSeries()).Chunk(c, testClock, source), "people.unclear")
		if len(found) != 1 || len(found[0].Repairs) != x.repairs || !strings.HasSuffix(found[0].What, x.says) {
			t.Errorf("%q: %+v", x.entities, found)
		}
	}
}
