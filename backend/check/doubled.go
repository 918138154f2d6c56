package check

import "strings"

// This file finds words that stand twice in a row. It knows those of English that never do so rightly: had had, that that
// and very very are right, and so is whatever a comma parts. Who speaks begins a clause twice, with we we or it's it's, and
// nobody would write it otherwise: what only begins clauses is looked for in fields alone.

var (
	neverTwice = set(`the a an of to and or for with from at by as into onto than which whose while because
		are was were be been am has have would could should might must its his her their our your my these those`)
	beginsAgain = set(`if then when where who but will can may not this we they i he she it you he's it's i'm we're they're
		you're don't in on`)
)

// doubledIn finds each word that stands twice or more in a row: the word as it stands first, and where all of it stands.
func doubledIn(s string) []word {
	var out []word
	var first, last word // of a row of the same word
	tell := func() {
		if last.from == first.from {
			return
		}
		if low := strings.ToLower(first.text); neverTwice[low] || beginsAgain[low] {
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
