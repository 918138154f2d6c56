package check

import (
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// This file looks at when turns begin and end. Timecodes are compared as labels: which is the later one is the same at
// every frame rate.

// respan is a repair that gives a turn another time.
func respan(t *transcript.Turn, now timecode.Span) Repair {
	name := "End it at " + now.End.String()
	if now.Start != t.Span.Start {
		name = "Swap its start and end"
	}
	return Repair{
		Name: name, Before: spanText(*t.Span), After: spanText(now),
		Ops: []transcript.Op{transcript.SetSpan{Turn: t.ID, Span: &now}},
	}
}

func spanText(s timecode.Span) string { return s.Start.String() + " - " + s.End.String() }

// as is a time in the notation of another; false where that takes a frame rate, and none is known.
func as(c timecode.Code, like timecode.Form, rate timecode.Rate) (timecode.Code, bool) {
	if c.Form == like {
		return c, true
	}
	at, err := c.At(rate)
	if like.CountsFrames() {
		at += rate.FrameLength() / 2 // thousandths are rounded themselves
	} else if like.CountsMillis() {
		at += timecode.Millisecond / 2
	}
	now := rate.Code(at, like)
	return now, err == nil && now.Form == like
}

// later is above 0 where a is later than b, and below 0 where it is earlier. Where one of them has no frames, the seconds
// decide.
func later(a, b timecode.Code) int {
	x := [4]int32{a.Hours, a.Minutes, a.Seconds, a.Sub}
	y := [4]int32{b.Hours, b.Minutes, b.Seconds, b.Sub}
	if a.Form.CountsFrames() != b.Form.CountsFrames() || a.Form.CountsMillis() != b.Form.CountsMillis() {
		x[3], y[3] = 0, 0
	}
	for i := range x {
		if x[i] != y[i] {
			return int(x[i] - y[i])
		}
	}
	return 0
}
