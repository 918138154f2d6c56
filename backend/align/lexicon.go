package align

import (
	"strings"
	"unicode"
)

// lexicon says words as a model's phones. It keeps what it has said, and belongs to one goroutine.
type lexicon struct {
	m    *Model
	kept map[string][][]uint8
}

func newLexicon(m *Model) *lexicon { return &lexicon{m, map[string][][]uint8{}} }

// token gives the ways in which a word, as it is written, is said, and whether anything of it is. Without a model all
// that has letters or figures is, nobody knows how.
func (l *lexicon) token(written string) (ways [][]uint8, said bool) {
	if l.m == nil {
		return nil, len(pieces(written)) > 0
	}
	ways, ok := l.kept[written]
	if !ok {
		ways = l.ways(written)
		l.kept[written] = ways
	}
	return ways, ways != nil
}

func (l *lexicon) ways(written string) [][]uint8 {
	ways := [][]uint8{{}}
	for _, part := range l.parts(written) {
		if len(part) == 0 {
			continue
		}
		var longer [][]uint8
		for _, w := range ways {
			for _, p := range part {
				if len(longer) < waysAtMost {
					longer = append(longer, append(w[:len(w):len(w)], p...))
				}
			}
		}
		ways = longer
	}
	if len(ways[0]) == 0 {
		return nil
	}
	return ways
}

// parts gives for each part of a written word the ways to say it.
func (l *lexicon) parts(written string) [][][]uint8 {
	// Abbreviations have their point in the dictionary.
	if plain := strings.ToLower(written); l.m.letters && strings.HasSuffix(plain, ".") && !strings.Contains(plain[:len(plain)-1], ".") {
		if _, known := titles[plain]; known {
			return [][][]uint8{l.word(titles[plain])}
		}
	}
	if !l.m.letters {
		var out [][][]uint8
		for _, p := range pieces(written) {
			if p.kind == letters {
				out = append(out, l.word(p.text))
			}
		}
		return out
	}
	var out [][][]uint8
	for _, ways := range saying(written) {
		var part [][]uint8
		for _, words := range ways {
			said := [][]uint8{{}}
			for _, w := range words {
				var longer [][]uint8
				for _, s := range said {
					for _, p := range l.word(w) {
						if len(longer) < waysAtMost {
							longer = append(longer, append(s[:len(s):len(s)], p...))
						}
					}
				}
				if longer != nil {
					said = longer
				}
			}
			if len(ways) > 1 && len(said) > 2 {
				said = said[:2]
			}
			part = append(part, said...)
		}
		out = append(out, part)
	}
	return out
}

// titles are what stands before names.
var titles = map[string]string{"mr.": "mister", "mrs.": "misses", "ms.": "miz", "dr.": "doctor", "prof.": "professor", "st.": "saint", "vs.": "versus", "etc.": "etcetera", "no.": "number"}

// word gives the ways to say a word without signs.
func (l *lexicon) word(word string) [][]uint8 {
	lower := strings.ToLower(word)
	known := l.look(lower)
	n := len([]rune(word))
	upper := strings.TrimSuffix(strings.TrimSuffix(word, "s"), "'")
	switch {
	case !l.m.letters:
		return l.foreign(word, known)
	case n == 1 && lower == "a":
		return append(known, l.spell("a")...)
	case n >= 2 && n <= 5 && allUpper(word):
		return append(l.spell(lower), known...)
	case upper != word && len(upper) >= 2 && len(upper) <= 5 && allUpper(upper):
		return append(l.ending(l.spell(strings.ToLower(upper)), "Z"), known...)
	case known != nil:
		return known
	}
	if stem, ok := strings.CutSuffix(lower, "'s"); ok && stem != "" {
		return l.ending(l.word(word[:len(word)-2]), "Z")
	}
	if parts := humps(word); len(parts) > 1 {
		return l.join(parts)
	}
	if a, b := l.compound(lower); a != "" {
		return l.join([]string{a, b})
	}
	if stem, ok := strings.CutSuffix(lower, "s"); ok && len(stem) > 2 {
		if ways := l.look(stem); ways != nil {
			return l.ending(ways, "Z")
		}
	}
	if phones := l.numbers(byLetters(strings.ReplaceAll(lower, "'", ""))); len(phones) > 0 {
		return [][]uint8{phones}
	}
	return nil
}

// ligatures are signs that dictionaries write as two letters.
var ligatures = strings.NewReplacer("œ", "oe", "æ", "ae", "ﬁ", "fi", "ﬂ", "fl")

// foreign gives the ways to say a word in another language than English: as its dictionary has it, or in two parts at an
// apostrophe, as in l'horloge; else by letters.
func (l *lexicon) foreign(word string, known [][]uint8) [][]uint8 {
	if n := len([]rune(word)); n >= 2 && n <= 5 && allUpper(word) {
		return append(known, l.spell(strings.ToLower(word))...)
	}
	lower := ligatures.Replace(strings.ToLower(word))
	if known == nil {
		known = l.look(lower)
	}
	if known != nil {
		return known
	}
	if i := strings.IndexByte(lower, '\''); i > 0 && i+1 < len(lower) {
		return l.join([]string{lower[:i+1], lower[i+1:]})
	}
	var phones []string
	for _, letter := range lower {
		if phone := l.m.sounds[letter]; phone != "" {
			phones = append(phones, phone)
		}
	}
	if out := l.numbers(phones); len(out) > 0 {
		return [][]uint8{out}
	}
	return nil
}

// look gives what the dictionary has.
func (l *lexicon) look(word string) [][]uint8 {
	var out [][]uint8
	for _, way := range l.m.words.find(word) {
		if phones := l.numbers(way); len(phones) > 0 && len(out) < waysAtMost/2 {
			out = append(out, phones)
		}
	}
	return out
}

// numbers gives the phones' numbers, without the stress that some dictionaries write; nothing if the model lacks one.
func (l *lexicon) numbers(phones []string) []uint8 {
	var out []uint8
	for _, p := range phones {
		n, ok := l.m.numbers[strings.TrimRight(p, "012")]
		if !ok || l.m.filler[n] {
			return nil
		}
		out = append(out, uint8(n))
	}
	return out
}

// spell says letters one by one.
func (l *lexicon) spell(word string) [][]uint8 {
	var out []uint8
	for _, r := range word {
		ways := l.look(string(r))
		switch {
		case r == 'a' && l.m.letters:
			out = append(out, l.numbers([]string{"EY"})...)
		case len(ways) > 0 && unicode.IsLetter(r):
			out = append(out, ways[0]...)
		}
	}
	if len(out) == 0 {
		return nil
	}
	return [][]uint8{out}
}

func (l *lexicon) ending(ways [][]uint8, phone string) [][]uint8 {
	var out [][]uint8
	for _, w := range ways {
		out = append(out, append(w[:len(w):len(w)], l.numbers([]string{phone})...))
	}
	return out
}

// join says parts one after another, each in its usual way.
func (l *lexicon) join(parts []string) [][]uint8 {
	var out []uint8
	for _, p := range parts {
		if ways := l.word(p); len(ways) > 0 {
			out = append(out, ways[0]...)
		}
	}
	if len(out) == 0 {
		return nil
	}
	return [][]uint8{out}
}

// compound finds the two words that one is made of, the first as long as can be.
func (l *lexicon) compound(word string) (a, b string) {
	for k := len(word) - 3; k >= 3; k-- {
		if len(l.m.words.find(word[:k])) > 0 && len(l.m.words.find(word[k:])) > 0 {
			return word[:k], word[k:]
		}
	}
	return "", ""
}
