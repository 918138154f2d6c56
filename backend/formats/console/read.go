// Package console reads what Whisper writes to the screen: a line a segment, with its time in brackets before it.
package console

import (
	"regexp"
	"strings"

	"stet/backend/formats"
)

// Reader reads it.
var Reader = formats.Reader{Name: "Whisper console text", Knows: knows, Read: read}

var (
	line     = regexp.MustCompile(`^\s*\[((?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3})\s*-->\s*((?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3})\]\s*(.*)$`)
	speaker  = regexp.MustCompile(`^(?:\[(SPEAKER_\d+)\]|\((speaker \d+|speaker \?)\)):?\s*`)
	language = regexp.MustCompile(`^Detected language:\s*(.+)$`)
)

// before is how many lines may stand before the first segment.
const before = 40

func knows(f *formats.File) bool {
	for _, l := range f.Head(before) {
		if line.MatchString(l) {
			return true
		}
	}
	return false
}

func read(f *formats.File) (formats.Transcript, error) {
	t := formats.Transcript{}
	var pieces []formats.Piece
	for i, l := range f.Lines() {
		m := line.FindStringSubmatch(l)
		switch l = strings.TrimSpace(l); {
		case m != nil:
			p := formats.Piece{Line: i + 1}
			start, startKnown := formats.ParseClock(m[1])
			end, endKnown := formats.ParseClock(m[2])
			if p.Timed = startKnown && endKnown; p.Timed {
				p.Start, p.End = start, end
			} else {
				t.Remark(formats.Odd, i+1, "A time that is none")
			}
			text := m[3]
			if who := speaker.FindStringSubmatch(text); who != nil {
				p.Speaker, text = who[1]+who[2], text[len(who[0]):]
			}
			p.Tokens = []formats.Token{{Text: text}}
			pieces = append(pieces, p)
		case l == "":
		case len(pieces) == 0:
			if said := language.FindStringSubmatch(l); said != nil {
				t.Language = said[1]
			} else {
				t.Remark(formats.Lost, i+1, "What the program says of itself before the first segment")
			}
		default:
			// A console breaks long lines.
			last := &pieces[len(pieces)-1]
			last.Tokens = append(last.Tokens, formats.Token{Text: " " + l})
		}
	}
	t.Join("segment", pieces)
	return t, nil
}
