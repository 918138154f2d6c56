package registry

import (
	"testing"
	"time"

	"stet/backend/chunkfile"
	"stet/backend/transcript"
)

// BenchmarkGather reads all chunks of the corpus and says what they name, variants and registry included; beside it,
// the chunks only parsed.
func BenchmarkGather(b *testing.B) {
	texts := corpusTexts(b)
	var only, names time.Duration
	var u *InUse
	var variants int
	for b.Loop() {
		start := time.Now()
		chunks := make([]transcript.Chunk, len(texts))
		for i, text := range texts {
			chunks[i] = chunkfile.Parse(text).Chunk()
		}
		parsed := time.Now()
		only += parsed.Sub(start)
		u = Gather(chunks)
		join := append(SpellingVariants(u.Names()), ShortNames(u.Names())...)
		variants = len(join) + len(SpellingVariants(u.Tags)) + len(SpellingVariants(u.Topics))
		u.Registry(join...)
		names += time.Since(parsed)
	}
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 / float64(b.N) }
	b.ReportMetric(ms(only+names), "ms")
	b.ReportMetric(ms(only), "parse-ms")
	b.ReportMetric(float64(len(texts)), "chunks")
	b.ReportMetric(float64(len(u.Entities)), "entities")
	b.ReportMetric(float64(len(u.Tags)), "tags")
	b.ReportMetric(float64(len(u.Topics)), "topics")
	b.ReportMetric(float64(variants), "variants")
}

// BenchmarkUpdate10000 changes one entity of ten thousand; beside it, the list only read.
func BenchmarkUpdate10000(b *testing.B) {
	var entities []Entity
	for i := range 10000 {
		entities = append(entities, Entity{Name: "Name " + string(rune('A'+i%26)) + " " + time.Duration(i).String(), Kind: Person, Aliases: []string{"one", "two"}})
	}
	for _, ending := range []string{"yaml", "json", "csv"} {
		b.Run(ending, func(b *testing.B) {
			src, err := UpdateEntities("x."+ending, nil, entities, nil)
			if err != nil {
				b.Fatal(err)
			}
			var whole, read time.Duration
			for b.Loop() {
				start := time.Now()
				list, err := ReadEntities("x."+ending, src)
				if err != nil {
					b.Fatal(err)
				}
				read += time.Since(start)
				list[5000].Note = "changed"
				start = time.Now()
				if _, err := UpdateEntities("x."+ending, src, list, nil); err != nil {
					b.Fatal(err)
				}
				whole += time.Since(start)
			}
			b.ReportMetric(float64(whole.Microseconds())/1000/float64(b.N), "ms")
			b.ReportMetric(float64(read.Microseconds())/1000/float64(b.N), "read-ms")
		})
	}
}
