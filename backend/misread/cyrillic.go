package misread

import (
	"strings"
	"unicode/utf8"
)

// cyrillic is what Windows-1251 makes of the first two bytes of a sign of writing; no word of any language holds it.
const cyrillic = "вЂ"

// thirds are what Windows-1251 makes of the third byte, and the signs of writing that it ends.
var thirds = map[rune]string{
	'ђ': "\u2010", '‘': "\u2011", '’': "\u2012", '“': "–", '”': "—", '•': "―", '\u0098': "‘", '™': "’", 'љ': "‚", 'њ': "“", 'ќ': "”", 'ћ': "„",
	'ў': "•", '¦': "…", '№': "‹", 'є': "›",
}

// cyrillicAt is what is left of a sign of writing that was read as Windows-1251.
func cyrillicAt(s string, at int) Sign {
	rest, ok := strings.CutPrefix(s[at:], cyrillic)
	third, size := utf8.DecodeRuneInString(rest)
	right := thirds[third]
	if !ok || right == "" {
		return Sign{}
	}
	return Sign{From: at, To: at + len(cyrillic) + size, Right: right}
}
