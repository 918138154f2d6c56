package check

import (
	"fmt"
	"slices"
	"strings"

	"stet/backend/transcript"
)

var turnTwice = Check{
	ID: "turn.twice", Severity: Error,
	Why:     "A turn that stands twice is read and counted twice: it was taken over from another place and left there.",
	Example: "the same speaker, time and words two turns in a row",
	covers:  []string{"tc.overlap"},
	turn: func(t turnSight, r *report) {
		if t.before == nil || !StandsTwice(*t.before, *t.turn) {
			return
		}
		r.turn(t.turn, spanText(*t.turn.Span), fmt.Sprintf("This turn stands here twice: %s.", quoted(strings.Join(t.turn.Paragraphs, " "))), Repair{
			Name: "Delete this one", Before: strings.Join(t.turn.Paragraphs, "\n"), Ops: []transcript.Op{transcript.DeleteTurn{Turn: t.turn.ID}},
		})
	},
}

// StandsTwice says that a turn and the one below it are one and the same.
func StandsTwice(above, below transcript.Turn) bool {
	return above.Span != nil && below.Span != nil && *above.Span == *below.Span && above.Label() == below.Label() &&
		slices.Equal(above.Paragraphs, below.Paragraphs) && strings.TrimSpace(strings.Join(above.Paragraphs, "")) != ""
}
