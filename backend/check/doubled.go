package check

import (
	"fmt"
	"strings"

	"stet/backend/transcript"
)

// This file finds words that stand twice in a row. It knows those of English that never do so rightly: had had, that that
// and very very are right, and so is whatever a comma parts. Who speaks begins a clause twice, with we we or it's it's, and
// nobody would write it otherwise: what only begins clauses is looked for in fields alone.

var (
	neverTwice = set(`the a an of to and or for with from at by as into onto than which whose while because
		are was were be been am has have would could should might must its his her their our your my these those`)
	beginsAgain = set(`if then when where who but will can may not this we they i he she it you he's it's i'm we're they're
		you're don't in on`)
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

var fieldDoubled = Check{
	ID: "field.doubled", Severity: Warn,
	Why:     "Nobody stutters in a summary or a title: a word that stands twice there is a slip of the keyboard.",
	Example: "summary: Ada tells how the the bells were cast.",
	chunk: func(c *chunkSight, r *report) {
		for _, key := range []string{"title", "segment", "summary"} {
			value, at := c.scalar(key)
			if at < 0 {
				continue
			}
			for _, d := range doubledIn(value) {
				now := value[:d.from] + d.text + value[d.to:]
				r.field(c, at, -1, fmt.Sprintf("%s stands twice in a row.", quoted(d.text)), Repair{
					Name: "Write " + quoted(d.text), Before: around(value, d.from, d.to), After: around(now, d.from, d.from+len(d.text)),
					Ops: []transcript.Op{transcript.SetField{Chunk: c.ID, At: at, Was: key, Field: scalarField(key, now)}},
				})
			}
		}
	},
}

// doubledIn finds each word that stands twice or more in a row: the word as it stands first, and where all of it stands.
func doubledIn(s string) []word {
	var out []word
	var first, last word // of a row of the same word
	tell := func() {
		if low := strings.ToLower(first.text); last.from > first.from && (neverTwice[low] || beginsAgain[low]) {
			out = append(out, word{first.text, first.from, last.to})
		}
	}
	for at := 0; ; {
		w, ok := nextWord(s, at)
		if !ok {
			break
		}
		at = w.to
		if first.text != "" && len(w.text) == len(first.text) && strings.EqualFold(w.text, first.text) && strings.TrimSpace(s[last.to:w.from]) == "" {
			last = w
			continue
		}
		tell()
		first, last = w, w
	}
	tell()
	return out
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
