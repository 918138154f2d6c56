package check

import (
	"fmt"

	"stet/backend/timecode"
	"stet/backend/transcript"
)

// This file looks at when turns begin and end. Timecodes are compared as labels: which is the later one is the same at
// every frame rate.

var tcBackwards = Check{
	ID: "tc.backwards", Severity: Error,
	Why:     "A turn cannot end before it begins: no player can play it.",
	Example: "00:39:12:04 - 00:39:10:10",
	covers:  []string{"tc.overlap"},
	turn: func(t turnSight, r *report) {
		span := t.turn.Span
		if span == nil || later(span.Start, span.End) <= 0 {
			return
		}
		var repairs []Repair
		if t.next != nil && t.next.Span != nil && later(t.next.Span.Start, span.Start) > 0 {
			repairs = append(repairs, respan(t.turn, timecode.Span{Start: span.Start, End: t.next.Span.Start}))
		}
		if swapped := (timecode.Span{Start: span.End, End: span.Start}); t.before == nil || t.before.Span == nil || later(swapped.Start, t.before.Span.End) >= 0 {
			repairs = append(repairs, respan(t.turn, swapped))
		}
		r.turn(t.turn, spanText(*span), fmt.Sprintf("This turn ends at %s, before it begins at %s.", span.End, span.Start), repairs...)
	},
}

var tcOrder = Check{
	ID: "tc.order", Severity: Error,
	Why:     "Turns stand in the order in which they are said; one that begins before the one above it has a wrong time, or stands in the wrong place.",
	Example: "a turn at 00:12:10:00 below one at 00:12:40:00",
	covers:  []string{"tc.overlap"},
	turn: func(t turnSight, r *report) {
		if t.before == nil || t.before.Span == nil || t.turn.Span == nil || later(t.before.Span.Start, t.turn.Span.Start) <= 0 {
			return
		}
		r.turn(t.turn, spanText(*t.turn.Span), fmt.Sprintf("This turn begins at %s, before the one above it, which begins at %s.", t.turn.Span.Start, t.before.Span.Start))
	},
}

var tcOverlap = Check{
	ID: "tc.overlap", Severity: Info,
	Why:     "Two people may speak at once; where they did not, the end of the turn above is wrong.",
	Example: "a turn that ends at 00:12:40:10 above one that begins at 00:12:38:00",
	turn: func(t turnSight, r *report) {
		if t.before == nil || t.before.Span == nil || t.turn.Span == nil {
			return
		}
		above, span := *t.before.Span, *t.turn.Span
		if later(above.End, span.Start) <= 0 || later(above.Start, above.End) > 0 {
			return
		}
		var repairs []Repair
		if later(span.Start, above.Start) > 0 {
			repairs = append(repairs, respan(t.before, timecode.Span{Start: above.Start, End: span.Start}))
		}
		r.turn(t.turn, spanText(above)+" "+spanText(span), fmt.Sprintf("The turn above ends at %s, after this one begins.", above.End), repairs...)
	},
}

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
