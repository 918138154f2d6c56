package plain

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"stet/backend/formats"
)

// Own reads what Writer writes: headings with a line below them that is as long, names above what is said, and a line a
// paragraph.
var Own = formats.Reader{Name: "Stet’s plain text", Knows: knowsOwn, Read: readOwn}

// named is a name, and when the turn begins.
var named = regexp.MustCompile(`^(.*?)(?: \[(\d\d+:\d\d:\d\d)\])?$`)

// longestName is how many words a name has at the most, where neither a time nor another turn says that it is one.
const longestName = 4

// isHeading says whether a block is a heading with a line below it.
func (b block) isHeading() bool {
	return b.head != "" && (b.isUnderlined("=") || b.isUnderlined("-"))
}

func (b block) isUnderlined(sign string) bool {
	return b.text == strings.Repeat(sign, max(3, utf8.RuneCountInString(b.head)))
}

// ownBlocks are the blocks of a text that is built as Writer builds it; none of any other.
func ownBlocks(f *formats.File) []block {
	all, bad := parse(f.Lines())
	var out []block
	for _, b := range all {
		if b.text != "" {
			out = append(out, b)
		}
	}
	if bad > 0 || len(out) == 0 || !out[0].isUnderlined("=") {
		return nil
	}
	return out
}

func knowsOwn(f *formats.File) bool {
	turns, timed, long := 0, false, false
	names := map[string]bool{}
	for i, b := range ownBlocks(f) {
		if i == 0 || b.head == "" || b.isHeading() {
			continue
		}
		m := named.FindStringSubmatch(b.head)
		turns++
		names[m[1]] = true
		timed, long = timed || m[2] != "", long || len(strings.Fields(m[1])) > longestName
	}
	return turns > 0 && (timed || !long || 2*len(names) <= turns)
}

func readOwn(f *formats.File) (formats.Transcript, error) {
	var p formats.Page
	for i, b := range ownBlocks(f) {
		switch {
		case i == 0, b.isHeading():
			p.Heading(b.line)
		case b.head == "":
			p.Words(b.text)
		default:
			m := named.FindStringSubmatch(b.head)
			p.Name(b.line, m[1], m[2])
			p.Words(b.text)
		}
	}
	return p.Transcript(), nil
}
