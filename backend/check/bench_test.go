package check

import (
	"fmt"
	"testing"

	"stet/backend/transcript"
)

// BenchmarkCorpus looks at every chunk of the corpus anew, as the verb does.
func BenchmarkCorpus(b *testing.B) {
	files := corpusFiles(b)
	series := corpusSeries(b, files)
	for b.Loop() {
		for _, f := range files {
			New(series).Chunk(f.chunk, corpusClock, Source{Name: f.name, InQuotes: f.file.InQuotes})
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(files)), "µs/chunk")
}

// BenchmarkOneEdit looks at an episode of 6,000 turns and 150,000 words: the whole of it, and then again after a word was
// typed.
func BenchmarkOneEdit(b *testing.B) {
	const turns = 6000
	c := transcript.Chunk{ID: 1, Matter: transcript.Matter{Form: transcript.FieldMatter}}
	for i := range turns {
		speaker := []string{"Ada", "Björn"}[i%2]
		t := transcript.Turn{ID: transcript.ID(i + 2), Speaker: &speaker}
		t.Paragraphs = []string{fmt.Sprintf("They looked for the bell number %d all day, and in the end it was in the tower where somebody had left it the year before, as always.", i)}
		c.Turns = append(c.Turns, t)
	}
	b.Run("whole", func(b *testing.B) {
		for b.Loop() {
			New(testSeries()).Chunk(c, testClock, Source{})
		}
	})
	b.Run("edit", func(b *testing.B) {
		doc, err := transcript.NewDocument(transcript.Episode{}, []transcript.Chunk{c})
		if err != nil {
			b.Fatal(err)
		}
		r := New(testSeries())
		r.Chunk(c, testClock, Source{})
		for b.Loop() {
			if _, _, err := doc.Apply(transcript.EditText{Turn: turns / 2, Text: "x"}); err != nil {
				b.Fatal(err)
			}
			was := r.Looked
			now, _ := doc.Chunk(1)
			r.Chunk(now, testClock, Source{})
			if r.Looked != was+1 {
				b.Fatalf("%d turns were looked at", r.Looked-was)
			}
		}
	})
}
