package service_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"stet/backend/service"
	"stet/backend/transcript"
)

// A file that another program renamed is followed, and one that it renamed and changed, too.
func TestARenamedFileIsFollowed(t *testing.T) {
	f := open(t, "1.md", crumb, "2.md", starter)
	f.take()
	f.correct("1.md", "once more", "twice")
	episode := f.row("1.md").episode
	if err := os.Rename(f.path("1.md"), f.path("hour.md")); err != nil {
		t.Fatal(err)
	}
	f.disk(episode, "followed", func(v service.DiskView) bool { return len(v.Files)+len(v.Arrived) == 0 })
	if got := states(f.export("", false)); got != "2.md same, hour.md written" {
		t.Error(got)
	}
	if err := os.Rename(f.path("hour.md"), f.path("hours.md")); err != nil {
		t.Fatal(err)
	}
	f.replace("hours.md", "So it does", "Right")
	f.disk(episode, "followed", func(v service.DiskView) bool {
		return len(v.Files) == 1 && v.Files[0].State == service.DiskChanged && v.Files[0].File == f.path("hours.md")
	})
	f.takeIn("hours.md")
	f.turn("hours.md", "Right")
}

// An import follows it as well, also while another episode of the folder is open: a file that comes to the old name later is
// seen then. One that is gone is named.
func TestARenamedFileIsFollowedByAnImport(t *testing.T) {
	f := open(t, "1.md", crumb, "8.md", oven)
	f.take()
	f.correct("1.md", "once more", "twice")
	other := f.row("8.md").episode
	nothing := func(v service.DiskView) bool { return len(v.Files)+len(v.Arrived) == 0 }
	f.disk(other, "nothing", nothing)
	if err := os.Rename(f.path("1.md"), f.path("hour.md")); err != nil {
		t.Fatal(err)
	}
	if v := f.take(""); len(v.Renamed) != 1 || v.Renamed[0] != (service.RenamedFile{File: f.path("hour.md"), From: f.path("1.md")}) || v.Same != 1 || v.Added != 0 {
		t.Fatalf("%+v", v)
	}
	f.disk(other, "followed", nothing)
	if got := states(f.export("", false)); got != "8.md same, hour.md written" {
		t.Error(got)
	}
	f.write("1.md", starter)
	f.disk(other, "arrived", func(v service.DiskView) bool { return len(v.Arrived) == 1 && v.Arrived[0] == f.path("1.md") })
	if v := f.take(""); v.Added != 1 || v.Same != 2 || len(v.Gone) != 0 {
		t.Errorf("%+v", v)
	}
	if err := os.Remove(f.path("hour.md")); err != nil {
		t.Fatal(err)
	}
	if v := f.take(""); len(v.Gone) != 1 || v.Gone[0].File != f.path("hour.md") || len(f.rows()) != 3 {
		t.Errorf("%+v", v)
	}
}

// Names that went from file to file: what was edited here goes with the words, and not with the name.
func TestNamesThatWereHandedOnOnTheDiskAreTakenIn(t *testing.T) {
	f := open(t, "ep07-01.md", namedFile(1, "Flour and water and a warm place"), "ep07-02.md", namedFile(2, "Salt and patience for a whole night"), "ep07-03.md", namedFile(3, "Fire and stone under the old roof"))
	f.take()
	episode := f.row("ep07-01.md").episode
	for i, c := range f.episode(episode).Chunks {
		title := transcript.Field{Key: "title", Kind: transcript.ScalarField, Value: fmt.Sprintf("Mine %d", i+1)}
		f.edit(fmt.Sprintf("ep07-%02d.md", i+1), "Title", transcript.SetField{Chunk: c.ID, At: 0, Was: "title", Field: title})
	}
	renumbered := func(from, to int) string {
		return strings.NewReplacer(fmt.Sprintf("ep07-%02d", from), fmt.Sprintf("ep07-%02d", to), fmt.Sprintf("chunk: %d", from), fmt.Sprintf("chunk: %d", to)).
			Replace(f.read(fmt.Sprintf("ep07-%02d.md", from)))
	}
	second, third := renumbered(2, 3), renumbered(3, 4)
	f.write("ep07-04.md", third)
	f.write("ep07-03.md", second)
	fresh := strings.NewReplacer("ep07-09", "ep07-02", "chunk: 9", "chunk: 2").Replace(namedFile(9, "A new one about yeast from the brewery"))
	f.write("ep07-02.md", fresh)
	v := f.disk(episode, "changed", func(v service.DiskView) bool { return len(v.Files) == 2 && len(v.Arrived) == 1 })
	taken, err := f.TakeIn(episode, []transcript.ID{v.Files[0].Chunk, v.Files[1].Chunk})
	if err != nil || taken.Places != 0 {
		t.Fatalf("%d places, %v", taken.Places, err)
	}
	if got := states(f.export("", false)); got != "ep07-01.md written, ep07-03.md written, ep07-04.md written" {
		t.Error(got)
	}
	for name, want := range map[string]string{
		"ep07-02.md": fresh,
		"ep07-03.md": strings.Replace(second, "title: Salt and patience for a whole night", "title: Mine 2", 1),
		"ep07-04.md": strings.Replace(third, "title: Fire and stone under the old roof", "title: Mine 3", 1),
	} {
		if f.read(name) != want {
			t.Errorf("%s is\n%s", name, f.read(name))
		}
	}
	f.disk(episode, "arrived", func(v service.DiskView) bool {
		return len(v.Files) == 0 && len(v.Arrived) == 1 && v.Arrived[0] == f.path("ep07-02.md")
	})
	if v := f.take(""); v.Added != 1 || v.Same != 3 || len(v.Refused) != 0 {
		t.Errorf("%+v", v)
	}
}
