package chunkfile

import (
	"bytes"
	"testing"

	"gopkg.in/yaml.v3"

	"stet/backend/transcript"
)

func corpusBytes(b *testing.B) []sample {
	b.Helper()
	files := corpus(b)
	total := 0
	for _, f := range files {
		total += len(f.src)
	}
	b.SetBytes(int64(total))
	b.ReportAllocs()
	return files
}

func BenchmarkParsePrintCorpus(b *testing.B) {
	files := corpusBytes(b)
	for b.Loop() {
		for _, f := range files {
			Print(Parse(f.src))
		}
	}
}

// BenchmarkUpdateCorpus changes a word of the first turn and a field of every file.
func BenchmarkUpdateCorpus(b *testing.B) {
	files := corpusBytes(b)
	wants := make([]transcript.Chunk, len(files))
	for i, f := range files {
		c := Parse(f.src).Chunk()
		if len(c.Turns) > 0 {
			c.Turns = append([]transcript.Turn(nil), c.Turns...)
			c.Turns[0].Paragraphs = append([]string{"Well, " + c.Turns[0].Paragraphs[0]}, c.Turns[0].Paragraphs[1:]...)
		}
		if len(c.Matter.Fields) > 0 {
			c.Matter.Fields = append([]transcript.Field(nil), c.Matter.Fields...)
			c.Matter.Fields[0].Value += " again"
		}
		wants[i] = c
	}
	b.ResetTimer()
	for b.Loop() {
		for i, f := range files {
			if _, err := Update(f.src, wants[i]); err != nil {
				b.Fatal(f.name, err)
			}
		}
	}
}

// BenchmarkYAMLNodesAndCopy is what there is to compare with: yaml.v3 reading the front matter, and a copy of the bytes.
func BenchmarkYAMLNodesAndCopy(b *testing.B) {
	files := corpusBytes(b)
	matters := make([][]byte, len(files))
	for i, f := range files {
		m := Parse(f.src).matter
		matters[i] = f.src[m.start:m.end]
	}
	b.ResetTimer()
	for b.Loop() {
		for i, f := range files {
			var n yaml.Node
			_ = yaml.Unmarshal(matters[i], &n)
			bytes.Clone(f.src)
		}
	}
}
