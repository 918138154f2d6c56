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
	turn: func(t turnSight, r *report) {
		b := t.before
		if b == nil || b.Span == nil || t.turn.Span == nil || *b.Span != *t.turn.Span || b.Label() != t.turn.Label() ||
			!slices.Equal(b.Paragraphs, t.turn.Paragraphs) || strings.TrimSpace(strings.Join(b.Paragraphs, "")) == "" {
			return
		}
		r.turn(t.turn, spanText(*t.turn.Span), fmt.Sprintf("This turn stands here twice: %s.", quoted(strings.Join(t.turn.Paragraphs, " "))), Repair{
			Name: "Delete this one", Before: strings.Join(t.turn.Paragraphs, "\n"), Ops: []transcript.Op{transcript.DeleteTurn{Turn: t.turn.ID}},
		})
	},
}
