package chunkfile

import (
	"bytes"
	"unicode/utf8"
)

// line is a line of a text by its bytes: what it says from start to text, its line break from text to end.
type line struct {
	start, text, end int
}

// splitLines cuts src, which lies at offset base of a file, into lines. A line ends at \n, \r\n or a lone \r, as it
// does for YAML and for every text editor; the last may have no end.
func splitLines(src []byte, base int) []line {
	lines := make([]line, 0, bytes.Count(src, []byte{'\n'})+1)
	for start := 0; start < len(src); {
		stop := bytes.IndexByte(src[start:], '\n') + start
		if stop < start {
			stop = len(src)
		}
		for start <= stop && start < len(src) {
			// A lone \r ends a line before the \n does; the one right before it goes with it.
			end := stop
			if at := bytes.IndexByte(src[start:stop], '\r'); at >= 0 {
				end = start + at
			}
			next := end + breakLen(src, end)
			lines = append(lines, line{base + start, base + end, base + next})
			start = next
		}
	}
	return lines
}

// breakLen is how long the line break is that begins at a place; 0 at the end of the text.
func breakLen(src []byte, at int) int {
	switch {
	case at == len(src):
		return 0
	case src[at] == '\r' && at+1 < len(src) && src[at+1] == '\n':
		return 2
	}
	return 1
}

// lineBreak returns the line break that most of the lines end with.
func lineBreak(src []byte, lines []line) string {
	var counts [len(lineBreaks)]int
	best := 0
	for _, l := range lines {
		i := breakOf(src, l)
		if i < 0 {
			continue
		}
		counts[i]++
		if counts[i] > counts[best] {
			best = i
		}
	}
	return lineBreaks[best]
}

var lineBreaks = [...]string{"\n", "\r\n", "\r"}

// breakOf returns which of the line breaks a line ends with; -1 for none.
func breakOf(src []byte, l line) int {
	switch {
	case l.text == l.end:
		return -1
	case l.end-l.text == 2:
		return 1
	case src[l.text] == '\r':
		return 2
	}
	return 0
}

const blanks = " \t"

func isBlank(text []byte) bool {
	return len(bytes.Trim(text, blanks)) == 0
}

// trimmed returns the part of start to end that is left without spaces and tabs at either end.
func trimmed(src []byte, start, end int) (int, int) {
	for start < end && (src[start] == ' ' || src[start] == '\t') {
		start++
	}
	for end > start && (src[end-1] == ' ' || src[end-1] == '\t') {
		end--
	}
	return start, end
}

// indentOf counts the spaces that a text begins with.
func indentOf(text []byte) int {
	n := 0
	for n < len(text) && text[n] == ' ' {
		n++
	}
	return n
}

// lineAt returns the index of the line that holds the byte at offset; of the last line for the end of the file.
func lineAt(lines []line, offset int) int {
	low, high := 0, len(lines)
	for low < high {
		middle := (low + high) / 2
		if lines[middle].end <= offset {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return max(0, min(low, len(lines)-1))
}

// columnOf counts characters, from 1.
func columnOf(src []byte, l line, offset int) int {
	return utf8.RuneCount(src[l.start:max(l.start, min(offset, l.end))]) + 1
}
