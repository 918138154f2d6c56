package check

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"stet/backend/misread"
)

var quotesUnbalanced = Check{
	ID: "quotes.unbalanced", Severity: Warn,
	Why:     "A quote or a bracket that is opened and never closed leaves open where the quoted words end.",
	Example: "and she said “not today and left",
	turn: func(t turnSight, r *report) {
		// A sign that a program misread has no other half, and is told of as what it is.
		text := misread.Mended(strings.Join(t.turn.Paragraphs, "\n"))
		// What a turn breaks off in may go on in the next.
		if sign, at := unbalanced(text); sign != "" {
			r.turn(t.turn, around(text, at, at+len(sign)), fmt.Sprintf("%s stands without its other half: %s.", sign, quoted(around(text, at, at+len(sign)))))
		}
	},
}

// pairs are signs that stand in twos.
var pairs = []struct{ open, close rune }{{'“', '”'}, {'(', ')'}, {'[', ']'}, {'«', '»'}}

// unbalanced finds a sign that has no other half, and where it stands; "" if there is none. An inch (6"), a smile :) and
// the bracket of a list, as in a) and 1), have none; German quotes end as English ones begin: „so“.
func unbalanced(text string) (string, int) {
	// Quotes and these brackets begin with these bytes in UTF-8.
	if !slices.ContainsFunc([]byte("()[]\"\xe2\xc2"), func(b byte) bool { return strings.IndexByte(text, b) >= 0 }) {
		return "", 0
	}
	if !strings.ContainsAny(text, "„") {
		if at := halfOf(text, pairs[0].open, pairs[0].close); at >= 0 && !strings.Contains(text, "\n“") {
			return string(firstRune(text[at:])), at
		}
	}
	for _, p := range pairs[1:3] {
		if at := halfOf(text, p.open, p.close); at >= 0 {
			return string(firstRune(text[at:])), at
		}
	}
	if !strings.Contains(text, "»") || !strings.Contains(text, "«") || strings.Index(text, "«") < strings.Index(text, "»") {
		if at := halfOf(text, '«', '»'); at >= 0 {
			return string(firstRune(text[at:])), at
		}
	}
	if at := straightHalf(text); at >= 0 {
		return `"`, at
	}
	return "", 0
}

// straightHalf finds a straight quote that has no other half; -1 if there is none. What stands around it says whether it
// opens or closes; where that says nothing, it does what is next.
func straightHalf(text string) int {
	opened, inches := -1, 0
	for i := range len(text) {
		if text[i] != '"' {
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after := firstRune(text[i+1:])
		opens := !inWord(before) && inWord(after)
		closes := !inWord(after) && i > 0 && !unicode.IsSpace(before)
		switch {
		case opened < 0 && closes && !opens && unicode.IsDigit(before):
			// An inch.
		case opened < 0 && closes && !opens && inches > 0:
			inches-- // what closed before was an inch
		case opened < 0 && closes && !opens:
			return i
		case opened < 0:
			opened = i
		case opens && !closes && before == '\n':
			// Each paragraph of what is quoted begins with a quote.
			opened = i
		case opens && !closes:
			return opened
		default:
			if opened = -1; unicode.IsDigit(before) {
				inches++
			}
		}
	}
	return opened
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// halfOf finds the first sign of a pair that has no other half; -1 if there is none.
func halfOf(text string, opening, closing rune) int {
	var opened []int
	before := ' '
	for i, c := range text {
		switch {
		case c == opening:
			if before != ':' { // :( is a face
				opened = append(opened, i)
			}
		case c == closing && len(opened) > 0:
			opened = opened[:len(opened)-1]
		case c == closing && closing == ')' && (unicode.IsDigit(before) || strings.ContainsRune(":;-", before) || listLetter(text, i)):
		case c == closing:
			return i
		}
		before = c
	}
	if len(opened) > 0 {
		return opened[0]
	}
	return -1
}

// listLetter says whether a bracket stands behind a single letter, as in a).
func listLetter(text string, at int) bool {
	if at < 1 || !unicode.IsLetter(rune(text[at-1])) {
		return false
	}
	return at == 1 || unicode.IsSpace(rune(text[at-2]))
}
