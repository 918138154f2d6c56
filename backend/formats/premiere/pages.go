package premiere

import (
	"regexp"
	"strconv"
	"strings"

	"stet/backend/chunkfile"
	"stet/backend/formats"
	"stet/backend/transcript"
)

// Pages reads a transcript that was copied from a document with pages: their numbers and headings stand among the words.
var Pages = formats.Reader{Name: "Premiere text from pages", Knows: knowsPages, Read: readPages}

// number is a line with the number of a page, by itself or with a word for it, and perhaps how many there are.
var number = regexp.MustCompile(`^(?:[-–—]\s*)?(?:\p{L}{1,8}\.?\s+)?(\d{1,4})(?:\s*(?:/|\p{L}{1,4})\s*\d{1,4})?(?:\s*[-–—])?$`)

func knowsPages(f *formats.File) bool {
	if f.IsJSON() || strings.HasPrefix(string(f.Src[:min(3, len(f.Src))]), "---") {
		return false
	}
	if len(furniture(f.Lines())) == 0 {
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

// furniture are the lines that belong to pages: numbers that count on, at least two, and headings that stand beside most
// of them.
func furniture(lines []string) map[int]string {
	out := map[int]string{}
	var at []int
	next := 0
	for i, line := range lines {
		m := number.FindStringSubmatch(strings.Trim(line, " \t\f"))
		if m == nil || speaks(lines, i) {
			continue
		}
		n, err := strconv.Atoi(m[1])
		if err == nil && (next == 0 || n == next) {
			at = append(at, i)
			next = n + 1
		}
	}
	if len(at) < 2 {
		return out
	}
	beside := map[string]int{}
	for _, i := range at {
		out[i] = "number"
		for _, k := range neighbours(lines, i) {
			beside[strings.TrimSpace(lines[k])]++
		}
	}
	for _, i := range at {
		for _, k := range neighbours(lines, i) {
			if n := beside[strings.TrimSpace(lines[k])]; n > 1 && 2*n >= len(at) && !speaks(lines, k) {
				out[k] = "heading"
			}
		}
	}
	return out
}

// speaks says that the line before is a turn's time: then it is a speaker, such as “Speaker 1”.
func speaks(lines []string, i int) bool {
	return i > 0 && timed(lines[i-1])
}

func timed(line string) bool {
	turns := chunkfile.Parse([]byte(line)).Chunk().Turns
	return len(turns) > 0 && turns[0].Span != nil
}

// neighbours are the lines with words right before and after one that are no times.
func neighbours(lines []string, i int) []int {
	var out []int
	for _, step := range []int{-1, 1} {
		k := i + step
		for k >= 0 && k < len(lines) && strings.Trim(lines[k], " \t\f") == "" {
			k += step
		}
		if k >= 0 && k < len(lines) && !timed(lines[k]) {
			out = append(out, k)
		}
	}
	return out
}

func readPages(f *formats.File) (formats.Transcript, error) {
	var t formats.Transcript
	lines := f.Lines()
	belongs := furniture(lines)
	var text []string
	var from []int
	gap := false
	for i, line := range lines {
		if kind := belongs[i]; kind != "" {
			t.Remark(formats.Lost, i+1, "A page's %s", kind)
			gap = true
			// The empty lines before it are the page's.
			for len(text) > 0 && strings.TrimSpace(text[len(text)-1]) == "" {
				text, from = text[:len(text)-1], from[:len(from)-1]
			}
			continue
		}
		line = strings.Trim(line, "\f")
		if gap && strings.TrimSpace(line) == "" {
			continue
		}
		if gap && timed(line) && len(text) > 0 {
			text, from = append(text, ""), append(from, i)
		}
		gap = false
		text, from = append(text, line), append(from, i)
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
	for _, p := range file.Problems() {
		t.Remark(formats.Odd, line(p.Line), "%s", strings.TrimSuffix(p.What, "."))
	}
	return t, nil
}
