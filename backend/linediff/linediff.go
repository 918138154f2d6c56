// Package linediff compares two versions of a text line by line, and the words within the lines that changed. Line
// breaks count: a file that lost its last one differs.
//
// The comparison itself is github.com/aymanbagabas/go-udiff (BSD-3 and MIT, the Go tools' own diff as a module, 2026).
package linediff

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/aymanbagabas/go-udiff"
)

// Kind tells what became of a line.
type Kind string

const (
	Same    Kind = "same"
	Deleted Kind = "del"
	Added   Kind = "add"
)

// Line is one line of either version, without its line break.
type Line struct {
	Kind Kind
	// Old and New are its numbers, from 1; 0 where a version does not have it.
	Old, New int
	Text     string
	// Touched are the stretches of Text, in bytes, that its counterpart does not have; nil if it has none.
	Touched [][2]int
	// Break is what ends the line: "\n", "\r\n", or nothing at the end of the text.
	Break string
}

// Diff returns all lines of both versions in order, deleted ones before those that take their place.
func Diff(old, now []byte) []Line { return diff(old, now, touch) }

// Lines is Diff without a look into the lines that changed, which takes most of its time: none is Touched.
func Lines(old, now []byte) []Line { return diff(old, now, func(_, _ []Line) {}) }

// Middle returns the whole lines around all that differs: from is where they begin in both texts, oldEnd and nowEnd where
// they end.
func Middle(old, now []byte) (from, oldEnd, nowEnd int) {
	from = bytes.LastIndexByte(old[:alike(old, now)], '\n') + 1
	tail := alikeBehind(old[from:], now[from:])
	// The first line of what is the same behind it may be the rest of one that differs.
	if at := bytes.IndexByte(old[len(old)-tail:], '\n'); at >= 0 {
		tail -= at + 1
	} else {
		tail = 0
	}
	return from, len(old) - tail, len(now) - tail
}

// block is how many bytes are compared in one go: a text that differs in few of its lines is gone through in no time.
const block = 1 << 10

// alike is how many bytes two texts begin with that are the same, alikeBehind how many they end with.
func alike(a, b []byte) (n int) {
	most := min(len(a), len(b))
	for n+block <= most && bytes.Equal(a[n:n+block], b[n:n+block]) {
		n += block
	}
	for n < most && a[n] == b[n] {
		n++
	}
	return n
}

func alikeBehind(a, b []byte) (n int) {
	most := min(len(a), len(b))
	for n+block <= most && bytes.Equal(a[len(a)-n-block:len(a)-n], b[len(b)-n-block:len(b)-n]) {
		n += block
	}
	for n < most && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return n
}

func diff(old, now []byte, touch func(gone, come []Line)) []Line {
	before := splitLines(string(old))
	var out []Line
	i, j := 0, 0
	same := func(until int) {
		for i < until {
			out = append(out, line(Same, i+1, j+1, before[i]))
			i, j = i+1, j+1
		}
	}
	starts := lineStarts(before)
	from, oldEnd, nowEnd := Middle(old, now)
	for _, e := range udiff.Lines(string(old[from:oldEnd]), string(now[from:nowEnd])) {
		same(lineAt(starts, from+e.Start))
		end := lineAt(starts, from+e.End)
		gone, come := before[i:end], splitLines(e.New)
		block := len(out)
		for _, l := range gone {
			i++
			out = append(out, line(Deleted, i, 0, l))
		}
		for _, l := range come {
			j++
			out = append(out, line(Added, 0, j, l))
		}
		touch(out[block:block+len(gone)], out[block+len(gone):])
	}
	same(len(before))
	return out
}

// Words compares two texts word by word, and returns the stretches of each, in bytes, that the other does not have. The
// texts hold no carriage return: it stands in for line breaks while they are compared.
func Words(old, now string) (gone, come [][2]int) {
	before, after := splitWords(old), splitWords(now)
	starts, ends := lineStarts(before), lineStarts(after)
	// Each word is a line of its own, and so each edit goes from word to word.
	text := onLines(before)
	lines := lineStarts(strings.SplitAfter(text, "\n"))
	edits := udiff.Lines(text, onLines(after))
	i, j := 0, 0
	for _, e := range edits {
		from, to := lineAt(lines, e.Start), lineAt(lines, e.End)
		j += from - i
		n := strings.Count(e.New, "\n")
		gone = appendStretch(gone, old, starts[from], starts[to])
		come = appendStretch(come, now, ends[j], ends[j+n])
		i, j = to, j+n
	}
	return gone, come
}

// Change is a stretch of a list that another list has in another form: items From up to To of the one, and NowFrom up to
// NowTo of the other.
type Change struct{ From, To, NowFrom, NowTo int }

// Items compares two lists of texts, and returns where they differ, in order.
func Items(old, now []string) []Change {
	text := onLines(old)
	lines := lineStarts(strings.SplitAfter(text, "\n"))
	var out []Change
	shift := 0
	for _, e := range udiff.Lines(text, onLines(now)) {
		from, to := lineAt(lines, e.Start), lineAt(lines, e.End)
		c := Change{from, to, from + shift, from + shift + strings.Count(e.New, "\n")}
		shift += c.NowTo - c.NowFrom - (to - from)
		out = append(out, c)
	}
	return out
}

// appendStretch adds a stretch, without the space around it unless it is all space. It goes on with the one before if
// there is only space between them.
func appendStretch(list [][2]int, s string, from, to int) [][2]int {
	if words := strings.TrimSpace(s[from:to]); words != "" {
		from += strings.Index(s[from:to], words)
		to = from + len(words)
	}
	if from == to {
		return list
	}
	if last := len(list) - 1; last >= 0 && strings.TrimSpace(s[list[last][1]:from]) == "" {
		list[last][1] = to
		return list
	}
	return append(list, [2]int{from, to})
}

// splitWords cuts a text into words and the spaces between them.
func splitWords(s string) []string {
	var out []string
	from, space := 0, false
	for i, r := range s {
		is := unicode.IsSpace(r)
		if i > from && is != space {
			out = append(out, s[from:i])
			from = i
		}
		space = is
	}
	if from < len(s) {
		out = append(out, s[from:])
	}
	return out
}

// onLines sets each word and each space on a line.
func onLines(words []string) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(strings.ReplaceAll(w, "\n", "\r"))
		b.WriteByte('\n')
	}
	return b.String()
}

// Count returns how many lines were added and deleted.
func Count(lines []Line) (added, deleted int) {
	for _, l := range lines {
		switch l.Kind {
		case Added:
			added++
		case Deleted:
			deleted++
		}
	}
	return added, deleted
}

// touch marks the words that differ, in lines that took each other's place.
func touch(gone, come []Line) {
	for k := range min(len(gone), len(come)) {
		a, b := &gone[k], &come[k]
		if len(a.Text)+len(b.Text) > 1<<14 || !utf8.ValidString(a.Text) || !utf8.ValidString(b.Text) {
			continue // shown whole
		}
		x, y := wordsAsLines(a.Text), wordsAsLines(b.Text)
		a.Touched, b.Touched = stretches(x, udiff.Lines(x, y)), stretches(y, udiff.Lines(y, x))
	}
}

// wordsAsLines puts each word, and each sign between words, on a line of its own: compared by lines, no word is ever
// marked in part.
func wordsAsLines(text string) string {
	var b strings.Builder
	b.Grow(2 * len(text))
	for text != "" {
		n := len(text) - len(strings.TrimLeftFunc(text, inWord))
		if n == 0 {
			_, n = utf8.DecodeRuneInString(text)
		}
		b.WriteString(text[:n])
		b.WriteByte('\n')
		text = text[n:]
	}
	return b.String()
}

func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || r == '\'' || r == '’'
}

// stretches returns what edits take from a text, by its places before its words became lines.
func stretches(lined string, edits []udiff.Edit) [][2]int {
	var out [][2]int
	at, breaks := 0, 0
	place := func(offset int) int {
		breaks += strings.Count(lined[at:offset], "\n")
		at = offset
		return offset - breaks
	}
	for _, e := range edits {
		if e.End > e.Start {
			out = append(out, [2]int{place(e.Start), place(e.End)})
		}
	}
	return out
}

func line(kind Kind, old, now int, s string) Line {
	l := Line{Kind: kind, Old: old, New: now, Text: s}
	for _, b := range []string{"\r\n", "\n"} {
		if strings.HasSuffix(s, b) {
			l.Text, l.Break = strings.TrimSuffix(s, b), b
			break
		}
	}
	return l
}

func splitLines(s string) []string {
	lines := strings.SplitAfter(s, "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

func lineStarts(lines []string) []int {
	starts := make([]int, len(lines)+1)
	for i, l := range lines {
		starts[i+1] = starts[i] + len(l)
	}
	return starts
}

// lineAt returns the line that begins at a byte.
func lineAt(starts []int, at int) int {
	lo, hi := 0, len(starts)-1
	for lo < hi {
		mid := (lo + hi) / 2
		if starts[mid] < at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// UTF16 turns stretches of s in bytes into stretches in UTF-16 units, as a window counts.
func UTF16(s string, stretches [][2]int) [][2]int {
	out := make([][2]int, len(stretches))
	for k, x := range stretches {
		out[k] = [2]int{units(s[:x[0]]), units(s[:x[1]])}
	}
	return out
}

func units(s string) int {
	n := utf8.RuneCountInString(s)
	for _, r := range s {
		if r > 0xFFFF {
			n++
		}
	}
	return n
}
