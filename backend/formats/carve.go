package formats

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"stet/backend/transcript"
)

// This file holds the words that a format times against the text that it has besides: the text is what is said, and the words
// say when.

// Carved is a text cut into stretches that make it up again.
type Carved struct {
	Tokens []Token
	// From has for each of Tokens which of the words it is; -1 where none is.
	From []int
	// Dropped counts words that do not stand in the text and have nothing in their place, Bare those of the text that have none.
	Dropped, Bare int
}

// What is looked at before nothing of a text is known again: so many words, and so many bytes.
const (
	lookedAhead  = 40
	furthestWord = 2000
)

// Carve cuts a text at the words that stand in it one after the other, so that its own words, spaces and signs stay. Where it
// says something else than the words do, it has the time of these. Of no text the words are it.
func Carve(text string, words []Token) Carved {
	var c Carved
	if strings.TrimSpace(text) == "" {
		for i, w := range Apart(words) {
			c.Tokens, c.From = append(c.Tokens, w), append(c.From, i)
		}
		return c
	}
	s := carving(text)
	var passed []Token
	for i := 0; i < len(words); i++ {
		skipped, from, to := s.next(words[i:])
		if skipped < 0 {
			passed = append(passed, words[i])
			continue
		}
		passed = append(passed, words[i:i+skipped]...)
		i += skipped
		c.instead(s, from, passed)
		passed = nil
		c.put(s, s.signs(to, words[i+1:]), words[i], i)
	}
	c.instead(s, len(text), passed)
	return c
}

// Remark says of words that they have a time and do not stand in the text.
func (c *Carved) Remark(t *Transcript, line int) {
	if c.Dropped > 0 {
		t.Remark(Lost, line, "Words that have a time and do not stand in the text beside them: the text holds")
	}
}

// put takes the text up to a place for one of the words.
func (c *Carved) put(s *carvedText, to int, w Token, from int) {
	if strings.TrimSpace(s.text[s.at:to]) != "" {
		w.Text = s.text[s.at:to]
		c.Tokens, c.From = append(c.Tokens, w), append(c.From, from)
		s.at = to
	}
}

// instead takes what stands before a place and is none of the words, with the time of those that stand nowhere.
func (c *Carved) instead(s *carvedText, place int, passed []Token) {
	gap := s.text[s.at:place]
	bare, lost := len(wordsIn(gap)), spelt(passed)
	end := len(strings.TrimRight(gap, " \t\r\n"))
	w := Token{}
	switch {
	case bare == 0:
		c.Dropped += lost
		if end == len(gap) && place < len(s.text) {
			return // signs that the word behind them begins with
		}
	case lost == 0:
		c.Bare += bare
	default:
		w = Token{Start: passed[0].Start, End: passed[len(passed)-1].End, How: transcript.Between}
		w.Told = !slices.ContainsFunc(passed, func(t Token) bool { return !t.Told })
		if bare == 1 && lost == 1 {
			w.How = transcript.Unknown // the same word, mended
		}
	}
	c.put(s, s.at+end, w, -1)
}

// spelt counts words that have letters or digits.
func spelt(words []Token) (n int) {
	for _, w := range words {
		n += min(1, len(wordsIn(w.Text)))
	}
	return n
}

// wordsIn are the stretches of a text that have letters or digits.
func wordsIn(text string) []string {
	return slices.DeleteFunc(strings.Fields(text), func(w string) bool { return !strings.ContainsFunc(w, isSpelt) })
}

func isSpelt(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// carvedText is a text that words are looked for in, one after the other.
type carvedText struct {
	text, lower string
	at          int
	// spaced says that spaces stand between words.
	spaced bool
}

func carving(text string) *carvedText {
	s := &carvedText{text: text, lower: strings.ToLower(text), spaced: len(strings.Fields(text)) > 1}
	if len(s.lower) != len(text) {
		s.lower = text // some letters are longer in lower case
	}
	return s
}

// next finds the word that comes next in the text: the one that leaves out the fewest words on both sides. skipped counts the
// words left out before it; -1 if none is near.
func (s *carvedText) next(words []Token) (skipped, from, to int) {
	skipped = -1
	least := 2 * lookedAhead
	for i := 0; i < min(len(words), lookedAhead) && i < least; i++ {
		f, t, gap := s.find(words[i:])
		if f >= 0 && i+gap < least {
			least, skipped, from, to = i+gap, i, f, t
		}
	}
	return skipped, from, to
}

// find finds the first of some words from where the text was cut last, and counts the words before it; from is -1 where it is
// not near.
func (s *carvedText) find(words []Token) (from, to, gap int) {
	word := strings.TrimSpace(words[0].Text)
	if folded := strings.ToLower(word); len(folded) == len(word) {
		word = folded
	}
	if word == "" {
		return -1, 0, 0
	}
	end := min(len(s.lower), s.at+furthestWord)
	for at := s.at; at < end; {
		i := strings.Index(s.lower[at:end], word)
		if i < 0 {
			break
		}
		from, to = at+i, at+i+len(word)
		if gap = len(wordsIn(s.text[s.at:from])); gap > lookedAhead {
			break
		}
		if !s.spaced || s.apart(from, to, words[1:]) {
			return from, to, gap
		}
		_, n := utf8.DecodeRuneInString(s.lower[from:])
		at = from + n
	}
	return -1, 0, 0
}

// apart says that a stretch is no part of a longer word, but of one that was cut right before it, or goes on with the next of
// the words.
func (s *carvedText) apart(from, to int, next []Token) bool {
	before, _ := utf8.DecodeLastRuneInString(s.text[:from])
	after, _ := utf8.DecodeRuneInString(s.text[to:])
	return (from == s.at || !isSpelt(before)) && (!isSpelt(after) || len(next) > 0 && begins(s.lower[to:], next[0].Text))
}

// signs is where the signs end that stand right behind a word, but for those that the next word begins with.
func (s *carvedText) signs(to int, next []Token) int {
	for to < len(s.text) {
		r, n := utf8.DecodeRuneInString(s.text[to:])
		if unicode.IsSpace(r) || isSpelt(r) || len(next) > 0 && begins(s.lower[to:], next[0].Text) {
			break
		}
		to += n
	}
	return to
}

func begins(text, word string) bool {
	word = strings.ToLower(strings.TrimSpace(word))
	return word != "" && strings.HasPrefix(text, word)
}

// Apart puts a space before each word but signs.
func Apart(words []Token) []Token {
	out := make([]Token, len(words))
	for i, w := range words {
		out[i] = w
		out[i].Text = Spaced(w.Text)
	}
	return out
}

// Spaced is a word with a space before it, or signs that end or close something as they are.
func Spaced(word string) string {
	word = strings.TrimSpace(word)
	first, _ := utf8.DecodeRuneInString(word)
	if !strings.ContainsFunc(word, func(r rune) bool { return isSpelt(r) || strings.ContainsRune(`([{“„«¿¡$£€#@&`, r) }) &&
		!strings.ContainsRune("-–—<>=+*/~|^", first) {
		return word
	}
	return " " + word
}
