package transcript

import (
	"strings"
	"unicode"
)

// This file goes between bytes of a paragraph and words of a turn, for what is found in the text and kept at words.

// WordsAt are the words of paragraphs that bytes from up to to of one of them lie in, counted as anchors count them.
func WordsAt(paragraphs []string, para, from, to int) (first, end int) {
	before := CountWords(paragraphs[:para])
	first = -1
	for i, w := range eachWord(paragraphs[para]) {
		if w.to <= from {
			continue
		}
		if w.from >= to && first >= 0 {
			break
		}
		if first < 0 {
			first = before + i
		}
		end = before + i + 1
	}
	if first < 0 {
		first = max(0, before+len(eachWord(paragraphs[para]))-1)
		end = first + 1
	}
	return first, end
}

// WordPlace is where an anchor's words lie in paragraphs: bytes from up to to of one, its last word's if it goes over
// several. There is none where the turn has no words.
func (a Anchor) WordPlace(paragraphs []string) (para, from, to int, ok bool) {
	before := 0
	for p, text := range paragraphs {
		for i, w := range eachWord(text) {
			switch n := before + i; {
			case n < a.From:
				continue
			case n >= a.To:
				return para, from, to, ok
			case !ok || p != para:
				para, from, ok = p, w.from, true
			}
			to = w.to
		}
		before += CountWords([]string{text})
	}
	return para, from, to, ok
}

// narrowed is an anchor with those of its words alone that spell a name, if some do: a word typed before a name is none
// of it, though for a moment they were one.
func (a Anchor) narrowed(words []string, name string) Anchor {
	name = spelled(name)
	for from := a.From; from < a.To; from++ {
		for to := a.To; to > from; to-- {
			if spelled(strings.Join(words[from:to], "")) == name {
				a.From, a.To = from, to
				return a
			}
		}
	}
	return a
}

// spelled is a text's letters and digits, in lower case.
func spelled(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}
