package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file finds text that was UTF-8, was read as Windows-1252, and written as UTF-8 again. Signs that are such a text
// by chance are none: the letters of one must spell a letter or a sign of writing.

// broken is a sign that was misread, and what it was.
type broken struct {
	from, to int
	right    string
}

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

// leading says whether a sign can begin what is left of another: all that can begin with one byte in UTF-8.
func leading(s string) bool { return strings.IndexByte(s, 0xC3) >= 0 }

func brokenIn(s string) []broken {
	if !leading(s) {
		return nil
	}
	var out []broken
	for i := 0; i < len(s); {
		b, n := brokenAt(s[i:])
		if n > 0 {
			out = append(out, broken{i, i + n, b})
			i += n
			continue
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		i += size
	}
	return out
}

// brokenAt reads what is left of one sign at the start of a text, and how many bytes that is; 0 if there is none.
func brokenAt(s string) (string, int) {
	lead, n := utf8.DecodeRuneInString(s)
	first, ok := byteOf(lead)
	want := 0
	switch {
	case !ok:
		return "", 0
	case first >= 0xC2 && first <= 0xDF:
		want = 2
	case first >= 0xE1 && first <= 0xEF:
		want = 3
	case first >= 0xF0 && first <= 0xF4:
		want = 4
	default:
		return "", 0
	}
	raw := []byte{first}
	for len(raw) < want {
		c, size := utf8.DecodeRuneInString(s[n:])
		b, ok := byteOf(c)
		if !ok || b < 0x80 || b > 0xBF {
			return "", 0
		}
		raw = append(raw, b)
		n += size
	}
	right, size := utf8.DecodeRune(raw)
	// Two signs may follow each other by chance, as a letter and a closing quote do; what they would spell then is rare.
	likely := unicode.In(right, unicode.Latin, unicode.Sm, unicode.Sc) || want > 2 && !unicode.IsControl(right) || strings.ContainsRune("\u00a0©®°·§«»", right)
	if right == utf8.RuneError || size != want || !likely {
		return "", 0
	}
	if want == 2 && strings.ContainsRune("”’", lastRune(s[:n])) {
		return "", 0
	}
	return string(right), n
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

func mended(s string) string {
	var b strings.Builder
	at := 0
	for _, x := range brokenIn(s) {
		b.WriteString(s[at:x.from])
		b.WriteString(x.right)
		at = x.to
	}
	b.WriteString(s[at:])
	return b.String()
}
