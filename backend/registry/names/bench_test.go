package names_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"stet/backend/registry"
	"stet/backend/registry/names"
	"stet/backend/search"
)

// syllables are what made-up names are made of.
var syllables = strings.Fields("ba dor fi gan hu jel ka lo mir ne pos qua ra sti tul ver wen xo yal zim chi thra spo gri")

// BenchmarkSuggestions reports on each chunk of the corpus, and beside it looks for every name of the registry in the
// same words by plain search, one name after the other.
func BenchmarkSuggestions(b *testing.B) {
	s := corpus(b)
	larger := registry.Registry{Entities: slices.Clone(s.registry.Entities)}
	r := rand.New(rand.NewPCG(3, 4))
	for range 5000 {
		var name strings.Builder
		for range 2 + r.IntN(3) {
			name.WriteString(syllables[r.IntN(len(syllables))])
		}
		larger.Entities = append(larger.Entities, registry.Entity{Name: strings.ToUpper(name.String()[:1]) + name.String()[1:]})
	}
	finder := names.NewFinder(s.registry, s.habits)
	var plain []*search.Pattern
	for _, e := range s.registry.Entities {
		p, err := search.Query{Text: e.Name, Whole: true}.Compile()
		if err != nil {
			b.Fatal(err)
		}
		plain = append(plain, p)
	}
	var beside time.Duration
	// Of each chunk the shortest: the others are the machine's.
	each := make([]time.Duration, len(s.chunks))
	for b.Loop() {
		for i, c := range s.chunks {
			start := time.Now()
			finder.Chunk(c)
			if took := time.Since(start); each[i] == 0 || took < each[i] {
				each[i] = took
			}
		}
		b.StopTimer()
		start := time.Now()
		for _, c := range s.chunks {
			for _, t := range c.Turns {
				for _, text := range t.Paragraphs {
					for _, p := range plain {
						p.In(text)
					}
				}
			}
		}
		beside += time.Since(start)
		b.StartTimer()
	}
	start := time.Now()
	large := names.NewFinder(larger, s.habits)
	b.ReportMetric(float64(time.Since(start).Microseconds())/1000, "build-5000-ms")
	start = time.Now()
	for _, c := range s.chunks {
		large.Chunk(c)
	}
	b.ReportMetric(float64(time.Since(start).Microseconds())/1000/float64(len(s.chunks)), "ms/chunk-of-5000")
	n := float64(b.N * len(s.chunks))
	b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/n, "ms/chunk")
	b.ReportMetric(float64(slices.Max(each).Microseconds())/1000, "longest-ms")
	b.ReportMetric(float64(beside.Microseconds())/1000/n, "search-ms/chunk")
}

// BenchmarkSuggested is no timing: it gives the figures of TestSuggestionsOnTheCorpus and TestPlantedMishearings to those
// who lay them out.
func BenchmarkSuggested(b *testing.B) {
	s := corpus(b)
	for b.Loop() {
		f := measure(s)
		verdicts := judged(b)
		per := func(n int) float64 { return 100 * float64(n) / float64(f.listed) }
		b.ReportMetric(per(f.spoken), "%found")
		b.ReportMetric(per(f.exact), "%found-exact")
		b.ReportMetric(per(f.insensitive), "%found-any-case")
		all := drawn(f.suggested, 200)
		for unit, of := range map[string][]suggestion{
			"%right": all, "%right-known": known(all), "%right-new": fresh(all),
			"%right-exact": drawn(f.byExact, 100), "%right-any-case": drawn(f.byInsensitive, 100),
		} {
			share, _ := precision(of, verdicts)
			b.ReportMetric(share, unit)
		}
		b.ReportMetric(float64(planted(s, garbles(b, true), true, func(garble) {})), "planted")
		b.ReportMetric(float64(plainPlanted(garbles(b, true))), "planted-search")
		b.ReportMetric(float64(f.heard), "by-sound")
		b.ReportMetric(float64(f.words), "words")
	}
}
