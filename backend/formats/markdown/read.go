package markdown

import (
	"unicode/utf8"

	"stet/backend/formats"
)

// Reader reads what Writer writes: headings, names in bold with a paragraph of their own, and what is said. What is marked
// in any other way is another's, and is left to readers that guess.
var Reader = formats.Reader{Name: "Stet’s Markdown", Knows: knows, Read: read}

func knows(f *formats.File) bool {
	if !utf8.Valid(f.Src) {
		return false
	}
	open, began, names := false, false, 0
	for _, line := range f.Lines() {
		if line == "" {
			open = false
			continue
		}
		b := parse(line)
		if open || b.String() != line || !began && b.kind != episode {
			return false
		}
		open, began = true, true
		if b.kind == speaker {
			names++
		}
	}
	return names > 0
}

func read(f *formats.File) (formats.Transcript, error) {
	var p formats.Page
	for i, line := range f.Lines() {
		if line == "" {
			continue
		}
		switch b := parse(line); b.kind {
		case speaker:
			p.Name(i+1, b.text, b.time)
		case words:
			p.Words(b.text)
		default:
			p.Heading(i + 1)
		}
	}
	return p.Transcript(), nil
}
