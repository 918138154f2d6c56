package check

import (
	"fmt"

	"stet/backend/transcript"
)

var textMojibake = Check{
	ID: "text.mojibake", Severity: Error,
	Why:     "Some program read the text in the wrong encoding: what stands there is what is left of another sign.",
	Example: "donâ€™t for don’t",
	turn: func(t turnSight, r *report) {
		for i, p := range t.turn.Paragraphs {
			for _, b := range brokenIn(p) {
				r.turn(t.turn, p[b.from:b.to], fmt.Sprintf("%s is what is left of %s after a program misread the text.", p[b.from:b.to], b.right),
					replaceWords("Write "+b.right, t.turn, i, b.from, b.to, b.right))
			}
		}
		if label := t.turn.Label(); len(brokenIn(label)) > 0 {
			now := mended(label)
			r.turn(t.turn, label, fmt.Sprintf("%s is what is left of %s after a program misread the text.", label, now), Repair{
				Name: "Write " + now, Before: label, After: now, Ops: []transcript.Op{transcript.SetSpeaker{Turn: t.turn.ID, Speaker: &now}},
			})
		}
	},
}
