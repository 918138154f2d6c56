package names_test

import (
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"stet/backend/registry"
	"stet/backend/registry/names"
	"stet/backend/transcript"
)

// garble is a name and what a recogniser may make of it.
type garble struct{ name, heard string }

// garbles reads our own list. Every third was there to make the rules by; the first hundred of the rest measure them.
func garbles(t testing.TB, measured bool) []garble {
	t.Helper()
	b, err := os.ReadFile("testdata/garbled.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var out []garble
	for i, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		name, heard, ok := strings.Cut(line, "\t")
		if !ok {
			t.Fatalf("line %d of the garbled names has no tab", i+1)
		}
		if (i%3 != 0) == measured {
			out = append(out, garble{name, heard})
		}
	}
	if measured {
		return out[:100]
	}
	return out
}

// plant puts words between two words of a paragraph of a chunk, at random, and says where.
func plant(c transcript.Chunk, heard string, r *rand.Rand) (transcript.Chunk, names.Hit) {
	c.Turns = slices.Clone(c.Turns)
	for {
		at := r.IntN(len(c.Turns))
		paragraphs := slices.Clone(c.Turns[at].Paragraphs)
		para := r.IntN(len(paragraphs))
		words := strings.Fields(paragraphs[para])
		if len(words) < 8 {
			continue
		}
		k := 2 + r.IntN(len(words)-4)
		before := strings.Join(words[:k], " ") + " "
		paragraphs[para] = before + heard + " " + strings.Join(words[k:], " ")
		c.Turns[at].Paragraphs = paragraphs
		return c, names.Hit{At: at, Para: para, From: len(before), To: len(before) + len(heard)}
	}
}

// planted counts how many garbled names are found where they were put; those that are not go to missed.
func planted(s series, list []garble, half bool, missed func(garble)) (found int) {
	r := rand.New(rand.NewPCG(1, 2))
	finder := names.NewFinder(s.registry, s.habits)
	for _, g := range list {
		at := r.IntN(len(s.chunks))
		for kept(s.slugs[at]) != half {
			at = r.IntN(len(s.chunks))
		}
		c, place := plant(s.chunks[at], g.heard, r)
		if slices.ContainsFunc(finder.Turns(c.Turns), func(h names.Hit) bool {
			return names.Key(h.Entity) == names.Key(g.name) && h.At == place.At && h.Para == place.Para && h.From < place.To && place.From < h.To
		}) {
			found++
		} else {
			missed(g)
		}
	}
	return found
}

// plainPlanted counts those that plain search for the name would find, with spaces left out and in any case.
func plainPlanted(list []garble) (found int) {
	for _, g := range list {
		if strings.EqualFold(strings.ReplaceAll(g.heard, " ", ""), strings.ReplaceAll(g.name, " ", "")) {
			found++
		}
	}
	return found
}

func TestPlantedMishearings(t *testing.T) {
	s := corpus(t)
	for _, g := range garbles(t, true) {
		if !slices.ContainsFunc(s.registry.Entities, func(e registry.Entity) bool { return names.Key(e.Name) == names.Key(g.name) }) {
			t.Errorf("no chunk lists %s", g.name)
		}
	}
	found := planted(s, garbles(t, true), true, func(garble) {})
	t.Logf("of 100 planted mishearings %d are found", found)
	if found < 60 {
		t.Errorf("only %d of 100 planted mishearings are found", found)
	}
}
