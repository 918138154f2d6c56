package plain

import (
	"regexp"

	"stet/backend/formats"
)

// This file reads the names in bold of Markdown that others write as names before a colon, or before a time in brackets.

var (
	// bold is a name with its colon, within the stars or behind them, or with a time in brackets behind it.
	bold  = regexp.MustCompile(`^(?:\*\*|__)([^*_:\[\]()]{1,48}?)\s*(?:(:)\s*(?:\*\*|__)|(?:\*\*|__)\s*(:))\s*`)
	timed = regexp.MustCompile(`^(?:\*\*|__)([^*_:\[\]()]{1,48}?):?\s*(?:\*\*|__)\s*[*_]?[\[(]?((?:\d{1,2}:)?\d{1,2}:\d{2})[\])]?[*_]?\s*:?\s*`)
	title = regexp.MustCompile(`^#{1,6}\s`)
)

// fewestBold is how many names in bold tell that a text is marked so.
const fewestBold = 2

func isMarked(lines []string) bool {
	n := 0
	for _, line := range lines {
		if bold.MatchString(line) || timed.MatchString(line) {
			n++
		}
	}
	return n >= fewestBold
}

// plainLines are the lines of a text, where names are in bold without the marks, and without the headings.
func plainLines(f *formats.File) []string {
	lines := f.Lines()
	if !isMarked(lines) {
		return lines
	}
	out := make([]string, len(lines))
	for i, line := range lines {
		switch {
		case title.MatchString(line):
		case timed.MatchString(line):
			out[i] = timed.ReplaceAllString(line, "$1 ($2) ")
		default:
			out[i] = bold.ReplaceAllString(line, "$1: ")
		}
	}
	return out
}
