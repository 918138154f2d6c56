// Package markdown writes an episode as Markdown to be read, and reads that again: it is no chunk file.
package markdown

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"stet/backend/formats"
)

// Writer writes it.
var Writer = formats.Writer{ID: "markdown", Name: "Markdown", Ending: ".md", Type: "text/markdown", Write: write, ReadBack: readBack}

// kind is what a block is, by what it begins with.
type kind string

const (
	episode kind = "# "
	chunk   kind = "## "
	summary kind = "> "
	speaker kind = "**"
	words   kind = ""
)

type block struct {
	kind kind
	// text is what is to be read; of a speaker the name, and time when.
	text, time string
}

func blocksOf(e *formats.Episode) []block {
	out := []block{{kind: episode, text: e.Name()}}
	if by := e.Byline(); by != "" {
		out = append(out, block{kind: words, text: by})
	}
	for i := range e.Chunks {
		c := &e.Chunks[i]
		if len(e.Chunks) > 1 || c.Title != "" {
			out = append(out, block{kind: chunk, text: c.Named()})
		}
		if c.Summary != "" {
			out = append(out, block{kind: summary, text: c.Summary})
		}
		for k := range c.Turns {
			t := &c.Turns[k]
			if len(t.Paragraphs) == 0 {
				continue
			}
			out = append(out, block{kind: speaker, text: t.Name(), time: t.Clocked()})
			for _, p := range t.Paragraphs {
				out = append(out, block{kind: words, text: p})
			}
		}
	}
	return out
}

func (b block) String() string {
	text := escape(b.text)
	if b.kind != speaker {
		return string(b.kind) + text
	}
	if b.time != "" {
		return "**" + text + "** (" + b.time + ")"
	}
	return "**" + text + "**"
}

func write(e *formats.Episode, _ []byte) (formats.Output, error) {
	out := formats.Output{Of: "turn"}
	var b strings.Builder
	for i, x := range blocksOf(e) {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString(x.String() + "\n")
		if x.kind == speaker {
			out.Count++
		}
	}
	out.Bytes = []byte(b.String())
	e.RemarkPages(&out)
	out.Remark(formats.Lost, "When turns end, and times finer than a second; the times of words; of chunks all but titles and summaries")
	return out, nil
}

var (
	// begins is what at the beginning of a paragraph makes another thing of it.
	begins = regexp.MustCompile(`^(?:(#{1,6})(?:\s|$)|([-+>])|(\d{1,9})[.)](?:\s|$))`)
	entity = regexp.MustCompile(`^&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);`)
)

// escape writes a text so that it is read as it is.
func escape(text string) string {
	var b strings.Builder
	if m := begins.FindStringSubmatch(text); m != nil {
		if number := m[3]; number != "" {
			b.WriteString(number)
			text = text[len(number):]
		}
		b.WriteString("\\" + text[:1])
		text = text[1:]
	}
	before := ' '
	for i, r := range text {
		next, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
		within := isWord(before) && isWord(next)
		switch {
		case strings.ContainsRune("\\`*[]<", r), r == '_' && !within, r == '~' && !within, r == '&' && entity.MatchString(text[i:]):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
		before = r
	}
	return b.String()
}

func isWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("/:.", r)
}

var spoken = regexp.MustCompile(`^\*\*(.+)\*\*(?: \((\d\d+:\d\d:\d\d)\))?$`)

func parse(line string) block {
	for _, k := range []kind{episode, chunk, summary} {
		if rest, ok := strings.CutPrefix(line, string(k)); ok {
			return block{kind: k, text: formats.Unescaped(rest)}
		}
	}
	if m := spoken.FindStringSubmatch(line); m != nil {
		return block{kind: speaker, text: formats.Unescaped(m[1]), time: m[2]}
	}
	return block{kind: words, text: formats.Unescaped(line)}
}

func readBack(e *formats.Episode, src []byte) error {
	want := blocksOf(e)
	lines := strings.Split(strings.TrimSuffix(string(src), "\n"), "\n")
	for i, line := range lines {
		switch {
		case i%2 == 1 && line != "":
			return formats.Differs(i+1, "A line stands here that was not written")
		case i%2 == 0 && (i/2 >= len(want) || parse(line) != want[i/2]):
			return formats.Differs(i+1, "This is read otherwise than it was written")
		}
	}
	if n := (len(lines) + 1) / 2; n != len(want) {
		return formats.Differs(len(lines), "%d paragraphs and headings were written, and %d are read", len(want), n)
	}
	return nil
}
