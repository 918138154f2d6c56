// Package srt reads SubRip subtitles. Speakers are the names that begin cues, which is a guess; places on the screen and
// colours are left behind.
package srt

import (
	"html"
	"regexp"
	"slices"
	"strings"

	"stet/backend/formats"
	"stet/backend/timecode"
)

// Reader reads SubRip.
var Reader = formats.Reader{Name: "SubRip subtitles", Knows: knows, Read: read}

var (
	number = regexp.MustCompile(`^\d+$`)
	// times may lack the hours, or parts of a second.
	times = regexp.MustCompile(`^((?:\d{1,3}:)?\d{1,2}:\d{1,2}(?:[,.]\d{1,3})?)\s*-->\s*((?:\d{1,3}:)?\d{1,2}:\d{1,2}(?:[,.]\d{1,3})?)(\s.*)?$`)
	// mistyped is a line of times with another arrow.
	mistyped = regexp.MustCompile(`^(?:\d{1,3}:)?\d{1,2}:\d{2}[,.]\d{1,3}\s*(?:[-–—=]+>|→)\s*(?:\d{1,3}:)?\d{1,2}:\d{2}`)
	// style is what subtitles hold besides words: tags as of HTML, and places as of other formats.
	style = regexp.MustCompile(`(?i)</?(?:i|b|u|s|font|c|span)(?:\s[^<>]*)?>|\{\\[^{}]*\}`)
)

// knows looks for a cue's times as the first words, or under a number.
func knows(f *formats.File) bool {
	first := f.Head(2)
	if len(first) == 2 && number.MatchString(first[0]) {
		return mistyped.MatchString(first[1]) || strings.Contains(first[1], "-->") && !strings.HasPrefix(first[1], "-->")
	}
	return len(first) > 0 && times.MatchString(first[0])
}

// cue is a subtitle as it stands.
type cue struct {
	line       int
	start, end timecode.Time
	lines      []string
}

func read(f *formats.File) (formats.Transcript, error) {
	var t formats.Transcript
	cues, err := cuesOf(f, &t)
	if err != nil {
		return t, err
	}
	var lines [][]string
	for _, c := range cues {
		lines = append(lines, c.lines)
	}
	if again := formats.Rolled(lines, false); again != nil {
		t.Remark(formats.Guessed, 0, "Lines that roll up are taken once: most cues begin with the last line of the one above")
		for i := range cues {
			cues[i].lines = cues[i].lines[again[i]:]
			lines[i] = cues[i].lines
		}
		cues = slices.DeleteFunc(cues, func(c cue) bool { return len(c.lines) == 0 })
		lines = slices.DeleteFunc(lines, func(of []string) bool { return len(of) == 0 })
	}
	dialogue := formats.FindDialogue(lines)
	dialogue.Remark(&t)
	var pieces []formats.Piece
	for _, c := range cues {
		pieces = append(pieces, c.pieces(&dialogue)...)
	}
	t.Join("cue", pieces)
	return t, nil
}

// cuesOf reads every cue, or fails at the first that has no times.
func cuesOf(f *formats.File, t *formats.Transcript) ([]cue, error) {
	lines := f.Lines()
	var cues []cue
	at := 0
	for at < len(lines) {
		line := strings.TrimSpace(lines[at])
		if line == "" {
			at++
			continue
		}
		if number.MatchString(line) && at+1 < len(lines) && (strings.Contains(lines[at+1], "-->") || mistyped.MatchString(strings.TrimSpace(lines[at+1]))) {
			at++
			line = strings.TrimSpace(lines[at])
		}
		m := times.FindStringSubmatch(line)
		switch {
		case m == nil && (strings.Contains(line, "-->") || mistyped.MatchString(line)), m == nil && len(cues) == 0:
			return nil, &formats.Error{Line: at + 1, Column: 1, What: "Here belong the times of a cue, as 00:00:01,000 --> 00:00:02,000. Mend the line, and take the file in again."}
		case m == nil:
			// An empty line within a cue's words.
			t.Remark(formats.Odd, at+1, "An empty line stands within a cue")
		default:
			start, ok := formats.ParseClock(strings.TrimSpace(m[1]))
			end, fine := formats.ParseClock(m[2])
			if !ok || !fine {
				return nil, &formats.Error{Line: at + 1, Column: 1, What: "A minute or a second here is over 59. Mend the line, and take the file in again."}
			}
			if strings.TrimSpace(m[3]) != "" {
				t.Remark(formats.Lost, 0, "Places of cues on the screen")
			}
			cues = append(cues, cue{line: at + 1, start: start, end: end})
			at++
		}
		last := &cues[len(cues)-1]
		for at < len(lines) && strings.TrimSpace(lines[at]) != "" {
			if here := strings.TrimSpace(lines[at]); begins(here) || number.MatchString(here) && at+1 < len(lines) && begins(strings.TrimSpace(lines[at+1])) {
				t.Remark(formats.Odd, at+1, "No empty line stands between two cues")
				break
			}
			text := lines[at]
			if plain := style.ReplaceAllString(text, ""); plain != text {
				t.Remark(formats.Lost, 0, "Italics, colours and other looks of words")
				text = plain
			}
			if text = strings.TrimSpace(html.UnescapeString(text)); text != "" {
				last.lines = append(last.lines, text)
			}
			at++
		}
	}
	return cues, nil
}

// begins says that a line is one of times, also of such as are mistyped: no words.
func begins(line string) bool { return times.MatchString(line) || mistyped.MatchString(line) }

// pieces are what each speaker says in a cue. Where several speak, the time is parted by letters.
func (c cue) pieces(dialogue *formats.Dialogue) []formats.Piece {
	var parts []formats.Piece
	for _, voice := range dialogue.Parts(c.lines) {
		p := formats.Piece{Line: c.line, Timed: true, Start: c.start, End: c.end, Speaker: voice.Speaker, Apart: voice.Apart}
		for i, line := range voice.Lines {
			if i > 0 {
				line = " " + line
			}
			p.Tokens = append(p.Tokens, formats.Token{Text: line})
		}
		parts = append(parts, p)
	}
	if len(parts) == 0 {
		return []formats.Piece{{Line: c.line, Timed: true, Start: c.start, End: c.end}}
	}
	formats.Share(parts)
	return parts
}
