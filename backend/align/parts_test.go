package align

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"stet/backend/audio/decode"
	"stet/backend/timecode"
)

// repeated is the fixture said so many times on end: its sound, and its turns without times.
func repeated(t *testing.T, times int) (*memory, []Turn) {
	t.Helper()
	src, err := decode.Open("testdata/spoken.flac")
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	read := make([][2]float64, src.Info().Samples)
	n := 0
	for n < len(read) {
		more, ok := src.Stream(read[n:])
		if n += more; !ok {
			break
		}
	}
	said := fixtureTurns(t)
	m := &memory{rate: src.Info().Rate}
	var turns []Turn
	for range times {
		for _, s := range read[:n] {
			m.samples = append(m.samples, float32(s[0]))
		}
		for _, turn := range said {
			turns = append(turns, Turn{Words: strings.Fields(turn.Text)})
		}
	}
	return m, turns
}

// A text without any time is one job. What comes before its end is told when it is certain, and stays.
func TestALongTextWithoutTimesIsToldInParts(t *testing.T) {
	src, turns := repeated(t, 5)
	told := map[int][]Word{}
	calls := 0
	r := aligned(t, src, turns, Options{Found: func(first int, words [][]Word) {
		calls++
		for i, w := range words {
			if _, known := told[first+i]; !known {
				told[first+i] = w
			}
		}
	}})
	if calls < 3 {
		t.Errorf("it was told in %d parts", calls)
	}
	for k, words := range told {
		for i, w := range words {
			if off := w.Start - r.Turns[k][i].Start; off > timecode.Second/20 || off < -timecode.Second/20 {
				t.Errorf("word %d of turn %d was told %v off", i, k, off)
			}
		}
	}
}

// How far it is, it tells while it searches one job, too, and never goes back.
func TestItTellsHowFarItIsWithinAJob(t *testing.T) {
	src, turns := repeated(t, 3)
	var told []timecode.Time
	var length timecode.Time
	aligned(t, src, turns, Options{Progress: func(done, all timecode.Time) { told, length = append(told, done), all }})
	if len(told) < 10 || !slices.IsSorted(told) || told[len(told)-1] != length {
		t.Errorf("of %v it told %v", length, told)
	}
}

func TestAGentleSearchFindsTheSame(t *testing.T) {
	src, turns := repeated(t, 2)
	rests := 0
	gentle := aligned(t, src, turns, Options{Gentle: true, Workers: 1, Rest: func() { rests++ }})
	if rests < 40 {
		t.Errorf("it rested %d times", rests)
	}
	if src.at = 0; !reflect.DeepEqual(gentle, aligned(t, src, turns, Options{})) {
		t.Error("it found something else")
	}
}

// Words alone are looked for between the times of their turn, even where they are too many.
func TestWordsAloneStayNear(t *testing.T) {
	src, turns := repeated(t, 1)
	end := 2 * timecode.Second
	pasted := Turn{Words: append(turns[1].Words, turns[1].Words...), Start: new(timecode.Time), End: &end}
	r := aligned(t, src, []Turn{pasted}, Options{WordsOnly: true})
	for i, w := range r.Turns[0] {
		if w.End > end+2*timecode.Second {
			t.Fatalf("word %d went to %v", i, w.End)
		}
	}
	if len(r.Misfits) > 0 {
		t.Errorf("%+v", r.Misfits)
	}
}
