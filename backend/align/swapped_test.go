//go:build !race

package align

import (
	"slices"
	"testing"

	"stet/backend/timecode"
)

// Of two turns that stand in the other order than they are said in, one is found where it is said, and the other is not there.
func TestTurnsThatStandSwapped(t *testing.T) {
	for _, lines := range [][]spokenLine{conversation[:2], conversation[2:4], {aside[0], conversation[0]}} {
		said := speak(t, lines)
		turns, truth := said.untimed(), slices.Clone(said.truth)
		slices.Reverse(turns)
		slices.Reverse(truth)
		r := aligned(t, said.source(), turns, Options{})
		found := 0
		for k, words := range r.Turns {
			for i, w := range words {
				off := w.Start - truth[k][i].Start
				if w.State == Aligned && w.Confidence >= SureEnough && max(off, -off) < timecode.Second/10 {
					found++
				}
			}
		}
		missing, of := flagged(r, 0, 2)
		if least := min(len(truth[0]), len(truth[1])); found*10 < (of-missing)*9 || missing < least {
			t.Errorf("“%s” before “%s”: of %d words %d are found, and %d are said to be missing", lines[1].text, lines[0].text, of, found, missing)
		}
	}
}
