//go:build !race

// What is here searches sound, one search at a time, and takes ten times as long with the race detector.

package service_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stet/backend/audio/decode"
	"stet/backend/sample"
	"stet/backend/service"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// The first chunk of the sample lasts so many seconds, and after so many of them nobody speaks.
const (
	sampleLasts = 165
	samplePause = 109
)

// sampleTalk writes the first chunk of the sample and as much of its sound, with seconds of silence put in before one of them.
func sampleTalk(t *testing.T, silent, before int) (text, sound string) {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"ep03-01-stopped-at-ten-past-four.md", "ep03-the-clock-at-ambleford.ogg"} {
		raw, err := fs.ReadFile(sample.Files(), name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	src, err := decode.Open(filepath.Join(dir, "ep03-the-clock-at-ambleford.ogg"))
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	rate := src.Info().Rate
	buf := make([][2]float64, sampleLasts*rate)
	for at := 0; at < len(buf); {
		n, ok := src.Stream(buf[at:])
		if at += n; !ok {
			t.Fatalf("the sound ends after %d samples", at)
		}
	}
	var samples []int16
	for i, s := range buf {
		if i == before*rate {
			samples = append(samples, make([]int16, silent*rate)...)
		}
		samples = append(samples, int16(s[0]*32767))
	}
	sound = filepath.Join(dir, "talk.wav")
	if err := os.WriteFile(sound, wav(rate, samples), 0o600); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, "ep03-01-stopped-at-ten-past-four.md"), sound
}

// heldTo counts the words of a result that are where they are said, and tells of those that are said to be missing.
func heldTo(t *testing.T, when string, v service.AlignedFile, truth func(i int) float64) {
	t.Helper()
	right := 0
	for i, w := range v.Words {
		if off := w.Start - truth(i); off < 0.1 && off > -0.1 {
			right++
		}
		if w.State == "not spoken" {
			t.Errorf("%s: word %d, %q, is said not to be in the sound", when, i, w.Word)
		}
	}
	if 100*right < 98*len(v.Words) {
		t.Errorf("%s: of %d words %d are where they are said", when, len(v.Words), right)
	}
	if len(v.Uncovered)+len(v.Misfits) > 0 {
		t.Errorf("%s: %+v, %+v", when, v.Uncovered, v.Misfits)
	}
}

// Timecodes that are some seconds off hide no word, and only the clock is told.
func TestAClockThatIsSomeSecondsOffHidesNoWord(t *testing.T) {
	text, sound := sampleTalk(t, 0, 0)
	find := func(offset string) service.AlignedFile {
		v, err := service.Sounds{Open: decode.Open}.Align(t.Context(), service.AlignRequest{Path: text, Sound: sound, Offset: offset}, unwatched)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	right := find("")
	truth := func(i int) float64 { return right.Words[i].Start }
	if heldTo(t, "with the right clock", right, truth); right.Clock != "" {
		t.Errorf("with the right clock: %s", right.Clock)
	}
	for _, by := range []int{-7, -5, 2, 5} {
		v := find(fmt.Sprint(by))
		heldTo(t, fmt.Sprintf("%d s off", by), v, truth)
		way := map[bool]string{true: "later", false: "earlier"}[by < 0]
		if !strings.Contains(v.Clock, way) || !strings.Contains(v.Clock, "At 30 frames a second") || !strings.Contains(v.Clock, "all through") {
			t.Errorf("%d s off: %q", by, v.Clock)
		}
	}
	text, sound = sampleTalk(t, 5, samplePause)
	v := find("")
	heldTo(t, "with 5 s put in", v, func(i int) float64 {
		if at := truth(i); at < samplePause {
			return at
		}
		return truth(i) + 5
	})
	if !strings.Contains(v.Clock, "5.0 s later beside their timecodes than before") {
		t.Errorf("with 5 s put in: %q", v.Clock)
	}
}

// sampleEpisode is an episode of the first chunk of the sample and its sound, with a clock that begins in the sound at offset.
func sampleEpisode(t *testing.T, offset timecode.Time) (f *fixture, id int64) {
	t.Helper()
	text, sound := sampleTalk(t, 0, 0)
	var files []string
	for name, path := range map[string]string{"1.md": text, "talk.wav": sound} {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, name, string(raw))
	}
	f = open(t, files...)
	f.config.Sounds.Open = decode.Open
	f.restart()
	f.take("1.md")
	e := transcript.Episode{Series: "The Mending Hour", Key: "3", Rate: timecode.Rate30, Offset: offset, Sound: f.path("talk.wav")}
	f.edit("1.md", "Chose the sound", transcript.SetEpisode{Episode: e})
	return f, f.row("1.md").episode
}

// A turn that was moved takes a word along that was timed by hand: it stays where it was set, and hides no word that is said between
// there and where the turn stands now.
func TestAWordThatWasTimedByHandInATurnThatWasMovedHidesNone(t *testing.T) {
	f, id := sampleEpisode(t, 0)
	chunk := f.chunk("1.md")
	for _, turn := range chunk.Turns {
		f.edit("1.md", "Forgot its time", transcript.SetSpan{Turn: turn.ID})
	}
	f.align(id)
	moved := f.chunk("1.md").Turns[1]
	word := len(moved.Times) / 2
	if _, err := f.SetWordEdge(id, moved.ID, word, true, moved.Times[word].End-timecode.FromMillis(20)); err != nil {
		t.Fatal(err)
	}
	hand := f.byHand()
	f.edit("1.md", "Moved a turn", transcript.MoveTurn{Turn: moved.ID, Chunk: chunk.ID, At: 4})
	f.ended(f.AlignWords(id, 0, true))
	if now := f.byHand(); len(hand) != 1 || !slices.Equal(now, hand) {
		t.Errorf("what was set is %v, and was %v", now, hand)
	}
	words, sure := 0, 0
	for _, turn := range f.chunk("1.md").Turns {
		for _, w := range turn.Times {
			if turn.ID == moved.ID {
				continue
			}
			if words++; w.How.Sure() {
				sure++
			}
		}
	}
	if sure*100 < words*97 {
		t.Errorf("of %d words of the other turns %d are heard", words, sure)
	}
}

// So it is for an episode.
func TestAnEpisodesClockThatIsSomeSecondsOffHidesNoWord(t *testing.T) {
	f, id := sampleEpisode(t, 5*timecode.Second)
	if v := f.align(id); v.Unspoken > 0 {
		t.Errorf("%+v", v)
	}
	for _, x := range f.coverage(id).Findings {
		if x.Kind == "unspoken" || x.Kind == "unwritten" || x.Kind == "misfit" {
			t.Errorf("%s: %s", x.Kind, x.What)
		}
	}
	if got := finding(f.coverage(id), "clock"); len(got) != 1 || !strings.Contains(got[0].What, "earlier than the timecodes say") {
		t.Errorf("%+v", got)
	}
}

// Where the clock has turns lie outside of the sound, that is told of alone: their words have room enough.
func TestTurnsThatTheClockPutsOutsideTheSoundAreToldOfOnce(t *testing.T) {
	text, sound := sampleTalk(t, 0, 0)
	v, err := service.Sounds{Open: decode.Open}.Align(t.Context(), service.AlignRequest{Path: text, Sound: sound, Offset: "-15"}, unwatched)
	if err != nil || v.Clock == "" || len(v.Misfits) > 0 {
		t.Errorf("%q, %+v, %v", v.Clock, v.Misfits, err)
	}
	f, id := sampleEpisode(t, -15*timecode.Second)
	f.align(id)
	if told := f.coverage(id); len(finding(told, "misfit")) > 0 || len(finding(told, "clock")) != 1 {
		t.Errorf("%+v", told.Findings)
	}
	if v := f.byVerb(service.AlignRequest{Path: "3"}); v.Clock == "" || len(v.Misfits) > 0 {
		t.Errorf("%q, %+v", v.Clock, v.Misfits)
	}
}

// Where the clock of a chunk is off, what is said beside it in the sound of the whole episode is not missing in it.
func TestNothingIsMissingBesideAChunkWhoseClockIsOff(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"ep03-02-weights-pendulum-and-pennies.md", "ep03-the-clock-at-ambleford.ogg"} {
		raw, err := fs.ReadFile(sample.Files(), name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	v, err := service.Sounds{Open: decode.Open}.Align(t.Context(), service.AlignRequest{
		Path: filepath.Join(dir, "ep03-02-weights-pendulum-and-pennies.md"), Sound: filepath.Join(dir, "ep03-the-clock-at-ambleford.ogg"), Offset: "2.5",
	}, unwatched)
	if err != nil || v.Clock == "" || len(v.Uncovered) > 0 {
		t.Errorf("%q, %+v, %v", v.Clock, v.Uncovered, err)
	}
}
