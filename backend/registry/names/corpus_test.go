package names_test

import (
	"cmp"
	"hash/fnv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stet/backend/chunkfile"
	"stet/backend/registry"
	"stet/backend/registry/names"
	"stet/backend/transcript"
)

// series is the real chunks, and what a producer would have made of the names that they list.
type series struct {
	slugs    []string
	chunks   []transcript.Chunk
	registry registry.Registry
	habits   *names.Habits
}

// corpus reads the real chunks. The registry holds the entities of all of them, spelling variants put together; those
// whose first name speaks are people, and the first name alone an alias, as it is listed in some chunks.
func corpus(t testing.TB) series {
	t.Helper()
	root := cmp.Or(os.Getenv("STET_CORPUS"), "../../../../shared/corpus")
	files, _ := filepath.Glob(filepath.Join(root, "chunks", "*", "*.md"))
	if len(files) == 0 {
		t.Skipf("there are no real chunks at %s; set STET_CORPUS to their folder", root)
	}
	s := series{habits: &names.Habits{}}
	count, speakers := map[string]int{}, map[string]bool{}
	for _, path := range files {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		c := chunkfile.Parse(b).Chunk()
		s.slugs = append(s.slugs, strings.TrimSuffix(filepath.Base(path), ".md"))
		s.chunks = append(s.chunks, c)
		for _, turn := range c.Turns {
			s.habits.Add(turn.Paragraphs...)
			speakers[turn.Label()] = true
		}
		for _, item := range entities(c) {
			name, _ := registry.SplitNote(item)
			count[name]++
		}
	}
	s.registry = gathered(count, speakers)
	return s
}

func entities(c transcript.Chunk) []string {
	f, _ := c.Field("entities")
	return f.Items
}

func gathered(count map[string]int, speakers map[string]bool) registry.Registry {
	all := make([]string, 0, len(count))
	for name := range count {
		all = append(all, name)
	}
	slices.SortFunc(all, func(a, b string) int { return cmp.Or(cmp.Compare(count[b], count[a]), strings.Compare(a, b)) })
	var r registry.Registry
	at := map[string]int{}
	for _, name := range all {
		key := names.Key(name)
		if _, ok := at[key]; ok || key == "" {
			continue
		}
		if i := slices.IndexFunc(r.Entities, func(e registry.Entity) bool {
			return speakers[name] && strings.HasPrefix(e.Name, name+" ")
		}); i >= 0 {
			r.Entities[i].Aliases = append(r.Entities[i].Aliases, name)
			at[key] = i
			continue
		}
		e := registry.Entity{Name: name}
		if first, _, two := strings.Cut(name, " "); two && speakers[first] {
			e.Kind = registry.Person
		}
		at[key] = len(r.Entities)
		r.Entities = append(r.Entities, e)
	}
	return r
}

// kept reports whether a chunk is of the half that is kept for the measurement; the rules were made on the other.
func kept(slug string) bool {
	h := fnv.New32a()
	h.Write([]byte(slug))
	return h.Sum32()%2 == 1
}
