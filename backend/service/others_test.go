package service_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stet/backend/service"
)

// named finds the file of a plan by its name.
func named(t *testing.T, v service.PlanView, name string) (int, service.PlanFile) {
	t.Helper()
	for i, f := range v.Files {
		if filepath.Base(f.Path) == name {
			return i, f
		}
	}
	t.Fatalf("no %s in %+v", name, v.Files)
	return 0, service.PlanFile{}
}

func TestOtherFormatsGoOutWithoutWhatIsHeldBack(t *testing.T) {
	f := open(t, "ep07-01-rise.md", rise, "ep07-02-fall.md", twice)
	f.take()
	f.correct("ep07-01-rise.md", "look away", "look aside")
	r := service.ExportRequest{Episode: f.row("ep07-01-rise.md").episode, Files: true, Formats: []string{"srt", "vtt"}}
	plan := func() service.PlanView {
		t.Helper()
		v, err := f.PlanPublish(r)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	run := func(v service.PlanView, overwrite ...int) service.ExportView {
		t.Helper()
		done, err := service.ExportNow(t.Context(), f.Service, v.ID, overwrite, func(string, int, int) {})
		if err != nil {
			t.Fatal(err)
		}
		return done
	}

	v := plan()
	// What did not change is not written, and held back from the others all the same.
	if _, x := named(t, v, "ep07-02-fall.md"); x.State != service.PlanSame || x.Checks != 1 || x.Problem == nil {
		t.Errorf("%+v", x)
	}
	at, srt := named(t, v, "ep07.srt")
	if srt.State != service.PlanNew || srt.Format != "srt" || len(srt.Without) != 1 || srt.Without[0] != "2" || srt.Of != "cue" || srt.Count != 2 || len(v.Leave) != 1 || v.Leave[0].Why != "it has an error" {
		t.Fatalf("%+v", srt)
	}
	if d, err := f.PlanDiff(v.ID, at); err != nil || len(d.Lines) < 6 {
		t.Errorf("%+v %v", d, err)
	}
	done := run(v)
	if done.Written != 3 || !strings.HasSuffix(done.Message, "\nMade of them: ep07.srt (without 2), ep07.vtt (without 2)\n") {
		t.Errorf("%+v", done)
	}
	if text := f.read("ep07.srt"); !strings.Contains(text, "look aside") || strings.Contains(text, "It fell") {
		t.Error(text)
	}
	report := filepath.Join(f.dir, "report.html")
	if err := f.SaveReport(v.ID, report); err != nil {
		t.Fatal(err)
	}
	if page, err := os.ReadFile(report); err != nil || !strings.Contains(string(page), "2 cues, without 2") || !strings.Contains(string(page), "cannot carry") || strings.Contains(string(page), f.dir) {
		t.Error(err, string(page))
	}

	// Nothing changed: nothing is written.
	if again := run(plan()); again.Written != 0 || again.Same != 4 || again.Message != "" {
		t.Errorf("%+v", again)
	}
	f.letStand()
	v = plan()
	if _, x := named(t, v, "ep07.vtt"); x.State != service.PlanChanged || len(x.Without) != 0 || x.Count != 3 {
		t.Errorf("%+v", x)
	}
	run(v)
	if !strings.Contains(f.read("ep07.vtt"), "It fell") || f.read("ep07-02-fall.md") != twice {
		t.Error(f.read("ep07.vtt"))
	}

	// A file that somebody else changed is written over only when it is named.
	f.write("ep07.srt", "mine\n")
	v = plan()
	at, x := named(t, v, "ep07.srt")
	if x.State != service.PlanConflict {
		t.Errorf("%+v", x)
	}
	if run(v); f.read("ep07.srt") != "mine\n" {
		t.Error("it was written over")
	}
	if run(plan(), at); !strings.Contains(f.read("ep07.srt"), "look aside") {
		t.Error(f.read("ep07.srt"))
	}
}

func TestOtherFormatsAloneLeaveChunkFilesAlone(t *testing.T) {
	f := open(t, "ep07-01-rise.md", rise, "ep07-02-fall.md", twice)
	f.take()
	f.correct("ep07-01-rise.md", "look away", "look aside")
	f.correct("ep07-02-fall.md", "It fell", "It all fell")
	to := filepath.Join(f.dir, "out")
	v, err := f.PlanPublish(service.ExportRequest{Episode: f.row("ep07-01-rise.md").episode, To: to, Formats: []string{"chapters"}})
	if err != nil || len(v.Files) != 2 {
		t.Fatal(v, err)
	}
	done, err := service.ExportNow(t.Context(), f.Service, v.ID, nil, func(string, int, int) {})
	if err != nil || done.Written != 1 || done.Message != "Write ep07.chapters.json (without 2)\n" {
		t.Errorf("%+v %v", done, err)
	}
	entries, err := os.ReadDir(to)
	if err != nil || len(entries) != 1 || f.read("ep07-01-rise.md") != rise {
		t.Error(entries, err)
	}
}

// publish writes an episode's files in other formats beside its chunk files.
func (f *fixture) publish(name string, files bool, formats ...string) (service.PlanView, service.ExportView) {
	f.t.Helper()
	v, err := f.PlanPublish(service.ExportRequest{Episode: f.row(name).episode, Files: files, Formats: formats})
	if err != nil {
		f.t.Fatal(err)
	}
	done, err := service.ExportNow(f.t.Context(), f.Service, v.ID, nil, func(string, int, int) {})
	if err != nil {
		f.t.Fatal(err)
	}
	return v, done
}

// A file that a chunk came from is written over by no other format.
func TestAFormatIsNotWrittenOverATranscript(t *testing.T) {
	text := "00:00:02:10 - 00:00:14:22\nMarit\nI left it on the shelf.\n"
	f := open(t, "ep07-transcript.txt", text, "ep07-01-rise.md", rise, "ep07-02-fall.md", fall)
	f.take()
	v, _ := f.publish("ep07-01-rise.md", false, "transcript")
	at, x := named(t, v, "ep07-transcript.txt")
	if x.State != service.PlanHeld || !strings.Contains(x.Reason, "library") {
		t.Errorf("%+v", x)
	}
	if _, err := service.ExportNow(t.Context(), f.Service, v.ID, []int{at}, func(string, int, int) {}); err != nil || f.read("ep07-transcript.txt") != text {
		t.Error(err, f.read("ep07-transcript.txt"))
	}
}

// Where all chunks are held back, what was published before stays.
func TestNothingIsPublishedOverSomething(t *testing.T) {
	f := open(t, "ep07-01-rise.md", rise)
	f.take()
	f.publish("ep07-01-rise.md", true, "srt")
	was := f.read("ep07.srt")
	f.replace("ep07-01-rise.md", rise, twice)
	f.takeIn("ep07-01-rise.md")
	v, done := f.publish("ep07-01-rise.md", true, "srt")
	if _, x := named(t, v, "ep07.srt"); x.State != service.PlanHeld || f.read("ep07.srt") != was {
		t.Errorf("%+v %s", x, f.read("ep07.srt"))
	}
	if done.Written != 0 {
		t.Errorf("%+v", done)
	}
}

// Where somebody types while an export runs, the files that were written are told of, and so are those that were not.
func TestTypingWhileAnExportRuns(t *testing.T) {
	f := open(t, "ep07-01-rise.md", rise, "ep07-02-fall.md", fall)
	f.take()
	f.correct("ep07-01-rise.md", "look away", "look aside")
	v, err := f.PlanPublish(service.ExportRequest{Episode: f.row("ep07-01-rise.md").episode, Files: true, Formats: []string{"srt"}})
	if err != nil {
		t.Fatal(err)
	}
	f.correct("ep07-02-fall.md", "It fell", "It all fell")
	done, err := service.ExportNow(t.Context(), f.Service, v.ID, nil, func(string, int, int) {})
	if err != nil || done.Written != 1 || !strings.Contains(done.Message, "Rise") || strings.Contains(done.Message, "ep07.srt") {
		t.Fatalf("%+v %v", done, err)
	}
	if x := done.Files[len(done.Files)-1]; x.State != service.PlanConflict || x.Reason == "" {
		t.Errorf("%+v", x)
	}
	if got := f.files(); got != "ep07-01-rise.md ep07-02-fall.md" {
		t.Error(got)
	}
}
