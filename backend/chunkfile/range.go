package chunkfile

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"stet/backend/timecode"
)

// timeRange is a turn's time as it stands in a line: two codes with a dash between.
type timeRange struct {
	span       timecode.Span
	start, end int // of the whole
	startEnd   int // where the first code ends
	endStart   int // where the second begins
}

// dashes are what stands between the two codes of a range. The last ones are en and em dash after a program took
// UTF-8 for Windows-1252 or Latin-1.
var dashes = [][]byte{
	[]byte("-->"), []byte("--"), []byte("-"), []byte("–"), []byte("—"), []byte("‒"), []byte("―"), []byte("−"), []byte("‐"), []byte("‑"), []byte("→"),
	[]byte("\u00e2\u20ac\u201c"), []byte("\u00e2\u20ac\u201d"), []byte("\u00e2\u20ac\u2013"), []byte("\u00e2\u20ac\u2014"),
	[]byte("\u00e2\u0080\u0093"), []byte("\u00e2\u0080\u0094"),
}

// findRange looks for a turn's time in the part of src from start to end, which is a line. Before and after it other
// things may stand: a time is often glued to the words before it, or the speaker to the time. A range in the flow of
// a sentence is not one, so what has words around it must be unmistakable.
func findRange(src []byte, start, end int) (timeRange, bool) {
	// Nearly all lines are words without the signs that every code has.
	if line := src[start:end]; bytes.IndexByte(line, ':') < 0 && bytes.IndexByte(line, ';') < 0 {
		return timeRange{}, false
	}
	for i := start; i < end; i++ {
		if !isDigit(src[i]) {
			next := bytes.IndexAny(src[i:end], "0123456789")
			if next < 0 {
				return timeRange{}, false
			}
			i += next
		}
		if r, ok := rangeAt(src, i, end); ok && opensTurn(src, start, end, r) {
			return r, true
		}
		for i+1 < end && isDigit(src[i+1]) {
			i++
		}
	}
	return timeRange{}, false
}

// opensTurn tells a turn's time from times that are spoken of.
func opensTurn(src []byte, start, end int, r timeRange) bool {
	before, after := src[start:r.start], src[r.end:end]
	frames := counts(r.span.Start) && counts(r.span.End)
	if isBlank(before) {
		return isBlank(after) || frames || !isBlank(after[:1])
	}
	// The words of the turn before run into the time, with a space only after the end of a sentence. A time after a
	// colon is a field's value.
	last, _ := utf8.DecodeLastRune(bytes.TrimRight(before, blanks))
	glued := !isBlank(before[len(before)-1:]) && !strings.ContainsRune(":=*([<", last)
	spaced := frames && strings.ContainsRune(".?!…\"”’)", last)
	// A line may hold a hundred thousand times; what follows each is not copied to see that it is no name.
	rest := bytes.Trim(after, blanks)
	return (glued || spaced) && (len(rest) == 0 || len(rest) <= longestName && looksLikeName(string(rest)))
}

func counts(c timecode.Code) bool { return c.Form.CountsFrames() || c.Form.CountsMillis() }

func rangeAt(src []byte, at, end int) (timeRange, bool) {
	first, n := codeAt(src, at, end)
	if n == 0 {
		return timeRange{}, false
	}
	r := timeRange{start: at, startEnd: at + n}
	i := skipBlanks(src, r.startEnd, end)
	dash := dashAt(src[i:end])
	if dash == 0 {
		return timeRange{}, false
	}
	r.endStart = skipBlanks(src, i+dash, end)
	second, n := codeAt(src, r.endStart, end)
	if n == 0 {
		return timeRange{}, false
	}
	r.end = r.endStart + n
	r.span = timecode.Span{Start: first, End: second}
	return r, true
}

func dashAt(text []byte) int {
	for _, d := range dashes {
		if bytes.HasPrefix(text, d) {
			return len(d)
		}
	}
	return 0
}

// codeAt reads the longest timecode that begins at a byte, and says how long it is. What has not its shape is not
// worth asking timecode.Parse.
func codeAt(src []byte, at, end int) (timecode.Code, int) {
	i := at + digits(src, at, end, 3)
	for range 2 {
		if i == at || i >= end || src[i] != ':' && src[i] != ';' || digits(src, i+1, end, 3) != 2 {
			return timecode.Code{}, 0
		}
		i += 3
	}
	stops := []int{i}
	if i < end && strings.IndexByte(":;.,", src[i]) >= 0 {
		if n := digits(src, i+1, end, 4); n == 2 || n == 3 {
			stops = []int{i + 1 + n, i}
		}
	}
	for _, stop := range stops {
		if c, err := timecode.Parse(string(src[at:stop])); err == nil {
			return c, stop - at
		}
	}
	return timecode.Code{}, 0
}

// digits counts the digits from a byte on, up to most.
func digits(src []byte, at, end, most int) int {
	n := 0
	for n < most && at+n < end && isDigit(src[at+n]) {
		n++
	}
	return n
}

func skipBlanks(src []byte, at, end int) int {
	for at < end && (src[at] == ' ' || src[at] == '\t') {
		at++
	}
	return at
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// longestName is how many bytes a speaker's label has at most.
const longestName = 48

// looksLikeName says whether a line could be a speaker's label, when nothing else tells: a few words, no sentence.
func looksLikeName(s string) bool {
	const words = 5
	if s == "" || len(s) > longestName {
		return false
	}
	first, _ := utf8.DecodeRuneInString(s)
	last, _ := utf8.DecodeLastRuneInString(s)
	if unicode.IsLower(first) && !unicode.IsDigit(last) {
		return false
	}
	if !unicode.IsLetter(first) && !unicode.IsDigit(first) && first != '(' && first != '[' {
		return false
	}
	count := 1
	for i, c := range s {
		switch c {
		case ' ', '\t':
			count++
		case '!', '?', ',', ';', '…', '"', '“', '”', utf8.RuneError:
			return false
		case ':':
			if i+1 < len(s) {
				return false
			}
		case '.':
			// A point may end a title or an initial (Dr. Ada King), but not a sentence.
			if i+1 == len(s) || i > 3 && count == 1 {
				return false
			}
		}
	}
	return count <= words
}
