//go:build !race

package align

import (
	"slices"
	"strings"
	"testing"

	"stet/backend/timecode"
)

// aside is talk of something else, which is not in the text or not in the sound.
var aside = []spokenLine{
	{"awb", 200, "Harbour pilots climb aboard the tankers before dawn, when the wind is light and the water lies flat between the buoys."},
	{"slt", 300, "They carry a radio, a torch and a long coat, and they drink their tea from flasks while the captain reads out the depth of the channel."},
	{"rms", 300, "Nobody aboard has slept much, and the engines are slow, because the tide will turn in an hour and after that nothing this heavy can pass the bar."},
	{"slt", 300, "Most of the young sailors have never seen this coast by daylight, and some of them will be home again before they do."},
}

// flagged counts the words of some turns that are said not to be spoken.
func flagged(r Result, from, to int) (n, of int) {
	for _, words := range r.Turns[from:to] {
		for _, w := range words {
			if of++; w.State == NotSpoken {
				n++
			}
		}
	}
	return n, of
}

// covers tells how much of a stretch is said to be speech that no word covers.
func covers(spans []Span, s Span) float64 {
	var sum timecode.Time
	for _, u := range spans {
		sum += max(0, min(u.End, s.End)-max(u.Start, s.Start))
	}
	return float64(sum) / float64(s.End-s.Start)
}

// elsewhere tells how much of a sound but for a stretch is said to be speech that no word covers.
func elsewhere(spans []Span, s Span, length timecode.Time) float64 {
	all, in := covers(spans, Span{0, length})*float64(length), covers(spans, s)*float64(s.End-s.Start)
	return (all - in) / (float64(length) - float64(s.End-s.Start))
}

// covered tells how much of what is said in a talk, which begins at a place of a sound, is said to be speech that no word covers.
func (said talk) covered(spans []Span, at timecode.Time) float64 {
	var in, all float64
	for _, turn := range said.turns {
		s := Span{at + *turn.Start, at + *turn.End}
		in, all = in+covers(spans, s)*float64(s.End-s.Start), all+float64(s.End-s.Start)
	}
	return in / all
}

// rightWords fails if words that are said are flagged.
func rightWords(t *testing.T, when string, turns [][]Word) {
	t.Helper()
	if n, of := flagged(Result{Turns: turns}, 0, len(turns)); n > 0 {
		t.Errorf("%s: of %d words that are said %d are flagged", when, of, n)
	}
}

// french is half a minute of French, in a voice that was recorded.
func french(t testing.TB) talk {
	t.Helper()
	said, _ := promptsOf(t, frenchFolder, frenchTexts, 12)
	const end = 30 * timecode.Second
	said.samples = said.samples[:end.Samples(sampleRate)]
	said.turns = slices.DeleteFunc(said.turns, func(turn Turn) bool { return *turn.End > end })
	return said
}

func TestForeignSpeechInTheMiddle(t *testing.T) {
	said := speak(t, conversation)
	for name, other := range map[string]talk{"of other talk": speak(t, aside), "of French": french(t)} {
		at := int(said.truth[2][0].Start.Samples(sampleRate)) - sampleRate/10
		by := timecode.FromSamples(int64(len(other.samples)), sampleRate)
		from := timecode.FromSamples(int64(at), sampleRate)
		samples := slices.Concat(said.samples[:at], other.samples, said.samples[at:])
		r := aligned(t, &memory{rate: sampleRate, samples: samples}, said.untimed(), Options{})
		if s := compare(r.Turns, laterFrom(said.truth, 2, by)); s.in100 < 97 {
			t.Errorf("around %v %s: %v", by, name, s)
		}
		c, wrong := other.covered(r.Uncovered, from), elsewhere(r.Uncovered, Span{from, from + by}, timecode.FromSamples(int64(len(samples)), sampleRate))
		t.Logf("of %v %s %.0f %% is said to be uncovered, and of the rest %.1f %%", by, name, 100*c, 100*wrong)
		if c < 0.8 || wrong > 0.01 {
			t.Errorf("of %v %s %.0f %% is said to be uncovered, and of the rest %.1f %%: %v", by, name, 100*c, 100*wrong, r.Uncovered)
		}
		rightWords(t, name, r.Turns)
	}
}

// Where most of a text comes after other talk, that takes none of its words, also of a short turn right behind it.
func TestForeignSpeechBeforeMostOfTheText(t *testing.T) {
	said := speak(t, slices.Concat(conversation[:1], []spokenLine{{"slt", 300, "Yes, I do."}}, script(t, 10)))
	for name, other := range map[string]talk{"other talk": speak(t, aside), "French": french(t)} {
		from := said.truth[1][0].Start - timecode.Second/10
		by := timecode.FromSamples(int64(len(other.samples)), sampleRate)
		cut := from.Samples(sampleRate)
		samples := slices.Concat(said.samples[:cut], other.samples, said.samples[cut:])
		r := aligned(t, &memory{rate: sampleRate, samples: samples}, said.untimed(), Options{})
		if s := compare(r.Turns, laterFrom(said.truth, 1, by)); s.in100 < 99 {
			t.Errorf("around %s: %v", name, s)
		}
		if c := other.covered(r.Uncovered, from); c < 0.8 {
			t.Errorf("of %s %.0f %% is said to be uncovered: %v", name, 100*c, r.Uncovered)
		}
		rightWords(t, name, r.Turns)
	}
}

func TestAParagraphTooMany(t *testing.T) {
	said := speak(t, conversation)
	extra := Turn{Words: strings.Fields(aside[0].text + " " + aside[1].text)}
	for name, turns := range map[string][]Turn{"timed": said.turns, "untimed": said.untimed()} {
		turns = slices.Insert(slices.Clone(turns), 2, extra)
		r := aligned(t, said.source(), turns, Options{})
		if n, of := flagged(r, 2, 3); n < of-1 {
			t.Errorf("%s: of %d words that nobody says %d are flagged", name, of, n)
		}
		right := slices.Delete(slices.Clone(r.Turns), 2, 3)
		if s := compare(right, said.truth); s.in100 < 97 {
			t.Errorf("%s: around them %v", name, s)
		}
		rightWords(t, name, right)
	}
}

func TestAParagraphMissing(t *testing.T) {
	said := speak(t, conversation)
	missing := Span{said.truth[1][0].Start, said.truth[1][len(said.truth[1])-1].End}
	for name, turns := range map[string][]Turn{"timed": said.turns, "untimed": said.untimed()} {
		turns = slices.Delete(slices.Clone(turns), 1, 2)
		r := aligned(t, said.source(), turns, Options{})
		if s := compare(r.Turns, slices.Delete(slices.Clone(said.truth), 1, 2)); s.in100 < 97 {
			t.Errorf("%s: %v", name, s)
		}
		if c := covers(r.Uncovered, missing); c < 0.7 {
			t.Errorf("%s: of what the text lacks %.0f %% is said to be uncovered: %v", name, 100*c, r.Uncovered)
		}
		if c := elsewhere(r.Uncovered, missing, timecode.FromSamples(int64(len(said.samples)), sampleRate)); c > 0.01 {
			t.Errorf("%s: of the rest of the sound %.1f %% is said to be uncovered: %v", name, 100*c, r.Uncovered)
		}
		rightWords(t, name, r.Turns)
	}
}

func TestTextTwiceAsLongAsTheSound(t *testing.T) {
	said := speak(t, conversation)
	end := said.turns[1].End.Samples(sampleRate) + sampleRate/5
	r := aligned(t, &memory{rate: sampleRate, samples: said.samples[:end]}, said.untimed(), Options{})
	if n, of := flagged(r, 2, 4); n < of-1 {
		t.Errorf("of %d words beyond the sound %d are flagged", of, n)
	}
	if s := compare(r.Turns[:2], said.truth[:2]); s.in100 < 97 {
		t.Errorf("before its end %v", s)
	}
	rightWords(t, "before its end", r.Turns[:2])
}

// A range that fits the first turn and is given for all: the rest is found after it.
func TestTextThatDoesNotFitItsRange(t *testing.T) {
	said := speak(t, conversation)
	turns := said.untimed()
	turns[0].Start, turns[3].End = said.turns[0].Start, said.turns[0].End
	r := aligned(t, said.source(), turns, Options{})
	if len(r.Misfits) != 1 || r.Misfits[0].First != 0 || r.Misfits[0].Last != 3 {
		t.Errorf("of text that does not fit its range it is said %+v", r.Misfits)
	}
	if s := compare(r.Turns, said.truth); s.in100 < 97 {
		t.Errorf("beyond its range %v", s)
	}
}

// What stands beside it is known: it goes on no further than that, and no more of the sound is searched.
func TestTextThatDoesNotFitItsRangeStaysBesideItsNeighbours(t *testing.T) {
	said := speak(t, conversation)
	turns := said.untimed()
	turns[0].Start, turns[3].End = said.turns[0].Start, said.turns[0].End
	next := said.turns[2].Start
	var all timecode.Time
	r := aligned(t, said.source(), turns, Options{
		Within:   &Span{End: *next},
		Progress: func(_, of timecode.Time) { all = of },
	})
	if len(r.Misfits) != 1 {
		t.Errorf("of text that does not fit its range it is said %+v", r.Misfits)
	}
	if margin := timeOf(2 * marginFrames); all > *next+margin {
		t.Errorf("%v of the sound are searched, and what comes next begins at %v", all, *next)
	}
	for _, w := range slices.Concat(r.Turns...) {
		if w.State == Aligned && w.Start > *next+timeOf(marginFrames) {
			t.Errorf("a word is at %v, and what comes next begins at %v", w.Start, *next)
		}
	}
}

func TestWordsTimedByHandStay(t *testing.T) {
	said := speak(t, conversation)
	turns := slices.Clone(said.turns)
	mine := Span{said.truth[1][3].Start - timecode.FromMillis(120), said.truth[1][3].End + timecode.FromMillis(40)}
	turns[1].Hand = map[int]Span{3: mine}
	r := aligned(t, said.source(), turns, Options{})
	if w := r.Turns[1][3]; w.Span != mine || w.State != ByHand {
		t.Errorf("a word that was put at %v is at %v, %v", mine, w.Span, w.State)
	}
	if s := compare(r.Turns, said.truth); s.in100 < 95 {
		t.Error(s)
	}
}
