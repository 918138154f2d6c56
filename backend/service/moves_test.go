package service_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"stet/backend/service"
	"stet/backend/transcript"
)

// Names that go from one chunk to another, and what is on the disk wherever that stops.

// named is a chunk's file under one of the names 1 to 9.
func namedFile(n int, words string) string {
	return fmt.Sprintf("---\ntitle: %[2]s\nslug: ep07-%02[1]d\nseries: Slow Rise\nepisode: 7\nchunk: %[1]d\n---\n\n00:0%[1]d:00:00 - 00:0%[1]d:30:00\nMarit\n%[2]s.\n", n, words)
}

// turned opens three chunks, puts them into another order, and numbers them with their slugs.
func turned(t *testing.T, by ...[2]int) (*fixture, int64) {
	t.Helper()
	f := open(t, "ep07-01.md", namedFile(1, "Flour and water"), "ep07-02.md", namedFile(2, "Salt and patience"), "ep07-03.md", namedFile(3, "Fire and stone"))
	f.take()
	id := f.row("ep07-01.md").episode
	for _, move := range by {
		if _, err := f.MoveChunk(id, f.episode(id).Chunks[move[0]].ID, move[1]); err != nil {
			t.Fatal(err)
		}
	}
	if len(by) > 0 {
		if _, err := f.RenumberChunks(id, true); err != nil {
			t.Fatal(err)
		}
	}
	return f, id
}

// has compares the folder with one text a file.
func (f *fixture) has(when string, words ...string) {
	f.t.Helper()
	if len(strings.Fields(f.files())) != len(words) {
		f.t.Fatalf("%s: %s", when, f.files())
	}
	for i, w := range words {
		if text := f.read(fmt.Sprintf("ep07-%02d.md", i+1)); !strings.Contains(text, w) || !strings.Contains(text, fmt.Sprintf("slug: ep07-%02d\n", i+1)) {
			f.t.Errorf("%s: ep07-%02d.md is %s", when, i+1, text)
		}
	}
}

var turns = []struct {
	name  string
	by    [][2]int
	words []string
}{
	{"swap", [][2]int{{0, 1}}, []string{"Salt", "Flour", "Fire"}},
	{"swap of the outer", [][2]int{{0, 2}, {1, -1}}, []string{"Fire", "Salt", "Flour"}},
	{"round", [][2]int{{0, 2}}, []string{"Salt", "Fire", "Flour"}},
	{"round the other way", [][2]int{{2, -2}}, []string{"Fire", "Flour", "Salt"}},
}

func TestChunksHandTheirNamesOn(t *testing.T) {
	for _, x := range turns {
		f, id := turned(t, x.by...)
		v, at := f.plan("")
		for name, i := range at {
			if file := v.Files[i]; file.State != service.PlanSame && (file.From == "" || file.State != service.PlanChanged || file.Added != file.Removed || file.Added > 2) {
				t.Errorf("%s: %s: %+v", x.name, name, file)
			}
		}
		if got := f.exported(); strings.Contains(got, "held") || strings.Contains(got, "failed") {
			t.Errorf("%s: %s", x.name, got)
		}
		f.has(x.name, x.words...)
		if got := f.exported(); got != "" {
			t.Errorf("%s: it does not settle: %s", x.name, got)
		}
		f.restart()
		if v := f.take(); v.Same != 3 {
			t.Errorf("%s: %+v", x.name, v)
		}
		for range x.by {
			if _, err := f.Undo(id); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := f.Undo(id); err != nil {
			t.Fatal(err)
		}
		f.exported()
		for i, words := range []string{"Flour and water", "Salt and patience", "Fire and stone"} {
			if got := f.read(fmt.Sprintf("ep07-%02d.md", i+1)); got != namedFile(i+1, words) {
				t.Errorf("%s, undone: %s", x.name, got)
			}
		}
	}
}

func TestAChainOfNamesIsHandedOn(t *testing.T) {
	f, id := turned(t)
	// The second chunk goes, and the third takes its name.
	if _, err := f.JoinChunk(id, f.row("ep07-02.md").ID); err != nil {
		t.Fatal(err)
	}
	if _, err := f.RenumberChunks(id, true); err != nil {
		t.Fatal(err)
	}
	if got := f.exported(); strings.Contains(got, "held") || f.files() != "ep07-01.md ep07-02.md" || !strings.Contains(f.read("ep07-02.md"), "Fire") {
		t.Error(got, f.files())
	}
	f.standsSomewhere("Flour", "Salt", "Fire")
}

// A kill between any two steps of an export loses nothing, and the next export finishes it.
func TestAnExportThatWasCutOffIsFinished(t *testing.T) {
	for _, x := range turns {
		for at := 1; ; at++ {
			f, id := turned(t, x.by...)
			if !f.exportUntil(at) {
				break
			}
			when := fmt.Sprintf("%s, step %d", x.name, at)
			f.standsSomewhere("Flour", "Salt", "Fire")
			f.restart()
			if at%2 == 0 {
				// Somebody looks what is new in the folder first.
				f.take()
			}
			if got := f.exported(); strings.Contains(got, "held") || strings.Contains(got, "failed") || strings.Contains(got, "conflict") {
				t.Errorf("%s: %s", when, got)
			}
			f.has(when, x.words...)
			if got := f.exported(); got != "" {
				t.Errorf("%s: it does not settle: %s", when, got)
			}
			if chunks := f.episode(id).Chunks; len(chunks) != 3 || chunks[0].Dirty || chunks[1].Dirty || chunks[2].Dirty {
				t.Errorf("%s: %d chunks", when, len(chunks))
			}
		}
	}
}

// exportUntil stops the export before a step as a kill would: nothing is tidied up. It says whether there was that step.
func (f *fixture) exportUntil(at int) (stopped bool) {
	f.t.Helper()
	v, _ := f.plan("")
	type kill struct{}
	defer func() {
		if r := recover(); r != nil {
			if _, ours := r.(kill); !ours {
				panic(r)
			}
			stopped = true
		}
	}()
	step := 0
	if _, err := service.ExportNow(f.t.Context(), f.Service, v.ID, nil, func(string, int, int) {
		if step++; step == at {
			panic(kill{})
		}
	}); err != nil {
		f.t.Fatal(err)
	}
	return false
}

func TestNamesAreNotHandedOnOverWhatAnotherProgramWrote(t *testing.T) {
	f, _ := turned(t, [2]int{0, 1})
	f.replace("ep07-02.md", "patience.", "no patience.")
	one, two := f.read("ep07-01.md"), f.read("ep07-02.md")
	got := f.exported()
	if strings.Contains(got, " written ") || strings.Count(got, "Import it first") != 2 || f.read("ep07-01.md") != one || f.read("ep07-02.md") != two {
		t.Error(got)
	}
	if strings.Contains(got, "take theirs") {
		t.Errorf("it offers what cannot be done: %s", got)
	}
	if got := f.files(); got != "ep07-01.md ep07-02.md ep07-03.md" {
		t.Error(got)
	}
}

func TestARenameSaysWhatCanBeDoneAboutAConflict(t *testing.T) {
	plan := func(f *fixture, name string) service.PlanFile {
		t.Helper()
		v, at := f.plan("")
		return v.Files[at[name]]
	}
	renamed := func() *fixture {
		f := open(t, "ep07-01.md", namedFile(1, "Flour and water"))
		f.take()
		chunk := f.row("ep07-01.md").ID
		slug := transcript.Field{Key: "slug", Kind: transcript.ScalarField, Value: "ep07-01-flour"}
		f.edit("ep07-01.md", "Rename", transcript.SetField{Chunk: chunk, At: 1, Was: "slug", Field: slug})
		return f
	}
	// Another file stands at the new place.
	f := renamed()
	f.write("ep07-01-flour.md", "Somebody's notes.\n")
	x := plan(f, "ep07-01-flour.md")
	if x.State != service.PlanConflict || x.Theirs || strings.Contains(x.Reason, "theirs") || x.From != f.path("ep07-01.md") || !strings.Contains(x.Reason, "ep07-01.md goes") {
		t.Errorf("%+v", x)
	}
	f.exported()
	if f.files() != "ep07-01-flour.md ep07-01.md" || f.read("ep07-01-flour.md") != "Somebody's notes.\n" {
		t.Error("it was written over unasked")
	}
	f.export("", true)
	if f.files() != "ep07-01-flour.md" || !strings.Contains(f.read("ep07-01-flour.md"), "Flour and water") {
		t.Error(f.files())
	}
	// Another program changed the file under its old name.
	f = renamed()
	f.replace("ep07-01.md", "water.", "more water.")
	x = plan(f, "ep07-01-flour.md")
	if x.State != service.PlanConflict || x.Theirs || strings.Contains(x.Reason, "theirs") || !strings.Contains(x.Reason, "ep07-01.md stays beside it") {
		t.Errorf("%+v", x)
	}
	f.export("", true)
	if f.files() != "ep07-01-flour.md ep07-01.md" || !strings.Contains(f.read("ep07-01.md"), "more water") {
		t.Error(f.files())
	}
	// An export was cut off before the old name went: it still does, and that is shown.
	f = renamed()
	x = plan(f, "ep07-01-flour.md")
	v, at := f.plan("")
	_, text, err := service.PlannedNow(t.Context(), f.Service, v.ID, at["ep07-01-flour.md"])
	if err != nil {
		t.Fatal(err)
	}
	f.write("ep07-01-flour.md", string(text))
	if again := plan(f, "ep07-01-flour.md"); again.State != service.PlanChanged || again.From != x.From {
		t.Errorf("%+v", again)
	}
	if f.exported(); f.files() != "ep07-01-flour.md" {
		t.Error(f.files())
	}
}

// A stopped export leaves what it did not begin to whoever had it: a file that another program removes is not made anew
// unasked.
func TestWhatAStoppedExportDidNotBeginIsNotItsOwn(t *testing.T) {
	f := open(t, "ep07-01.md", namedFile(1, "Flour and water"), "ep07-02.md", namedFile(2, "Salt and patience"))
	f.take()
	f.correct("ep07-01.md", "Flour", "More flour")
	f.correct("ep07-02.md", "Salt", "More salt")
	v, _ := f.plan("")
	ctx, stop := context.WithCancel(t.Context())
	if _, err := service.ExportNow(ctx, f.Service, v.ID, nil, func(string, int, int) { stop() }); err == nil {
		t.Fatal("it was not stopped")
	}
	if !strings.Contains(f.read("ep07-01.md"), "More flour") || strings.Contains(f.read("ep07-02.md"), "More salt") {
		t.Fatal(f.read("ep07-01.md"), f.read("ep07-02.md"))
	}
	if err := os.Remove(f.path("ep07-02.md")); err != nil {
		t.Fatal(err)
	}
	v, at := f.plan("")
	if x := v.Files[at["ep07-02.md"]]; x.State != service.PlanConflict {
		t.Errorf("%+v", x)
	}
}
