package merge

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"stet/backend/formats"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// spoken makes an hour of talk: words as often as words are, some of them unlike any other, each with its time.
func spoken(r *rand.Rand, n int) []timed {
	common := strings.Fields("the of and a to in is you that it he was for on are as with his they I at be this have from or one had by but not what all were we when")
	var out []timed
	at := timecode.Second
	for range n {
		w := common[int(float64(len(common))*r.Float64()*r.Float64())]
		if r.IntN(3) == 0 {
			w = fmt.Sprintf("word%d", int(800*r.Float64()*r.Float64()))
		}
		length := timecode.Time(150+r.IntN(350)) * timecode.Millisecond
		out = append(out, timed{w, transcript.Timing{Start: at, End: at + length, How: transcript.Imported}})
		at += length + timecode.Time(r.IntN(80))*timecode.Millisecond
		if r.IntN(40) == 0 {
			at += timecode.Time(r.IntN(1500)) * timecode.Millisecond
		}
	}
	return out
}

// TestPlantedTruth measures the merge: of an hour whose every word has a known time, the text was corrected by an editor
// and the recogniser misheard every tenth word, left out some, and heard some that were not said.
func TestPlantedTruth(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	truth := spoken(r, 9000)
	var turns []transcript.Turn
	var said []timed
	var heard formats.Turn
	var words []string
	for i, w := range truth {
		written := w.text
		switch {
		case r.IntN(50) == 0: // the editor left it out
		case r.IntN(60) == 0: // or wrote it otherwise
			written = strings.ToUpper(w.text) + "ish,"
			fallthrough
		default:
			said = append(said, timed{written, w.Timing})
			words = append(words, written)
		}
		if len(words) > 0 && (i%40 == 39 || i == len(truth)-1) {
			name := []string{"Ada", "Björn"}[len(turns)%2]
			turns = append(turns, transcript.Turn{Speaker: &name, Paragraphs: []string{strings.Join(words, " ") + "."}})
			words = nil
		}
		var theirs []string
		switch n := r.IntN(100); {
		case n < 7:
			theirs = []string{fmt.Sprintf("misheard%d", r.IntN(50))}
		case n < 10:
		case n < 12:
			theirs = []string{w.text, "um"}
		default:
			theirs = []string{w.text}
		}
		for k, text := range theirs {
			if heard.Paragraphs == nil {
				heard.Paragraphs = []string{""}
			}
			heard.Paragraphs[0] += " " + text
			at := w.Timing
			if k > 0 {
				at.Start = at.End
			}
			heard.Times = append(heard.Times, at)
		}
	}
	times, result := Times(turns, timecode.Clock{}, formats.Transcript{Turns: []formats.Turn{heard}})
	var all transcript.Timings
	for i, turn := range turns {
		if len(times[i]) != transcript.CountWords(turn.Paragraphs) {
			t.Fatalf("turn %d has %d times", i, len(times[i]))
		}
		all = append(all, times[i]...)
	}
	right, near, measured, wrong := 0, 0, 0, 0
	for i, w := range all {
		off := max(w.Start-said[i].Start, said[i].Start-w.Start)
		if off == 0 {
			right++
		}
		if off <= 250*timecode.Millisecond {
			near++
		}
		if w.How == transcript.Imported {
			measured++
			if off > 0 {
				wrong++
			}
		}
	}
	n := len(all)
	t.Logf("%d words: %d at their very time, %d within 250 ms, %d heard, %d of these wrong", n, right, near, measured, wrong)
	if result.Heard != measured || result.Words != n {
		t.Errorf("%+v", result)
	}
	if right*100 < n*85 || near*1000 < n*975 || wrong*200 > measured {
		t.Errorf("of %d words %d are right, %d near, and of %d heard %d wrong", n, right, near, measured, wrong)
	}
}

// Turns that have times tell how far the timecodes lie from the sound; they are not moved.
func TestShift(t *testing.T) {
	turn := func(second int32, text string) transcript.Turn {
		c := timecode.Code{Seconds: second, Form: timecode.Millis}
		return transcript.Turn{Span: &timecode.Span{Start: c, End: c}, Paragraphs: []string{text}}
	}
	heard := formats.Turn{Paragraphs: []string{"good morning three degrees"}, Times: transcript.Timings{
		{Start: 11 * timecode.Second, End: 12 * timecode.Second, How: transcript.Imported},
		{Start: 12 * timecode.Second, End: 13 * timecode.Second, How: transcript.Imported},
		{Start: 14 * timecode.Second, End: 15 * timecode.Second, How: transcript.Imported},
		{Start: 15 * timecode.Second, End: 16 * timecode.Second, How: transcript.Imported},
	}}
	times, r := Times([]transcript.Turn{turn(1, "Good morning, —"), turn(4, "Three degrees.")}, timecode.Clock{}, formats.Transcript{Turns: []formats.Turn{heard}})
	if r.Shift != 10*timecode.Second || r.Turns != 2 || r.Heard != 4 || r.Words != 5 {
		t.Errorf("%+v", r)
	}
	if w := times[0][2]; w.How != transcript.Between || w.Start != 13*timecode.Second || w.End != 14*timecode.Second {
		t.Errorf("the dash is at %+v", w)
	}
}

// Two texts that have nothing to do with each other have no times in common.
func TestAnotherRecording(t *testing.T) {
	text := []transcript.Turn{{Paragraphs: []string{"Bread takes flour."}}}
	times, r := Times(text, timecode.Clock{}, formats.Transcript{Turns: []formats.Turn{{Paragraphs: []string{"bells ring"}, Times: make(transcript.Timings, 2)}}})
	if r.Heard != 0 || times[0] != nil {
		t.Errorf("%+v %v", r, times)
	}
}

// What a recogniser says that it has not heard has no time, and gets none; what it heard otherwise lies between.
func TestWordsThatWereNotHeard(t *testing.T) {
	said := func(from int64, how transcript.How) transcript.Timing {
		return transcript.Timing{Start: timecode.FromMillis(from), End: timecode.FromMillis(from + 500), How: how}
	}
	heard := formats.Turn{Paragraphs: []string{"good morning to all you clocks"}, Times: transcript.Timings{
		said(1000, transcript.Imported), {How: transcript.Unspoken}, {How: transcript.Unknown}, said(4000, transcript.Imported), said(5000, transcript.Imported), said(6000, transcript.Imported),
	}}
	text := []transcript.Turn{{Paragraphs: []string{"Good morning to all the clocks."}}}
	times, r := Times(text, timecode.Clock{}, formats.Transcript{Turns: []formats.Turn{heard}})
	want := transcript.Timings{
		said(1000, transcript.Imported), {How: transcript.Unspoken}, {How: transcript.Unknown}, said(4000, transcript.Imported),
		{Start: timecode.FromMillis(4500), End: timecode.FromMillis(6000), How: transcript.Between}, said(6000, transcript.Imported),
	}
	if r.Heard != 3 || len(times) != 1 || !slices.Equal(times[0], want) {
		t.Errorf("%+v %+v", r, times)
	}
}
