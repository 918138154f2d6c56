//go:build !race

// What is here searches sound, one search at a time, and takes ten times as long with the race detector.

package service_test

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"stet/backend/audio/decode"
	"stet/backend/service"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// What a search has found in one sound, and a file of Stet tells, is looked for in another sound that the episode has, whether it was
// searched already or not, and says nothing of that.
func TestWhatAFileSaysWasFoundIsLookedForInTheSound(t *testing.T) {
	for _, searched := range []bool{false, true} {
		f, id, words := clockmaker(t, "")
		v, err := service.Sounds{Open: decode.Open}.Align(t.Context(), service.AlignRequest{Path: f.path("1.md"), Sound: f.path("talk.flac")}, unwatched)
		if err != nil {
			t.Fatal(err)
		}
		raw, _ := json.Marshal(v)
		f.write("talk.json", string(raw))
		f.later(3, math.MaxInt32)
		if _, err := f.AttachSound(id, f.path("later.wav")); err != nil {
			t.Fatal(err)
		}
		if searched {
			f.align(id)
		}
		if _, err := f.TakeTimes(id, f.path("talk.json")); err != nil {
			t.Fatal(err)
		}
		if w := f.timings("1.md")[1]; w.How != transcript.Measured || w.Start > 2*timecode.Second {
			t.Fatalf("it was taken as %+v", w)
		}
		job, err := f.AlignUnasked(id, 0)
		if job == 0 || err != nil {
			t.Fatalf("searched %v: nobody looks, %v", searched, err)
		}
		f.ended(job, nil)
		for i, w := range f.timings("1.md")[:18] {
			if off := w.Start - timecode.FromMillis(3000+words[0][i][0]); w.How != transcript.Measured || max(off, -off) > timecode.Second/5 {
				t.Errorf("searched %v: word %d is %s at %v", searched, i, w.How, w.Start)
			}
		}
	}
}

// Where all times come from a file, the sound is looked through all the same for speech that no word covers.
func TestSpeechIsFoundThatTheTimesOfAFileDoNotCover(t *testing.T) {
	f, id, words := clockmaker(t, "")
	texts, _ := spokenFixture(t)
	f.write("talk.ctm", ctmOf(strings.Fields(texts[1]), words[1]))
	turns := f.chunk("1.md").Turns
	f.edit("1.md", "Took a turn out", transcript.DeleteTurn{Turn: turns[0].ID})
	if _, err := f.TakeTimes(id, f.path("talk.ctm")); err != nil {
		t.Fatal(err)
	}
	job, err := f.AlignUnasked(id, 0)
	if job == 0 || err != nil {
		t.Fatal("nobody looks", err)
	}
	f.ended(job, nil)
	var heard []string
	for _, found := range finding(f.coverage(id), "unwritten") {
		heard = append(heard, found.What)
	}
	if len(heard) != 1 || !strings.HasPrefix(heard[0], "From 00:00:00.6") {
		t.Errorf("%q", heard)
	}
	if job, err := f.AlignUnasked(id, 0); job != 0 || err != nil {
		t.Error("it is looked through again", err)
	}
}
