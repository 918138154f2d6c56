package names_test

import (
	"cmp"
	"hash/fnv"
	"os"
	"slices"
	"strings"
	"testing"

	"stet/backend/registry/names"
	"stet/backend/search"
	"stet/backend/transcript"
)

// suggestion is a name that is suggested for a chunk which does not list it.
type suggestion struct {
	slug, name string
	isNew      bool
	first      names.Hit
}

func (s suggestion) key() string { return s.slug + "\t" + names.Key(s.name) }

// figures are what is measured on the half of the chunks that is kept for it.
type figures struct {
	listed, silent                    int // listed names; those of them that are the speakers
	spoken, exact, insensitive        int // of the listed: found, and found by plain search
	suggested, byExact, byInsensitive []suggestion
	heard                             int // of the suggested: by sound alone
	words                             int
}

func measure(s series) figures {
	var out figures
	finder := names.NewFinder(s.registry, s.habits)
	for i, c := range s.chunks {
		if !kept(s.slugs[i]) {
			continue
		}
		text := words(c)
		out.words += len(strings.Fields(text))
		r := finder.Chunk(c)
		listed := map[string]bool{}
		for _, l := range r.Listed {
			out.listed++
			listed[names.Key(l.Name)] = true
			switch {
			case l.Where == names.Spoken:
				out.spoken++
			case l.Where == names.Speaks || l.Where == names.Takes:
				out.silent++
			}
			out.exact += count(found(text, l.Name, true))
			out.insensitive += count(found(text, l.Name, false))
		}
		for _, f := range r.Found {
			out.suggested = append(out.suggested, suggestion{s.slugs[i], f.Entity, false, f.Places[0]})
			out.heard += count(!slices.ContainsFunc(f.Places, func(h names.Hit) bool { return h.How != names.Sound }))
		}
		for _, p := range r.Proposals {
			out.suggested = append(out.suggested, suggestion{s.slugs[i], p.Name, true, p.Places[0]})
		}
		for _, e := range s.registry.Entities {
			if listed[names.Key(e.Name)] || slices.ContainsFunc(e.Aliases, func(a string) bool { return listed[names.Key(a)] }) {
				continue
			}
			if found(text, e.Name, true) {
				out.byExact = append(out.byExact, suggestion{slug: s.slugs[i], name: e.Name})
			}
			if found(text, e.Name, false) {
				out.byInsensitive = append(out.byInsensitive, suggestion{slug: s.slugs[i], name: e.Name})
			}
		}
	}
	return out
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

// found is plain search, for whole words.
func found(text, name string, exact bool) bool {
	p, err := search.Query{Text: name, Case: exact, Whole: true}.Compile()
	return err == nil && len(p.In(text)) > 0
}

func words(c transcript.Chunk) string {
	var b strings.Builder
	for _, t := range c.Turns {
		b.WriteString(strings.Join(t.Paragraphs, "\n") + "\n")
	}
	return b.String()
}

// drawn are n of some suggestions, as their hashes fall: a suggestion that comes or goes changes no other's lot.
func drawn(all []suggestion, n int) []suggestion {
	lot := func(s suggestion) uint64 {
		h := fnv.New64a()
		h.Write([]byte("seed 5\t" + s.key()))
		return h.Sum64()
	}
	all = slices.SortedFunc(slices.Values(all), func(a, b suggestion) int { return cmp.Compare(lot(a), lot(b)) })
	return all[:min(n, len(all))]
}

// judged are the verdicts that somebody gave who read the sentences: true where the chunk speaks of the name.
func judged(t testing.TB) map[string]bool {
	t.Helper()
	b, err := os.ReadFile("testdata/judged.tsv")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for i, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 5 || f[3] != "right" && f[3] != "wrong" || f[4] == "" {
			t.Fatalf("line %d of the judgements is none: %q", i+1, line)
		}
		key := f[0] + "\t" + names.Key(f[1])
		if was, twice := out[key]; twice && was != (f[3] == "right") {
			t.Errorf("line %d judges %s in %s otherwise than before", i+1, f[1], f[0])
		}
		out[key] = f[3] == "right"
	}
	return out
}

// precision is the share of suggestions that are right, of those that are judged.
func precision(all []suggestion, verdicts map[string]bool) (share float64, known int) {
	right := 0
	for _, s := range all {
		if verdict, ok := verdicts[s.key()]; ok {
			known++
			right += count(verdict)
		}
	}
	return 100 * float64(right) / float64(max(1, known)), known
}

func TestSuggestionsOnTheCorpus(t *testing.T) {
	s := corpus(t)
	f := measure(s)
	verdicts := judged(t)
	all := drawn(f.suggested, 200)
	t.Logf("of %d listed names %d are found in their chunk's words (exact search %d, in any case %d); %d more are its speakers",
		f.listed, f.spoken, f.exact, f.insensitive, f.silent)
	share := func(what string, pool int, of []suggestion) float64 {
		right, judged := precision(of, verdicts)
		t.Logf("%s: %d suggestions, of %d judged %.1f %% are right", what, pool, judged, right)
		if judged < len(of)*9/10 {
			t.Errorf("%s: only %d of %d drawn suggestions are judged: read those that changed", what, judged, len(of))
		}
		return right
	}
	share("all", len(f.suggested), all)
	byUs := share("names of the registry", len(known(f.suggested)), known(all))
	share("new names", len(fresh(f.suggested)), fresh(all))
	share("exact search", len(f.byExact), drawn(f.byExact, 100))
	plain := share("search in any case", len(f.byInsensitive), drawn(f.byInsensitive, 100))
	t.Logf("%d of the suggestions are by sound alone, in %d words", f.heard, f.words)
	if byUs < 90 || byUs <= plain {
		t.Errorf("%.1f %% of the registry's names that are suggested are right, of those of plain search %.1f %%", byUs, plain)
	}
}

// known are the suggestions that the registry has, fresh those that it has not.
func known(all []suggestion) []suggestion {
	return slices.DeleteFunc(slices.Clone(all), func(x suggestion) bool { return x.isNew })
}

func fresh(all []suggestion) []suggestion {
	return slices.DeleteFunc(slices.Clone(all), func(x suggestion) bool { return !x.isNew })
}
