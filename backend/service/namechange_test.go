package service_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stet/backend/service"
)

func seriesFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		service.TagsFile: "oven\nrye",
		"one.md":         "---\ntags:\n- rye\nchunk: 1\n---\n\n00:00:01:00 - 00:00:02:00\nMira\nA word.\n",
		"two.md":         "---\ntags: [rye, oven]\nchunk: 2\n---\n\n00:00:02:00 - 00:00:03:00\nMira\nA word.\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func filesOf(t *testing.T, dir string) string {
	t.Helper()
	var all strings.Builder
	for _, name := range []string{service.TagsFile, "one.md", "two.md"} {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		all.Write(text)
	}
	return all.String()
}

func quiet(string, int, int) {}

func renameRye(t *testing.T, dir string) *service.NameChanges {
	t.Helper()
	c, err := service.ChangeTagsNow(t.Context(), []string{dir}, "", []service.TagChange{{Kind: service.ChangeRename, From: []string{"rye"}, To: "rye-bread"}}, quiet)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Changed) != 3 || len(c.Refused) != 0 {
		t.Fatalf("the change is %+v", c)
	}
	return c
}

func TestRenamingATagChangesItsLinesAlone(t *testing.T) {
	dir := seriesFolder(t)
	before := filesOf(t, dir)
	c := renameRye(t, dir)
	if filesOf(t, dir) != before {
		t.Fatal("something was written without being told")
	}
	if err := service.WriteNamesNow(t.Context(), c, quiet); err != nil {
		t.Fatal(err)
	}
	if got := filesOf(t, dir); got != strings.ReplaceAll(before, "rye", "rye-bread") {
		t.Errorf("the files are\n%s", got)
	}
}

func TestNothingIsWrittenWhereAFileChangedMeanwhile(t *testing.T) {
	dir := seriesFolder(t)
	c := renameRye(t, dir)
	if err := os.WriteFile(filepath.Join(dir, "two.md"), []byte("of another program"), 0o644); err != nil {
		t.Fatal(err)
	}
	before := filesOf(t, dir)
	var e *service.Error
	if err := service.WriteNamesNow(t.Context(), c, quiet); !errors.As(err, &e) || e.Code != service.CodeConflict {
		t.Errorf("the conflict is %v", err)
	}
	if filesOf(t, dir) != before {
		t.Error("a file was written all the same")
	}
}

// A file that fails after others were written takes them back with it.
func TestAFailureHalfWayPutsFilesBack(t *testing.T) {
	dir := seriesFolder(t)
	c := renameRye(t, dir)
	before := filesOf(t, dir)
	last := filepath.Join(dir, "two.md")
	err := service.WriteNamesNow(t.Context(), c, func(_ string, done, _ int) {
		if done == 0 {
			if err := os.WriteFile(last, []byte("of another program"), 0o644); err != nil {
				t.Error(err)
			}
		}
	})
	var e *service.Error
	if !errors.As(err, &e) || e.Code != service.CodeConflict {
		t.Errorf("the conflict is %v", err)
	}
	if got := filesOf(t, dir); !strings.HasPrefix(before, strings.TrimSuffix(got, "of another program")) || !strings.HasSuffix(got, "of another program") {
		t.Errorf("the files are\n%s", got)
	}
}

func TestAProtectedFileHoldsAllBack(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("nothing is protected from root")
	}
	dir := seriesFolder(t)
	c := renameRye(t, dir)
	before := filesOf(t, dir)
	if err := os.Chmod(filepath.Join(dir, "two.md"), 0o444); err != nil {
		t.Fatal(err)
	}
	var e *service.Error
	if err := service.WriteNamesNow(t.Context(), c, quiet); !errors.As(err, &e) || e.Code != service.CodeReadOnly {
		t.Errorf("the error is %v", err)
	}
	if filesOf(t, dir) != before {
		t.Error("a file was written all the same")
	}
}

// The list is the one beside the files or above them, up to where a repository begins; two of them are one too many.
func TestTheListIsFoundByItself(t *testing.T) {
	root := t.TempDir()
	put := func(name, text string) {
		t.Helper()
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	chunk := "---\ntags:\n- rye\nchunk: 1\n---\n\n00:00:01:00 - 00:00:02:00\nMira\nA word.\n"
	put("a/"+service.TagsFile, "rye\n")
	put("a/chunks/ep01/one.md", chunk)
	put("a/site/.git", "")
	put("a/site/two.md", chunk)
	put("b/"+service.TagsFile, "oven\n")
	put("b/three.md", chunk)
	for _, c := range []struct{ below, list, fails string }{
		{"a/chunks/ep01/one.md", "a/" + service.TagsFile, ""},
		{"a/chunks", "a/" + service.TagsFile, ""},
		{"b", "b/" + service.TagsFile, ""},
		{"a/site", "", "There is no list of approved tags"},
		{"a/chunks b", "", "There are two lists of approved tags"},
	} {
		var paths []string
		for _, p := range strings.Fields(c.below) {
			paths = append(paths, filepath.Join(root, p))
		}
		v, err := service.TagsNow(t.Context(), service.Files(paths...), "", true, quiet)
		switch {
		case c.fails == "" && (err != nil || v.List != filepath.Join(root, c.list)):
			t.Errorf("%s has the list %q, %v", c.below, v.List, err)
		case c.fails != "" && (err == nil || !strings.HasPrefix(err.Error(), c.fails)):
			t.Errorf("%s fails with %v", c.below, err)
		}
	}
	if v, err := service.TagsNow(t.Context(), service.Files(filepath.Join(root, "b")), "", false, quiet); err != nil || len(v.Unapproved) != 1 || v.Unapproved[0].Line != 3 {
		t.Errorf("not approved are %+v, %v", v.Unapproved, err)
	}
}
