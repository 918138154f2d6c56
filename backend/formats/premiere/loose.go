package premiere

import (
	"regexp"
	"slices"
	"strings"

	"stet/backend/chunkfile"
	"stet/backend/formats"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// Loose reads texts that are built like Premiere's and write their times otherwise: with dots between all numbers, in
// brackets, or only when a turn begins, with who speaks on the next line or on the same one.
var Loose = formats.Reader{Name: "text with timecodes", Knows: knowsLoose, Read: readLoose}

// clock is a time with two or three parts and perhaps frames or thousandths.
const clock = `(\d{1,3}[:.;]\d{2}[:.;]\d{2}(?:[:.,;]\d{2,3})?|\d{1,3}:\d{2})`

// head is a line that only says when a turn begins, and perhaps who speaks, before it or behind it.
var head = regexp.MustCompile(`^(?:(\p{L}[^:.!?\d]{0,40}?(?:\s\d{1,3})?)\s*[-–—,:|]?\s+)?[\[(]?` + clock + `(?:\s*(?:[-–—]|-->|to)\s*` + clock + `)?[\])]?(?:\s*[-–—,:|]?\s*(\p{L}[^:.!?]{0,46}?):?)?$`)

// blockHead is where a turn begins.
type blockHead struct {
	line       int
	start, end timecode.Code
	speaker    string
	// untimed says that only a name stands there.
	untimed bool
}

// rule is a line that is drawn below a heading.
var rule = regexp.MustCompile(`^(?:={3,}|-{3,})$`)

// unmarked are lines without what Markdown marks with: names lose their stars, and signs their backslashes; headings,
// quotations and what is underlined are no speech, and are empty. titles are the places of those, from 1.
func unmarked(lines []string) (out []string, titles []int) {
	plain := func(line string) string { return line }
	if slices.ContainsFunc(lines, isMarked) {
		plain = formats.Unescaped
	}
	out = make([]string, len(lines))
	for i, line := range lines {
		text := strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(text, "#"), strings.HasPrefix(text, "> "):
			titles = append(titles, i+1)
		case rule.MatchString(text):
			if i > 0 && out[i-1] != "" {
				out[i-1] = ""
				titles = append(titles, i)
			}
		case isMarked(line):
			out[i] = plain(strings.Replace(strings.TrimPrefix(text, "**"), "**", "", 1))
		default:
			out[i] = plain(line)
		}
	}
	return out, titles
}

// isMarked says that a line begins in bold.
func isMarked(line string) bool { return strings.HasPrefix(strings.TrimSpace(line), "**") }

// heads are the lines that begin turns.
func heads(lines []string) (out []blockHead) {
	for i, line := range lines {
		m := head.FindStringSubmatch(strings.TrimSpace(line))
		if m == nil || len(strings.Fields(m[4])) > longestName || m[1] != "" && m[4] != "" {
			continue
		}
		o := blockHead{line: i, speaker: strings.TrimSpace(m[1] + m[4])}
		var ok bool
		if o.start, ok = loosely(m[2]); !ok {
			continue
		}
		o.end, _ = loosely(m[3])
		out = append(out, o)
	}
	return out
}

// loosely reads a time that may have dots for colons, or no hours.
func loosely(text string) (timecode.Code, bool) {
	if strings.Count(text, ".") == 3 {
		text = strings.ReplaceAll(text, ".", ":")
	}
	if strings.Count(text, ":") == 1 && !strings.ContainsAny(text, ".;,") {
		text = "00:" + text
		if len(text) < len("00:00:00") {
			text = "00:0" + text[3:]
		}
	}
	code, err := timecode.Parse(text)
	return code, err == nil
}

// knowsLoose wants at least two turns that begin like that, with words behind most of them, and times that rise.
func knowsLoose(f *formats.File) bool {
	if f.IsJSON() || strings.HasPrefix(string(f.Src[:min(3, len(f.Src))]), "---") {
		return false
	}
	for _, t := range chunkfile.Parse(f.Src).Chunk().Turns {
		if t.Span != nil {
			return false
		}
	}
	lines, _ := unmarked(f.Lines())
	list := heads(lines)
	spoken, rising := 0, 0
	for k, o := range list {
		for i := o.line + 1; i < len(lines) && (k+1 == len(list) || i < list[k+1].line); i++ {
			if strings.TrimSpace(lines[i]) != "" {
				spoken++
				break
			}
		}
		if k > 0 && later(list[k-1].start, o.start) {
			rising++
		}
	}
	return len(list) > 1 && 2*spoken > len(list) && 4*rising >= 3*(len(list)-1)
}

func later(a, b timecode.Code) bool {
	x, err := a.At(timecode.Rate60)
	y, err2 := b.At(timecode.Rate60)
	return err == nil && err2 == nil && y >= x
}

func readLoose(f *formats.File) (formats.Transcript, error) {
	var t formats.Transcript
	lines, titles := unmarked(f.Lines())
	for _, line := range titles {
		t.Remark(formats.Lost, line, formats.HeadingRemark)
	}
	list := heads(lines)
	withoutPages(&t, lines, list)
	names := !takeAbove(&t, lines, list) && below(lines, list)
	list = withUntimed(f.Lines(), lines, list, names)
	for _, line := range lines[:list[0].line] {
		if strings.TrimSpace(line) != "" {
			t.Remark(formats.Lost, 0, "What stands before the first turn")
		}
	}
	var turns []transcript.Turn
	for k, o := range list {
		to := len(lines)
		if k+1 < len(list) {
			to = list[k+1].line
		}
		out := formats.Turn{Line: o.line + 1, Speaker: o.speaker}
		if o.untimed {
			t.Remark(formats.Guessed, out.Line, formats.Untimed)
		} else {
			out.Span = &timecode.Span{Start: o.start, End: o.end}
		}
		body := lines[o.line+1 : to]
		if out.Speaker == "" && names {
			out.Speaker, body = nameIn(body)
		}
		if !o.untimed && o.end.IsZero() {
			out.Span.End, out.Estimated = o.start, transcript.EndEdge
			next := slices.IndexFunc(list[k+1:], func(n blockHead) bool { return !n.untimed })
			if next >= 0 && later(o.start, list[k+1+next].start) {
				out.Span.End = list[k+1+next].start
			}
			t.Remark(formats.Guessed, 0, "When turns end: when the next one begins")
		}
		out.Paragraphs = paragraphs(body)
		t.Turns = append(t.Turns, out)
		turns = append(turns, transcript.Turn{Span: out.Span, Speaker: &out.Speaker})
	}
	remarkOrder(&t, turns, func(i int) int { return t.Turns[i].Line })
	remarkFrames(&t, turns)
	return t, nil
}

// nameIn is the name on the first line that is not empty, and the lines below it.
func nameIn(lines []string) (name string, rest []string) {
	for len(lines) > 0 && name == "" {
		name, lines = strings.TrimSuffix(strings.TrimSpace(lines[0]), ":"), lines[1:]
	}
	return name, lines
}

// withUntimed adds where somebody speaks at no time: a name that stands with a time elsewhere is by itself below an empty line,
// right above the words; or any name is marked as all that have a time are, and words follow, or it is a heading.
func withUntimed(marked, lines []string, list []blockHead, names bool) []blockHead {
	speakers, taken := map[string]bool{}, map[int]bool{}
	allStarred := true
	for _, o := range list {
		allStarred = allStarred && isMarked(marked[o.line])
		if o.speaker == "" && names {
			var rest []string
			o.speaker, rest = nameIn(lines[o.line+1:])
			taken[len(lines)-len(rest)-1] = true
		}
		speakers[o.speaker] = o.speaker != ""
	}
	empty := func(i int) bool { return i < 0 || i >= len(lines) || strings.TrimSpace(lines[i]) == "" }
	alone := func(i int) bool {
		return formats.Unescaped(strings.TrimSpace(marked[i])) == "**"+strings.TrimSpace(lines[i])+"**"
	}
	timed := func(i int) bool { return slices.ContainsFunc(list, func(o blockHead) bool { return o.line == i }) }
	speaks := func(i int) bool {
		for i++; i < len(lines); i++ {
			if !empty(i) {
				return !timed(i) && !alone(i)
			}
		}
		return false
	}
	out := slices.Clone(list)
	for i, line := range lines {
		name := strings.TrimSpace(line)
		named := speakers[name] && !taken[i] && !empty(i+1)
		if allStarred {
			named = name != "" && alone(i) && len(strings.Fields(name)) <= longestName && (speakers[name] || speaks(i))
		}
		if named && empty(i-1) {
			out = append(out, blockHead{line: i, speaker: name, untimed: true})
		}
	}
	slices.SortFunc(out, func(a, b blockHead) int { return a.line - b.line })
	return out
}

// below says that speakers stand on the line behind the time: short lines, of which some come again.
func below(lines []string, list []blockHead) bool {
	seen := map[string]int{}
	short := 0
	for k, o := range list {
		for i := o.line + 1; i < len(lines) && (k+1 == len(list) || i < list[k+1].line); i++ {
			if text := strings.TrimSuffix(strings.TrimSpace(lines[i]), ":"); text != "" {
				if seen[text]++; len(strings.Fields(text)) <= longestName && !ended(text) {
					short++
				}
				break
			}
		}
	}
	return len(seen) < short && 4*short >= 3*len(list)
}

// paragraphs are parted by empty lines.
func paragraphs(lines []string) (out []string) {
	open := false
	for _, line := range lines {
		line = strings.TrimSpace(line)
		switch {
		case line == "":
			open = false
		case open:
			out[len(out)-1] += " " + line
		default:
			out, open = append(out, line), true
		}
	}
	return out
}
