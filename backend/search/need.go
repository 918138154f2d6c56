// This file says what a text must hold at the least for a pattern to be in it, so that a library can look turns up
// instead of reading them all. It may say too little, never too much.

package search

import (
	"regexp/syntax"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Phrase is words that follow each other with something else than letters and digits between them. The zero Phrase says
// nothing.
type Phrase struct {
	Words []string
	// Before says that the first word may only be the end of one, After that the last may only be the beginning.
	Before, After bool
}

// Needs returns a phrase that stands in every paragraph that the pattern has a match in.
func (p *Pattern) Needs() Phrase {
	if p.expr == nil {
		return phraseOf([]rune(p.query.Text), !p.query.Whole)
	}
	parsed, err := syntax.Parse(p.query.Text, p.query.flags())
	if err != nil {
		return Phrase{}
	}
	return phraseOf(longest(parsed.Simplify()), true)
}

// longest finds the longest text that an expression cannot do without.
func longest(re *syntax.Regexp) []rune {
	switch re.Op {
	case syntax.OpLiteral:
		return re.Rune
	case syntax.OpCapture, syntax.OpPlus:
		return longest(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return longest(re.Sub[0])
		}
	case syntax.OpConcat:
		var best []rune
		for _, sub := range re.Sub {
			if text := longest(sub); len(text) > len(best) {
				best = text
			}
		}
		return best
	}
	return nil
}

// phraseOf takes a text apart. open says that it may begin and end within a word.
func phraseOf(text []rune, open bool) Phrase {
	p := Phrase{Words: strings.Fields(Index(string(text)))}
	if len(p.Words) > 0 && open {
		p.Before, p.After = indexed(text[0]), indexed(text[len(text)-1])
	}
	return p
}

// Index is a text as a library looks it up: its words as they are without regard to case, with spaces between them. To
// a library, a word is a run of letters, digits and what belongs to them, and nothing else.
func Index(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	space := true
	for _, r := range text {
		switch {
		case indexed(r):
			b.WriteRune(folded(r))
			space = false
		case !space:
			b.WriteByte(' ')
			space = true
		}
	}
	return b.String()
}

// folded is a character as the index has it.
func folded(r rune) rune {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}
	return unicode.ToLower(least(r))
}

// indexed reports whether a character is one of a word in the index: all that inWord takes, but for the underscore.
func indexed(r rune) bool { return r != '_' && r != '\u203f' && inWord(r) }
