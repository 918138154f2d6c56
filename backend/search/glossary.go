// This file finds what a series' recogniser keeps mishearing. All pairs are looked for in one go over the words, since
// a glossary grows with its series.

package search

import (
	"errors"
	"slices"
	"strings"
	"unicode/utf8"
)

// Pair is a mishearing and what was said: "engine X" and "NGINX".
type Pair struct {
	Wrong, Right string
}

// ErrPair says that a pair cannot be kept.
var ErrPair = errors.New("a mishearing begins with a letter or a digit, and what was said is something else than it")

// Tidy returns the pair without space around it and more than one space in it. The error is ErrPair.
func (p Pair) Tidy() (Pair, error) {
	p.Wrong, p.Right = strings.Join(strings.Fields(p.Wrong), " "), strings.Join(strings.Fields(p.Right), " ")
	first, _ := utf8.DecodeRuneInString(p.Wrong)
	if p.Wrong == "" || len(p.Wrong) > mostText || !utf8.ValidString(p.Wrong+p.Right) || strings.ContainsRune(p.Wrong+p.Right, 0) ||
		!indexed(first) || p.Right == "" || p.Wrong == p.Right {
		return p, ErrPair
	}
	return p, nil
}

// Query looks for the mishearing as a glossary does: whole words in any case, however far apart they stand.
func (p Pair) Query() Query { return Query{Text: p.Wrong, Whole: true, Loose: true} }

// Misheard is a place where a pair's wrong form stands.
type Misheard struct {
	Match
	Pair Pair
}

// Glossary is pairs that are ready to look.
type Glossary struct {
	// entries are by their first word, the longest first.
	entries map[string][]entry
}

type entry struct {
	pair    Pair
	literal literal
}

// NewGlossary makes pairs ready. Those that Tidy refuses find nothing.
func NewGlossary(pairs []Pair) Glossary {
	g := Glossary{entries: map[string][]entry{}}
	for _, p := range pairs {
		p, err := p.Tidy()
		if err != nil {
			continue
		}
		first, _, _ := strings.Cut(Index(p.Wrong), " ")
		g.entries[first] = append(g.entries[first], entry{p, newLiteral(p.Query())})
	}
	for _, list := range g.entries {
		slices.SortStableFunc(list, func(a, b entry) int { return len(b.pair.Wrong) - len(a.pair.Wrong) })
	}
	return g
}

// In finds the mishearings in a paragraph, none over another. Where several begin, the longest counts. What is written
// right already is none, even if it differs from the wrong form in case only.
func (g Glossary) In(paragraph string) []Misheard {
	if len(g.entries) == 0 {
		return nil
	}
	var out []Misheard
	var word []byte
	for at := 0; at < len(paragraph); {
		r, n := utf8.DecodeRuneInString(paragraph[at:])
		if !indexed(r) {
			at += n
			continue
		}
		start := at
		for word = word[:0]; at < len(paragraph) && indexed(r); {
			word = utf8.AppendRune(word, folded(r))
			at += n
			r, n = utf8.DecodeRuneInString(paragraph[at:])
		}
		m, found := g.at(paragraph, start, g.entries[string(word)])
		if !found {
			continue
		}
		if paragraph[m.From:m.To] != m.Pair.Right {
			out = append(out, m)
		}
		at = m.To
	}
	return out
}

func (g Glossary) at(paragraph string, at int, entries []entry) (Misheard, bool) {
	for _, e := range entries {
		if to := e.literal.at(paragraph, at); to >= 0 && e.literal.stands(paragraph, at, to) {
			return Misheard{Match{From: at, To: to}, e.pair}, true
		}
	}
	return Misheard{}, false
}
