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

func TestForeignSpeechInTheMiddle(t *testing.T) {
	said, other := speak(t, conversation), speak(t, aside)
	at := int(said.truth[2][0].Start.Samples(sampleRate)) - sampleRate/10
	by := timecode.FromSamples(int64(len(other.samples)), sampleRate)
	from := timecode.FromSamples(int64(at), sampleRate)
	truth := slices.Clone(said.truth)
	for k := 2; k < len(truth); k++ {
		truth[k] = slices.Clone(truth[k])
		for i := range truth[k] {
			truth[k][i].Start += by
		}
	}
	r := aligned(t, &memory{rate: sampleRate, samples: slices.Concat(said.samples[:at], other.samples, said.samples[at:])}, said.untimed(), Options{})
	if s := compare(r.Turns, truth); s.in100 < 97 {
		t.Errorf("around %v of foreign speech: %v", by, s)
	}
	if c := covers(r.Uncovered, Span{from, from + by}); c < 0.8 {
		t.Errorf("of the foreign speech %.0f %% is said to be uncovered: %v", 100*c, r.Uncovered)
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
		if s := compare(slices.Delete(slices.Clone(r.Turns), 2, 3), said.truth); s.in100 < 97 {
			t.Errorf("%s: around them %v", name, s)
		}
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
