package check

import (
	"fmt"

	"stet/backend/timecode"
)

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
		if end, ok := as(span.Start, above.End.Form, t.clock.Rate); ok && later(end, above.Start) > 0 {
			repairs = append(repairs, respan(t.before, timecode.Span{Start: above.Start, End: end}))
		}
		r.turn(t.turn, spanText(above)+" "+spanText(span), fmt.Sprintf("The turn above ends at %s, after this one begins.", above.End), repairs...)
	},
}
