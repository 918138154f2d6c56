package service_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stet/backend/chunkfile"
	"stet/backend/linediff"
	"stet/backend/service"
)

func silent(string, int, int) {}

// chore is one thing that producers did by hand, file after file.
type chore struct {
	name  string
	edits []service.FieldEdit
	// fields are those whose lines it is about; of all lists, none are named.
	fields []string
}

var chores = []chore{
	{"drop", []service.FieldEdit{
		{Kind: service.EditDrop, Field: "participants"}, {Kind: service.EditDrop, Field: "topic_tags"}, {Kind: service.EditDrop, Field: "mentions"},
		{Kind: service.EditAdd, Field: "type", Value: "podcast-chunk", First: true},
	}, []string{"participants", "topic_tags", "mentions", "type"}},
	{"indent", []service.FieldEdit{{Kind: service.EditIndent}}, nil},
	{"merge", []service.FieldEdit{{Kind: service.EditRenameItem, Field: "tags", Value: "graphql-federation", To: "federation"}}, []string{"tags"}},
	{"title", []service.FieldEdit{{Kind: service.EditTitleCase, Field: "topics"}}, []string{"topics"}},
	{"order", []service.FieldEdit{{Kind: service.EditOrder}}, []string{"summary", "tags", "entities"}},
}

// beyond counts the lines that differ between two versions of a file and belong to none of the fields; without fields,
// those in which more than white space differs.
func beyond(before, after []byte, fields []string) int {
	if fields == nil {
		before, after = bytes.ReplaceAll(before, []byte(" "), nil), bytes.ReplaceAll(after, []byte(" "), nil)
	}
	old, now := linesOf(before, fields), linesOf(after, fields)
	n := 0
	for _, l := range linediff.Diff(before, after) {
		if l.Kind == linediff.Deleted && !old[l.Old] || l.Kind == linediff.Added && !now[l.New] {
			n++
		}
	}
	return n
}

func linesOf(src []byte, fields []string) map[int]bool {
	lines := map[int]bool{}
	f := chunkfile.Parse(src)
	for i, field := range f.Chunk().Matter.Fields {
		if slices.Contains(fields, field.Key) {
			for at, last := f.FieldPlace(i).Line, f.FieldPlace(i).LastLine; at <= last; at++ {
				lines[at] = true
			}
		}
	}
	return lines
}

func corpusRoot(t testing.TB) string {
	t.Helper()
	root := os.Getenv("STET_CORPUS")
	if root == "" {
		root = "../../../shared/corpus"
	}
	if _, err := os.Stat(root); err != nil {
		t.Skipf("there are no real files at %s; set STET_CORPUS to their folder", root)
	}
	return root
}

// realTexts are the real chunk files, with the fields that the oldest layout had, and without the newest.
func realTexts(t testing.TB) [][]byte {
	t.Helper()
	var texts [][]byte
	err := filepath.WalkDir(filepath.Join(corpusRoot(t), "chunks"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		src, err := os.ReadFile(path)
		if len(chunkfile.Parse(src).Chunk().Matter.Fields) == 0 {
			return err
		}
		text := strings.Replace(string(src), "type: podcast-chunk\n", "", 1)
		text = strings.Replace(text, "\nsegment:", "\nparticipants:\n  - Ada\n  - Björn\nsegment:", 1)
		text = strings.Replace(text, "\nentities:", "\ntopic_tags:\n  - bells\n  - towers\nmentions:\n  - a rope, and what it weighs\nentities:", 1)
		texts = append(texts, []byte(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

func writeTexts(t testing.TB, texts [][]byte, files int) string {
	t.Helper()
	dir := t.TempDir()
	for n := range files {
		path := filepath.Join(dir, fmt.Sprint(n/len(texts)), fmt.Sprintf("%04d.md", n%len(texts)))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, texts[n%len(texts)], 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// touched tells of the first files of a plan: how many, how many lines differ, and how many of these nobody asked for.
func touched(t testing.TB, p *service.EditPlan, c chore, most int) (files, lines, more int) {
	t.Helper()
	for i, f := range p.Files[:min(most, len(p.Files))] {
		before, after, err := p.Texts(i)
		if err != nil {
			t.Fatal(f.File, err)
		}
		added, removed := linediff.Count(linediff.Diff(before, after))
		if added != f.Added || removed != f.Removed {
			t.Errorf("%s: %d lines added and %d removed, not %d and %d", f.File, added, removed, f.Added, f.Removed)
		}
		files, lines, more = files+1, lines+added+removed, more+beyond(before, after, c.fields)
	}
	return files, lines, more
}

// TestChoresOverRealFiles does each chore of the files' history as one action, and counts the lines beyond it.
func TestChoresOverRealFiles(t *testing.T) {
	texts := realTexts(t)
	dir := writeTexts(t, texts, len(texts))
	for _, c := range chores {
		p, err := service.PlanEditsNow(t.Context(), []string{dir}, c.edits, silent)
		if err != nil {
			t.Fatal(err)
		}
		files, lines, more := touched(t, p, c, len(p.Files))
		t.Logf("%-8s %4d files, %5d lines, %d beyond", c.name, files, lines, more)
		if files == 0 || files+p.Same != len(texts) || more > 0 {
			t.Errorf("%s: %d files, %d the same, %d lines beyond what was asked", c.name, files, p.Same, more)
		}
	}
}

// TestChoresAsPeopleDidThem compares what comes out, byte for byte, with what people made of real files by hand, where
// they did nothing else.
func TestChoresAsPeopleDidThem(t *testing.T) {
	root := filepath.Join(corpusRoot(t), "edits")
	manifest, err := os.ReadFile(filepath.Join(root, "manifest.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	indent := []service.FieldEdit{{Kind: service.EditIndent, Indent: 2}}
	// Who did it took out an empty line before the front matter as well.
	more := map[string]string{"269": "\n", "271": "\n"}
	done := map[string]int{}
	for row := range strings.Lines(string(manifest)) {
		cells := strings.Split(row, "\t")
		id, kind := cells[0], cells[1]
		var edits []service.FieldEdit
		switch {
		case kind == "-mentions -participants -topic_tags":
			edits = chores[0].edits[:3]
		case kind == "+type":
			edits = chores[0].edits[3:]
		case strings.HasPrefix(kind, "ws~") && !strings.Contains(strings.ReplaceAll(kind, "ws~", ""), "~") && !strings.Contains(kind, "segment"):
			edits = indent
		default:
			continue
		}
		want, err := os.ReadFile(filepath.Join(root, id, "after.md"))
		if err != nil {
			t.Fatal(err)
		}
		p, err := service.PlanEditsNow(t.Context(), []string{filepath.Join(root, id, "before.md")}, edits, silent)
		if err != nil || len(p.Files) != 1 {
			t.Fatalf("%s (%s): %v, %+v", id, kind, err, p)
		}
		_, got, err := p.Texts(0)
		if f := p.Files[0]; f.State == service.PlanHeld && f.Line > 1 && err != nil {
			t.Logf("%s (%s): refused, line %d: %s", id, kind, f.Line, f.Reason)
			done["refused"]++
			continue
		}
		if err != nil {
			t.Fatalf("%s (%s): %+v: %v", id, kind, p.Files[0], err)
		}
		if text := strings.TrimPrefix(string(got), more[id]); text != string(want) {
			t.Errorf("%s (%s): not as the person left it", id, kind)
			continue
		}
		done[kind]++
	}
	t.Log(done)
	if done["refused"] > 1 || done["+type"] != 24 || done["-mentions -participants -topic_tags"] != 24 {
		t.Error("some pairs are missing")
	}
}
