// Package vtt reads WebVTT with its voices and the times of its words. Notes, styles, regions and settings are left
// behind.
package vtt

import (
	"cmp"
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"stet/backend/formats"
	"stet/backend/timecode"
)

// Reader reads WebVTT.
var Reader = formats.Reader{Name: "WebVTT subtitles", Knows: knows, Read: read}

func knows(f *formats.File) bool { return headed(f) || headless(f) }

func headed(f *formats.File) bool {
	first := f.Head(1)
	return len(first) > 0 && (first[0] == "WEBVTT" || strings.HasPrefix(first[0], "WEBVTT ") || strings.HasPrefix(first[0], "WEBVTT\t"))
}

// headless says that a file is WebVTT but for its first line: voices, or places of cues, tell it from SubRip.
func headless(f *formats.File) bool {
	cues, told := false, false
	for _, line := range f.Lines() {
		m := times.FindStringSubmatch(strings.TrimSpace(line))
		cues = cues || m != nil
		told = told || m != nil && setting.MatchString(m[3]) || cues && (strings.HasPrefix(line, "<v ") || strings.HasPrefix(line, "<v."))
		if !cues && strings.TrimSpace(line) != "" && !block.MatchString(line) && !header.MatchString(line) && len(line) > longestName {
			return false // words, which a cue may be quoted below
		}
	}
	return told
}

// longestName is how many bytes the name of a cue has at the most, where nothing else says that it is one.
const longestName = 40

var (
	times = regexp.MustCompile(`^\s*((?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?)\s*-->\s*((?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?)(\s.*)?$`)
	// tag is what WebVTT and its kin mark words with; any other < is one that somebody wrote.
	tag   = regexp.MustCompile(`(?i)</?(?:c|i|b|u|s|ruby|rt|v|lang|font|span|em|strong|br)(?:[.\s/][^<>]*)?>|<[\d:.,]+>|</?>`)
	voice = regexp.MustCompile(`^<v(?:\.[^\s<>]*)?\s+([^<>]*)>$`)
	stamp = regexp.MustCompile(`^<((?:\d{1,3}:)?\d{1,2}:\d{2}\.\d{1,3})>$`)
	// anyStamp is one anywhere in a line.
	anyStamp = regexp.MustCompile(`<(?:\d{1,3}:)?\d{1,2}:\d{2}\.\d{1,3}>`)
	// classed is a word by itself of which its class says something.
	classed = regexp.MustCompile(`^<c\.([^\s<>]+)>([^<>]*)</c>$`)
	class   = regexp.MustCompile(`^<c\.([^\s<>]+)>$`)
	number  = regexp.MustCompile(`^\d+$`)
	header  = regexp.MustCompile(`^[A-Za-z][\w-]*[:=]\s*\S`)
	setting = regexp.MustCompile(`\b(?:line|align|position|size|region|vertical):\S`)
	// reading is what stands above words to tell how they are read aloud.
	reading = regexp.MustCompile(`<rt(?:\.[^<>]*)?>[^<]*(?:</rt>)?`)
	// dashed begins the line of one who speaks beside another.
	dashed = regexp.MustCompile(`^[-–—‐]\s*[^-–—‐\s]`)
	block  = regexp.MustCompile(`^(NOTE|STYLE|REGION|Region:)(\s|$)`)
)

func read(f *formats.File) (formats.Transcript, error) {
	var t formats.Transcript
	cues, err := cuesOf(f, &t)
	if err != nil {
		return t, err
	}
	t.Join("cue", pieces(&t, unrolled(&t, cues)))
	return t, nil
}

// unrolled takes each line once from captions that roll up: there a cue begins with the line that the one before ends with.
func unrolled(t *formats.Transcript, cues []cue) []cue {
	plain := make([][]string, len(cues))
	stamped := false
	for i, c := range cues {
		plain[i] = c.plain()
		stamped = stamped || slices.ContainsFunc(c.lines, anyStamp.MatchString)
	}
	again := formats.Rolled(plain, stamped)
	if again == nil {
		return cues
	}
	t.Remark(formats.Guessed, 0, "Lines that roll up are taken once: most cues begin with the last line of the one above")
	var out []cue
	for i, c := range cues {
		if c.lines = c.lines[again[i]:]; len(c.lines) > 0 {
			out = append(out, c)
		}
	}
	return out
}

// cuesOf reads every cue, or fails at the first that has no times.
func cuesOf(f *formats.File, t *formats.Transcript) ([]cue, error) {
	lines := parted(f.Lines())
	at := 1
	if !headed(f) {
		at = 0
		t.Remark(formats.Odd, 1, "The first line is not WEBVTT, as WebVTT begins: it is damaged, or was cut off above. It is read as WebVTT all the same")
	} else if strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(lines[0]), "WEBVTT")) != "" {
		t.Remark(formats.Lost, 1, "What stands behind WEBVTT")
	}
	for headed(f) && at < len(lines) && strings.TrimSpace(lines[at]) != "" {
		if value, ok := strings.CutPrefix(lines[at], "Language:"); ok {
			t.Language = strings.TrimSpace(value)
		}
		if strings.HasPrefix(lines[at], "X-TIMESTAMP-MAP") {
			t.Remark(formats.Guessed, at+1, "Times are those of the cues: where the stream has them, which the header says (X-TIMESTAMP-MAP), is left out. If the sound begins elsewhere, set the clock")
		}
		if strings.Contains(lines[at], "-->") {
			break
		}
		at++
	}
	var cues []cue
	for at < len(lines) {
		line := strings.TrimSpace(lines[at])
		switch m := times.FindStringSubmatch(line); {
		case line == "":
			at++
		case m != nil:
			c, err := begin(m, at)
			if err != nil {
				return nil, err
			}
			if strings.TrimSpace(m[3]) != "" {
				t.Remark(formats.Lost, 0, "Places of cues on the screen")
			}
			for at++; at < len(lines) && !ends(lines, at) && !times.MatchString(lines[at]); at++ {
				text := strings.TrimSpace(lines[at])
				if reading.MatchString(text) {
					t.Remark(formats.Lost, 0, "How words are read aloud, which stands above them")
					text = strings.TrimSpace(reading.ReplaceAllString(text, ""))
				}
				if text != "" {
					c.lines = append(c.lines, text)
				}
			}
			cues = append(cues, c)
		case strings.Contains(line, "-->"):
			return nil, &formats.Error{Line: at + 1, Column: 1, What: "Here belong the times of a cue, as 00:01.000 --> 00:02.000. Mend the line, and take the file in again."}
		case block.MatchString(line):
			t.Remark(formats.Lost, at+1, "A block %s", strings.ToUpper(strings.TrimSuffix(block.FindStringSubmatch(line)[1], ":")))
			for at < len(lines) && strings.TrimSpace(lines[at]) != "" {
				at++
			}
		default:
			// The name of a cue, or words that stand nowhere.
			if at+1 >= len(lines) || !times.MatchString(lines[at+1]) {
				t.Remark(formats.Odd, at+1, "A line belongs to no cue and is left out")
			} else if !number.MatchString(line) {
				t.Remark(formats.Lost, at+1, "The name of a cue")
			}
			at++
		}
	}
	return cues, nil
}

// parted takes lines of spaces for empty ones in a file that has no empty line to part its cues and notes.
func parted(lines []string) []string {
	last := len(lines)
	for last > 0 && strings.TrimSpace(lines[last-1]) == "" {
		last--
	}
	if slices.Contains(lines[:last], "") {
		return lines
	}
	out := slices.Clone(lines)
	for i, line := range out {
		if strings.TrimSpace(line) == "" {
			out[i] = ""
		}
	}
	return out
}

// ends says whether a cue ends with a line: at an empty one, or at one of spaces behind which the next cue begins. Others of
// spaces stand for a line that shows nothing, as in captions that roll up.
func ends(lines []string, at int) bool {
	if lines[at] == "" {
		return true
	}
	if strings.TrimSpace(lines[at]) != "" {
		return false
	}
	for at++; at < len(lines) && strings.TrimSpace(lines[at]) == ""; at++ {
	}
	return at >= len(lines) || times.MatchString(lines[at]) || at+1 < len(lines) && times.MatchString(lines[at+1])
}

type cue struct {
	line       int
	start, end timecode.Time
	lines      []string
}

// plain are the lines without their tags.
func (c cue) plain() (out []string) {
	for _, line := range c.lines {
		out = append(out, html.UnescapeString(tag.ReplaceAllString(line, "")))
	}
	return out
}

func begin(m []string, at int) (cue, error) {
	start, ok := formats.ParseClock(m[1])
	end, fine := formats.ParseClock(m[2])
	if !ok || !fine {
		return cue{}, &formats.Error{Line: at + 1, Column: 1, What: "A minute or a second here is over 59. Mend the line, and take the file in again."}
	}
	return cue{line: at + 1, start: start, end: end}, nil
}

// pieces are what each voice says. A file without voices may name who speaks as SubRip does.
func pieces(t *formats.Transcript, cues []cue) []formats.Piece {
	voices := false
	var lines, silent [][]string
	for _, c := range cues {
		lines = append(lines, c.plain())
		if c.voiced() {
			voices = true
		} else {
			silent = append(silent, c.plain())
		}
	}
	var out []formats.Piece
	if voices {
		// Where voices are told, a dash still parts two who share a cue that has none.
		dialogue := formats.FindDialogue(silent)
		for i, c := range cues {
			if c.voiced() || !shared(lines[i]) {
				out = append(out, c.voices(t)...)
				continue
			}
			alone := dialogue
			out = append(out, c.spoken(t, &alone, lines[i])...)
			t.Remark(formats.Guessed, c.line, "Each dash before a line begins a turn, where a cue has no voice")
		}
		goOn(t, out)
		return out
	}
	dialogue := formats.FindDialogue(lines)
	dialogue.Remark(t)
	for i, c := range cues {
		out = append(out, c.spoken(t, &dialogue, lines[i])...)
	}
	return out
}

// voiced says that the cue tells who speaks.
func (c cue) voiced() bool {
	return slices.ContainsFunc(c.lines, func(line string) bool { return strings.Contains(line, "<v ") || strings.Contains(line, "<v.") })
}

// shared says that two who speak share a cue, a line each behind a dash.
func shared(lines []string) bool {
	n := 0
	for _, line := range lines {
		if dashed.MatchString(line) {
			n++
		}
	}
	return n > 1
}

// goOn lets who spoke last go on in cues without a voice, where a file has one only where another speaks, as Podcasting 2.0
// has it: there hardly a cue has the voice of the one before.
func goOn(t *formats.Transcript, parts []formats.Piece) {
	silent := goingOn(len(parts), func(i int) string {
		if parts[i].Apart {
			return strconv.Itoa(i) // somebody, of whom it is not told who
		}
		return parts[i].Speaker
	})
	if silent == 0 {
		return
	}
	speaker := ""
	for i := range parts {
		if parts[i].Apart {
			speaker = ""
			continue
		}
		parts[i].Speaker = cmp.Or(parts[i].Speaker, speaker)
		speaker = parts[i].Speaker
	}
	t.Remark(formats.Guessed, 0, "Who speaks in %s without a voice: who spoke last, for voices stand only where another speaks", formats.Count(silent, "cue"))
}

// goingOn counts the cues without a voice, of so many, in which who spoke last goes on; 0 where every cue has its own voice.
func goingOn(n int, of func(i int) string) (silent int) {
	again, before, last := 0, "", ""
	for i := range n {
		speaker := of(i)
		switch {
		case speaker == "" && last != "":
			silent++
		case speaker != "" && speaker == before:
			again++
		}
		before, last = speaker, cmp.Or(speaker, last)
	}
	if 4*again > silent {
		return 0
	}
	return silent
}
