package check

import (
	"fmt"

	"stet/backend/timecode"
)

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
		if t.next != nil && t.next.Span != nil {
			if end, ok := as(t.next.Span.Start, span.End.Form, t.clock.Rate); ok && later(end, span.Start) > 0 {
				repairs = append(repairs, respan(t.turn, timecode.Span{Start: span.Start, End: end}))
			}
		}
		if swapped := (timecode.Span{Start: span.End, End: span.Start}); t.before == nil || t.before.Span == nil || later(swapped.Start, t.before.Span.End) >= 0 {
			repairs = append(repairs, respan(t.turn, swapped))
		}
		r.turn(t.turn, spanText(*span), fmt.Sprintf("This turn ends at %s, before it begins at %s.", span.End, span.Start), repairs...)
	},
}
