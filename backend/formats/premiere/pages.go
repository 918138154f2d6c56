package premiere

import (
	"strings"

	"stet/backend/chunkfile"
	"stet/backend/formats"
	"stet/backend/transcript"
)

// Pages reads a transcript that was copied from a document with pages: their numbers and headings stand among the words.
var Pages = formats.Reader{Name: "Premiere text from pages", Knows: knowsPages, Read: readPages}

func knowsPages(f *formats.File) bool {
	if f.IsJSON() || strings.HasPrefix(string(f.Src[:min(3, len(f.Src))]), "---") {
		return false
	}
	if !isPaged(f) {
		return false
	}
	chunk := chunkfile.Parse(f.Src).Chunk()
	for _, t := range chunk.Turns {
		if t.Span != nil && t.Span.Start.Form.CountsFrames() {
			return true
		}
	}
	return false
}

// apartRemark says of a line that nobody can tell what it is.
const apartRemark = "A few words by themselves before the next turn: a heading of the page, or the end of what is said"

func readPages(f *formats.File) (formats.Transcript, error) {
	var t formats.Transcript
	whole := laid(f.Lines())
	lines := whole.lines
	belongs := furniture(lines, whole.numbers)
	var text []string
	var from []int
	gap, spaced := false, doubleSpaced(lines)
	for i, line := range lines {
		if kind := belongs[i]; kind != "" {
			t.Remark(formats.Lost, whole.from[i]+1, "A page's %s", kind)
			gap = true
			// The empty lines before it are the page's.
			for len(text) > 0 && strings.TrimSpace(text[len(text)-1]) == "" {
				text, from = text[:len(text)-1], from[:len(from)-1]
			}
			continue
		}
		if strings.Contains(line, "\f") {
			gap = true
		}
		line = strings.Trim(line, "\f")
		if gap && strings.TrimSpace(line) == "" {
			continue
		}
		if gap && timed(line) && len(text) > 0 {
			text, from = append(text, ""), append(from, whole.from[i])
		}
		gap = false
		if !spaced && apart(lines, i, belongs) {
			t.Remark(formats.Odd, whole.from[i]+1, apartRemark)
		}
		text, from = append(text, line), append(from, whole.from[i])
	}
	file := chunkfile.Parse([]byte(strings.Join(text, "\n")))
	line := func(n int) int {
		if n < 1 || n > len(from) {
			return len(lines)
		}
		return from[n-1] + 1
	}
	chunk := file.Chunk()
	for i := range chunk.Lead {
		t.Remark(formats.Lost, line(file.LeadPlace(i).Line), "A line before the first turn")
	}
	for i, turn := range chunk.Turns {
		out := formats.Turn{Line: line(file.TurnPlace(i).Line), Span: turn.Span, Speaker: turn.Label(), Paragraphs: turn.Paragraphs}
		if transcript.CountWords(turn.Paragraphs) == 0 {
			t.Remark(formats.Odd, out.Line, "A turn without words")
		}
		t.Turns = append(t.Turns, out)
	}
	Remarks(&t, file, text, line)
	return t, nil
}
