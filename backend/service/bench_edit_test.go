package service_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gopkg.in/yaml.v3"

	"stet/backend/chunkfile"
	"stet/backend/service"
)

func silent(string, int, int) {}


// copies fills a folder with so many files: copies of the real chunk files, if they are there, in the layout that they
// had at first.
func copies(b *testing.B, files int) string {
	b.Helper()
	root := os.Getenv("STET_CORPUS")
	if root == "" {
		root = "../../../shared/corpus"
	}
	var texts [][]byte
	err := filepath.WalkDir(filepath.Join(root, "chunks"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if c := chunkfile.Parse(text).Chunk(); len(c.Matter.Fields) > 0 {
			texts = append(texts, []byte(older(string(text))))
		}
		return err
	})
	if err != nil {
		b.Skip("there are no real files to copy: ", err)
	}
	dir := b.TempDir()
	for n := range files {
		path := filepath.Join(dir, fmt.Sprint(n/len(texts)), fmt.Sprintf("%04d.md", n%len(texts)))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(path, texts[n%len(texts)], 0o644); err != nil {
			b.Fatal(err)
		}
	}
	return dir
}

// older gives a file the fields that the oldest layout had, and takes the newest away.
func older(text string) string {
	text = strings.Replace(text, "type: podcast-chunk\n", "", 1)
	text = strings.Replace(text, "\nsegment:", "\nparticipants:\n  - Ada\n  - Björn\nsegment:", 1)
	return strings.Replace(text, "\nentities:", "\ntopic_tags:\n  - bells\n  - towers\nmentions:\n  - a rope, and what it weighs\nentities:", 1)
}

var newLayout = []service.FieldEdit{
	{Kind: service.EditDrop, Field: "participants"}, {Kind: service.EditDrop, Field: "topic_tags"}, {Kind: service.EditDrop, Field: "mentions"},
	{Kind: service.EditAdd, Field: "type", Value: "podcast-chunk", First: true},
}

// BenchmarkEdit10000Files works the move to a new layout out over 10,000 files, and then writes it. Beside it the files
// are only read and parsed, and only their front matter is decoded and encoded by yaml.v3.
func BenchmarkEdit10000Files(b *testing.B) {
	const files = 10_000
	dir := copies(b, files)
	var plan *service.EditPlan
	var planning, writing time.Duration
	runs := 0
	for b.Loop() {
		start := time.Now()
		var err error
		if plan, err = service.PlanEditsNow(b.Context(), []string{dir}, newLayout, silent); err != nil || len(plan.Files) != files {
			b.Fatal(err)
		}
		planning += time.Since(start)
		runs++
	}
	start := time.Now()
	if err := service.WriteEditsNow(b.Context(), plan, silent); err != nil {
		b.Fatal(err)
	}
	writing = time.Since(start)
	b.ReportMetric(planning.Seconds()/float64(runs), "plan-s")
	b.ReportMetric(writing.Seconds(), "write-s")
	start = time.Now()
	if v, err := service.CheckNow(b.Context(), []string{dir}, silent); err != nil || v.Files != files {
		b.Fatal(v.Files, err)
	}
	b.ReportMetric(time.Since(start).Seconds(), "parse-s")
	b.ReportMetric(encoded(b, dir).Seconds(), "encode-s")
}

// encoded has yaml.v3 decode and encode the front matter of all files, as a script would.
func encoded(b *testing.B, dir string) time.Duration {
	b.Helper()
	start := time.Now()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		parts := strings.SplitN(string(text), "---\n", 3)
		var fields yaml.Node
		if err := yaml.Unmarshal([]byte(parts[1]), &fields); err != nil {
			return err
		}
		_, err = yaml.Marshal(&fields)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return time.Since(start)
}
