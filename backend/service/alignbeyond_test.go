//go:build !race

// What is here searches sound, one search at a time, and takes ten times as long with the race detector.

package service_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"stet/backend/audio/decode"
	"stet/backend/service"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// firstTurn is how long the fixture's first turn is, in seconds.
const firstTurn = 6.8

// later writes so much of the fixture, in seconds, or all of it, as later.wav with seconds of silence before it.
func (f *fixture) later(seconds int, most float64) {
	f.t.Helper()
	src, err := decode.Open("../align/testdata/spoken.flac")
	if err != nil {
		f.t.Fatal(err)
	}
	defer src.Close()
	samples := make([]int16, seconds*src.Info().Rate)
	for buf := make([][2]float64, 4096); ; {
		n, ok := src.Stream(buf)
		for _, s := range buf[:n] {
			samples = append(samples, int16(s[0]*32767))
		}
		if !ok {
			break
		}
	}
	end := min(len(samples), int((float64(seconds)+most)*float64(src.Info().Rate)))
	f.write("later.wav", string(wav(src.Info().Rate, samples[:end])))
}

// ctmOf is a recogniser's file of words that are said from one time of the sound to another, in ms.
func ctmOf(words []string, times [][2]int64) string {
	out := ""
	for i, word := range words {
		out += fmt.Sprintf("talk 1 %.3f %.3f %s\n", float64(times[i][0])/1000, float64(times[i][1]-times[i][0])/1000, word)
	}
	return out
}

// Another sound that a file's times go on behind the end of is another sound all the same: what was heard in the one before is looked
// for anew, it is told of what a person has set there, and it is said how many words lost the times of the file.
func TestASoundThatTimesGoOnBehindIsSearchedAnew(t *testing.T) {
	f, id, words := clockmaker(t, "")
	texts, _ := spokenFixture(t)
	f.align(id)
	f.write("talk.ctm", ctmOf(strings.Fields(texts[1]), words[1]))
	if _, err := f.TakeTimes(id, f.path("talk.ctm")); err != nil {
		t.Fatal(err)
	}
	hand := f.timings("1.md")[0]
	hand.How, hand.Confidence = transcript.ByHand, 0
	f.edit("1.md", "Timed a word", transcript.TimeWords{Turn: f.chunk("1.md").Turns[0].ID, From: 0, Times: transcript.Timings{hand}})
	f.later(3, firstTurn)
	reply, err := f.AttachSound(id, f.path("later.wav"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(reply.Told, "The times that a file gave to 19 words were taken away: they go on to 12.9") {
		t.Errorf("it says %q", reply.Told)
	}
	f.align(id)
	for i, w := range f.timings("1.md")[1:18] {
		if off := w.Start - timecode.FromMillis(3000+words[0][i+1][0]); w.How != transcript.Measured || max(off, -off) > timecode.Second/5 {
			t.Errorf("word %d is %s at %v", i+1, w.How, w.Start)
		}
	}
	if !slices.ContainsFunc(f.coverage(id).Findings, func(f service.CoverageFinding) bool { return f.Kind == "elsewhere" }) {
		t.Errorf("nothing is told of what was set in the other sound: %+v", f.coverage(id).Findings)
	}
	if reply, err := f.AttachSound(id, f.path("talk.flac")); err != nil || reply.Told != "" {
		t.Errorf("%q, %v", reply.Told, err)
	}
}

// Where the file of the sound has become a shorter one, the search takes such times away, and says so to the window.
func TestASearchSaysThatTimesGoOnBehindTheSound(t *testing.T) {
	f, id, words := clockmaker(t, "")
	texts, _ := spokenFixture(t)
	f.write("talk.ctm", ctmOf(strings.Fields(strings.Join(texts, " ")), slices.Concat(words...)))
	if _, err := f.TakeTimes(id, f.path("talk.ctm")); err != nil {
		t.Fatal(err)
	}
	f.later(0, firstTurn)
	f.write("talk.flac", f.read("later.wav"))
	if v := f.align(id); !strings.HasPrefix(v.Beyond, "The times that a file gave to 37 words were taken away: ") {
		t.Errorf("%+v", v)
	}
	if v := f.align(id); v.Beyond != "" {
		t.Errorf("then %+v", v)
	}
}
