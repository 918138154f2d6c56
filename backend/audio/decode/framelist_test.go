package decode

import (
	"math/rand/v2"
	"testing"
)

// TestTheFrameListGivesBackWhatItWasGiven adds frames of all sizes, lost ones, and ones behind long gaps.
func TestTheFrameListGivesBackWhatItWasGiven(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, first := range []int64{0, 1, 2, 417, 1 << 40} {
		l := newFrameList(10)
		want, off := []int64{}, first
		for range 5000 {
			if r.IntN(20) == 0 {
				want = append(want, lostFrame)
			} else {
				want = append(want, off)
				off += int64([]int{1, 24, 417, 1 << 15, 1<<16 - 1, 1 << 16, 16 << 20}[r.IntN(7)])
			}
			l.add(want[len(want)-1])
		}
		if l.len() != len(want) {
			t.Fatalf("has %d frames, not %d", l.len(), len(want))
		}
		for _, i := range r.Perm(len(want)) {
			if got := l.at(i); got != want[i] {
				t.Fatalf("frame %d from %d is at %d, not %d", i, first, got, want[i])
			}
		}
	}
}
