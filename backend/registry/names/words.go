// This file takes a paragraph apart into words as names need them: folded, with their capitals, and with what stands
// between them. Places are bytes of the paragraph and never lie within a character.

package names

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// shape is how a word uses capitals.
type shape uint8

const (
	lower   shape = iota
	capital       // Graph
	upper         // AWS, and a single capital letter
	mixed         // GraphQL, eBay
	digits        // no letters at all
)

// gap is what stands before a word.
type gap uint8

const (
	stop   gap = iota // a comma, a sentence's end, the paragraph's beginning: no name goes on over it
	space             // also a line break
	hyphen            // also a slash
	glued             // a point or an ampersand without space: Node.js, AT&T
)

// word is a word of a paragraph.
type word struct {
	from, to int // without an apostrophe's ending
	end      int // with it
	key      string
	shape    shape
	gap      gap
	starts   bool // a sentence begins with it, or may
}

// owns reports whether the word has a possessive ending: Ada's, Andreas'.
func (w word) owns() bool { return w.end > w.to }

// split takes a paragraph apart.
func split(s string) []word {
	words := make([]word, 0, len(s)/5+1)
	last := 0
	for at := 0; at < len(s); {
		r, n := utf8.DecodeRuneInString(s[at:])
		if !unicode.In(r, unicode.L, unicode.N) {
			at += n
			continue
		}
		w := word{from: at}
		w.to, w.end = wordEnd(s, at)
		w.key, w.shape = fold(s[w.from:w.to])
		w.gap, w.starts = between(s[last:at], last == 0)
		words = append(words, w)
		at, last = w.end, w.end
	}
	return words
}

// wordEnd is where the word that begins at a place ends, without and with an apostrophe's ending.
func wordEnd(s string, at int) (to, end int) {
	to = at
	for to < len(s) {
		r, n := utf8.DecodeRuneInString(s[to:])
		switch {
		case unicode.In(r, unicode.L, unicode.N, unicode.M):
			to += n
			continue
		case r == '+' || r == '#':
			// C++, C#: signs that belong to a name of a letter or two.
			if utf8.RuneCountInString(strings.TrimRight(s[at:to], "+#")) <= 2 {
				to += n
				continue
			}
		case r == '\'' || r == '’':
			tail := letters(s[to+n:])
			switch tail {
			case "s", "S", "ll", "re", "ve", "d", "m":
				return to, to + n + len(tail)
			case "":
				if to > at && (s[to-1] == 's' || s[to-1] == 'S') {
					return to, to + n
				}
				return to, to
			}
			// Of one word: don't, O'Reilly.
			to += n + len(tail)
			continue
		}
		break
	}
	return to, to
}

// letters is the run of letters that a text begins with.
func letters(s string) string {
	n := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	if n < 0 {
		return s
	}
	return s[:n]
}

// between tells what stands between two words.
func between(s string, first bool) (g gap, starts bool) {
	if first {
		return stop, true
	}
	switch {
	case strings.ContainsAny(s, ".!?…:\"“„«»") && strings.ContainsFunc(s, unicode.IsSpace):
		return stop, true
	case strings.ContainsAny(s, ",;()[]—–!?…:\"“”"):
		return stop, false
	case strings.ContainsAny(s, ".&@_") && len(s) == 1:
		return glued, false
	case s == " & ":
		return glued, false
	case strings.TrimSpace(s) == "":
		if s == "" {
			return glued, false
		}
		return space, false
	case strings.TrimSpace(s) == "-" || s == "‐" || s == "‑" || s == "/":
		return hyphen, false
	}
	return stop, false
}

// fold is a word without regard to case, accents and apostrophes, and how it uses capitals.
func fold(s string) (string, shape) {
	var b strings.Builder
	b.Grow(len(s))
	ups, lows, firstUp, first := 0, 0, false, true
	for _, r := range s {
		switch {
		case unicode.IsUpper(r) || unicode.IsTitle(r):
			ups++
			firstUp = firstUp || first
		case unicode.IsLetter(r):
			lows++
		}
		first = false
		plain(&b, r)
	}
	switch {
	case ups+lows == 0:
		return b.String(), digits
	case ups == 0:
		return b.String(), lower
	case lows == 0:
		return b.String(), upper
	case ups == 1 && firstUp:
		return b.String(), capital
	}
	return b.String(), mixed
}

// accents are letters and what they are without their accents, in turns.
var accents = strings.NewReplacer(
	"à", "a", "á", "a", "â", "a", "ã", "a", "ä", "a", "å", "a", "ā", "a", "ă", "a", "ą", "a", "æ", "ae", "ç", "c", "ć", "c", "č", "c",
	"ď", "d", "đ", "d", "ð", "d", "è", "e", "é", "e", "ê", "e", "ë", "e", "ē", "e", "ė", "e", "ę", "e", "ě", "e", "ğ", "g", "ì", "i",
	"í", "i", "î", "i", "ï", "i", "ī", "i", "ı", "i", "ł", "l", "ñ", "n", "ń", "n", "ň", "n", "ò", "o", "ó", "o", "ô", "o", "õ", "o",
	"ö", "o", "ø", "o", "ō", "o", "ő", "o", "œ", "oe", "ř", "r", "ś", "s", "š", "s", "ş", "s", "ß", "ss", "ť", "t", "ţ", "t", "þ", "th",
	"ù", "u", "ú", "u", "û", "u", "ü", "u", "ū", "u", "ů", "u", "ű", "u", "ý", "y", "ÿ", "y", "ź", "z", "ż", "z", "ž", "z",
)

// plain writes a character as keys have it.
func plain(b *strings.Builder, r rune) {
	switch {
	case 'A' <= r && r <= 'Z':
		b.WriteByte(byte(r) + 'a' - 'A')
	case r < utf8.RuneSelf:
		if r != '\'' {
			b.WriteByte(byte(r))
		}
	case r == '’' || unicode.Is(unicode.M, r):
	default:
		b.WriteString(accents.Replace(string(unicode.ToLower(r))))
	}
}

// joined is the key of words that follow each other.
func joined(words []word) string {
	if len(words) == 1 {
		return words[0].key
	}
	var b strings.Builder
	for _, w := range words {
		b.WriteString(w.key)
	}
	return b.String()
}

// Key is a name without regard to case, accents, and how it is written apart: names of one key are written
// differently, but are the same.
func Key(name string) string { return joined(split(name)) }
