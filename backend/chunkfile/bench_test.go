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

// BenchmarkYAMLEncode has yaml.v3 decode and encode the front matter of 10,000 files, as a script would that changes a
// field, and writes every line anew.
func BenchmarkYAMLEncode(b *testing.B) {
	var matters [][]byte
	for _, f := range corpus(b) {
		if m := Parse(f.src).matter; m.form == transcript.FieldMatter && len(m.fields) > 0 {
			matters = append(matters, f.src[m.start:m.end])
		}
	}
	for b.Loop() {
		for n := range 10_000 {
			var fields yaml.Node
			if err := yaml.Unmarshal(matters[n%len(matters)], &fields); err != nil {
				b.Fatal(err)
			}
			if _, err := yaml.Marshal(&fields); err != nil {
				b.Fatal(err)
			}
		}
	}
}
