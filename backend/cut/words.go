package cut

import (
	"strings"
	"unicode"

	"stet/backend/transcript"
)

// This file compares turns by their words. What is a word and when two are the same is asked nowhere else here.

// words are those of a turn as they sound: small letters, no marks.
func words(t transcript.Turn) []string {
	var out []string
	for _, p := range t.Paragraphs {
		out = append(out, wordsIn(p)...)
	}
	return out
}

func wordsIn(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\''
	})
}

// bag counts words.
type bag map[string]int

func bagOf(list []string) bag {
	b := make(bag, len(list))
	for _, w := range list {
		b[w]++
	}
	return b
}

// shared is how many words two bags have in common.
func (b bag) shared(o bag) (n int) {
	if len(o) < len(b) {
		b, o = o, b
	}
	for w, c := range b {
		n += min(c, o[w])
	}
	return n
}

// take leaves out the words of another bag, as far as they are there.
func (b bag) take(o bag) {
	for w, c := range o {
		if b[w] -= c; b[w] <= 0 {
			delete(b, w)
		}
	}
}

// takeIf leaves out the words of a turn, if nearly all of them are there.
func (b bag) takeIf(t spoken) bool {
	if float64(b.shared(t.bag)) < part*float64(t.n) {
		return false
	}
	b.take(t.bag)
	return true
}

// alike says how much two texts say the same: 1 the same words, 0 none of them.
func alike(a, b spoken) float64 {
	if a.n+b.n == 0 {
		return 1
	}
	return 2 * float64(a.bag.shared(b.bag)) / float64(a.n+b.n)
}

// spoken is what is said in a turn, ready to be compared.
type spoken struct {
	bag bag
	n   int
	// key is the words as one text.
	key string
	// from is where it begins in seconds, and to where it ends; -1 where no time tells.
	from, to float64
	span     string
}

// beginning is how many words tell how a turn begins.
const beginning = 12

func speak(t transcript.Turn) spoken {
	list := words(t)
	s := spoken{bag: bagOf(list), n: len(list), key: strings.Join(list, " "), from: -1, to: -1}
	if t.Span != nil {
		s.from = seconds(t.Span.Start)
		s.to = max(s.from, seconds(t.Span.End))
		s.span = t.Span.Start.String() + " " + t.Span.End.String()
	}
	return s
}

// begin are the first words.
func (s spoken) begin() bag {
	list := strings.Fields(s.key)
	return bagOf(list[:min(beginning, len(list))])
}

func speakAll(turns []transcript.Turn) []spoken {
	out := make([]spoken, len(turns))
	for i, t := range turns {
		out[i] = speak(t)
	}
	return out
}
