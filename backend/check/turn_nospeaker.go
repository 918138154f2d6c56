package check

import (
	"slices"

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
