package check

import (
	"fmt"
	"slices"
	"strings"

	"stet/backend/timecode"
	"stet/backend/transcript"
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
			like := timecode.Form(0)
			if other := slices.IndexFunc(e, func(o *chunkSight) bool { return counts(o) == want }); other >= 0 {
				like = e[other].source.Runs.Start.Form
			}
			r.field(c, c.beginsAt(), -1, fmt.Sprintf("The times here count %s, as %s, and those of the series %s.", has, c.source.Runs.Start, want), c.notate(want, like)...)
		}
	},
}

// notate is a repair that writes the times of a chunk and of its turns in another notation, in the form that other chunks have; none
// where that takes a frame rate and none is known.
func (c *chunkSight) notate(want notation, like timecode.Form) []Repair {
	if c.source.Turns == nil || !c.clock.Rate.Valid() {
		return nil
	}
	switch {
	case like != 0:
	case want == inMillis:
		like = timecode.Millis
	case c.clock.Rate.Drop:
		like = timecode.DropFrames
	default:
		like = timecode.Frames
	}
	now := func(code timecode.Code) timecode.Code {
		if out, ok := as(code, like, c.clock.Rate); ok && (code.Form.CountsFrames() || code.Form.CountsMillis()) {
			return out
		}
		return code
	}
	repair := Repair{Name: "Write the times in " + string(want)}
	var before, after []string
	for _, t := range c.source.Turns() {
		if t.Span == nil {
			continue
		}
		span := timecode.Span{Start: now(t.Span.Start), End: now(t.Span.End)}
		if span == *t.Span {
			continue
		}
		before, after = append(before, spanText(*t.Span)), append(after, spanText(span))
		repair.Ops = append(repair.Ops, transcript.SetSpan{Turn: t.ID, Span: &span, Estimated: t.Estimated})
	}
	for _, key := range []string{"timecode", "start_time", "end_time"} {
		value, at := c.scalar(key)
		if at < 0 {
			continue
		}
		start, between, end := partedRange(value)
		text := renotated(start, now) + between + renotated(end, now)
		if text != value {
			repair.Ops = append(repair.Ops, c.write("", at, text).Ops...)
		}
	}
	if repair.Before, repair.After = firstAndLast(before), firstAndLast(after); len(repair.Ops) == 0 {
		return nil
	}
	return []Repair{repair}
}

// renotated is a time of the front matter in another notation; what is none stays, as End does.
func renotated(text string, as func(timecode.Code) timecode.Code) string {
	code, err := timecode.Parse(text)
	if err != nil {
		return text
	}
	return as(code).String()
}

// firstAndLast shows the ends of a list.
func firstAndLast(lines []string) string {
	if len(lines) > 2 {
		lines = []string{lines[0], "…", lines[len(lines)-1]}
	}
	return strings.Join(lines, "\n")
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
