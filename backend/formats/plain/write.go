package plain

import (
	"strings"
	"unicode/utf8"

	"stet/backend/formats"
)

// Writer writes a text to be read: headings, who speaks and when, and what is said.
var Writer = formats.Writer{ID: "text", Name: "Plain text", Ending: ".txt", Type: "text/plain", Write: write, ReadBack: readBack}

// block is what stands between empty lines: a heading with a line under it, a turn with who speaks above it, or a paragraph
// more of one.
type block struct {
	line       int
	head, text string
}

func blocksOf(e *formats.Episode) []block {
	name := e.Name()
	out := []block{{head: name, text: strings.Repeat("=", max(3, utf8.RuneCountInString(name)))}}
	if by := e.Byline(); by != "" {
		out = append(out, block{text: by})
	}
	for i := range e.Chunks {
		c := &e.Chunks[i]
		if title := c.Named(); len(e.Chunks) > 1 || c.Title != "" {
			out = append(out, block{head: title, text: strings.Repeat("-", max(3, utf8.RuneCountInString(title)))})
		}
		for k := range c.Turns {
			t := &c.Turns[k]
			for n, p := range t.Paragraphs {
				b := block{text: p}
				if n == 0 {
					b.head = t.Name()
					if at := t.Clocked(); at != "" {
						b.head += " [" + at + "]"
					}
				}
				out = append(out, b)
			}
		}
	}
	return out
}

func write(e *formats.Episode, _ []byte) (formats.Output, error) {
	out := formats.Output{Of: "turn"}
	var b strings.Builder
	for i, x := range blocksOf(e) {
		if i > 0 {
			b.WriteString("\n")
		}
		if x.head != "" {
			b.WriteString(x.head + "\n")
		}
		b.WriteString(x.text + "\n")
	}
	for _, t := range e.Turns() {
		if len(t.Paragraphs) > 0 {
			out.Count++
		}
	}
	out.Bytes = []byte(b.String())
	e.RemarkPages(&out)
	out.Remark(formats.Lost, "When turns end, and times finer than a second; the times of words; of chunks all but their titles")
	return out, nil
}

// parse parts a text at its empty lines, one by one; bad is a line that a block has too many, 0 if there is none.
func parse(lines []string) (got []block, bad int) {
	for i, line := range lines {
		switch n := len(got); {
		case line == "":
			got = append(got, block{})
		case n == 0:
			got = append(got, block{line: i + 1, text: line})
		case got[n-1].text == "":
			got[n-1] = block{line: i + 1, text: line}
		case got[n-1].head == "":
			got[n-1].head, got[n-1].text = got[n-1].text, line
		default:
			return got, i + 1
		}
	}
	return got, 0
}

func readBack(e *formats.Episode, src []byte) error {
	got, bad := parse(strings.Split(strings.TrimSuffix(string(src), "\n"), "\n"))
	if bad > 0 {
		return formats.Differs(bad, "A line stands here that was not written")
	}
	for i, want := range blocksOf(e) {
		if i >= len(got) {
			return formats.Differs(1, "The text ends before “%s”", want.head)
		}
		if got[i].head != want.head || got[i].text != want.text {
			return formats.Differs(got[i].line, "This is read otherwise than it was written")
		}
	}
	if n := len(blocksOf(e)); len(got) != n {
		return formats.Differs(got[n].line, "Something stands here that was not written")
	}
	return nil
}
