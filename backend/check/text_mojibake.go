package check

import (
	"stet/backend/misread"
	"stet/backend/transcript"
)

var textMojibake = Check{
	ID: "text.mojibake", Severity: Error,
	Why:     "Some program read or wrote the text in the wrong way: what stands there is what is left of another sign.",
	Example: "donâ€™t for don’t, Zo� for Zoë, or R&amp;D for R&D",
	turn: func(t turnSight, r *report) {
		label := t.turn.Label()
		for _, b := range misread.Signs(label) {
			now := label[:b.From] + b.Right + label[b.To:]
			r.turn(t.turn, label, b.Told(label), rightIfKnown(b, Repair{
				Name: "Write " + now, Before: label, After: now, Ops: []transcript.Op{transcript.SetSpeaker{Turn: t.turn.ID, Speaker: &now}},
			})...)
		}
		for i, p := range t.turn.Paragraphs {
			for _, b := range misread.Signs(p) {
				r.turn(t.turn, p[b.From:b.To], b.Told(p), rightIfKnown(b, replaceWords("Write "+b.Right, t.turn, i, b.From, b.To, b.Right))...)
			}
		}
	},
}

// rightIfKnown offers a repair where it is known what a sign was.
func rightIfKnown(b misread.Sign, repair Repair) []Repair {
	if b.Right == "" {
		return nil
	}
	return []Repair{repair}
}
