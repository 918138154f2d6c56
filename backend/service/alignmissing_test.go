package service

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"stet/backend/align"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// fileOf is words of one second each, turn by turn: + is said and ? is not.
func fileOf(turns ...string) (v AlignedFile) {
	at := 0.0
	for k, said := range turns {
		for _, s := range said {
			w := AlignedWord{Word: "word", Turn: k + 1, Start: at, End: at, State: "not spoken"}
			if s == '+' {
				w.State, w.Origin, w.End = "aligned", "measured", at+1
			}
			at = w.End
			v.Words = append(v.Words, w)
		}
	}
	return v
}

// Words that were not heard are to be taken out only where nobody speaks who could say them.
func TestWordsThatWereNotHeardBesideUnwrittenSpeech(t *testing.T) {
	v := fileOf("++???", "??+", "+?+")
	for i := range v.Words[7:] {
		v.Words[7+i].Start += 3
		v.Words[7+i].End += 3
	}
	v.Uncovered = []AlignedSpan{{2.5, 4}}
	want := []AlignedMissing{{2, 5, &v.Uncovered[0]}, {5, 7, &v.Uncovered[0]}, {9, 10, nil}}
	if got := v.Missing(); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
	v.Uncovered[0].End = 3.4 // too short for five
	if got := v.Missing(); got[0].Beside != nil || got[1].Beside != nil {
		t.Errorf("%+v", got)
	}
}

// A sound in which hardly a word is heard is another one; one that is full of words, and ends before the others, is too short.
func TestASoundThatIsAnotherOneIsNotTooShort(t *testing.T) {
	for _, heard := range []int{0, 4} {
		v := fileOf(strings.Repeat("+", heard) + strings.Repeat("?", 40))
		v.Misfits = []AlignedMisfit{{AlignedSpan: AlignedSpan{Start: float64(heard), End: 4}, First: 1, Last: 1, Words: 40, Ends: true}}
		v.other(4 * timecode.Second)
		if other := heard == 0; other != strings.HasPrefix(v.Sound, "Of 40 words 0 are heard") || other != (len(v.Misfits) == 0) {
			t.Errorf("of %d words that are heard it is said %q, and %+v", heard, v.Sound, v.Misfits)
		}
	}
	v := fileOf("++" + strings.Repeat("?", 40)) // in half a minute
	if v.other(30 * timecode.Second); !strings.HasPrefix(v.Sound, "Of 42 words 2 are heard") {
		t.Errorf("%q", v.Sound)
	}
}

// Where the sound ends, all that follows is told of once.
func TestWordsBeyondTheEndOfTheSoundAreToldOfOnce(t *testing.T) {
	words := func(said ...bool) (out []align.Word) {
		at := timecode.Time(0)
		for _, is := range said {
			w := align.Word{Span: align.Span{Start: at, End: at}}
			if is {
				w.State, w.End = align.Aligned, at+timecode.Second
			}
			at = w.End
			out = append(out, w)
		}
		return out
	}
	none := make([]bool, 12)
	hand := words(none...) // somebody has timed a word behind the end of the sound
	hand[5] = align.Word{Span: align.Span{Start: 90 * timecode.Second, End: 91 * timecode.Second}, State: align.ByHand}
	for name, length := range map[string]timecode.Time{"cut off": 4 * timecode.Second, "cut off, with a word by hand": 4 * timecode.Second, "whole": 60 * timecode.Second} {
		r := align.Result{Turns: [][]align.Word{words(true, false, true, true), words(none...), words(none...)}}
		if name == "cut off, with a word by hand" {
			r.Turns[2] = hand
		}
		asked := []align.Turn{{Words: make([]string, 4)}, {Words: make([]string, 12)}, {Words: make([]string, 12)}}
		short := run{ends: make([]*timecode.Time, 3)}.short(asked, length)
		endsEarly(&r, short, length)
		if name == "cut off, with a word by hand" {
			if len(r.Misfits) != 1 || r.Misfits[0].Words != 24 {
				t.Errorf("%s: %+v", name, r.Misfits)
			}
			continue
		}
		v := newAlignedFile()
		v.found(asked, r, short)
		for i := 4; i < len(v.Words); i++ {
			v.Words[i].Start, v.Words[i].End = 3, 3
		}
		if got := len(v.Missing()); name == "cut off" && (got != 1 || len(v.Misfits) != 1 || !v.Misfits[0].Ends || v.Misfits[0].Words != 24) {
			t.Errorf("%s: %+v, %+v", name, v.Missing(), v.Misfits)
		} else if name == "whole" && (got != 3 || len(v.Misfits) != 0) {
			t.Errorf("%s: %+v, %+v", name, v.Missing(), v.Misfits)
		}
	}
}

// The verb tells of a clock as the window does: one that runs too fast and, of however few turns, one that counts from
// elsewhere.
func TestTheVerbTellsOfAClockThatIsOff(t *testing.T) {
	clock := timecode.Clock{Rate: timecode.Rate30}
	turns := func(n int, times func(i int) (said, written timecode.Time)) (out []heardTurn) {
		for i := range n {
			said, written := times(i)
			span := timecode.Span{Start: clock.CodeAt(written, timecode.Frames), End: clock.CodeAt(written+5*timecode.Second, timecode.Frames)}
			turn := transcript.Turn{Span: &span, Times: transcript.Timings{{Start: said, End: said + 5*timecode.Second, How: transcript.Measured}}}
			h, ok := heardWhole(turn, i)
			if !ok {
				t.Fatal("it is not heard")
			}
			out = append(out, h)
		}
		return out
	}
	minute := 60 * timecode.Second
	for _, c := range []struct {
		name  string
		turns []heardTurn
		want  string
	}{
		{"right", turns(20, func(i int) (a, b timecode.Time) { return timecode.Time(i) * minute, timecode.Time(i) * minute }), ""},
		{"29.97 for 30", turns(20, func(i int) (a, b timecode.Time) {
			return timecode.Time(i) * minute * 1001 / 1000, timecode.Time(i) * minute
		}), "At 29.97 frames"},
		{"29.97 for 30, over few minutes", turns(20, func(i int) (a, b timecode.Time) {
			return timecode.Time(i) * minute / 3 * 1001 / 1000, timecode.Time(i) * minute / 3
		}), "At 29.97 frames"},
		{"all times one twentieth too late", turns(20, func(i int) (a, b timecode.Time) {
			return timecode.Time(i) * minute / 9, timecode.Time(i) * minute / 9 * 21 / 20
		}), "6.3 s earlier in the last one. No frame rate does that: the times run 5.0 % too fast."},
		{"all times three hundredths too late", turns(17, func(i int) (a, b timecode.Time) {
			return timecode.Time(i) * minute / 9, timecode.Time(i) * minute / 9 * 103 / 100
		}), "No frame rate does that: the times run 3.0 % too fast."},
		{"one turn from elsewhere", turns(1, func(int) (a, b timecode.Time) { return 2 * timecode.Second, 20 * minute }), "The words are said 1198.0 s earlier than the one timecode beside them says, which tells nothing of the frame rate. "},
		{"one turn that is somewhat off", turns(1, func(int) (a, b timecode.Time) { return 2 * timecode.Second, 4 * timecode.Second }), ""},
	} {
		v := newAlignedFile()
		if v.clock(c.turns, transcript.Episode{Rate: timecode.Rate30}); c.want == "" && v.Clock != "" || !strings.Contains(v.Clock, c.want) || len(v.Off) > 0 && c.want != "" {
			t.Errorf("%s: %q", c.name, v.Clock)
		}
	}
}

// A sound may be of a whole episode, and the text a piece of it: what is said before it is one finding, and so is what is said
// behind it. Among the words each place is told.
func TestSpeechOutsideOfTheTextIsToldOnce(t *testing.T) {
	second := func(n int) timecode.Time { return timecode.Time(n) * timecode.Second }
	span := func(from, to int) align.Span { return align.Span{Start: second(from), End: second(to)} }
	word := func(from, to int) transcript.Turn {
		return transcript.Turn{Times: transcript.Timings{{Start: second(from), End: second(to), How: transcript.Measured}}}
	}
	turns := []transcript.Turn{word(100, 110), {}, word(150, 160)}
	spans := []align.Span{span(0, 10), span(20, 50), span(60, 62), span(115, 120), span(130, 140), span(170, 180), span(190, 200)}
	want := []unwrittenSpeech{{span(0, 62), 3, second(42)}, {span(115, 120), 1, second(5)}, {span(130, 140), 1, second(10)}, {span(170, 200), 2, second(20)}}
	if got := folded(spans, turns); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if got := folded(spans, nil); len(got) != len(spans) {
		t.Errorf("without times of words, %v", got)
	}
}

// What is hardly off is not said to be off by nothing.
func TestHowFarOffSomethingIs(t *testing.T) {
	for ms, want := range map[int64]string{0: "less than 0.1 s later", 49: "less than 0.1 s later", -20: "less than 0.1 s earlier", 50: "0.1 s later", -440: "0.4 s earlier", 12000: "12.0 s later"} {
		if got := away(timecode.FromMillis(ms)); got != want {
			t.Errorf("%d ms: %s", ms, got)
		}
	}
}
