package check

import (
	"slices"

	"stet/backend/timecode"
)

// This file compares where the turns of one chunk end with where those of the next begin. Which turns stand where, the
// ledger knows.

// eachPair calls f for each two chunks whose numbers follow each other, with when the one ends and the other begins.
func eachPair(e []*chunkSight, f func(before, c *chunkSight, end, start timecode.Code)) {
	byNumber := map[int][]*chunkSight{}
	var numbers []int
	for _, c := range e {
		if n, _ := c.numberOf("chunk"); n > 0 {
			byNumber[n] = append(byNumber[n], c)
			numbers = append(numbers, n)
		}
	}
	slices.Sort(numbers)
	for _, n := range slices.Compact(numbers) {
		if len(byNumber[n]) != 1 || len(byNumber[n-1]) != 1 {
			continue
		}
		before, c := byNumber[n-1][0], byNumber[n][0]
		if before.source.Runs != nil && c.source.Runs != nil {
			f(before, c, before.source.Runs.End, c.source.Runs.Start)
		}
	}
}

// beginsAt is the field that says when the chunk begins; -1 if there is none.
func (c *chunkSight) beginsAt() int {
	if at := c.fieldAt("start_time"); at >= 0 {
		return at
	}
	return c.fieldAt("timecode")
}

// lacking is how many whole seconds between two timecodes the sound lacks.
func lacking(clock timecode.Clock, from, to timecode.Code) int {
	span := timecode.Span{Start: from, End: to}
	start, end, err := span.Times(clock.Rate)
	heard, wrong := clock.Length(span)
	if err != nil || wrong != nil || end < start {
		return 0
	}
	return int((end - start - heard) / timecode.Second)
}

// wholeSeconds leaves frames out: which frame it is counts for nothing here.
func wholeSeconds(c timecode.Code) int { return int((c.Hours*60+c.Minutes)*60 + c.Seconds) }
