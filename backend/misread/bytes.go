package misread

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// high are the bytes 0x80 to 0x9F of Windows-1252; those that it does not have stand for themselves.
var high = []rune("€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ")

// byteOf is the byte that Windows-1252 has for a sign.
func byteOf(c rune) (byte, bool) {
	if c >= 0xA0 && c <= 0xFF {
		return byte(c), true
	}
	if c < 0x80 {
		return 0, false
	}
	at := slices.Index(high, c)
	return byte(0x80 + at), at >= 0
}

// misreadAt is what is left of one sign at a place of a text, misread once or twice; one that has no end is none.
func misreadAt(s string, at int) Sign {
	right, to := spelt(s, at)
	if to == 0 {
		return cutShort(s, at)
	}
	if twice, end := speltAgain(s, right, to); end > 0 {
		return Sign{From: at, To: end, Right: twice}
	}
	bytes := utf8.RuneCountInString(s[at:to])
	switch {
	case right == Lost:
		return Sign{From: at, To: to}
	case !likely(right, bytes) || bytes == 2 && strings.ContainsRune("”’", lastRune(s[:to])):
		return Sign{}
	}
	return Sign{From: at, To: to, Right: right}
}

// spelt is the sign whose bytes the signs at a place spell, and where they end; 0 where they spell none.
func spelt(s string, at int) (string, int) {
	begin, n := utf8.DecodeRuneInString(s[at:])
	first, ok := byteOf(begin)
	want := 0
	switch {
	case !ok:
		return "", 0
	case first >= 0xC2 && first <= 0xDF:
		want = 2
	case first >= 0xE0 && first <= 0xEF:
		want = 3
	case first >= 0xF0 && first <= 0xF4:
		want = 4
	default:
		return "", 0
	}
	raw := []byte{first}
	to := at + n
	for len(raw) < want {
		c, size := utf8.DecodeRuneInString(s[to:])
		b, ok := byteOf(c)
		if !ok || b < 0x80 || b > 0xBF {
			return "", 0
		}
		raw = append(raw, b)
		to += size
	}
	if _, size := utf8.DecodeRune(raw); size != want {
		return "", 0
	}
	return string(raw), to
}

// speltAgain is the sign that was misread twice, of which the first sign is read once; to is where that ends.
func speltAgain(s, first string, to int) (string, int) {
	for all := first; utf8.RuneCountInString(all) < utf8.UTFMax; {
		next, end := spelt(s, to)
		if end == 0 {
			break
		}
		all, to = all+next, end
		if right, whole := spelt(all, 0); whole == len(all) && likely(right, utf8.RuneCountInString(all)) {
			return right, to
		}
	}
	return "", 0
}

// likely says whether people write a sign that so many bytes spell. Two signs may follow each other by chance, as a letter
// and a closing quote do; what they would spell then is rare.
func likely(sign string, bytes int) bool {
	c, _ := utf8.DecodeRuneInString(sign)
	return unicode.IsLetter(c) || unicode.In(c, unicode.Sm, unicode.Sc) || bytes > 2 && !unicode.IsControl(c) || strings.ContainsRune("\u00a0©®°·§«»", c)
}

// cutShort is what is left of a sign that lost its last byte: Windows-1252 has none for the end of a closing quote, and
// programs write an own space for one that does not break.
func cutShort(s string, at int) Sign {
	const quote, space, grave = "â€", "Â ", "Ã  "
	rest := s[at:]
	before := lastRune(s[:at])
	switch {
	case strings.HasPrefix(rest, quote):
		return Sign{From: at, To: at + len(quote), Right: "”"}
	case strings.HasPrefix(rest, space) && !unicode.IsUpper(before):
		return Sign{From: at, To: at + len(space), Right: "\u00a0"}
	case strings.HasPrefix(rest, grave) && !unicode.IsLetter(before):
		return Sign{From: at, To: at + len(grave) - 1, Right: "à"}
	}
	return Sign{}
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}
