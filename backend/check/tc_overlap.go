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
		if later(span.Start, above.Start) > 0 && span.Start.Form == above.End.Form {
			repairs = append(repairs, respan(t.before, timecode.Span{Start: above.Start, End: span.Start}))
		}
		r.turn(t.turn, spanText(above)+" "+spanText(span), fmt.Sprintf("The turn above ends at %s, after this one begins.", above.End), repairs...)
	},
}
