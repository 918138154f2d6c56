package check

import (
	"fmt"

	"stet/backend/profile"
	"stet/backend/timecode"
)

// No chunk runs longer than longestEver, whatever its series says; the usual is what is usual where the
// series says nothing. All are minutes.
const (
	longestEver   = 10
	shortestUsual = 2
	longestUsual  = 8
)

const minute = 60 * timecode.Second

var chunkLength = Check{
	ID: "chunk.length", Severity: Warn,
	Why:     "A chunk runs 2 to 8 minutes, or as long as the series’ profile says: long enough to say a thing, and short enough to hear it out.",
	Example: "a chunk of 0:48",
	chunk: func(c *chunkSight, r *report) {
		from, to := c.series.Profile.Shortest, c.series.Profile.Longest
		if from == profile.Unknown || to == profile.Unknown {
			from, to = shortestUsual, longestUsual
		}
		length, ok := c.length()
		// What says nothing of its times is not cut for publishing yet.
		ok = ok && (c.fieldAt("end_time") >= 0 || c.fieldAt("timecode") >= 0)
		// A minute begun counts as what it is: 8:26 is 8 minutes.
		if ok && (length < timecode.Time(from)*minute || length >= timecode.Time(to+1)*minute) {
			r.field(c, c.fieldAt("end_time"), -1, fmt.Sprintf("The chunk runs %s; %d to %d minutes are usual.", minutes(length), from, to))
		}
	},
}

// length is how long a chunk runs, from its first timed turn to its last; where turns without a time follow, to where its
// header says that it ends.
func (c *chunkSight) length() (timecode.Time, bool) {
	var first, last *timecode.Span
	for i := range c.Turns {
		if span := c.Turns[i].Span; span != nil {
			if first == nil {
				first = span
			}
			last = span
		}
	}
	if first == nil || len(c.Matter.Fields) == 0 {
		return 0, false
	}
	span := timecode.Span{Start: first.Start, End: last.End}
	lasts, err := c.clock.Length(span)
	if _, open := c.LastTimed(); open && err == nil {
		if end, ok := c.HeaderEnd(); ok {
			span.End = end
			if headed, wrong := c.clock.Length(span); wrong == nil {
				lasts = max(lasts, headed)
			}
		}
	}
	return lasts, err == nil && lasts >= 0
}

// minutes writes a length as 8:26.
func minutes(t timecode.Time) string {
	s := int64(t / timecode.Second)
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}
