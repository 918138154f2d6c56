//go:build !race

package align

import (
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"stet/backend/timecode"
)

// timedAgain gives turns of repeated their times.
func timedAgain(t *testing.T, src *memory, turns []Turn) {
	said := fixtureTurns(t)
	once := timecode.FromSamples(int64(len(src.samples)/(len(turns)/len(said))), src.rate)
	for i := range turns {
		at, words := once*timecode.Time(i/len(said)), said[i%len(said)].Words
		start, end := at+timecode.FromMillis(words[0][0]), at+timecode.FromMillis(words[len(words)-1][1])
		turns[i].Start, turns[i].End = &start, &end
	}
}

// waiting is a sound that is not read before enough has begun that needs it.
type waiting struct {
	*memory
	begun chan struct{}
	once  sync.Once
	t     *testing.T
}

func (s *waiting) Stream(to [][2]float64) (int, bool) {
	s.once.Do(func() {
		select {
		case <-s.begun:
		case <-time.After(time.Minute):
			s.t.Error("the first part of the sound was to be read before the second was begun with")
		}
	})
	return s.memory.Stream(to)
}

// Two parts of a sound are searched at once: the second is begun with while the first waits for its sound.
func TestTwoPartsAreSearchedAtOnce(t *testing.T) {
	src, turns := repeated(t, 4)
	timedAgain(t, src, turns)
	begun, n := make(chan struct{}), 0
	r := aligned(t, &waiting{memory: src, begun: begun, t: t}, turns, Options{Workers: 2, Ahead: func() int {
		if n++; n == 2 {
			close(begun)
		}
		return 0
	}})
	if n < 2 || r.Turns[0][0].State != Aligned {
		t.Errorf("it was searched in %d parts", n)
	}
}

// Who goes elsewhere meanwhile has what is there looked for next, and in the end the same is found.
func TestWhatIsWantedMeanwhileComesNext(t *testing.T) {
	src, turns := repeated(t, 8)
	timedAgain(t, src, turns)
	var told []int
	ahead := 0
	moved := aligned(t, src, turns, Options{Workers: 1, Ahead: func() int { return ahead }, Found: func(first int, words [][]Word) {
		told = append(told, first)
		ahead = len(turns) - 1
	}})
	// A part of the sound holds seven turns.
	last, middle := slices.IndexFunc(told, func(k int) bool { return k >= 14 }), slices.IndexFunc(told, func(k int) bool { return k >= 7 && k < 14 })
	if told[0] != 0 || last < 0 || middle < last {
		t.Errorf("it found the turns from %v on", told)
	}
	if src.at = 0; !reflect.DeepEqual(moved, aligned(t, src, turns, Options{})) {
		t.Error("it found something else")
	}
}
