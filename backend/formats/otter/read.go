// Package otter reads the text that Otter exports: a name and a time, and what was said below, with an empty line between
// its paragraphs. Ends of turns are not told.
package otter

import (
	"regexp"
	"strings"

	"stet/backend/formats"
)

// Reader reads it.
var Reader = formats.Reader{Name: "Otter text", Knows: knows, Read: read}

// head is a speaker and a time, two spaces apart. The name may be missing.
var head = regexp.MustCompile(`^(?:(\S.*?)  +|\s*)((?:\d{1,2}:)?\d{1,2}:\d{2})\s*$`)

// footer stands under what a free account exports.
const footer = "Transcribed by https://otter.ai"

func knows(f *formats.File) bool {
	if f.IsJSON() {
		return false
	}
	heads, first := 0, ""
	for _, line := range f.Lines() {
		if first == "" {
			first = strings.TrimSpace(line)
		}
		if strings.Contains(line, "  ") && head.MatchString(line) {
			heads++
		}
	}
	return heads > 0 && (strings.Contains(string(f.Src), footer) || head.MatchString(first) && strings.Contains(first, "  "))
}

func read(f *formats.File) (formats.Transcript, error) {
	var t formats.Transcript
	var pieces []formats.Piece
	said, apart := 0, false // the words of the last piece, and whether an empty line stands below them
	for i, line := range f.Lines() {
		text := strings.TrimSpace(line)
		if text == "" || text == footer {
			apart = true
			continue
		}
		if m := head.FindStringSubmatch(line); m != nil {
			start, ok := formats.ParseClock(m[2])
			if !ok {
				return t, &formats.Error{Line: i + 1, Column: 1, What: "A minute or a second here is over 59. Mend the line, and take the file in again."}
			}
			pieces = append(pieces, formats.Piece{Line: i + 1, Speaker: m[1], Start: start, Timed: true})
			said, apart = 0, false
			continue
		}
		if len(pieces) == 0 {
			t.Remark(formats.Lost, i+1, "A line before the first speaker")
			continue
		}
		p := &pieces[len(pieces)-1]
		if apart && said > 0 {
			p.Breaks = append(p.Breaks, said)
		}
		p.Tokens = append(p.Tokens, formats.Token{Text: " " + text})
		said, apart = said+len(strings.Fields(text)), false
	}
	t.Remark(formats.Guessed, 0, "Where turns end: each where the next begins. Times are to the second")
	formats.End(pieces)
	t.Keep("turn", pieces)
	return t, nil
}
