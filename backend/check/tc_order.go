package check

import "fmt"

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
