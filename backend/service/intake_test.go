package service

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stet/backend/chunkfile"
)

func TestReadText(t *testing.T) {
	dir := t.TempDir()
	for i, c := range []struct{ name, text, want string }{
		{"empty", "", ""},
		{"letters", "Grüße 🍞\r\n", ""},
		{"a byte-order mark", "\ufeffx", ""},
		{"the mark of nothing known", "\ufffd", ""},
		{"a NUL", "ab\ncd\x00", "2:3 enc.nul"},
		{"a NUL behind letters of several bytes", "äö\x00", "1:3 enc.nul"},
		{"a byte that is no letter", "a\nä\xe8b", "2:2 enc.utf8"},
		{"a letter cut short", "abc\xf0\x9f\x8d", "1:4 enc.utf8"},
		{"half a surrogate", "a\xed\xa0\x80", "1:2 enc.utf8"},
		{"UTF-16, little end first", "\xff\xfea\x00", "1:1 enc.utf16"},
		{"UTF-16, big end first", "\xfe\xff\x00a", "1:1 enc.utf16"},
		{"first the NUL, although the byte comes before", "\xe8\x00", "1:2 enc.nul"},
	} {
		path := filepath.Join(dir, fmt.Sprint(i))
		if err := os.WriteFile(path, []byte(c.text), 0o644); err != nil {
			t.Fatal(err)
		}
		text, err := readText(path, "shown.md")
		got := ""
		var no *refusal
		if errors.As(err, &no) {
			got = fmt.Sprintf("%d:%d %s", no.Line, no.Column, no.ProblemView.Code)
			if no.File != "shown.md" || text != nil {
				t.Errorf("%s: %+v", c.name, no)
			}
		} else if string(text) != c.text {
			t.Errorf("%s: %q", c.name, text)
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	large := filepath.Join(dir, "large")
	if err := os.WriteFile(large, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(large, largestFile+1); err != nil {
		t.Fatal(err)
	}
	if _, err := readText(large, "large.md"); err == nil || !strings.Contains(err.Error(), "64 MB") {
		t.Error(err)
	}
	if _, err := readText(filepath.Join(dir, "none"), "none.md"); !errors.Is(err, os.ErrNotExist) || sentence(err).Error() != "There is no none.md." {
		t.Error(err)
	}
	if _, err := readText(dir, "folder.md"); err == nil {
		t.Error("a folder is read as a text")
	}
}

func TestWhatIsATranscript(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       bool
	}{
		{"nothing", "", false},
		{"words", "# Baking\n\nWe begin at 10:30.\n", false},
		{"a turn", "00:00:01 - 00:00:02\nMarit\nYes.\n", true},
		{"a chunk without turns", "---\nchunk: 1\n---\n", true},
		{"another program's front matter", "---\ntitle: x\ntags: [a]\n---\n\nWords.\n", false},
		{"a chunk's that is not YAML", "---\ntitle: a: b\nchunk: 1\n---\n", true},
		{"another's that is not YAML", "---\ntitle: a: b\nlayout: post\n---\n", false},
		{"a key that only ends like one", "---\ntitle: a: b\nnochunk: 1\n---\n", false},
		{"two rules and a list", "---\n- a\n---\n", false},
	} {
		if got := isTranscript(chunkfile.Parse([]byte(c.text)).Chunk()); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestGather(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b/2.md", "b/1.MD", "a/x.txt", "a/y.markdown", "a/z.doc", "a/.hidden.md", ".git/c.md", "node_modules/d.md", ".folder.md/e.md"} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	list := func(paths ...string) string {
		g, err := gather(paths)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, f := range g.files {
			out = append(out, filepath.ToSlash(f.shown)+"="+f.below)
		}
		for _, r := range g.refused {
			out = append(out, r.File+"!"+r.Code)
		}
		return fmt.Sprintf("%s (%d passed over)", strings.Join(out, " "), g.skipped)
	}
	for _, c := range []struct {
		paths []string
		want  string
	}{
		{[]string{"."}, "a/x.txt=a/x.txt a/y.markdown=a/y.markdown b/1.MD=b/1.MD b/2.md=b/2.md (2 passed over)"},
		{[]string{"b", "a/x.txt"}, "a/x.txt=x.txt b/1.MD=1.MD b/2.md=2.md (0 passed over)"},
		{[]string{"b/"}, "b/1.MD=1.MD b/2.md=2.md (0 passed over)"},
		{[]string{"a/z.doc"}, "a/z.doc=z.doc (0 passed over)"}, // whoever names a file wants it
		{[]string{".git"}, ".git/c.md=c.md (0 passed over)"},
		{[]string{"a/.hidden.md"}, "a/.hidden.md=.hidden.md (0 passed over)"},
		{[]string{"none", "b/2.md"}, "b/2.md=2.md none!file.unreadable (0 passed over)"},
		{nil, " (0 passed over)"},
	} {
		if got := list(c.paths...); got != c.want {
			t.Errorf("%q:\n%s\nwant\n%s", c.paths, got, c.want)
		}
	}
	g, err := gather([]string{os.DevNull})
	if err != nil || len(g.files) != 0 || len(g.refused) != 1 || g.refused[0].Code != "file.irregular" {
		t.Errorf("a device: %+v %v", g, err)
	}
}

// However many links lead to a file, it is read and written once.
func TestGatherTakesWhatIsLinkedOnce(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	if err := os.Mkdir("b", 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("b/2.md", nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for link, to := range map[string]string{"b/1.md": "2.md", "b/3.md": "2.md", "c": "b"} {
		if err := os.Symlink(to, link); err != nil {
			t.Skip(err)
		}
	}
	for _, paths := range [][]string{{"b"}, {"b/1.md", "b"}, {"b/2.md", "b/3.md"}, {"b", "c/2.md"}} {
		g, err := gather(paths)
		if err != nil || len(g.files) != 1 || filepath.ToSlash(g.files[0].shown) != "b/2.md" {
			t.Errorf("%q: %+v, %v", paths, g.files, err)
		}
	}
	if g, err := gather([]string{"b/1.md"}); err != nil || len(g.files) != 1 || g.files[0].below != "1.md" {
		t.Errorf("%+v, %v", g.files, err)
	}
}
