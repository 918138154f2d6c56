//go:build !race

// What is here searches sound, one search at a time, and takes ten times as long with the race detector.

package service_test

import (
	"strings"
	"testing"

	"stet/backend/audio/decode"
	"stet/backend/audio/playback"
	"stet/backend/service"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// twoClocks are two episodes with the same text and sound, and a player; the first one is open.
func twoClocks(t *testing.T) (f *fixture, first, second int64) {
	t.Helper()
	f, first, _ = clockmaker(t, "")
	texts, _ := spokenFixture(t)
	f.write("2.md", "---\ntitle: A Tower\nslug: ep02-01-a-tower\nseries: Clocks\nepisode: 2\nchunk: 1\nspeakers: [Ada, Mira]\n---\n\nAda\n"+texts[0]+"\n\nMira\n"+texts[1]+"\n")
	f.take("2.md")
	second = f.row("2.md").episode
	if _, err := f.AttachSound(second, f.path("talk.flac")); err != nil {
		t.Fatal(err)
	}
	f.config.Player = playback.New(&playback.Device{}, decode.Open)
	f.restart()
	f.opened(first)
	return f, first, second
}

func (f *fixture) opened(id int64) {
	f.t.Helper()
	if err := f.OpenEpisode(id); err != nil {
		f.t.Fatal(err)
	}
}

// The library's other episodes are searched too, and not the one that is open, of which somebody else takes care.
func TestOtherEpisodesAreAligned(t *testing.T) {
	f, first, second := twoClocks(t)
	f.ended(f.AlignOthers())
	if one, two := f.soughtIn("1.md"), f.soughtIn("2.md"); one != 0 || two != 37 {
		t.Errorf("%d words of the one that is open, and %d of the other", one, two)
	}
	if w := f.timings("2.md")[30]; w.How != transcript.Measured {
		t.Errorf("%+v", w)
	}
	if job, err := f.AlignOthers(); job != 0 || err != nil {
		t.Errorf("again: %d, %v", job, err)
	}
	// Somebody who wants the episode itself does not wait for that.
	f.opened(second)
	others, err := f.AlignOthers()
	if others == 0 || err != nil {
		t.Fatal(others, err)
	}
	f.align(first)
	if n := f.soughtIn("1.md"); n != 37 {
		t.Errorf("%d words", n)
	}
	if job := f.ended(others, nil); job.State != service.JobDone {
		t.Errorf("%+v", job)
	}
}

// The episode that is open is searched before another one whose search is under way, which goes on where it was afterwards.
func TestTheOpenEpisodeGoesBeforeAnother(t *testing.T) {
	f, first, second := twoClocks(t)
	one, err := f.AlignWords(first, 0, false)
	if err != nil {
		t.Fatal(err)
	}
	f.opened(second)
	two, err := f.AlignUnasked(second, 0)
	if two == 0 || err != nil {
		t.Fatalf("the other search is waited for: %d, %v", two, err)
	}
	f.ended(two, nil)
	if n := f.soughtIn("2.md"); n != 37 {
		t.Errorf("%d words of the one that is open", n)
	}
	if job := f.ended(one, nil); job.State == service.JobFailed {
		t.Errorf("%+v", job)
	}
	if job, err := f.AlignOthers(); job != 0 {
		f.ended(job, err)
	}
	if n := f.soughtIn("1.md"); n != 37 {
		t.Errorf("%d words of the other", n)
	}
}

// It waits while somebody listens, for as long as the same search takes elsewhere, and does not keep the program from closing.
func TestOtherEpisodesWaitWhileOneIsPlayed(t *testing.T) {
	f, _, _ := twoClocks(t)
	if err := f.PlayRange(0, 2*timecode.Second, true); err != nil {
		t.Fatal(err)
	}
	wait(f.window, "player", func(v service.PlayerView) bool { return v.Moving })
	job, err := f.AlignOthers()
	if job == 0 || err != nil {
		t.Fatal(job, err)
	}
	elsewhere, _, _ := twoClocks(t)
	elsewhere.ended(elsewhere.AlignOthers())
	f.window.forget()
	wait(f.window, "player", func(v service.PlayerView) bool { return v.Moving })
	for _, j := range f.Jobs() {
		if j.ID == job && (j.State != service.JobRunning || strings.Contains(j.What, "Clocks 2")) {
			t.Errorf("it is searched meanwhile: %+v", j)
		}
	}
	if n := f.soughtIn("2.md"); n != 0 {
		t.Errorf("%d words were looked for meanwhile", n)
	}
	f.config.Player = nil
	f.restart()
	f.ended(f.AlignOthers())
	if n := f.soughtIn("2.md"); n != 37 {
		t.Errorf("%d words", n)
	}
}
