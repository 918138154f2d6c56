package service_test

import (
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"stet/backend/audio"
	"stet/backend/audio/decode"
	"stet/backend/service"
	"stet/backend/timecode"
)

// see gives the service a player, a decoder and a folder for waveforms; the number counts how often a sound is opened
// for one.
func (f *fixture) see(open func(string) (audio.Source, error)) *atomic.Int32 {
	opened := &atomic.Int32{}
	f.config.Sounds.WaveformDir = filepath.Join(f.t.TempDir(), "waveforms")
	f.config.Sounds.Open = func(path string) (audio.Source, error) {
		opened.Add(1)
		return open(path)
	}
	f.listen()
	return opened
}

func (f *fixture) fetch(format string, args ...any) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	service.Handler(f.Service).ServeHTTP(w, httptest.NewRequest("GET", fmt.Sprintf(format, args...), nil))
	return w
}

func (f *fixture) drawn() service.WaveformView {
	return wait(f.window, "waveform", func(v service.WaveformView) bool { return v.Total > 0 && v.Done == v.Total })
}

func TestAWaveformIsBuiltOnceAndShownAtOnceAfterwards(t *testing.T) {
	f := open(t, "1.md", crumb, "mix.wav", tone(100))
	opened := f.see(decode.Open)
	f.take()
	id := f.row("1.md").episode
	if w := f.fetch("/api/episodes/%d/waveform?level=0&from=0&to=10", id); w.Code != 200 || w.Body.Len() > 0 {
		t.Errorf("there is one before there is a sound: %d", w.Code)
	}
	if err := f.OpenEpisode(id); err != nil {
		t.Fatal(err)
	}
	v := f.drawn()
	if v.Episode != id || v.Rate != 8000 || v.PerPoint != 64 || v.Points != 12500 || !v.Heard || v.Problem != "" {
		t.Fatalf("%+v", v)
	}
	points := f.fetch("/api/episodes/%d/waveform?level=1&from=0&to=99999", id)
	if points.Code != 200 || points.Body.Len() != 3*3125 || points.Header().Get("Content-Type") != "application/octet-stream" {
		t.Errorf("%d, %d bytes", points.Code, points.Body.Len())
	}
	// The tone runs from 0 to 4950 of 32768.
	if b := points.Body.Bytes(); b[3] != 0 || b[4] != 20 {
		t.Errorf("a point of a tone: % d", b[3:6])
	}
	if w := f.fetch("/api/episodes/%d/silences?from=0&to=%d", id, timecode.Second); w.Code != 200 || w.Body.String() != "[]\n" {
		t.Errorf("silences of a hum: %d %s", w.Code, w.Body)
	}
	for _, wrong := range []string{"waveform?level=9&from=0&to=1", "waveform?level=0", "silences?from=a&to=1"} {
		if w := f.fetch("/api/episodes/%d/%s", id, wrong); w.Code == 200 {
			t.Errorf("%s was answered: %s", wrong, w.Body)
		}
	}

	before := opened.Load()
	f.listen()
	f.window.forget()
	if err := f.OpenEpisode(id); err != nil {
		t.Fatal(err)
	}
	f.drawn()
	if again := f.fetch("/api/episodes/%d/waveform?level=1&from=0&to=99999", id); again.Body.String() != points.Body.String() {
		t.Error("it is another one the second time")
	}
	if opened.Load() != before {
		t.Error("it was built again")
	}
	f.window.forget()
	// Another sound under the same name has another one.
	f.write("mix.wav", tone(50))
	if err := f.ReloadSound(id); err != nil {
		t.Fatal(err)
	}
	wait(f.window, "waveform", func(v service.WaveformView) bool { return v.Points == 6250 && v.Done == v.Total })
}

// held is a source that waits before each of its samples until it is let go.
type held struct {
	audio.Source
	gate <-chan struct{}
}

func (h held) Stream(out [][2]float64) (int, bool) {
	<-h.gate
	return h.Source.Stream(out)
}

// runs waits for a job of a kind to be under way.
func (f *fixture) runs(kind string) service.JobView {
	f.t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(time.Millisecond) {
		for _, each := range f.Jobs() {
			if each.Kind == kind && each.State == service.JobRunning {
				return each
			}
		}
	}
	f.t.Fatalf("no %s is under way", kind)
	return service.JobView{}
}

func TestAWaveformIsStoppedAndGoesOn(t *testing.T) {
	gate := make(chan struct{}, 100)
	f := open(t, "1.md", crumb, "mix.wav", tone(200), "other/8.md", oven, "other/oven.wav", tone(7))
	opened := f.see(func(path string) (audio.Source, error) {
		s, err := decode.Open(path)
		if err == nil && filepath.Base(path) == "mix.wav" {
			return held{s, gate}, nil
		}
		return s, err
	})
	f.take()
	id := f.row("1.md").episode
	if err := f.OpenEpisode(id); err != nil {
		t.Fatal(err)
	}
	view := wait(f.window, "waveform", func(v service.WaveformView) bool { return v.Total > 1 && v.Done == 0 })
	if view.Episode != id {
		t.Fatalf("%+v", view)
	}
	job := f.runs("waveform")
	if err := f.CancelJob(job.ID); err != nil {
		t.Fatal(err)
	}
	close(gate)
	wait(f.window, "job", func(v service.JobView) bool { return v.ID == job.ID && v.State == service.JobCancelled })
	f.window.forget()
	if v := f.Waveform(); v.Done == v.Total || v.Problem != "" {
		t.Fatalf("%+v", v)
	}
	if err := f.DrawWaveform(); err != nil {
		t.Fatal(err)
	}
	f.drawn()
	before := opened.Load()
	if err := f.DrawWaveform(); err != nil || opened.Load() != before {
		t.Errorf("what is whole was built again: %v", err)
	}
	// Another episode's sound takes its place.
	other := f.row("other/8.md").episode
	if err := f.OpenEpisode(other); err != nil {
		t.Fatal(err)
	}
	wait(f.window, "waveform", func(v service.WaveformView) bool { return v.Episode == other && v.Total == 1 && v.Done == 1 })
	if w := f.fetch("/api/episodes/%d/waveform?level=0&from=0&to=1", id); w.Code != 200 || w.Body.Len() > 0 {
		t.Error("the sound that is not open any more still has a waveform")
	}
	f.window.forget()
	if err := f.OpenEpisode(id); err != nil {
		t.Fatal(err)
	}
	wait(f.window, "waveform", func(v service.WaveformView) bool { return v.Episode == id && v.Total > 1 && v.Done == v.Total })
}

// A hole in the middle of a file shows only when it is read through: the window is told then, and again from the cache.
func TestADamagedSoundIsToldOf(t *testing.T) {
	damaged, err := os.ReadFile("../audio/decode/testdata/stereo-16.flac")
	if err != nil {
		t.Fatal(err)
	}
	clear(damaged[len(damaged)/2 : len(damaged)/2+200])
	f := open(t, "1.md", crumb, "mix.wav", string(damaged))
	f.see(decode.Open)
	f.take()
	for range 2 {
		if err := f.ReloadSound(f.row("1.md").episode); err != nil {
			t.Fatal(err)
		}
		v := f.drawn()
		if len(v.Gaps) != 1 || v.Gaps[0].From <= 0 || v.Lost <= 0 || v.Gaps[0].To-v.Gaps[0].From < v.Lost {
			t.Errorf("%+v", v)
		}
		f.window.forget()
	}
	f.write("mix.wav", tone(1))
	if err := f.ReloadSound(f.row("1.md").episode); err != nil {
		t.Fatal(err)
	}
	// What is told of the old one may still be on its way.
	v := wait(f.window, "waveform", func(v service.WaveformView) bool { return v.Lost == 0 && v.Total > 0 && v.Done == v.Total })
	if v.Gaps == nil || len(v.Gaps) != 0 {
		t.Errorf("%+v", v)
	}
}

func TestAWaveformThatCannotBeBuiltSaysWhy(t *testing.T) {
	f := open(t, "1.md", crumb, "mix.wav", tone(40))
	f.see(func(string) (audio.Source, error) {
		return nil, &audio.Error{Code: audio.Unreadable, Path: "mix.wav", What: "The drive is gone.", Do: "Connect it."}
	})
	f.take()
	if err := f.OpenEpisode(f.row("1.md").episode); err != nil {
		t.Fatal(err)
	}
	v := wait(f.window, "waveform", func(v service.WaveformView) bool { return v.Problem != "" })
	if v.Problem != "The drive is gone. Connect it." {
		t.Errorf("%q", v.Problem)
	}
}
