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
	start := 0
	for i := 0; i < len(src); {
		at := bytes.IndexAny(src[i:], "\r\n")
		if at < 0 {
			break
		}
		i += at
		n := 1
		if src[i] == '\r' && i+1 < len(src) && src[i+1] == '\n' {
			n = 2
		}
		lines = append(lines, line{base + start, base + i, base + i + n})
		i += n
		start = i
	}
	if start < len(src) {
		lines = append(lines, line{base + start, base + len(src), base + len(src)})
	}
	return lines
}

// lineBreak returns the line break that most of the lines end with.
func lineBreak(src []byte, lines []line) string {
	counts := map[string]int{}
	best := "\n"
	for _, l := range lines {
		b := string(src[l.text:l.end])
		if b == "" {
			continue
		}
		counts[b]++
		if counts[b] > counts[best] {
			best = b
		}
	}
	return best
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
