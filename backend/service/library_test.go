package service_test

import (
	"encoding/json"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stet/backend/sample"
	"stet/backend/service"
)

func TestAnEmptyLibrary(t *testing.T) {
	f := open(t)
	v, err := f.Library()
	if err != nil || v.Name != "show" || v.Path != f.config.Path || v.Chunks != 0 || v.Series == nil || v.Last != (service.PlaceView{}) {
		t.Errorf("%+v %v", v, err)
	}
	if jobs := f.Jobs(); jobs == nil || len(jobs) != 0 {
		t.Errorf("%+v", jobs)
	}
	if v, err := f.PlanExport(0, nil, ""); err != nil || v.Files == nil || len(v.Files) != 0 {
		t.Errorf("%+v %v", v, err)
	}
}

func TestTheLibraryInOrder(t *testing.T) {
	f := open(t, "10.md", strings.Replace(oven, "episode: 8", "episode: 10", 1), "7-2.md", starter, "7-1.md", crumb, "8.md", oven,
		"other/talk.md", "00:00:01 - 00:01:31\nMarit\nYes, indeed.\n")
	f.take()
	v, err := f.Library()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range v.Series {
		got = append(got, s.Name+":")
		for _, e := range s.Episodes {
			got = append(got, e.Title)
			for _, c := range e.Chunks {
				got = append(got, c.Number+" "+c.Title+" "+c.Length)
			}
		}
	}
	want := "other:, talk,  talk 1:30, Slow Rise:, Episode 7, 1 An Hour Too Long 0:30, 02 The Starter 0:11, Episode 8, 1 The Oven 0:03, Episode 10, 1 The Oven 0:03"
	if s := strings.Join(got, ", "); s != want || v.Chunks != 5 {
		t.Errorf("%s\nwant\n%s", s, want)
	}
}

func TestWhatIsRemembered(t *testing.T) {
	f := open(t, "1.md", crumb)
	f.take()
	r := f.row("1.md")
	place := service.PlaceView{Episode: r.episode, Turn: f.turn("1.md", "once more").ID, Para: 0, Offset: 7}
	if err := f.RememberPlace(place); err != nil {
		t.Fatal(err)
	}
	if err := f.Remember("rail", "folded"); err != nil {
		t.Fatal(err)
	}
	f.restart()
	if v, err := f.Library(); err != nil || v.Last != place {
		t.Errorf("%+v %v", v.Last, err)
	}
	if v, err := f.Recall("rail"); err != nil || v != "folded" {
		t.Error(v, err)
	}
	// A setting of the window's is no business of the library's own.
	if err := f.Remember("place", "somewhere"); err != nil {
		t.Fatal(err)
	}
	if v, err := f.Library(); err != nil || v.Last != place {
		t.Errorf("%+v %v", v.Last, err)
	}
	if v, err := f.Recall("nothing"); err != nil || v != "" {
		t.Error(v, err)
	}
}

func TestTheHandler(t *testing.T) {
	f := open(t, "1.md", crumb, "2.md", starter)
	f.take()
	get := func(path string) (int, map[string]any) {
		w := httptest.NewRecorder()
		service.Handler(f.Service).ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		var v map[string]any
		if w.Header().Get("Content-Type") == "application/json; charset=utf-8" {
			if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil || w.Header().Get("Cache-Control") != "no-store" {
				t.Errorf("%s: %v %v", path, err, w.Header())
			}
		}
		return w.Code, v
	}
	if status, v := get("/api/episodes/1"); status != 200 || v["series"] != "Slow Rise" || v["title"] != "Episode 7" {
		t.Errorf("%d %v", status, v)
	}
	if status, v := get("/api/episodes/99"); status != 404 || v["code"] != "not-found" || v["message"] == "" {
		t.Errorf("%d %v", status, v)
	}
	for _, path := range []string{"/api/episodes/x", "/api/episodes/", "/api/other"} {
		if status, _ := get(path); status != 404 {
			t.Errorf("%s: %d", path, status)
		}
	}
	w := httptest.NewRecorder()
	service.Handler(f.Service).ServeHTTP(w, httptest.NewRequest("POST", "/api/episodes/1", nil))
	if w.Code != 405 {
		t.Error(w.Code)
	}
}

// A window's code goes through lists without asking whether they are there.
func TestNoListIsNull(t *testing.T) {
	f := open(t, "1.md", "00:00:01 - 00:00:02\n", "2.md", "---\ntitle: x\nchunk: 1\n---\n")
	f.take()
	for name, r := range f.rows() {
		raw, err := json.Marshal(f.episode(r.episode))
		if err != nil {
			t.Fatal(err)
		}
		// A turn's speaker and its places in the sound may be null, and nothing else.
		s := strings.NewReplacer(`"speaker":null`, "", `"from":null`, "", `"to":null`, "").Replace(string(raw))
		if strings.Contains(s, "null") {
			t.Errorf("%s: %s", name, s)
		}
	}
}

// One who works on a copy of the sample's files is told where it is, and nothing of it is changed.
func TestTheSampleBesideACopyOfIt(t *testing.T) {
	f := open(t)
	if err := sample.WriteTo(f.path("mine")); err != nil {
		t.Fatal(err)
	}
	f.take("mine")
	_, err := f.OpenSample()
	if err == nil || !strings.Contains(err.Error(), "was not taken in. It holds what "+f.path("mine")) {
		t.Error(err)
	}
	if v := f.take("mine"); v.Same != 4 {
		t.Errorf("%+v", v)
	}
}

func TestTheSample(t *testing.T) {
	f := open(t)
	id, err := f.OpenSample()
	if err != nil {
		t.Fatal(err)
	}
	e := f.episode(id)
	if len(e.Chunks) != 4 || e.Clock.Rate != "30" || filepath.Dir(e.Sound) != f.config.SampleDir || len(e.Speakers) != 2 {
		t.Errorf("%d chunks at %q with the sound %q", len(e.Chunks), e.Clock.Rate, e.Sound)
	}
	if e.History != (service.HistoryView{}) {
		t.Errorf("there is something to undo: %+v", e.History)
	}
	// Opening it again takes back nothing of what was done to it.
	turn := e.Chunks[0].Turns[0]
	file := e.Chunks[3].File
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, append(text, "More.\n"...), 0o644); err != nil {
		t.Fatal(err)
	}
	f.config.SampleDir += "/." // written in another way, it is the same folder
	f.restart()
	again, err := f.OpenSample()
	if err != nil || again != id {
		t.Fatal(again, err)
	}
	e = f.episode(id)
	last := e.Chunks[3].Turns[len(e.Chunks[3].Turns)-1]
	if len(e.Chunks) != 4 || e.Chunks[0].Turns[0].ID != turn.ID || !strings.HasSuffix(last.Paragraphs[len(last.Paragraphs)-1], "More.") {
		t.Errorf("%+v", last)
	}
	if now, err := os.ReadFile(file); err != nil || len(now) != len(text)+len("More.\n") {
		t.Error("the sample was written over: ", err)
	}
}

func TestASampleWithoutATranscript(t *testing.T) {
	f := open(t, "1.md", crumb)
	f.take()
	if err := os.MkdirAll(f.config.SampleDir, 0o755); err != nil {
		t.Fatal(err)
	}
	// Every file of it is somebody's own notes by now.
	for _, name := range []string{"ep03-01-stopped-at-ten-past-four.md", "ep03-02-weights-pendulum-and-pennies.md", "ep03-03-the-night-it-struck-thirteen.md", "ep03-04-gold-leaf-and-a-brake-cable.md"} {
		if err := os.WriteFile(filepath.Join(f.config.SampleDir, name), []byte("Notes.\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := f.OpenSample(); code(err) != service.CodeNotFound {
		t.Error(err)
	}
}
