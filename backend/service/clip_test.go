package service_test

import (
	"os"
	"strings"
	"testing"

	"stet/backend/audio/decode"
	"stet/backend/service"
	"stet/backend/timecode"
)

func TestAClipOfAnEpisodeIsSaved(t *testing.T) {
	f := open(t, "1.md", crumb, "mix.wav", tone(40))
	f.config.Sounds = service.Sounds{Open: decode.Open}
	f.restart()
	f.take()
	id := f.row("1.md").episode
	save := func(from, to timecode.Time, name string) (service.ClipView, error) {
		job, err := f.SaveClip(id, from, to, f.path(name))
		if err != nil {
			t.Fatal(err)
		}
		wait(f.window, "job", func(j service.JobView) bool { return j.ID == job && j.State != service.JobRunning })
		return f.ClipResult(job)
	}
	v, err := save(timecode.Second, 3*timecode.Second, "clip.wav")
	if err != nil || v.From != 8000 || v.To != 24000 || v.Length != 2*timecode.Second || len(v.Problems) > 0 {
		t.Fatalf("%+v %v", v, err)
	}
	const head = 44
	if got, want := f.read("clip.wav"), tone(40)[head+2*8000:head+2*24000]; got[head:] != want {
		t.Error("the clip holds other samples")
	}
	if v, err = save(39*timecode.Second, 60*timecode.Second, "clip.wav"); err != nil || v.To != 320_000 || len(v.Problems) != 1 {
		t.Errorf("%+v %v", v, err)
	}
	if _, err = save(50*timecode.Second, 60*timecode.Second, "none.wav"); err == nil || !strings.Contains(err.Error(), "begin behind the end of mix.wav") {
		t.Error(err)
	}
	if _, err := os.Stat(f.path("none.wav")); err == nil {
		t.Error("a file was written all the same")
	}
}
