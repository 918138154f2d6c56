//go:build unix

package service_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stet/backend/service"
)

// BenchmarkIndex brings the list of a series that is kept by hand in line with its chunks, after a tag was renamed in all
// of them: for 10,000 chunks of 1,000 episodes, and for the real ones with their list. "beyond" counts the lines that are
// touched and belong to no chunk with the tag.
func BenchmarkIndex(b *testing.B) {
	const files = 10_000
	b.Run("10000", func(b *testing.B) {
		dir := b.TempDir()
		writeChunks(b, dir, files, 10, 23, 80)
		renamed(b, dir, "bells", "chimes")
	})
	b.Run("real", func(b *testing.B) {
		dir := b.TempDir()
		root := corpusRoot(b)
		if err := os.CopyFS(dir, os.DirFS(filepath.Join(root, "chunks"))); err != nil {
			b.Fatal(err)
		}
		list, err := os.ReadFile(filepath.Join(root, "podcast_index.md"))
		if err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "podcast_index.md"), list, 0o644); err != nil {
			b.Fatal(err)
		}
		renamed(b, dir, "graphql-federation", "federated-graphql")
	})
}

// indexed brings the list in a folder in line with the chunks there.
func indexed(b *testing.B, dir string) []byte {
	b.Helper()
	plans, err := service.Sounds{}.FormatsOfFilesNow(b.Context(), service.FormatsOfFiles{Paths: []string{dir}, Formats: []string{"index"}, To: dir, Overwrite: true, WithErrors: true}, silent)
	if err != nil {
		b.Fatal(err, plans)
	}
	text, err := os.ReadFile(filepath.Join(dir, "podcast_index.md"))
	if err != nil {
		b.Fatal(err)
	}
	return text
}

func renamed(b *testing.B, dir, from, to string) {
	before := indexed(b, dir)
	p, err := service.PlanEditsNow(b.Context(), []string{dir}, []service.FieldEdit{{Kind: service.EditRenameItem, Field: "tags", Value: from, To: to}}, silent)
	if err == nil {
		err = service.WriteEditsNow(b.Context(), p, silent)
	}
	if err != nil {
		b.Fatal(err)
	}
	var after []byte
	used := processorTime()
	for b.Loop() {
		after = indexed(b, dir)
	}
	b.ReportMetric((processorTime()-used).Seconds()/float64(b.N), "cpu-s")
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s")
	lines, more := 0, 0
	for _, texts := range [][2][]byte{{before, after}, {after, before}} {
		there := map[string]bool{}
		for line := range strings.Lines(string(texts[1])) {
			there[line] = true
		}
		for line := range strings.Lines(string(texts[0])) {
			if there[line] {
				continue
			}
			if lines++; !strings.Contains(line, from) && !strings.Contains(line, to) {
				more++
			}
		}
	}
	b.ReportMetric(float64(min(lines, 1)), "files")
	b.ReportMetric(float64(lines), "lines")
	b.ReportMetric(float64(more), "beyond")
}
