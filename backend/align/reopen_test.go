//go:build !race

package align

import (
	"slices"
	"testing"

	"stet/backend/timecode"
)

// Times that end too soon, as those of a clock that runs too fast do, hide no word: it is the times that are wrong.
func TestTimesThatAreOffHideNoWord(t *testing.T) {
	said := speak(t, conversation)
	for _, by := range []int64{-2400, 2400} {
		turns := slices.Clone(said.turns)
		for k := range turns {
			from, to := max(0, *turns[k].Start+timecode.FromMillis(by)), max(0, *turns[k].End+timecode.FromMillis(by))
			turns[k].Start, turns[k].End = &from, &to
		}
		r := aligned(t, said.source(), turns, Options{})
		if n, of := flagged(r, 0, len(turns)); n > 0 {
			t.Errorf("off by %d ms: of %d words %d are said to be missing", by, of, n)
		}
		if s := compare(r.Turns, said.truth); s.in100 < 97 {
			t.Errorf("off by %d ms: %v", by, s)
		}
	}
}

// How far it is, it tells, from the sound's first frame to its last, and never goes back.
func TestWhatIsMissedTellsHowFarItIs(t *testing.T) {
	src, turns := repeated(t, 4)
	m := English()
	s := Listen(src, m)
	told := []float64{0}
	none := make([][]Word, len(turns))
	_, err := Missed(t.Context(), m, s, turns, none, Options{Progress: func(done, all timecode.Time) {
		told = append(told, float64(done)/float64(all))
	}})
	if last := told[len(told)-1]; err != nil || len(told) < 20 || !slices.IsSorted(told) || last < 0.99 || last > 1 {
		t.Errorf("it told %v, %v", told, err)
	}
}

// So does what comes after the search, which goes through all of the sound that no word covers.
func TestWhatComesAfterTheSearchTellsHowFarItIs(t *testing.T) {
	src, turns := repeated(t, 4)
	var told []float64
	aligned(t, src, turns[:len(turns)/2], Options{After: func(done, all timecode.Time) {
		told = append(told, float64(done)/float64(all))
	}})
	if n := len(told); n < 10 || told[0] != 0 || !slices.IsSorted(told) || told[n-1] != 1 {
		t.Errorf("it told %v", told)
	}
}

// What was not found because turns were looked for by parts is found between what was.
func TestWordsAtTheEdgeOfAPartAreFound(t *testing.T) {
	said := speak(t, conversation)
	m := English()
	s := Listen(said.source(), m)
	r, err := Align(t.Context(), m, s, said.turns, Options{})
	if err != nil {
		t.Fatal(err)
	}
	hidden := r.Turns[1]
	for i := range hidden[:6] {
		hidden[i] = Word{Span: Span{hidden[6].Start, hidden[6].Start}}
	}
	words, some, err := Mend(t.Context(), m, s, said.turns, r.Turns, Options{})
	if err != nil || !some {
		t.Fatal(some, err)
	}
	r.Turns = words
	lawful(t, r, said.turns, s.Length())
	if n, of := flagged(r, 0, len(words)); n > 0 {
		t.Errorf("of %d words %d are said to be missing", of, n)
	}
	if s := compare(words, said.truth); s.in100 < 97 {
		t.Error(s)
	}
}
