// Package misread finds what is left of a sign that some program misread: UTF-8 that was read as Windows-1252,
// signs of writing that were read as Windows-1251, the sign that stands for what could not be read at all, and signs that are spelt as web pages spell them. Signs that are such a
// text by chance are none: what they spell must be a letter or a sign of writing.
package misread

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sign is what is left of a sign.
type Sign struct {
	// From and To are where it stands, in bytes.
	From, To int
	// Right is what the sign was; "" where that is lost.
	Right string
	// Web says that it is spelt as in a web page.
	Web bool
}

// Lost is the sign that programs write for what they cannot read.
const Lost = string(utf8.RuneError)

// These bytes begin all that can be a sign: one that was misread, Lost, one of the web, and one that was misread as
// Windows-1251.
const misreadByte, lostByte, webByte, cyrillicByte = 0xC3, 0xEF, '&', 0xD0

var begins = [256]bool{misreadByte: true, lostByte: true, webByte: true, cyrillicByte: true}

// Signs are the signs of a text that were misread, in order. It takes time linear in the text.
func Signs(s string) []Sign {
	if strings.IndexByte(s, misreadByte) < 0 && strings.IndexByte(s, lostByte) < 0 && strings.IndexByte(s, webByte) < 0 && !strings.Contains(s, cyrillic) {
		return nil
	}
	var out []Sign
	for i := 0; i < len(s); {
		if !begins[s[i]] {
			i++
			continue
		}
		var found Sign
		switch s[i] {
		case misreadByte:
			found = misreadAt(s, i)
		case lostByte:
			if strings.HasPrefix(s[i:], Lost) {
				found = Sign{From: i, To: i + len(Lost)}
			}
		case webByte:
			found = webAt(s, i)
		case cyrillicByte:
			found = cyrillicAt(s, i)
		}
		if found.To > i {
			out = append(out, found)
		}
		i = max(found.To, i+1)
	}
	return withoutChance(out)
}

// withoutChance leaves out letters of other scripts where none stands beside another: two Latin signs may spell one by
// chance, four do not. Letters that stand beside each other are one sign, or the last would be left alone.
func withoutChance(signs []Sign) []Sign {
	var out []Sign
	beside := false
	for _, s := range signs {
		last := len(out) - 1
		if last >= 0 && out[last].To == s.From && foreign(out[last]) && foreign(s) {
			out[last].To, out[last].Right, beside = s.To, out[last].Right+s.Right, true
			continue
		}
		out = append(out, s)
	}
	if !beside {
		out = slices.DeleteFunc(out, foreign)
	}
	return out
}

func foreign(s Sign) bool {
	c, size := utf8.DecodeRuneInString(s.Right)
	return !s.Web && size == 2 && unicode.IsLetter(c) && !unicode.Is(unicode.Latin, c)
}

// Mended is a text as it was before it was misread, but for what is lost.
func Mended(s string) string {
	signs := Signs(s)
	if len(signs) == 0 {
		return s
	}
	var b strings.Builder
	at := 0
	for _, x := range signs {
		if x.Right != "" {
			b.WriteString(s[at:x.From])
			b.WriteString(x.Right)
			at = x.To
		}
	}
	b.WriteString(s[at:])
	return b.String()
}

// Told says what is left of a sign of a text, and what to do.
func (s Sign) Told(text string) string {
	left := text[s.From:s.To]
	switch {
	case s.Right == "":
		return left + " stands for a sign that a program could not read. Write what was there."
	case s.Web:
		return left + " is how web pages spell " + shown(s.Right) + ". Write the sign itself."
	}
	return left + " is what is left of " + shown(s.Right) + " after a program misread the text."
}

// shown names a sign that nobody would see.
func shown(s string) string {
	switch s {
	case "\u00a0":
		return "a space that does not break"
	case "\u00ad":
		return "a hyphen that shows at the end of a line"
	}
	return s
}
