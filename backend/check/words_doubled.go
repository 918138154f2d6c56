package check

import (
	"fmt"
	"strings"

	"stet/backend/transcript"
)

var wordsDoubled = Check{
	ID: "words.doubled", Severity: Info,
	Why:     "A word that stands twice is a slip of the tongue or of the keyboard. Whether slips of the tongue stay is the series’ to say.",
	Example: "and then the the bell rang",
	turn: func(t turnSight, r *report) {
		type slip struct {
			para int
			word
		}
		var all []slip
		for i, p := range t.turn.Paragraphs {
			for _, d := range doubledIn(p) {
				if neverTwice[strings.ToLower(d.text)] {
					all = append(all, slip{i, d})
				}
			}
		}
		if len(all) == 0 {
			return
		}
		first := all[0]
		p := t.turn.Paragraphs[first.para]
		repair := replaceWords("Write "+quoted(first.text), t.turn, first.para, first.from, first.to, first.text)
		words, what := []string{p[first.from:first.to]}, quoted(first.text)+" stands twice in a row."
		if len(all) > 1 {
			what = fmt.Sprintf("%s stands twice in a row, at one of %d such places in the turn.", quoted(first.text), len(all))
			if len(all) == 2 && !strings.EqualFold(first.text, all[1].text) {
				what = fmt.Sprintf("%s stands twice in a row, and so does %s.", quoted(first.text), quoted(all[1].text))
			}
			repair.Name = fmt.Sprintf("Write each of the %d once", len(all))
		}
		// The last goes first, so that the places of the others stay.
		for _, s := range all[1:] {
			p := t.turn.Paragraphs[s.para]
			words = append(words, p[s.from:s.to])
			repair.Ops = append([]transcript.Op{transcript.EditText{Turn: t.turn.ID, Para: s.para, From: s.from, To: s.to, Text: s.text}}, repair.Ops...)
		}
		r.turn(t.turn, strings.Join(words, ", "), what, repair)
	},
}
