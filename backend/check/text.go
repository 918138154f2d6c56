package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"stet/backend/transcript"
)

// This file has what several checks know of texts.

// quoted shows a text in a message, and not all of it.
func quoted(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		s = string(r[:most-1]) + "…"
	}
	return "“" + s + "”"
}

// around shows the part of a text from byte from to byte to, with a few words on either side.
func around(s string, from, to int) string {
	const reach = 28
	start, end := max(0, from-reach), min(len(s), to+reach)
	for start > 0 && start < from && !utf8.RuneStart(s[start]) {
		start++
	}
	for end < len(s) && !utf8.RuneStart(s[end]) {
		end++
	}
	shown := s[start:end]
	if start > 0 {
		if _, rest, ok := strings.Cut(shown[:from-start], " "); ok {
			shown = "… " + rest + shown[from-start:]
		}
	}
	if end < len(s) {
		if cut := strings.LastIndex(shown, " "); cut >= len(shown)-(end-to) && cut > 0 {
			shown = shown[:cut] + " …"
		}
	}
	return shown
}

// replaceWords is a repair that writes a text in the place of some bytes of a turn's paragraph.
func replaceWords(name string, t *transcript.Turn, para, from, to int, text string) Repair {
	p := t.Paragraphs[para]
	now := p[:from] + text + p[to:]
	return Repair{
		Name: name, Before: around(p, from, to), After: around(now, from, from+len(text)),
		Ops: []transcript.Op{transcript.EditText{Turn: t.ID, Para: para, From: from, To: to, Text: text}},
	}
}

// word is a word of a text, and where it stands in bytes.
type word struct {
	text     string
	from, to int
}

// nextWord is the next run of letters and digits in a text from a byte on; an apostrophe or a hyphen within is a part of
// the word.
func nextWord(s string, at int) (word, bool) {
	from := -1
	for i, c := range s[at:] {
		i += at
		in := isSign(c)
		if !in && from >= 0 && (c == '\'' || c == '’' || c == '-') {
			next, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(c):])
			in = unicode.IsLetter(next) || unicode.IsDigit(next)
		}
		switch {
		case in && from < 0:
			from = i
		case !in && from >= 0:
			return word{s[from:i], from, i}, true
		}
	}
	return word{s[max(from, 0):], from, len(s)}, from >= 0
}

// listed writes names as a sentence has them: a, b and c.
func listed(names []string) string {
	switch len(names) {
	case 0:
		return ""
	case 1:
		return names[0]
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// letters are the small letters and digits of a name, and what tells C from C++ and C#: two names with the same are
// written nearly the same.
func letters(name string) string { return strings.Map(letter, name) }

// letter is a sign of a text as letters has it; -1 of what it leaves out.
func letter(r rune) rune {
	switch {
	case r < utf8.RuneSelf && asciiLetter[r] != 0:
		return rune(asciiLetter[r])
	case r == '+', r == '#':
		return r
	case isSign(r):
		return unicode.ToLower(r)
	}
	return -1
}

// isSign says that words are made of a sign: a letter, a digit, or a mark on one.
func isSign(c rune) bool {
	if c < utf8.RuneSelf {
		return asciiLetter[c] != 0
	}
	return isOtherSign(c)
}

func isOtherSign(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c) }

// asciiLetter has the letters of ASCII, as small ones, and its digits; 0 for all other signs. Every sign of every text is looked
// up here several times.
var asciiLetter = func() (small [utf8.RuneSelf]byte) {
	for c := range byte(utf8.RuneSelf) {
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			small[c] = c
		case c >= 'A' && c <= 'Z':
			small[c] = c + 'a' - 'A'
		}
	}
	return small
}()
