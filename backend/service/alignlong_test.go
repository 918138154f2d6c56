//go:build !race

// What is here searches sound, one search at a time, and takes ten times as long with the race detector.

package service_test

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
	"testing"

	"stet/backend/align"
	"stet/backend/audio/decode"
	"stet/backend/service"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// spokenAgain is an episode whose sound is the fixture so many times on end; ad is put in before one of them. Each turn of
// the text has so many of them, and says from when to when they would be without that.
func spokenAgain(t *testing.T, times, inATurn, before int, ad []int16) (f *fixture, id int64, words [][2]timecode.Time) {
	t.Helper()
	texts, said := spokenFixture(t)
	src, err := decode.Open("../align/testdata/spoken.flac")
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	rate := src.Info().Rate
	once := make([]int16, 0, src.Info().Samples)
	for buf := make([][2]float64, 4096); ; {
		n, ok := src.Stream(buf)
		for _, s := range buf[:n] {
			once = append(once, int16(s[0]*32767))
		}
		if !ok {
			break
		}
	}
	var samples []int16
	text := "---\ntitle: A Clock\nslug: ep01-01-a-clock\nseries: Clocks\nepisode: 1\nchunk: 1\n---\n"
	clock := timecode.Clock{Rate: timecode.Rate30}
	for n := range times {
		if ad != nil && n == before {
			samples = append(samples, ad...)
		}
		at := timecode.FromSamples(int64(len(samples)), rate)
		for _, turn := range said {
			for _, w := range turn {
				words = append(words, [2]timecode.Time{at + timecode.FromMillis(w[0]), at + timecode.FromMillis(w[1])})
			}
		}
		samples = append(samples, once...)
		if n%inATurn == 0 {
			from := timecode.FromSamples(int64(n*len(once)), rate)
			to := timecode.FromSamples(int64((n+inATurn)*len(once)), rate)
			text += "\n" + clock.CodeAt(from, timecode.Millis).String() + " - " + clock.CodeAt(to, timecode.Millis).String() + "\nAda\n"
		}
		text += strings.Join(texts, " ") + " "
	}
	f = open(t, "1.md", strings.ReplaceAll(text, " \n", "\n")+"\n", "talk.wav", string(wav(rate, samples)))
	f.config.Sounds.Open = decode.Open
	f.restart()
	f.take("1.md")
	id = f.row("1.md").episode
	f.edit("1.md", "Chose the sound", transcript.SetEpisode{Episode: transcript.Episode{Series: "Clocks", Key: "1", Rate: timecode.Rate30, Sound: f.path("talk.wav")}})
	return f, id, words
}

// wav is a file of one channel.
func wav(rate int, samples []int16) []byte {
	var b bytes.Buffer
	for _, v := range []any{
		[]byte("RIFF"), uint32(36 + 2*len(samples)), []byte("WAVEfmt "), uint32(16), uint16(1), uint16(1), uint32(rate), uint32(2 * rate),
		uint16(2), uint16(16), []byte("data"), uint32(2 * len(samples)), samples,
	} {
		_ = binary.Write(&b, binary.LittleEndian, v)
	}
	return b.Bytes()
}

// An edit in a turn of minutes waits for a search of what was written anew, not of the turn.
func TestALongTurnThatWasEditedIsNotSearchedWhole(t *testing.T) {
	f, id, words := spokenAgain(t, 16, 16, 0, nil)
	f.align(id)
	turn := f.chunk("1.md").Turns[0]
	was := f.timings("1.md")
	if len(was) != len(words) || was[len(was)-1].End < 190*timecode.Second {
		t.Fatalf("%d words, up to %v", len(was), was[len(was)-1].End)
	}
	// The ninth time it is said, two words are typed anew, and in the last one is put in that nobody says.
	text := turn.Paragraphs[0]
	at := 0
	for range 9 {
		at += strings.Index(text[at:], "clock here") + 1
	}
	at--
	last := strings.LastIndex(text, "back with glue")
	f.edit("1.md", "Typed", transcript.EditText{Turn: turn.ID, From: last, To: last, Text: "immediately "})
	f.edit("1.md", "Typed", transcript.EditText{Turn: turn.ID, From: at, To: at + len("clock here")})
	f.edit("1.md", "Typed", transcript.EditText{Turn: turn.ID, From: at, To: at, Text: "clock here"})
	before := f.timings("1.md")
	job, err := f.AlignEdited(id, []transcript.ID{turn.ID})
	if job == 0 || err != nil {
		t.Fatal(job, err)
	}
	ended := f.ended(job, nil)
	v, err := f.Aligned(job)
	if err != nil || ended.State != service.JobDone || v.Words > 30 {
		t.Errorf("it looked for %+v, %v", v, err)
	}
	now := f.timings("1.md")
	end := timecode.Time(0)
	for i, w := range now {
		if before[i].How.Sought() && w != before[i] {
			t.Errorf("word %d went from %+v to %+v", i, before[i], w)
		}
		if !w.How.Sought() || w.How.Timed() && w.Start < end {
			t.Errorf("word %d is %+v, after %v", i, w, end)
		}
		end = max(end, w.End)
	}
	for i := 8*37 + 5; i < 8*37+7; i++ {
		if off := now[i].Start - words[i][0]; now[i].How != transcript.Measured || off > timecode.Second/10 || off < -timecode.Second/10 {
			t.Errorf("word %d is %v off, %d", i, off, now[i].How)
		}
	}
}

// What was put into the sound moves all that is said after it. The words are found, the clock is offered, and set it holds.
func TestAnAdvertisementIsFoundInTheSound(t *testing.T) {
	ad := make([]int16, 16000*60)
	for i := range ad {
		ad[i] = int16((i*7919%4001 - 2000) / 4)
	}
	f, id, words := spokenAgain(t, 16, 1, 11, ad)
	f.align(id)
	right := 0
	for i, w := range f.timings("1.md") {
		if off := w.Start - words[i][0]; off < timecode.Second/10 && off > -timecode.Second/10 {
			right++
		}
	}
	if right < len(words)*97/100 {
		t.Errorf("of %d words %d are where they are said", len(words), right)
	}
	got := finding(f.coverage(id), "clock")
	if len(got) != 1 || !strings.Contains(got[0].What, "60.0 s later beside their timecodes") {
		t.Fatalf("%+v", got)
	}
	if _, err := f.MendCoverage(id, got[0].Key, "Set the timecode so"); err != nil {
		t.Fatal(err)
	}
	if v := f.coverage(id); len(finding(v, "clock"))+len(finding(v, "off")) != 0 {
		t.Errorf("set, there is still %s", kinds(v))
	}
}

// Who goes to another place while the words are looked for has those there looked for next, and in the end all are where they
// would have been.
func TestWhatComesInSightIsAlignedNext(t *testing.T) {
	var found []transcript.Timings
	var uncovered [][]align.Span
	for _, moves := range []bool{false, true} {
		f, id, _ := spokenAgain(t, 12, 1, 0, nil)
		turns := f.chunk("1.md").Turns
		var told []transcript.ID
		f.config.Emit = func(name string, data any) {
			f.window.emit(name, data)
			if e, ok := data.(service.TimesEvent); ok && moves {
				told = append(told, e.Turns...)
				f.AlignAhead(turns[len(turns)-1].ID)
			}
		}
		f.restart()
		job, err := f.AlignUnasked(id, turns[0].ID)
		if job == 0 || err != nil {
			t.Fatal(job, err)
		}
		f.ended(job, nil)
		place := func(k int) int { return slices.Index(told, turns[k].ID) }
		if moves && (place(0) != 0 || place(len(turns)-1) > place(len(turns)/2)) {
			t.Errorf("of turns from %d to %d these were found first: %v", turns[0].ID, turns[len(turns)-1].ID, told)
		}
		found = append(found, f.timings("1.md"))
		uncovered = append(uncovered, f.beside(id).Uncovered)
	}
	if !slices.Equal(found[0], found[1]) || !slices.Equal(uncovered[0], uncovered[1]) {
		t.Error("something else was found")
	}
}

// Words that were found before a search was stopped, at the far end of what was searched then, hide none of those after them.
func TestWhatWasFoundBeforeASearchWasStoppedHidesNothing(t *testing.T) {
	f, id, words := spokenAgain(t, 6, 2, 0, nil)
	f.meanwhile(true, f.stopJobs)
	f.stopped(id, false)
	turns := f.chunk("1.md").Turns
	n := len(words) / len(turns)
	times := make(transcript.Timings, len(words))
	for i, w := range words {
		times[i] = transcript.Timing{Start: w[0], End: w[1], How: transcript.Measured, Confidence: 95}
	}
	times[n-1].Start, times[n-1].End = times[2*n-1].Start, times[2*n-1].End
	f.edit("1.md", "As it was stopped", transcript.SetTimes{Turn: turns[0].ID, Times: times[:n]}, transcript.SetTimes{Turn: turns[1].ID},
		transcript.SetTimes{Turn: turns[2].ID, Times: times[2*n:]}, transcript.SetSpan{Turn: turns[1].ID})
	f.align(id)
	for i, w := range f.timings("1.md") {
		if off := w.Start - words[i][0]; w.How == transcript.Unspoken || off > timecode.Second/10 || off < -timecode.Second/10 {
			t.Errorf("word %d is %v off, %v", i, off, w.How)
		}
	}
	if b := f.beside(id); b.Part || len(b.Uncovered) > 0 {
		t.Errorf("%+v", b)
	}
}
