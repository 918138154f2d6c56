package search_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"stet/backend/search"
)

var talk = strings.Fields("the bell in the tower rang twice before noon and nobody in the square below looked up because " +
	"the clock had been wrong for longer than most of them had been alive")

// episode is 6,000 paragraphs of 25 words.
func episode() []string {
	out := make([]string, 6000)
	for i := range out {
		var b strings.Builder
		for k := range 25 {
			b.WriteString(talk[(i*7+k)%len(talk)] + " ")
		}
		out[i] = strings.TrimSpace(b.String())
	}
	return out
}

// BenchmarkFindAll150000Words finds a word in an episode of 150,000 words, and beside it has package regexp find the
// same in the same text.
func BenchmarkFindAll150000Words(b *testing.B) {
	paragraphs := episode()
	for name, q := range map[string]search.Query{
		"word": {Text: "Tower"}, "whole": {Text: "tower", Whole: true}, "expr": {Text: `t(\pL+)r`, Expr: true},
	} {
		b.Run(name, func(b *testing.B) {
			p := compile(b, q)
			source := q.Text
			if !q.Expr {
				source = regexp.QuoteMeta(source)
			}
			plain := regexp.MustCompile("(?i:" + source + ")")
			var beside time.Duration
			for b.Loop() {
				ours, theirs := 0, 0
				for _, text := range paragraphs {
					ours += len(p.In(text))
				}
				b.StopTimer()
				start := time.Now()
				for _, text := range paragraphs {
					theirs += len(plain.FindAllStringSubmatchIndex(text, -1))
				}
				beside += time.Since(start)
				b.StartTimer()
				if ours == 0 || ours != theirs {
					b.Fatal(ours, theirs)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(b.N), "ms")
			b.ReportMetric(float64(beside.Microseconds())/1000/float64(b.N), "regexp-ms")
		})
	}
}

// BenchmarkGlossary150000Words looks for 200 mishearings at once.
func BenchmarkGlossary150000Words(b *testing.B) {
	paragraphs := episode()
	var pairs []search.Pair
	for i, w := range talk {
		for k := range 7 {
			pairs = append(pairs, search.Pair{Wrong: w + " " + strings.Repeat("x", k+1), Right: talk[(i+k)%len(talk)] + "!"})
		}
	}
	pairs = append(pairs, search.Pair{Wrong: "tower rang", Right: "tower sang"})
	g := search.NewGlossary(pairs)
	for b.Loop() {
		n := 0
		for _, text := range paragraphs {
			n += len(g.In(text))
		}
		if n == 0 {
			b.Fatal("nothing is misheard")
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(b.N), "ms")
}
