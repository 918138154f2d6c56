package service_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stet/backend/service"
	"stet/backend/session"
)

// A new file at a name that another has given up comes in the same import as that one's new name.
func TestAFileAtAFreedNameComesAtOnce(t *testing.T) {
	second := namedFile(2, "Salt and patience for a whole night")
	f := open(t, "ep07-01.md", namedFile(1, "Flour and water and a warm place"), "ep07-02.md", second)
	f.take()
	f.correct("ep07-02.md", "a whole night", "two nights")
	f.write("ep07-03.md", strings.NewReplacer("ep07-02", "ep07-03", "chunk: 2", "chunk: 3").Replace(second))
	fresh := strings.NewReplacer("ep07-09", "ep07-02", "chunk: 9", "chunk: 2").Replace(namedFile(9, "A new one about yeast from the brewery"))
	f.write("ep07-02.md", fresh)
	v := f.take("")
	if v.Added != 1 || v.Merged != 1 || v.Same != 1 || len(v.Renamed) != 1 || len(v.Refused)+len(v.Gone)+len(v.Conflicts) != 0 || len(v.Episodes) != 1 {
		t.Fatalf("%+v", v)
	}
	f.turn("ep07-02.md", "yeast")
	f.turn("ep07-03.md", "two nights")
	if got := states(f.export("", false)); got != "ep07-01.md same, ep07-02.md same, ep07-03.md written" || f.read("ep07-02.md") != fresh {
		t.Error(got)
	}
	if v := f.take(""); v.Same != 3 || v.Added != 0 {
		t.Errorf("again: %+v", v)
	}
}

// Of files that hold the same, each goes with the name that is most like its own, whatever order they stand in.
func TestFilesWithTheSameBytesKeepTheirNumbers(t *testing.T) {
	text := strings.Replace(namedFile(1, "Nobody has written this one yet"), "slug: ep07-01\n", "", 1)
	f := open(t, "part-1.md", text, "part-2.md", text, "old/9.md", text)
	f.take()
	for _, name := range []string{"part-1.md", "part-2.md", "old/9.md"} {
		f.correct(name, "this one", "number "+filepath.Base(name))
	}
	for old, now := range map[string]string{"part-1.md": "zwei/part-01.md", "part-2.md": "a-2.md", "old": "new"} {
		if err := os.MkdirAll(filepath.Dir(f.path(now)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(f.path(old), f.path(now)); err != nil {
			t.Fatal(err)
		}
	}
	if v := f.take(""); len(v.Renamed) != 3 || v.Added != 0 {
		t.Fatalf("%+v", v)
	}
	for now, was := range map[string]string{"zwei/part-01.md": "part-1.md", "a-2.md": "part-2.md", "new/9.md": "9.md"} {
		f.turn(now, "number "+was)
	}
}

// A file that is gone is named by the first of the folders that were asked for, every time.
func TestAGoneFileIsNamedAsItWasAskedForFirst(t *testing.T) {
	f := open(t, "a/1.md", crumb, "a/2.md", starter)
	f.take()
	if err := os.Remove(f.path("a/2.md")); err != nil {
		t.Fatal(err)
	}
	t.Chdir(f.dir)
	for range 12 {
		v, err := service.ImportNow(t.Context(), f.Service, []string{"show", "show/a"}, func(string, int, int) {})
		if err != nil || len(v.Gone) != 1 || v.Gone[0].File != filepath.Join("show", "a", "2.md") {
			t.Fatalf("%+v %v", v.Gone, err)
		}
	}
}

// counted is a library that counts how often it is asked for a file.
type counted struct {
	session.Store
	asked map[string]int
}

func (c *counted) Find(ctx context.Context, path string) (session.Place, error) {
	c.asked[path]++
	return c.Store.Find(ctx, path)
}

// The library is asked once for each file that is new.
func TestANewFileIsLookedUpOnce(t *testing.T) {
	f := open(t)
	for i := 1; i < 6; i++ {
		f.write(fmt.Sprintf("ep07-%02d.md", i), namedFile(i, fmt.Sprintf("Bread number %d", i)))
	}
	f.write("talk.srt", "1\n00:00:01,000 --> 00:00:02,000\nA dough.\n")
	asked := &counted{f.store, map[string]int{}}
	config := f.config
	config.Store = asked
	f.Service = service.New(config)
	if v := f.take(""); v.Added != 6 {
		t.Fatalf("%+v", v)
	}
	for path, n := range asked.asked {
		if n != 1 {
			t.Errorf("%s: %d times", filepath.Base(path), n)
		}
	}
	if len(asked.asked) < 6 {
		t.Error(len(asked.asked))
	}
}
