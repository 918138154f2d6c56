package service_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"stet/backend/service"
)

// twice has a tag that stands twice, which no published chunk may have.
var twice = strings.Replace(fall, "series: Slow Rise\n", "series: Slow Rise\ntags:\n- bread\n- bread\n", 1)

// rows of a plan that nobody let anything stand for.
func (f *fixture) gated(to string, withErrors bool) map[string]service.PlanFile {
	f.t.Helper()
	v, err := service.PlanNow(f.t.Context(), f.Service, to, withErrors)
	if err != nil {
		f.t.Fatal(err)
	}
	out := map[string]service.PlanFile{}
	for _, x := range v.Files {
		out[filepath.Base(x.Path)] = x
	}
	return out
}

// A line whose fault was let stand is marked in the diff, and shown though it lies far from what changes.
func TestTheDiffMarksWhatStands(t *testing.T) {
	f := open(t, "ep07-02-fall.md", twice)
	f.take()
	f.correct("ep07-02-fall.md", "It fell", "It all fell")
	marked := func() (lines []string) {
		t.Helper()
		plan, err := service.PlanNow(t.Context(), f.Service, "", true)
		if err != nil {
			t.Fatal(err)
		}
		diff, err := f.PlanDiff(plan.ID, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range diff.Lines {
			if l.Stands {
				lines = append(lines, fmt.Sprintf("%s %d %s", l.Kind, l.New, l.Text))
			}
		}
		return lines
	}
	if got := marked(); got != nil {
		t.Errorf("nothing was let stand: %q", got)
	}
	p := found(f.chunk("ep07-02-fall.md").ChunkHead, "list.duplicate")[0]
	if _, err := f.Waive(f.fault("ep07-02-fall.md", p), "The site counts it twice."); err != nil {
		t.Fatal(err)
	}
	line := 1 + strings.Count(twice[:strings.LastIndex(twice, "- bread")], "\n")
	if got, want := marked(), fmt.Sprintf("same %d - bread", line); len(got) != 1 || got[0] != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestAChunkWithAnErrorIsHeldBackAndTheOthersGo(t *testing.T) {
	f := open(t, "ep07-01-rise.md", rise, "ep07-02-fall.md", twice)
	f.take()
	if held := f.gated("", false)["ep07-02-fall.md"]; held.State != service.PlanSame || held.Checks != 0 {
		t.Errorf("nothing of it is to be written: %+v", held)
	}
	f.correct("ep07-01-rise.md", "look away", "look aside")
	f.correct("ep07-02-fall.md", "It fell", "It all fell")
	held := f.gated("", false)["ep07-02-fall.md"]
	if held.State != service.PlanHeld || held.Checks != 1 || held.Number != "2" || held.Reason != "“bread” stands twice in tags." || held.Added != 1 || held.Removed != 1 {
		t.Fatalf("%+v", held)
	}
	if p := held.Problem; p == nil || p.Code != "list.duplicate" || len(p.Repairs) != 1 || p.Repairs[0].Name != "Take it out" {
		t.Fatalf("it says not how to mend it: %+v", held.Problem)
	}
	v, err := f.PlanExport(0, nil, "")
	if err != nil {
		t.Fatal(err)
	}
	if diff, err := f.PlanDiff(v.ID, 1); err != nil || len(diff.Lines) < 2 {
		t.Errorf("what is held back cannot be looked at: %+v %v", diff, err)
	}
	done, err := service.ExportNow(t.Context(), f.Service, v.ID, []int{0, 1}, func(string, int, int) {})
	if err != nil || done.Written != 1 || done.Files[1].State != service.PlanHeld {
		t.Errorf("%+v %v", done, err)
	}
	if f.read("ep07-02-fall.md") != twice || !strings.Contains(f.read("ep07-01-rise.md"), "look aside") {
		t.Error(f.read("ep07-02-fall.md"))
	}

	// The repair that the plan names opens the gate.
	fault := service.FaultRequest{Episode: held.Episode, Chunk: held.Chunk, Turn: held.Problem.Turn, Field: held.Problem.Field, Code: held.Problem.Code, Words: held.Problem.Words}
	if _, err := f.Mend(fault, held.Problem.Repairs[0]); err != nil {
		t.Fatal(err)
	}
	if now := f.gated("", false)["ep07-02-fall.md"]; now.State != service.PlanChanged || now.Problem != nil {
		t.Errorf("%+v", now)
	}
}

func TestAnErrorThatWasLetStandGoesOut(t *testing.T) {
	f := open(t, "ep07-02-fall.md", twice)
	f.take()
	f.correct("ep07-02-fall.md", "It fell", "It all fell")
	out := filepath.Join(f.dir, "out")
	if f.gated("", false)["ep07-02-fall.md"].State != service.PlanHeld || f.gated(out, false)["ep07-02-fall.md"].State != service.PlanHeld {
		t.Error("an error went out")
	}
	if x := f.gated("", true)["ep07-02-fall.md"]; x.State != service.PlanChanged || x.Checks != 0 {
		t.Errorf("not in spite of errors: %+v", x)
	}
	f.letStand()
	if x := f.gated("", false)["ep07-02-fall.md"]; x.State != service.PlanChanged || x.Reason != "" {
		t.Errorf("%+v", x)
	}
	v, err := f.PlanExport(0, nil, "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := service.ExportNow(t.Context(), f.Service, v.ID, nil, func(string, int, int) {}); err != nil || f.read("ep07-02-fall.md") != strings.Replace(twice, "It fell", "It all fell", 1) {
		t.Error(err, f.read("ep07-02-fall.md"))
	}
}

func TestWhatIsHeldHoldsWhatIsWrittenWithIt(t *testing.T) {
	risen := strings.Replace(rise, "series: Slow Rise\n", "series: Slow Rise\ntags:\n- bread\n- bread\n", 1)
	f := open(t, "ep07-01-rise.md", risen, "ep07-02-fall.md", fall)
	f.take()
	r := f.row("ep07-01-rise.md")
	f.correct("ep07-02-fall.md", "It fell", "It all fell")
	if _, err := f.SplitChunk(r.episode, f.turn("ep07-01-rise.md", "look away").ID); err != nil {
		t.Fatal(err)
	}
	if _, err := f.RenumberChunks(r.episode, true); err != nil {
		t.Fatal(err)
	}
	plan := f.gated("", false)
	for name, x := range plan {
		switch with := strings.Contains(x.Reason, "written together") && strings.Contains(x.Reason, "“Rise” is held back"); name {
		case "ep07-01-rise.md":
			if x.State != service.PlanHeld || with || x.Checks == 0 {
				t.Errorf("%s: %+v", name, x)
			}
		case "ep07-02-rise-2.md":
			if x.State != service.PlanHeld || !with {
				t.Errorf("%s: %+v", name, x)
			}
		default:
			if x.State == service.PlanHeld {
				t.Errorf("%s holds none of their turns: %+v", name, x)
			}
		}
	}
	v, err := f.PlanExport(0, nil, "")
	if err != nil {
		t.Fatal(err)
	}
	if done, err := service.ExportNow(t.Context(), f.Service, v.ID, nil, func(string, int, int) {}); err != nil || done.Written != 1 || f.files() != "ep07-01-rise.md ep07-03-fall.md" || f.read("ep07-01-rise.md") != risen {
		t.Errorf("%+v %v %s", done, err, f.files())
	}
}

// An export that is stopped tells of what it wrote, and the next one of the rest alone.
func TestAStoppedExportTellsOfWhatItWrote(t *testing.T) {
	f := open(t, "ep07-01-rise.md", rise, "ep07-02-fall.md", fall)
	f.take()
	f.correct("ep07-01-rise.md", "look away", "look aside")
	f.correct("ep07-02-fall.md", "It fell", "It all fell")
	run := func(ctx context.Context, stop func(done int)) (service.ExportView, error) {
		v, err := f.PlanExport(0, nil, "")
		if err != nil {
			t.Fatal(err)
		}
		return service.ExportNow(ctx, f.Service, v.ID, nil, func(_ string, done, _ int) { stop(done) })
	}
	ctx, cancel := context.WithCancel(t.Context())
	done, err := run(ctx, func(int) { cancel() })
	if err == nil || done.Written > 1 {
		t.Fatalf("it was not stopped: %+v %v", done, err)
	}
	first := done.Message
	if done.Written == 1 && !strings.HasPrefix(first, "Ep07: correct 1 turn of chunk 1") {
		t.Errorf("%+v", done)
	}
	rest, err := run(t.Context(), func(int) {})
	if err != nil || rest.Written != 2-done.Written || !strings.Contains(rest.Message, "chunk") || done.Written == 1 && strings.Contains(rest.Message, "Chunk 1") {
		t.Errorf("%+v %v", rest, err)
	}
	if done.Written != 1 {
		t.Errorf("nothing was written before it was stopped")
	}
}

// What both changed is written nowhere before somebody settles it: neither into another folder nor in another format, nor
// with errors, nor where somebody let it stand.
func TestAClashHoldsItsChunkWhereverItIsToGo(t *testing.T) {
	f := open(t, "1.md", crumb, "2.md", starter)
	f.take()
	f.correct("1.md", "once more", "twice")
	f.replace("1.md", "once more", "three times")
	if v := f.takeIn("1.md"); v.Places != 1 {
		t.Fatalf("%+v", v)
	}
	f.letStand()
	out := f.path("out")
	for _, withErrors := range []bool{false, true} {
		held := f.gated(out, withErrors)["1.md"]
		if held.State != service.PlanHeld || !held.Unsettled || held.Path != filepath.Join(out, "1.md") || held.Turn != f.turn("1.md", "twice").ID {
			t.Errorf("with errors %t: %+v", withErrors, held)
		}
		r := service.FormatsOfFiles{Formats: []string{"text"}, To: out, WithErrors: withErrors}
		plans, err := service.FormatsNow(t.Context(), f.Service, nil, r, func(string, int, int) {})
		if err != nil || len(plans) != 1 || len(plans[0].Refused) != 1 || plans[0].Refused[0].Code != "disk.unsettled" {
			t.Fatalf("with errors %t: %+v %v", withErrors, plans, err)
		}
		if text := f.read("out/ep07.txt"); strings.Contains(text, "twice") || !strings.Contains(text, "grandmother") {
			t.Errorf("with errors %t:\n%s", withErrors, text)
		}
	}
	if got := states(f.export(out, true)); got != "1.md held, 2.md written" {
		t.Error(got)
	}
	list := f.clashes(f.row("1.md").episode)
	if _, err := f.Settle(f.row("1.md").episode, list[0].ID, "mine", ""); err != nil {
		t.Fatal(err)
	}
	if got := states(f.export(out, true)); got != "1.md written, 2.md same" {
		t.Error(got)
	}
}
