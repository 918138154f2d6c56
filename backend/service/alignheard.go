// This file keeps words where they were heard when others are written among them: what is typed takes no time from them, unless
// it is heard itself.

package service

import (
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// leastSaid is less than any word takes.
const leastSaid = 30 * timecode.Millisecond

// keepHeard puts words that were heard before back in their places, among times that were found anew, but for those beside new
// words of which half at least are heard now. New words of which hardly one is heard get what is left between those beside
// them and, where that is nothing, are not in the sound.
func keepHeard(times, had transcript.Timings) {
	groups := newWordsOf(had)
	heard := func(k int) bool { return k >= 0 && k < len(groups) && heardOf(times[groups[k][0]:groups[k][1]]) >= 50 }
	at := 0
	for k := 0; k <= len(groups); k++ {
		end := len(had)
		if k < len(groups) {
			end = groups[k][0]
		}
		for i := at; i < end; i++ {
			if !times[i].How.Sure() || !heard(k-1) && !heard(k) {
				times[i] = had[i]
			}
		}
		if k < len(groups) {
			at = groups[k][1]
		}
	}
	for k, g := range groups {
		if !heard(k) {
			squeeze(times, g[0], g[1])
		}
	}
}

// newWordsOf are the words on end that were not heard before, from one up to another.
func newWordsOf(had transcript.Timings) (out [][2]int) {
	for i, w := range had {
		switch {
		case w.How.Sure():
		case len(out) > 0 && out[len(out)-1][1] == i:
			out[len(out)-1][1] = i + 1
		default:
			out = append(out, [2]int{i, i + 1})
		}
	}
	return out
}

// squeeze keeps the words from one up to another between those around them. Those that no time is left for are not in the sound.
func squeeze(times transcript.Timings, first, last int) {
	holdBetween(times, first, last)
	for i := first; i < last; i++ {
		if w := &times[i]; (w.How == transcript.Guessed || w.How == transcript.Measured) && w.End-w.Start < leastSaid {
			*w = transcript.Timing{How: transcript.Unspoken}
		}
	}
}
