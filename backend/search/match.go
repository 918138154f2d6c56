// This file finds. It knows one paragraph, and where words begin and end in it.

package search

import (
	"unicode"
	"unicode/utf8"
)

// Match is a place in a paragraph, in bytes. To is From where an expression fits between two characters.
type Match struct {
	From, To int
	// groups are the places of an expression's groups, as package regexp gives them; nil of a text.
	groups []int
}

// In finds all matches in a paragraph, from its beginning, none over another. Of an expression they are those that
// package regexp finds, less those that do not stand at the edges of words where Whole asks for it.
func (p *Pattern) In(paragraph string) []Match {
	if p.expr == nil {
		return p.literal.in(paragraph)
	}
	var out []Match
	for _, at := range p.expr.FindAllStringSubmatchIndex(paragraph, -1) {
		if p.query.Whole && !stands(paragraph, at[0], at[1]) {
			continue
		}
		out = append(out, Match{at[0], at[1], at})
	}
	return out
}

// stands reports whether a stretch cuts no word at either end.
func stands(s string, from, to int) bool { return edge(s, from) && edge(s, to) }

// hyphened reports whether a hyphen joins a stretch with a word beside it.
func hyphened(s string, from, to int) bool {
	hyphen := func(r rune) bool { return r == '-' || r == '\u2010' || r == '\u2011' }
	r, n := utf8.DecodeLastRuneInString(s[:from])
	if before, _ := utf8.DecodeLastRuneInString(s[:from-n]); n > 0 && hyphen(r) && inWord(before) {
		return true
	}
	r, n = utf8.DecodeRuneInString(s[to:])
	after, _ := utf8.DecodeRuneInString(s[to+n:])
	return n > 0 && hyphen(r) && inWord(after)
}

// edge reports whether no word goes on over a place.
func edge(s string, at int) bool {
	before, n := utf8.DecodeLastRuneInString(s[:at])
	after, m := utf8.DecodeRuneInString(s[at:])
	return n == 0 || m == 0 || !inWord(before) || !inWord(after)
}

// inWord reports whether a character is part of a word: letters, digits, what is written over or under them, and what
// only says how they join.
func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '_'
	}
	return unicode.In(r, unicode.L, unicode.N, unicode.M, unicode.Cf, unicode.Co) || r == '\u203f'
}
