package service_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stet/backend/service"
)

func put(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func get(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

const towerChunk = "---\r\ntitle: Towers\r\ntags:\r\n- bells\r\n---\r\n\r\n00:00:01:00 - 00:00:02:00\r\nAda\r\nOne  two."

var addTowers = []service.FieldEdit{{Kind: service.EditAddItem, Field: "tags", Value: "towers"}}

func TestEditsAreWrittenAsTheyWereShown(t *testing.T) {
	dir := t.TempDir()
	path := put(t, dir, "a.md", towerChunk)
	p, err := service.PlanEditsNow(t.Context(), []string{dir}, addTowers, silent)
	if err != nil || len(p.Files) != 1 || p.Files[0].State != service.PlanChanged || p.Files[0].Added != 1 || p.Files[0].Removed != 0 {
		t.Fatalf("%+v, %v", p, err)
	}
	old, now, err := p.Texts(0)
	want := strings.Replace(towerChunk, "- bells\r\n", "- bells\r\n- towers\r\n", 1)
	if err != nil || string(old) != towerChunk || string(now) != want || get(t, path) != towerChunk {
		t.Fatalf("%v: %q", err, now)
	}
	if d, err := p.Diff(0); err != nil || d.Path != path || len(d.Lines) < 2 || d.Lines[4].Kind != "add" || d.Lines[4].Text != "- towers" {
		t.Fatalf("%v: %+v", err, d)
	}
	if err := service.WriteEditsNow(t.Context(), p, silent); err != nil || p.Files[0].State != service.FileWritten || get(t, path) != want {
		t.Fatalf("%+v, %v: %q", p, err, get(t, path))
	}
	again, err := service.PlanEditsNow(t.Context(), []string{dir}, addTowers, silent)
	if err != nil || len(again.Files) != 0 || again.Same != 1 {
		t.Errorf("%+v, %v", again, err)
	}
}

func TestAFileThatChangedMeanwhileIsNotWritten(t *testing.T) {
	dir := t.TempDir()
	changed, gone, other := put(t, dir, "a.md", towerChunk), put(t, dir, "b.md", towerChunk), put(t, dir, "c.md", towerChunk)
	p, err := service.PlanEditsNow(t.Context(), []string{dir}, addTowers, silent)
	if err != nil || len(p.Files) != 3 {
		t.Fatalf("%+v, %v", p, err)
	}
	theirs := strings.Replace(towerChunk, "Towers", "Spires", 1)
	put(t, dir, "a.md", theirs)
	if err := os.Remove(gone); err != nil {
		t.Fatal(err)
	}
	var e *service.Error
	if _, _, err := p.Texts(0); !errors.As(err, &e) || e.Code != service.CodeConflict {
		t.Errorf("%v", err)
	}
	if err := service.WriteEditsNow(t.Context(), p, silent); err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{service.PlanConflict, service.PlanConflict, service.FileWritten} {
		if f := p.Files[i]; f.State != want || (want == service.PlanConflict) != (f.Reason != "") {
			t.Errorf("%+v", f)
		}
	}
	if _, err := os.Stat(gone); err == nil || get(t, changed) != theirs || !strings.Contains(get(t, other), "towers") {
		t.Error("a file of somebody else's was written, or one that was to be written was not")
	}
}

func TestWhatCannotBeEditedIsNamedWithItsPlace(t *testing.T) {
	dir := t.TempDir()
	broken := put(t, dir, "a.md", "---\ntitle: Towers\ntags:\n- \"bells\" and more\n---\n00:00:01 - 00:00:02\nAda\nOne.\n")
	put(t, dir, "b.md", "---\ntitle: Towers\ntags: bells\n---\n00:00:01 - 00:00:02\nAda\nOne.\n")
	put(t, dir, "c.md", "00:00:01 - 00:00:02\nAda\nOne.\n")
	put(t, dir, "d.md", "---\ntitle: About us\n---\nText.\n")
	put(t, dir, "e.md", "---\nchunk: 1\n---\n00:00:01 - 00:00:02\nAda\nOne \xff.\n")
	p, err := service.PlanEditsNow(t.Context(), []string{dir}, addTowers, silent)
	if err != nil || len(p.Files) != 3 || p.Passed != 2 {
		t.Fatalf("%+v, %v", p, err)
	}
	for i, line := range []int{4, 3, 6} {
		if f := p.Files[i]; f.State != service.PlanHeld || f.Line != line || f.Reason == "" {
			t.Errorf("%+v", f)
		}
		if _, _, err := p.Texts(i); err == nil {
			t.Error("a file that is held has texts")
		}
	}
	before := get(t, broken)
	if err := service.WriteEditsNow(t.Context(), p, silent); err != nil || get(t, broken) != before {
		t.Errorf("%v", err)
	}
}

func TestEditsAreMadeInTheirOrder(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "a.md", towerChunk)
	p, err := service.PlanEditsNow(t.Context(), []string{dir}, []service.FieldEdit{
		{Kind: service.EditIndent, Indent: 2},
		{Kind: service.EditAddItem, Field: "tags", Value: "towers"},
		{Kind: service.EditRenameItem, Field: "tags", Value: "towers", To: "spires"},
		{Kind: service.EditAdd, Field: "topics", List: true, Items: []string{"low water"}, After: "title"},
		{Kind: service.EditTitleCase, Field: "topics"},
		{Kind: service.EditIndent},
		{Kind: service.EditSet, Field: "title", Value: "Spires"},
	}, silent)
	if err != nil {
		t.Fatal(err)
	}
	_, now, err := p.Texts(0)
	want := strings.Replace(towerChunk, "title: Towers\r\ntags:\r\n- bells", "title: Spires\r\ntopics:\r\n- Low Water\r\ntags:\r\n- bells\r\n- spires", 1)
	if err != nil || string(now) != want {
		t.Errorf("%v: %q", err, now)
	}
}

func TestAProfileIsFoundAboveAndNotOutsideARepository(t *testing.T) {
	outside := t.TempDir()
	put(t, outside, "stet-profile.yaml", "fields: [tags, title]\n")
	dir := filepath.Join(outside, "show", "ep01")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	put(t, dir, "a.md", towerChunk)
	order := []service.FieldEdit{{Kind: service.EditOrder}}
	planned := func() []byte {
		t.Helper()
		p, err := service.PlanEditsNow(t.Context(), []string{dir}, order, silent)
		if err != nil {
			t.Fatal(err)
		}
		if len(p.Files) == 0 {
			return nil
		}
		_, now, err := p.Texts(0)
		if err != nil {
			t.Fatal(err)
		}
		return now
	}
	if now := planned(); !bytes.HasPrefix(now, []byte("---\r\ntags:\r\n- bells\r\ntitle:")) {
		t.Errorf("%q", now)
	}
	if err := os.Mkdir(filepath.Join(outside, "show", ".git"), 0o755); err != nil {
		t.Fatal(err)
	}
	if now := planned(); now != nil {
		t.Errorf("a profile outside the repository orders fields: %q", now)
	}
}

func TestANewListFollowsTheFileAndElseTheProfile(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "stet-profile.yaml", "fields: [title, tags, topics]\nlist_indent: 0\n")
	put(t, dir, "a.md", "---\ntitle: Towers\nchunk: 1\n---\n")
	put(t, dir, "b.md", "---\ntitle: Towers\nchunk: 1\ntopics:\n   - Bells\n---\n")
	put(t, dir, "c.md", "---\ntitle: Towers\nchunk: 1\ntopics: [Bells]\n---\n")
	p, err := service.PlanEditsNow(t.Context(), []string{dir}, addTowers, silent)
	if err != nil || len(p.Files) != 3 {
		t.Fatal(err, p)
	}
	for i, want := range []string{"\ntags:\n- towers\n", "\ntags:\n   - towers\n", "\ntags: [towers]\n"} {
		if _, now, err := p.Texts(i); err != nil || !strings.Contains(string(now), want) {
			t.Errorf("%v: %q", err, now)
		}
	}
}

func TestFieldEditsThatMakeNoSense(t *testing.T) {
	for _, e := range []service.FieldEdit{
		{},
		{Kind: service.EditDrop},
		{Kind: "fold", Field: "a"},
		{Kind: service.EditAddItem, Field: "tags", Value: "Open Source"},
		{Kind: service.EditAddItem, Field: "topics"},
		{Kind: service.EditRenameItem, Field: "tags", Value: "a", To: "—"},
		{Kind: service.EditSet, Field: "topics", List: true, Items: []string{"a", "a"}},
		{Kind: service.EditIndent, Indent: -1},
	} {
		var no *service.Error
		if err := service.CheckEdits([]service.FieldEdit{e}); !errors.As(err, &no) || no.Code != service.CodeInvalid {
			t.Errorf("%+v: %v", e, err)
		}
	}
	if service.CheckEdits(nil) == nil {
		t.Error("no edit is an edit")
	}
}

// A change of a library that is stopped is taken back, and the plan says of no chunk that it was changed.
func TestAPlanThatIsStoppedSaysThatNothingChanged(t *testing.T) {
	other := strings.Replace(crumb, "episode: 7", "episode: 8", 1)
	f := open(t, "1.md", crumb, "2.md", other)
	f.take()
	none := func(string, int, int) {}
	edits := []service.FieldEdit{{Kind: service.EditDrop, Field: "tags"}}
	p, err := service.PlanLibraryEdits(t.Context(), service.Chunks{Library: f.Service}, edits, none)
	if err != nil || len(p.Files) != 2 || p.Files[0].State != service.PlanChanged {
		t.Fatalf("%+v %v", p, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	err = service.WriteEditsNow(ctx, p, func(string, int, int) { cancel() })
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("it was not stopped: %v", err)
	}
	for _, x := range p.Files {
		if x.State != service.FileFailed {
			t.Errorf("%s: %s", x.File, x.State)
		}
	}
	again, err := service.PlanLibraryEdits(t.Context(), service.Chunks{Library: f.Service}, edits, none)
	if err != nil || len(again.Files) != 2 {
		t.Errorf("something changed: %+v %v", again, err)
	}
}
