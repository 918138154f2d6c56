package service_test

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"stet/backend/registry"
	"stet/backend/service"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// found are the problems of a chunk under a code.
func found(c service.ChunkHead, code string) []service.ProblemView {
	return slices.DeleteFunc(slices.Clone(c.Problems), func(p service.ProblemView) bool { return p.Code != code })
}

func (f *fixture) fault(name string, p service.ProblemView) service.FaultRequest {
	return service.FaultRequest{
		Episode: f.row(name).episode, Chunk: f.chunk(name).ID, Turn: p.Turn, Field: p.Field, Code: p.Code, Words: p.Words,
	}
}

// What is edited is found, mended as one step, and found again when that is undone.
func TestWhatIsFoundIsMended(t *testing.T) {
	f := open(t, "1.md", crumb)
	f.take()
	c := f.chunk("1.md")
	if got := found(c.ChunkHead, "words.doubled"); len(got) != 0 {
		t.Fatalf("%+v", got)
	}
	f.edit("1.md", "", transcript.EditText{Turn: c.Turns[2].ID, Text: "🍞 And the the bread. "})
	got := found(f.chunk("1.md").ChunkHead, "words.doubled")
	if len(got) != 1 || got[0].Turn != c.Turns[2].ID || got[0].Why == "" || len(got[0].Repairs) != 1 || got[0].Line == 0 {
		t.Fatalf("%+v", got)
	}
	reply, err := f.Mend(f.fault("1.md", got[0]), got[0].Repairs[0])
	if err != nil || reply.Name != "Repaired: Write “the”" || reply.Patch.Turns[0].Paragraphs[0] != "🍞 And the bread. So it does." {
		t.Fatalf("%+v, %v", reply, err)
	}
	if left := found(f.chunk("1.md").ChunkHead, "words.doubled"); len(left) != 0 {
		t.Errorf("%+v", left)
	}
	var e *service.Error
	if _, err := f.Mend(f.fault("1.md", got[0]), got[0].Repairs[0]); !errors.As(err, &e) || e.Code != service.CodeConflict {
		t.Errorf("what is mended is mended again: %v", err)
	}
	if _, err := f.Undo(f.row("1.md").episode); err != nil {
		t.Fatal(err)
	}
	if again := found(f.chunk("1.md").ChunkHead, "words.doubled"); len(again) != 1 {
		t.Errorf("%+v", again)
	}
}

// What is let stand stays so when its turn goes to another chunk and the library is opened again; with other words it is
// another thing.
func TestWhatIsLetStandGoesWithItsTurn(t *testing.T) {
	f := open(t, "1.md", crumb, "2.md", starter)
	f.take()
	turn := f.chunk("1.md").Turns[2]
	f.edit("1.md", "", transcript.EditText{Turn: turn.ID, Text: "And (so. "})
	p := found(f.chunk("1.md").ChunkHead, "quotes.unbalanced")[0]
	heads, err := f.Waive(f.fault("1.md", p), " He broke off. ")
	if err != nil || len(heads) != 1 {
		t.Fatalf("%+v, %v", heads, err)
	}
	if got := found(heads[0], "quotes.unbalanced"); len(got) != 1 || got[0].Waived != "He broke off." || got[0].Severity != "info" {
		t.Fatalf("%+v", got)
	}
	if _, err := f.MoveBoundary(f.row("1.md").episode, f.chunk("2.md").ID, turn.ID); err != nil {
		t.Fatal(err)
	}
	if got := found(f.chunk("2.md").ChunkHead, "quotes.unbalanced"); len(got) != 1 || got[0].Waived != "He broke off." {
		t.Errorf("%+v", got)
	}
	f.edit("2.md", "", transcript.EditText{Turn: turn.ID, Text: "(And again. "})
	if got := found(f.chunk("2.md").ChunkHead, "quotes.unbalanced"); len(got) != 1 || got[0].Waived != "" || got[0].Severity != "warn" {
		t.Errorf("%+v", got)
	}
}

// The registry's tags and the profile's switches count as soon as they change; what a file tells and a check finds is said
// once.
func TestASeriesSaysWhatIsFound(t *testing.T) {
	f := open(t, "1.md", strings.Replace(crumb, "- bread\n", "- bread\n- bread\n", 1))
	f.take()
	if got := found(f.chunk("1.md").ChunkHead, "list.duplicate"); len(got) != 1 || got[0].Severity != "error" || len(got[0].Repairs) != 1 {
		t.Errorf("%+v", got)
	}
	if _, err := f.EditRegistry("Slow Rise", "Approved rye", []registry.Edit{{Tag: &registry.Tag{Name: "rye"}}}); err != nil {
		t.Fatal(err)
	}
	if got := found(f.chunk("1.md").ChunkHead, "tag.unapproved"); len(got) != 2 {
		t.Errorf("%+v", got)
	}
	if err := os.WriteFile(f.path("stet-profile.yaml"), []byte("checks_off: [list.duplicate]\nchecks_as_errors: [turn.empty]\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := found(f.chunk("1.md").ChunkHead, "list.duplicate"); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

// What only the chunks of an episode together tell is found by the turns as they stand, in the window and in the shell.
func TestAGapBetweenChunksIsTold(t *testing.T) {
	f := open(t, "ep07-01-rise.md", rise, "ep07-02-fall.md", strings.Replace(fall, "00:00:21:00 - 00:00:30:00", "00:00:31:00 - 00:00:40:00", 1))
	f.take()
	says := "Chunk 1 ends at 00:00:20:00, and this one begins at 00:00:31:00: what is said between them stands in neither."
	if p := found(f.chunk("ep07-02-fall.md").ChunkHead, "chunk.gap"); len(p) != 1 || p[0].What != says || p[0].Severity != "warn" {
		t.Errorf("%+v", p)
	}
	v, err := service.CheckNow(t.Context(), []string{f.path("")}, service.Against{}, quiet)
	if err != nil || !slices.ContainsFunc(v.Problems, func(p service.ProblemView) bool {
		return p.What == says && strings.HasSuffix(p.File, "ep07-02-fall.md")
	}) {
		t.Errorf("%+v %v", v.Problems, err)
	}
	turn := f.turn("ep07-02-fall.md", "It fell")
	span := timecode.Span{Start: timecode.Code{Seconds: 21, Form: timecode.Frames}, End: timecode.Code{Seconds: 40, Form: timecode.Frames}}
	f.edit("ep07-02-fall.md", "Timed", transcript.SetSpan{Turn: turn.ID, Span: &span})
	if p := found(f.chunk("ep07-02-fall.md").ChunkHead, "chunk.gap"); len(p) != 0 {
		t.Errorf("%+v", p)
	}
}

// A file whose name is not the slug is renamed by the next export, as one step: its bytes stay, and the chunk goes along. Undone, it
// is called again as it was.
func TestAFileIsRenamedAfterItsSlug(t *testing.T) {
	f := open(t, "ep07-01-rise.md", rise, "ep07-02-fell.md", fall)
	f.take()
	id := f.row("ep07-01-rise.md").episode
	p := found(f.chunk("ep07-02-fell.md").ChunkHead, "slug.file")[0]
	at := slices.IndexFunc(p.Repairs, func(o service.OfferView) bool { return o.Name == "Rename the file to ep07-02-fall.md" })
	if at < 0 {
		t.Fatalf("%+v", p.Repairs)
	}
	reply, err := f.Mend(f.fault("ep07-02-fell.md", p), p.Repairs[at])
	if err != nil || reply.Name != "Repaired: Rename the file to ep07-02-fall.md" || reply.Step == 0 {
		t.Fatalf("%+v %v", reply, err)
	}
	if said := f.did(id, reply.Step); !strings.Contains(said, "ep07-02-fall.md") {
		t.Errorf("the step says %q", said)
	}
	if c := f.chunk("ep07-02-fell.md"); len(found(c.ChunkHead, "slug.file")) != 0 || !c.Dirty || !slices.Contains(c.Touched, "file name") {
		t.Errorf("%+v", c.ChunkHead)
	}
	f.undo(id)
	if f.row("ep07-02-fell.md").Dirty || len(found(f.chunk("ep07-02-fell.md").ChunkHead, "slug.file")) != 1 {
		t.Error("it is not undone")
	}
	if _, err := f.Redo(id); err != nil {
		t.Fatal(err)
	}
	f.restart()
	f.write("ep07-02-fall.md", "Somebody else's.")
	if got := states(f.export("", false)); got != "ep07-01-rise.md same, ep07-02-fall.md conflict" || f.read("ep07-02-fall.md") != "Somebody else's." {
		t.Error(got)
	}
	if err := os.Remove(f.path("ep07-02-fall.md")); err != nil {
		t.Fatal(err)
	}
	f.export("", false)
	if _, err := os.Stat(f.path("ep07-02-fell.md")); f.read("ep07-02-fall.md") != fall || !os.IsNotExist(err) || f.row("ep07-02-fall.md").Dirty {
		t.Errorf("exported: %v", err)
	}
	if got := states(f.export("", false)); got != "ep07-01-rise.md same, ep07-02-fall.md same" {
		t.Error(got)
	}
	f.undo(id)
	f.restart()
	f.export("", false)
	if _, err := os.Stat(f.path("ep07-02-fall.md")); f.read("ep07-02-fell.md") != fall || !os.IsNotExist(err) {
		t.Errorf("undone and exported: %v", err)
	}
}

// A name that another program gives a file stays, also where somebody had asked for the other one here: and undid it, or has it.
func TestANameOfAnotherProgramStays(t *testing.T) {
	const fell, right = "ep07-02-fell.md", "ep07-02-fall.md"
	f := open(t, "ep07-01-rise.md", rise, fell, fall)
	f.take()
	id := f.row(fell).episode
	mend := func() {
		t.Helper()
		p := found(f.chunk(fell).ChunkHead, "slug.file")[0]
		at := slices.IndexFunc(p.Repairs, func(o service.OfferView) bool { return o.Name == "Rename the file to "+right })
		if _, err := f.Mend(f.fault(fell, p), p.Repairs[at]); err != nil {
			t.Fatal(err)
		}
	}
	stays := func(was, now string) {
		t.Helper()
		if err := os.Rename(f.path(was), f.path(now)); err != nil {
			t.Fatal(err)
		}
		f.take()
		f.restart()
		if f.row(now).Dirty {
			t.Errorf("%s: there is something to export", now)
		}
		f.export("", true)
		if _, err := os.Stat(f.path(was)); !os.IsNotExist(err) || f.read(now) != fall {
			t.Errorf("%s is called %s again: %v", now, was, err)
		}
	}
	mend()
	f.undo(id)
	stays(fell, right)
	stays(right, fell)
	mend()
	f.export("", true)
	stays(right, fell)
}
