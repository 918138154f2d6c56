package check

import (
	"fmt"
	"slices"
	"strings"

	"stet/backend/transcript"
)

var turnNoSpeaker = Check{
	ID: "turn.nospeaker", Severity: Warn,
	Why:     "Whoever reads the chunk wants to know who says it.",
	Example: "a timecode line, and below it the words",
	turn: func(t turnSight, r *report) {
		if t.turn.Speaker != nil {
			return
		}
		// Whoever did not speak just before is the likelier.
		labels := slices.Clone(t.speakers)
		slices.SortStableFunc(labels, func(a, b string) int { return t.spokeBefore(a) - t.spokeBefore(b) })
		const offered = 3
		var repairs []Repair
		for _, label := range labels[:min(offered, len(labels))] {
			repairs = append(repairs, Repair{
				Name: "Give it to " + label, Before: "", After: label,
				Ops: []transcript.Op{transcript.SetSpeaker{Turn: t.turn.ID, Speaker: &label}},
			})
		}
		r.turn(t.turn, "", "Nobody is named as the speaker of this turn.", repairs...)
	},
}

func (t turnSight) spokeBefore(label string) int {
	if t.before != nil && t.before.Label() == label {
		return 1
	}
	return 0
}

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
