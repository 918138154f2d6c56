package check

import (
	"strings"

	"stet/backend/transcript"
)

var turnEmpty = Check{
	ID: "turn.empty", Severity: Warn,
	Why:     "A turn without words says nothing, and leaves a hole on the page.",
	Example: "a timecode line right below a timecode line",
	covers:  []string{"turn.nospeaker", "turn.notime"},
	turn: func(t turnSight, r *report) {
		if strings.TrimSpace(strings.Join(t.turn.Paragraphs, "")) != "" {
			return
		}
		before := t.turn.Label()
		if t.turn.Span != nil {
			before = strings.TrimSpace(spanText(*t.turn.Span) + "\n" + before)
		}
		r.turn(t.turn, "", "This turn has no words.", Repair{
			Name: "Delete the turn", Before: before, Ops: []transcript.Op{transcript.DeleteTurn{Turn: t.turn.ID}},
		})
	},
}
