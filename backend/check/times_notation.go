package check

import (
	"fmt"

	"stet/backend/timecode"
)

// fewestNoted is how many chunks of an episode tell at the least in which notation its times are.
const fewestNoted = 3

var timesNotation = Check{
	ID: "times.notation", Severity: Warn,
	Why:     "All files of a series write their times in one notation: in frames, or in thousandths of a second. Whoever reads them with a program reads 00:02:41.467 as no time where frames are expected.",
	Example: "00:02:41.467 - 00:04:06.967 in a series whose other chunks have 00:02:41:14",
	episode: func(e []*chunkSight, r *report) {
		frames, millis := 0, 0
		for _, c := range e {
			switch counts(c) {
			case inFrames:
				frames++
			case inMillis:
				millis++
			}
		}
		want := neither
		switch {
		case len(e) > 0 && e[0].series.Profile.Rate.Valid():
			want = inFrames
		case frames+millis >= fewestNoted && frames > 2*millis:
			want = inFrames
		case frames+millis >= fewestNoted && millis > 2*frames:
			want = inMillis
		}
		for _, c := range e {
			has := counts(c)
			if want == neither || has == neither || has == want {
				continue
			}
			r.field(c, c.beginsAt(), -1, fmt.Sprintf("The times here count %s, as %s, and those of the series %s.", has, c.source.Runs.Start, want))
		}
	},
}

// notation is what the last part of times counts.
type notation string

const (
	neither  notation = ""
	inFrames notation = "frames"
	inMillis notation = "thousandths of a second"
)

// counts is what the times of a chunk's turns count; neither where they have no such part.
func counts(c *chunkSight) notation {
	if c.source.Runs == nil {
		return neither
	}
	of := func(code timecode.Code) notation {
		switch {
		case code.Form.CountsFrames():
			return inFrames
		case code.Form.CountsMillis():
			return inMillis
		}
		return neither
	}
	if of(c.source.Runs.Start) != of(c.source.Runs.End) {
		return neither
	}
	return of(c.source.Runs.Start)
}
