// Printing a chunk file: the head as it was written by hand, with the measured times set in, and the turns in the chunk's layout.
package main

import (
	"fmt"
	"strings"
)

func printChunk(c *chunk, head string) string {
	start, end := c.turns[0].start, c.turns[len(c.turns)-1].end
	var b strings.Builder
	b.WriteString(strings.NewReplacer(
		"{start}", timecode(start), "{end}", timecode(end),
		"{start-seconds}", timecode(start)[:8], "{end-seconds}", timecode(end)[:8],
	).Replace(head))
	for i, t := range c.turns {
		if i > 0 && (c.spaced || t.untimed) {
			b.WriteByte('\n')
		}
		if !t.untimed {
			fmt.Fprintf(&b, "%s - %s\n", timecode(t.start), timecode(t.end))
		}
		b.WriteString(t.speaker + "\n")
		for j, paragraph := range t.written {
			if j > 0 {
				b.WriteByte('\n')
			}
			if c.wrapped {
				paragraph = wrap(paragraph)
			}
			b.WriteString(paragraph + "\n")
		}
	}
	if c.unended {
		return strings.TrimSuffix(b.String(), "\n")
	}
	return b.String()
}

func timecode(frames int) string {
	seconds := frames / frameRate
	return fmt.Sprintf("%02d:%02d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60, frames%frameRate)
}

// wrap breaks a paragraph the way real files are broken: by the width of the printed letters, as a word processor does, at about
// 100 columns. No count of characters gives the same breaks.
func wrap(paragraph string) string {
	const full = 860
	var b strings.Builder
	var used int
	for i, word := range strings.Fields(paragraph) {
		width := printedWidth(word)
		switch {
		case i == 0:
		case used+width > full:
			b.WriteByte('\n')
			used = 0
		default:
			b.WriteByte(' ')
			used += 5
		}
		b.WriteString(word)
		used += width
	}
	return b.String()
}

func printedWidth(word string) int {
	var width int
	for _, r := range word {
		switch {
		case strings.ContainsRune("ijl.,'!:;", r):
			width += 5
		case strings.ContainsRune("ftrI-", r):
			width += 7
		case strings.ContainsRune("mwMW", r):
			width += 16
		case r >= 'A' && r <= 'Z':
			width += 13
		default:
			width += 10
		}
	}
	return width
}
