// This file finds a text as it stands. It is kept apart from expressions because it is many times faster: most of what
// is looked for is a word.

package search

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

type literal struct {
	// text is what to find; without regard to case, each character is the least of those that differ from it in case only.
	text  []rune
	raw   string
	query Query
	// firsts are the bytes with which a match can begin; more than two are not looked for one by one.
	firsts []byte
}

func newLiteral(q Query) literal {
	l := literal{raw: q.Text, query: q}
	for _, r := range q.Text {
		if !q.Case {
			r = least(r)
		}
		l.text = append(l.text, r)
	}
	seen := [256]bool{}
	var buf [utf8.UTFMax]byte
	add := func(r rune) {
		utf8.EncodeRune(buf[:], r)
		if !seen[buf[0]] {
			seen[buf[0]] = true
			l.firsts = append(l.firsts, buf[0])
		}
	}
	first, _ := utf8.DecodeRuneInString(q.Text)
	add(first)
	for r := unicode.SimpleFold(first); !q.Case && r != first; r = unicode.SimpleFold(r) {
		add(r)
	}
	if q.Loose && unicode.IsSpace(first) {
		l.firsts = nil
	}
	return l
}

// least is one character for all that differ in case only.
func least(r rune) rune {
	if r < utf8.RuneSelf {
		switch {
		case r == 'k' || r == 'K' || r == 's' || r == 'S':
			return r &^ 0x20
		case 'a' <= r && r <= 'z':
			return r - 'a' + 'A'
		}
		return r
	}
	lowest := r
	for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
		lowest = min(lowest, f)
	}
	return lowest
}

func (l literal) in(s string) []Match {
	var out []Match
	next := starts{s: s, firsts: l.firsts}
	for at := next.from(0); at >= 0; {
		to := l.at(s, at)
		if to < 0 || l.query.Whole && !l.stands(s, at, to) {
			_, n := utf8.DecodeRuneInString(s[at:])
			at = next.from(at + n)
			continue
		}
		out = append(out, Match{From: at, To: to})
		at = next.from(to)
	}
	return out
}

// stands reports whether a stretch is whole words.
func (l literal) stands(s string, from, to int) bool {
	return stands(s, from, to) && (!l.query.Loose || !hyphened(s, from, to))
}

// at is where a match that begins at a place ends; -1 if none does.
func (l literal) at(s string, at int) int {
	if l.query.Case && !l.query.Loose {
		if strings.HasPrefix(s[at:], l.raw) {
			return at + len(l.raw)
		}
		return -1
	}
	for _, want := range l.text {
		r, n := utf8.DecodeRuneInString(s[at:])
		switch {
		case n == 0:
			return -1
		case l.query.Loose && unicode.IsSpace(want):
			if !unicode.IsSpace(r) {
				return -1
			}
			at += len(s[at:]) - len(strings.TrimLeftFunc(s[at:], unicode.IsSpace))
			continue
		case l.query.Case && r != want, !l.query.Case && least(r) != want:
			return -1
		}
		at += n
	}
	return at
}

// starts finds the places where a match may begin.
type starts struct {
	s      string
	firsts []byte
	// next are where each of firsts stands next; len(s) for nowhere.
	next [2]int
	set  bool
}

// from is the first place from at on; -1 if there is none. Each call's at is not below the one before.
func (n *starts) from(at int) int {
	if at >= len(n.s) {
		return -1
	}
	if len(n.firsts) == 0 || len(n.firsts) > len(n.next) {
		return at
	}
	best := len(n.s)
	for i, c := range n.firsts {
		if !n.set || n.next[i] < at {
			n.next[i] = len(n.s)
			if k := strings.IndexByte(n.s[at:], c); k >= 0 {
				n.next[i] = at + k
			}
		}
		best = min(best, n.next[i])
	}
	n.set = true
	if best == len(n.s) {
		return -1
	}
	return best
}
