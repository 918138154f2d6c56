package casing

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// latin are letters that are no other letter with a mark, and how people write them without.
var latin = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ð': "d", 'þ': "th", 'ł': "l", 'ħ': "h", 'ı': "i", 'ŧ': "t",
	'ẞ': "SS", 'Æ': "AE", 'Œ': "OE", 'Ø': "O", 'Đ': "D", 'Ð': "D", 'Þ': "TH", 'Ł': "L", 'Ħ': "H", 'Ŧ': "T",
}

// Slug is Kebab in plain letters, for addresses and the names of files.
func Slug(s string) string { return Kebab(Plain(s)) }

// Plain writes Latin letters without what stands above, below and in them: größe is grosse. Other scripts stay. One sign
// may be written in several ways of other bytes, and systems change one to another in the names of files.
func Plain(s string) string {
	if isASCII(s) {
		return s
	}
	var b strings.Builder
	bare := false // the letter before is a Latin one
	for _, r := range norm.NFD.String(s) {
		if unicode.IsMark(r) && bare {
			continue
		}
		bare = unicode.Is(unicode.Latin, r)
		if as, known := latin[r]; known {
			b.WriteString(as)
		} else {
			b.WriteRune(r)
		}
	}
	return norm.NFC.String(b.String())
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] > unicode.MaxASCII {
			return false
		}
	}
	return true
}
