package service_test

import (
	"context"
	"errors"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"stet/backend/service"
	"stet/backend/session"
)

// writeFormats writes an episode, and returns what became of each file, by its name.
func (f *fixture) writeFormats(r service.FormatsRequest, overwrite ...int) map[string]service.FormatFile {
	f.t.Helper()
	plan, err := f.PlanFormats(r)
	if err != nil {
		f.t.Fatal(err)
	}
	v, err := f.WriteFormatsResult(f.ended(f.WriteFormats(plan.ID, overwrite)).ID)
	if err != nil {
		f.t.Fatal(err)
	}
	out := map[string]service.FormatFile{}
	for _, x := range v.Files {
		out[filepath.Base(x.Path)] = x
	}
	return out
}

// request is a request for the episode that a file belongs to.
func (f *fixture) request(name string, formats ...string) service.FormatsRequest {
	return service.FormatsRequest{Episode: f.row(name).episode, Formats: formats, To: f.path("public")}
}

func TestOnlyWhatChangedIsWrittenInOtherFormats(t *testing.T) {
	f := open(t, "crumb.md", crumb, "starter.md", starter)
	f.take()
	r := f.request("crumb.md", "srt", "chapters", "docx")
	for name, x := range f.writeFormats(r) {
		if x.State != service.FileWritten || x.After == 0 || x.Count == 0 {
			t.Errorf("%s is %s: %s", name, x.State, x.Reason)
		}
	}
	for name, x := range f.writeFormats(r) {
		if x.State != service.PlanSame {
			t.Errorf("%s is %s, though nothing changed", name, x.State)
		}
	}
	f.correct("starter.md", "flour", "rye flour")
	got := f.writeFormats(r)
	if got["ep07.srt"].State != service.FileWritten || got["ep07.chapters.json"].State != service.PlanSame {
		t.Error(got)
	}
	if src := f.read("public/ep07.srt"); !strings.Contains(src, "rye flour") {
		t.Error(src)
	}
}

func TestAFileOfSomebodyElseIsNotWrittenOver(t *testing.T) {
	f := open(t, "crumb.md", crumb)
	f.take()
	r := f.request("crumb.md", "srt")
	f.write("public/ep07.srt", "mine")
	if x := f.writeFormats(r)["ep07.srt"]; x.State != service.PlanConflict || x.Reason == "" {
		t.Error(x)
	}
	if got := f.read("public/ep07.srt"); got != "mine" {
		t.Error(got)
	}
	if x := f.writeFormats(r, 0)["ep07.srt"]; x.State != service.FileWritten {
		t.Error(x)
	}
	// What Stet wrote and somebody changed since is somebody's again.
	f.replace("public/ep07.srt", "Otto", "Marit")
	if x := f.writeFormats(r)["ep07.srt"]; x.State != service.PlanConflict {
		t.Error(x)
	}
}

func TestAListOfFormatsIsCarriedOutAsItWasShownOrNotAtAll(t *testing.T) {
	f := open(t, "crumb.md", crumb)
	f.take()
	plan, err := f.PlanFormats(f.request("crumb.md", "srt", "vtt"))
	if err != nil {
		t.Fatal(err)
	}
	f.write("public/ep07.srt", "come meanwhile")
	v, err := f.WriteFormatsResult(f.ended(f.WriteFormats(plan.ID, nil)).ID)
	if err != nil || v.Files[0].State != service.PlanConflict || v.Files[1].State != service.FileWritten {
		t.Error(v, err)
	}
	if plan, err = f.PlanFormats(f.request("crumb.md", "vtt")); err != nil {
		t.Fatal(err)
	}
	f.correct("crumb.md", "dentist", "doctor")
	job := f.ended(f.WriteFormats(plan.ID, nil))
	if _, err = f.WriteFormatsResult(job.ID); err == nil || job.State != service.JobFailed || !strings.Contains(job.Problem, "changed") {
		t.Error(job, err)
	}
	if src := f.read("public/ep07.vtt"); strings.Contains(src, "doctor") {
		t.Error("it was written though the transcript had changed since it was shown")
	}
}

func TestChunksAreLeftOutAndNamed(t *testing.T) {
	f := open(t, "crumb.md", crumb, "starter.md", starter)
	f.take()
	leave := []service.LeaveOut{{Chunk: f.chunk("starter.md").ID, Why: "it has an error"}}
	all, err := f.Formats(f.row("crumb.md").episode, leave)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range all {
		last := ""
		for _, r := range v.Remarks {
			if strings.HasPrefix(r.What, "Without ") {
				last = r.What
			}
		}
		if v.Reason != "" || last != "Without 02 The Starter: it has an error" {
			t.Errorf("%s: %q, %q", v.ID, v.Reason, last)
		}
	}
	r := f.request("crumb.md", "text")
	r.Leave = leave
	f.writeFormats(r)
	if src := f.read("public/ep07.txt"); strings.Contains(src, "grandmother") || !strings.Contains(src, "tastes better") {
		t.Error(src)
	}
}

func TestTheIndexOfASeriesIsMendedWhereItStands(t *testing.T) {
	f := open(t, "crumb.md", crumb)
	f.take()
	const old = "6\n\n| Slug | Tags |\n|--|--|\n|ep06-01-x|y|\n\n7\n\n| Slug | Tags |\n|--|--|\n|ep07-01-an-hour-too-long | crust |\n"
	f.write("public/podcast_index.md", old)
	if x := f.writeFormats(f.request("crumb.md", "index"))["podcast_index.md"]; x.State != service.FileWritten || x.Added != 1 || x.Removed != 1 {
		t.Error(x)
	}
	if got := f.read("public/podcast_index.md"); got != strings.Replace(old, "| crust |", "| bread |", 1) {
		t.Error(got)
	}
}

func TestAFormatIsServedAsTextAndAsBytes(t *testing.T) {
	f := open(t, "crumb.md", crumb)
	f.take()
	id := f.row("crumb.md").episode
	for format, want := range map[string]string{"html": "text/plain; charset=utf-8", "docx": "application/octet-stream"} {
		w := httptest.NewRecorder()
		service.Handler(f.Service).ServeHTTP(w, httptest.NewRequest("GET", "/api/episodes/"+strconv.FormatInt(id, 10)+"/formats/"+format, nil))
		if w.Code != 200 || w.Header().Get("Content-Type") != want || w.Body.Len() == 0 {
			t.Errorf("%s: %d, %v", format, w.Code, w.Header())
		}
	}
	w := httptest.NewRecorder()
	service.Handler(f.Service).ServeHTTP(w, httptest.NewRequest("GET", "/api/episodes/"+strconv.FormatInt(id, 10)+"/formats/film", nil))
	if w.Code == 200 {
		t.Error("there is no format film")
	}
	if _, err := os.Stat(f.path("public")); err == nil {
		t.Error("something was written")
	}
}

// cutOff is a library that goes away before it has noted what was written.
type cutOff struct {
	session.Store
	left int
}

func (c *cutOff) Remember(ctx context.Context, key, value string) error {
	if strings.HasPrefix(key, "wrote:") {
		if c.left--; c.left < 0 {
			return errors.New("the drive is gone")
		}
	}
	return c.Store.Remember(ctx, key, value)
}

// Who is stopped between a file and the note of it has written it all the same, and knows it the next time.
func TestAFileThatWasWrittenAndNotNotedIsKnownAgain(t *testing.T) {
	for left := range 3 {
		f := open(t, "crumb.md", crumb)
		f.take()
		r := f.request("crumb.md", "srt")
		f.writeFormats(r)
		f.correct("crumb.md", "dentist", "doctor")
		config := f.config
		config.Store = &cutOff{f.store, left}
		whole := f.Service
		f.Service = service.New(config)
		plan, err := f.PlanFormats(r)
		if err != nil {
			t.Fatal(err)
		}
		if job := f.ended(f.WriteFormats(plan.ID, nil)); (job.State == service.JobFailed) != (left < 2) {
			t.Fatalf("cut off at %d: %+v", left, job)
		}
		f.Service = whole
		f.correct("crumb.md", "doctor", "butcher")
		if x := f.writeFormats(r)["ep07.srt"]; x.State != service.FileWritten || !strings.Contains(f.read("public/ep07.srt"), "butcher") {
			t.Errorf("cut off at %d: %+v", left, x)
		}
		f.replace("public/ep07.srt", "Otto", "Marit")
		if x := f.writeFormats(r)["ep07.srt"]; x.State != service.PlanConflict {
			t.Errorf("what somebody changed since is Stet's: %+v", x)
		}
	}
}

// What is left out is called something, also where it has neither number nor title.
func TestWhatIsLeftOutHasAName(t *testing.T) {
	nameless := "---\nseries: Slow Rise\nepisode: 7\n---\n\n00:00:50:00 - 00:00:54:00\nOtto\nAnd a pinch of salt.\n"
	whole := "00:00:33:00 - 00:00:44:00\nOtto\nIt is flour and water, and nobody's grandmother.\n"
	f := open(t, "ep07.md", whole, "ep07-02-the-starter.md", starter, "ep07-03.md", nameless)
	f.take()
	for name, want := range map[string]string{
		"":           "Without the transcript: the chunks were cut from it",
		"ep07-03.md": "Without the transcript: the chunks were cut from it; Without a chunk without a title: it has an error",
	} {
		var leave []service.LeaveOut
		if name != "" {
			leave = []service.LeaveOut{{Chunk: f.chunk(name).ID, Why: "it has an error"}}
		}
		all, err := f.Formats(f.row("ep07-03.md").episode, leave)
		if err != nil {
			t.Fatal(err)
		}
		var told []string
		for _, r := range all[1].Remarks {
			if strings.HasPrefix(r.What, "Without") {
				told = append(told, r.What)
			}
		}
		if got := strings.Join(told, "; "); got != want {
			t.Errorf("%s", got)
		}
	}
}
