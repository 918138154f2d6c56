package transcript

import (
	"math/rand/v2"
	"testing"

	"stet/backend/timecode"
)

// at is a word from one tenth of a second to another.
func at(from, to int, how How) Timing {
	return Timing{Start: timecode.Time(from) * timecode.Second / 10, End: timecode.Time(to) * timecode.Second / 10, How: how}
}

func TestWordsThatComeTogetherStandOneAfterTheOther(t *testing.T) {
	for _, c := range []struct {
		name       string
		were, want Timings
	}{
		{"alike, the first ends where the next begins",
			Timings{at(0, 5, Measured), at(4, 8, Measured)}, Timings{at(0, 4, Measured), at(4, 8, Measured)}},
		{"what a person set stays",
			Timings{at(0, 5, ByHand), at(4, 8, Measured)}, Timings{at(0, 5, ByHand), at(5, 8, Measured)}},
		{"also after an imported one",
			Timings{at(0, 5, Imported), at(4, 8, ByHand)}, Timings{at(0, 4, Imported), at(4, 8, ByHand)}},
		{"what was heard stays before what was not",
			Timings{at(0, 9, Guessed), at(4, 8, Measured), at(7, 9, Between)}, Timings{at(0, 4, Guessed), at(4, 8, Measured), at(8, 9, Between)}},
		{"one that lies wholly elsewhere",
			Timings{at(0, 2, Measured), at(20, 22, Guessed), at(3, 4, Measured)}, Timings{at(0, 2, Measured), at(3, 3, Guessed), at(3, 4, Measured)}},
		{"over one without a time",
			Timings{at(0, 5, Measured), {}, at(4, 8, Measured)}, Timings{at(0, 4, Measured), {}, at(4, 8, Measured)}},
	} {
		got := append(Timings{}, c.were...)
		got.Settle()
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%s: %v, want %v", c.name, got, c.want)
				break
			}
		}
	}
}

// Whatever comes together: nothing overlaps, unless two do that a person set, whose times never change.
func TestNoTimesOverlapOnceTheyAreSettled(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		times := make(Timings, 1+r.IntN(9))
		hand := 0
		for i := range times {
			from := r.IntN(40)
			times[i] = at(from, from+r.IntN(12), How(r.IntN(int(Unspoken)+1)))
			if times[i].How == ByHand { // as wordEdge keeps them
				hand = max(hand, from)
				times[i] = at(hand, hand+2, ByHand)
				hand += 2
			}
		}
		got := append(Timings{}, times...)
		got.Settle()
		if !got.settled() {
			t.Fatalf("%v became %v", times, got)
		}
		for i, w := range got {
			if w.How != times[i].How || w.End < w.Start || (w.How == ByHand || !w.How.Timed()) && w != times[i] {
				t.Fatalf("word %d of %v became %v", i, times, w)
			}
		}
	}
}

// Words that come from elsewhere keep their times only where they were said between those beside them.
func TestWordsThatComeFromElsewhereFitOrHaveNoTime(t *testing.T) {
	in := stretch{from: 0, to: 10 * timecode.Second, known: true}
	word := Timings{at(40, 45, Measured), at(45, 50, Measured)}
	for _, c := range []struct {
		name          string
		before, after Timings
		turn          stretch
		want          bool
	}{
		{"between the two that are beside", Timings{at(30, 40, Measured)}, Timings{at(50, 60, Measured)}, in, true},
		{"after a word that is later", Timings{at(60, 70, Measured)}, nil, in, false},
		{"before one that is earlier", nil, Timings{at(30, 40, Measured)}, in, false},
		{"beside words without a time", Timings{at(30, 40, Measured), {}}, Timings{{}, at(50, 60, Measured)}, in, true},
		{"behind one that is later, over one without a time", Timings{at(60, 70, Measured), {}}, nil, in, false},
		{"behind one that is said as long, and longer", Timings{at(40, 60, Measured)}, nil, in, false},
		{"before the one that they were copied from", nil, Timings{at(40, 45, Measured)}, in, false},
		{"behind the one that they were copied from", Timings{at(45, 50, Measured)}, nil, in, false},
		{"between two that reach into them", Timings{at(38, 41, Measured)}, Timings{at(49, 60, Measured)}, in, true},
		{"alone in their turn", nil, nil, in, true},
		{"alone in another turn", nil, nil, stretch{from: 60 * timecode.Second, to: 70 * timecode.Second, known: true}, false},
		{"alone, where no turn has a time", nil, nil, stretch{}, true},
	} {
		if got := between(word, c.before, c.after, c.turn); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
