package service_test

import (
	"strings"
	"testing"

	"stet/backend/service"
)

// seriesInLibrary are the series of the library, with the numbers of their episodes.
func (f *fixture) seriesInLibrary() string {
	f.t.Helper()
	v, err := f.Library()
	if err != nil {
		f.t.Fatal(err)
	}
	var out []string
	for _, s := range v.Series {
		for _, e := range s.Episodes {
			out = append(out, s.Name+" "+e.Key)
		}
	}
	return strings.Join(out, ", ")
}

func TestAnEpisodeGoesToAnotherSeries(t *testing.T) {
	f := open(t, "1.md", crumb, "2.md", starter, "3.md", oven, "4.md", strings.Replace(oven, "Slow Rise", "Fast Rise", 1))
	f.take()
	id := f.row("1.md").episode
	if got := f.seriesInLibrary(); got != "Fast Rise 8, Slow Rise 8, Slow Rise 7" && got != "Fast Rise 8, Slow Rise 7, Slow Rise 8" {
		t.Fatal(got)
	}
	reply, err := f.MoveEpisode(id, "  Fast  Rise ")
	if err != nil || reply.Name != "Moved the episode to Fast Rise" {
		t.Fatalf("%+v %v", reply, err)
	}
	moved := func(when, series string) {
		t.Helper()
		if got := f.episode(id).Series; got != series {
			t.Errorf("%s, it is of %s", when, got)
		}
		if got := f.seriesInLibrary(); strings.Count(got, series) != 2 || !strings.Contains(got, series+" 7") {
			t.Errorf("%s: %s", when, got)
		}
		for _, name := range []string{"1.md", "2.md"} {
			plan, at := f.plan("")
			if (plan.Files[at[name]].State == service.PlanSame) != (series == "Slow Rise") {
				t.Errorf("%s, %s is %s", when, name, plan.Files[at[name]].State)
			}
		}
	}
	moved("moved", "Fast Rise")
	f.restart()
	moved("after a restart", "Fast Rise")
	if _, err := f.Undo(id); err != nil {
		t.Fatal(err)
	}
	moved("undone", "Slow Rise")
	if _, err := f.Redo(id); err != nil {
		t.Fatal(err)
	}
	moved("done again", "Fast Rise")
	if got := states(f.export("", false)); !strings.Contains(got, "1.md written") || !strings.Contains(f.read("1.md"), "\nseries: Fast Rise\n") {
		t.Errorf("%s\n%s", got, f.read("1.md"))
	}
	if v := f.take(); v.Added != 0 || f.row("1.md").episode != id {
		t.Errorf("imported again, it is another one: %+v", v)
	}
}

// A number that the other series has keeps the episode where it is.
func TestAnEpisodeWhoseNumberIsTakenStays(t *testing.T) {
	f := open(t, "3.md", oven, "4.md", strings.Replace(oven, "Slow Rise", "Fast Rise", 1))
	f.take()
	id := f.row("3.md").episode
	for _, name := range []string{"Fast Rise", "Slow Rise", "  "} {
		if _, err := f.MoveEpisode(id, name); code(err) != service.CodeInvalid {
			t.Errorf("%q: %v", name, err)
		}
	}
	if got := f.episode(id).Series; got != "Slow Rise" {
		t.Error(got)
	}
	if file := f.read("3.md"); file != oven {
		t.Error(file)
	}
}
