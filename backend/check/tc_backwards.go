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
		if t.next != nil && t.next.Span != nil && later(t.next.Span.Start, span.Start) > 0 && t.next.Span.Start.Form == span.End.Form {
			repairs = append(repairs, respan(t.turn, timecode.Span{Start: span.Start, End: t.next.Span.Start}))
		}
		if swapped := (timecode.Span{Start: span.End, End: span.Start}); t.before == nil || t.before.Span == nil || later(swapped.Start, t.before.Span.End) >= 0 {
			repairs = append(repairs, respan(t.turn, swapped))
		}
		r.turn(t.turn, spanText(*span), fmt.Sprintf("This turn ends at %s, before it begins at %s.", span.End, span.Start), repairs...)
	},
}
