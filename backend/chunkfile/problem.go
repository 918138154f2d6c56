package chunkfile

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"stet/backend/misread"
)

// Severity says how much a problem matters.
type Severity string

const (
	// Error is what keeps a file from being published: a reader of it will stumble.
	Error Severity = "error"
	// Warn is what most likely was meant otherwise.
	Warn Severity = "warn"
	// Info is an irregularity that Stet reads rightly and keeps.
	Info Severity = "info"
)

// Problem is something in a file that a person should know of.
type Problem struct {
	Line, Column int // from 1; columns count characters
	// Code names the kind of problem, such as "yaml.syntax". It is stable.
	Code     string
	Severity Severity
	// What says in plain words what is wrong, and what to do.
	What string
}

// maxOfACode keeps a file that is wrong all over from burying the rest: after so many problems of a kind, one more
// says how many there are.
const maxOfACode = 100

// report collects problems by byte offset.
type report struct {
	found  []found
	counts map[string]int
}

type found struct {
	offset   int
	code     string
	severity Severity
	what     string
}

func (r *report) add(offset int, code string, severity Severity, format string, args ...any) {
	if r.counts == nil {
		r.counts = map[string]int{}
	}
	r.counts[code]++
	if r.counts[code] <= maxOfACode {
		r.found = append(r.found, found{offset, code, severity, fmt.Sprintf(format, args...)})
	}
}

// problems gives every problem its line and column, in the order of the file.
func (r *report) problems(src []byte, lines []line) []Problem {
	slices.SortStableFunc(r.found, func(a, b found) int { return cmp.Compare(a.offset, b.offset) })
	last := map[string]int{}
	for i, p := range r.found {
		last[p.code] = i
	}
	out := make([]Problem, 0, len(r.found))
	columns := columnCounter{src: src, lines: lines}
	for i, p := range r.found {
		at, column := columns.place(p.offset)
		what := p.what
		if more := r.counts[p.code] - maxOfACode; more > 0 && last[p.code] == i {
			what += fmt.Sprintf(" (And so in %d more places.)", more)
		}
		out = append(out, Problem{Line: at + 1, Column: column, Code: p.code, Severity: p.severity, What: what})
	}
	return out
}

// columnCounter finds line and column of rising offsets without counting a long line again for each.
type columnCounter struct {
	src    []byte
	lines  []line
	line   int
	offset int
	column int
}

func (c *columnCounter) place(offset int) (int, int) {
	if len(c.lines) == 0 {
		return 0, 1
	}
	at := lineAt(c.lines, offset)
	if at != c.line || c.column == 0 || offset < c.offset {
		c.line, c.offset, c.column = at, c.lines[at].start, 1
	}
	c.column += utf8.RuneCount(c.src[c.offset:max(c.offset, min(offset, c.lines[at].end))])
	c.offset = offset
	return at, c.column
}

// encodingProblems points out what is not text. Such a file is still read, and kept, byte for byte.
func encodingProblems(src []byte, lines []line, r *report) {
	if bytes.HasPrefix(src, []byte("\xff\xfe")) || bytes.HasPrefix(src, []byte("\xfe\xff")) {
		r.add(0, "enc.utf16", Error, "This file is UTF-16. Save it as UTF-8 first.")
		return
	}
	if i := bytes.IndexByte(src, 0); i >= 0 {
		r.add(i, "enc.nul", Error, "Here stands a NUL character, which no text holds. Delete it, or see whether the file is damaged.")
	}
	if !utf8.Valid(src) {
		r.add(firstInvalid(src), "enc.utf8", Error, "From here the file is not valid UTF-8. Save it as UTF-8 first.")
	}
	if bytes.HasPrefix(src, []byte(byteOrderMark)) {
		r.add(0, "enc.bom", Info, "The file begins with a byte-order mark. It is kept.")
	}
	var seen [len(lineBreaks)]bool
	kinds, at := 0, 0
	for _, l := range lines {
		if i := breakOf(src, l); i >= 0 && !seen[i] {
			seen[i] = true
			kinds, at = kinds+1, l.text
		}
	}
	if kinds > 1 {
		r.add(at, "eol.mixed", Info, "From here lines end in another way than before (Windows and Unix line ends are mixed). They are kept.")
	}
}

func firstInvalid(src []byte) int {
	for i := 0; i < len(src); {
		c, n := utf8.DecodeRune(src[i:])
		if c == utf8.RuneError && n <= 1 {
			return i
		}
		i += n
	}
	return len(src)
}

// misreadProblems points out what is left of signs that a program misread.
func misreadProblems(src []byte, r *report) {
	text := string(src)
	for _, m := range misread.Signs(text) {
		r.add(m.From, "text.mojibake", Warn, "%s", m.Told(text))
	}
}

// quoted shows a text in a message: on one line, and not all of it.
func quoted(s string) string {
	const most, enough = 50, 400
	whole := len(s) <= enough
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s[:min(len(s), enough)], "�")), " ")
	if r := []rune(s); len(r) > most || !whole {
		s = string(r[:min(len(r), most-1)]) + "…"
	}
	return "“" + s + "”"
}
