package check

import (
	"fmt"
	"strings"

	"stet/backend/transcript"
)

// This file finds words that stand twice in a row. It knows those of English that never do so rightly: had had, that that
// and very very are right, and so is whatever a comma parts.

var neverTwice = set(`the a an of to and or for with from at by as into onto if than then when where which who whose while because
	are was were be been am has have will would could should can may might must not but its his her their our your my
	these those this we they i he she it you he's it's i'm we're they're you're don't in on`)

var wordsDoubled = Check{
	ID: "words.doubled", Severity: Info,
	Why:     "A word that stands twice is a slip of the tongue or of the keyboard. Whether slips of the tongue stay is the series’ to say.",
	Example: "and then the the bell rang",
	turn: func(t turnSight, r *report) {
		for i, p := range t.turn.Paragraphs {
			for _, d := range doubledIn(p) {
				r.turn(t.turn, p[d.from:d.to], fmt.Sprintf("%s stands twice in a row.", quoted(d.text)),
					replaceWords("Write "+quoted(d.text), t.turn, i, d.from, d.to, d.text))
			}
		}
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
		if last.from > first.from && neverTwice[strings.ToLower(first.text)] {
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
