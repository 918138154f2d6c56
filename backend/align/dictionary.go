package align

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// dictionary is a list of words and how they are said, as the text that it was read from: a line each, the word and its
// phones; another way to say the same word has its number behind it, as in "the(2)".
type dictionary struct {
	text  string
	lines []int32 // where they begin, sorted by their words; of one word in the order of the text
}

func readDictionary(text string) *dictionary {
	d := &dictionary{text: text}
	for at := 0; at < len(text); {
		end := strings.IndexByte(text[at:], '\n') + 1
		if end == 0 {
			end = len(text) - at
		}
		if word, phones := d.line(int32(at)); word != "" && phones != "" {
			d.lines = append(d.lines, int32(at))
		}
		at += end
	}
	slices.SortStableFunc(d.lines, func(a, b int32) int { return cmp.Compare(d.word(a), d.word(b)) })
	return d
}

// line gives the word that stands at a place of the text, and its phones.
func (d *dictionary) line(at int32) (word, phones string) {
	line, _, _ := strings.Cut(d.text[at:], "\n")
	if i := strings.IndexAny(line, " \t"); i > 0 {
		word, phones = line[:i], strings.TrimSpace(line[i:])
	}
	if i := strings.IndexByte(word, '('); i > 0 {
		word = word[:i]
	}
	return word, phones
}

func (d *dictionary) word(at int32) string {
	word, _ := d.line(at)
	return word
}

// find gives the ways to say a word, the usual one first.
func (d *dictionary) find(word string) [][]string {
	i, _ := slices.BinarySearchFunc(d.lines, word, func(at int32, word string) int { return cmp.Compare(d.word(at), word) })
	var out [][]string
	for ; i < len(d.lines); i++ {
		w, phones := d.line(d.lines[i])
		if w != word {
			break
		}
		out = append(out, strings.Fields(phones))
	}
	return out
}

// sounds are the phones that letters mostly stand for, by the words that have as many phones as letters.
func (d *dictionary) sounds() map[rune]string {
	seen := map[rune]map[string]int{}
	for _, at := range d.lines {
		word, said := d.line(at)
		phones := strings.Fields(said)
		if utf8.RuneCountInString(word) != len(phones) {
			continue
		}
		i := 0
		for _, letter := range word {
			if seen[letter] == nil {
				seen[letter] = map[string]int{}
			}
			seen[letter][phones[i]]++
			i++
		}
	}
	out := map[rune]string{}
	for letter, phones := range seen {
		best := ""
		for phone, n := range phones {
			if most := phones[best]; n > most || n == most && phone < best {
				best = phone
			}
		}
		out[letter] = best
	}
	return out
}

// says tells whether some word is said with phones that there are.
func (d *dictionary) says(phones map[string]int) bool {
	return slices.ContainsFunc(d.lines, func(at int32) bool {
		_, said := d.line(at)
		first, _, _ := strings.Cut(said, " ")
		_, known := phones[strings.TrimRight(first, "012")]
		return known
	})
}
