package chunkfile

import (
	"bytes"
	"fmt"
	"strings"

	"stet/backend/transcript"
)

// MostIndent is how far the dashes of a list are indented at most.
const MostIndent = 8

// Reindent returns the text with the dashes of its lists indented by n spaces more than their keys, and nothing but
// white space changed. Lists in brackets, and what Stet does not take apart, stay as they are. When nothing differs it
// returns the text itself.
//
// It parses its own result; where that would mean something else, and where the front matter cannot be read, it returns
// a *RefusedError.
func (f *File) Reindent(n int) ([]byte, error) {
	if n < 0 || n > MostIndent {
		return nil, &RefusedError{What: fmt.Sprintf("a list is indented by 0 to %d spaces, not by %d", MostIndent, n)}
	}
	return f.reindent(func(*fieldPlace) int { return n })
}

// ReindentAs is Reindent with each list indented as in another text; one that the other does not have stays as it is.
func (f *File) ReindentAs(g *File) ([]byte, error) {
	return f.reindent(func(field *fieldPlace) int {
		for _, other := range []*File{g, f} {
			for i := range other.matter.fields {
				if x := &other.matter.fields[i]; x.dashed() && x.field.Key == field.field.Key {
					return itemIndent(other.src, x.items[0]) - len(other.matter.indent)
				}
			}
		}
		return 0
	})
}

// dashed reports whether a field is a list with a dash before each item.
func (p *fieldPlace) dashed() bool {
	return p.field.Kind == transcript.ListField && !p.flow && len(p.items) > 0
}

func (f *File) reindent(by func(*fieldPlace) int) ([]byte, error) {
	if err := f.Unreadable(); err != nil {
		return nil, err
	}
	var out []byte
	at := 0
	for i := range f.matter.fields {
		field := &f.matter.fields[i]
		if !field.dashed() {
			continue
		}
		want := len(f.matter.indent) + by(field)
		for k, item := range field.items {
			// Comments between the items are moved with the item below them.
			from := item.start
			if k > 0 {
				from = field.items[k-1].end
			} else {
				from = min(from, f.lines[lineAt(f.lines, field.key.end)].end)
			}
			out = append(out, f.src[at:from]...)
			out = append(out, f.shifted(from, item, want)...)
			at = item.end
		}
	}
	head := len(out) + f.body.start - at
	out = append(out, f.src[at:]...)
	if bytes.Equal(out, f.src) {
		return f.src, nil
	}
	if c, ok := f.underHead(out, head); ok && same(c, f.chunk) {
		return out, nil
	}
	if g := Parse(out); !same(g.chunk, f.chunk) {
		u := &updater{File: f, want: f.chunk}
		if refused := u.verify(out); refused != nil {
			return nil, refused
		}
	}
	return out, nil
}

// NotIndented says which list is not indented by n and stays so: one that Stet does not take apart. It returns nil if
// there is none.
func (f *File) NotIndented(n int) *RefusedError {
	for i := range f.matter.fields {
		field := &f.matter.fields[i]
		if field.field.Kind != transcript.OpaqueField {
			continue
		}
		_, below, _ := strings.Cut(field.field.Value, "\n")
		first, _, _ := strings.Cut(strings.TrimLeft(below, "\n"), "\n")
		if dash := strings.TrimLeft(first, " "); strings.HasPrefix(dash, "- ") && len(first)-len(dash) != len(f.matter.indent)+n {
			return &RefusedError{Line: f.FieldPlace(i).Line, What: fmt.Sprintf("the field %s is YAML that Stet does not take apart, so its list is not indented. It can be changed as text", field.field.Key)}
		}
	}
	return nil
}

// shifted returns the lines from a byte to an item's end with the item's dash indented by want.
func (f *File) shifted(from int, item itemPlace, want int) string {
	have := itemIndent(f.src, item)
	var b strings.Builder
	for _, l := range splitLines(f.src[from:item.end], from) {
		text := string(f.src[l.start:l.text])
		indent := indentOf([]byte(text))
		switch {
		case l.start == item.start:
			text = strings.Repeat(" ", want) + text[have:]
		case isBlank([]byte(text)) || indent < have:
		default:
			text = strings.Repeat(" ", max(0, indent+want-have)) + text[indent:]
		}
		b.WriteString(text)
		b.Write(f.src[l.text:l.end])
	}
	return b.String()
}

// Unreadable returns a *RefusedError that says where the front matter is wrong and why, so that its fields cannot be
// changed; nil where they can.
func (f *File) Unreadable() error {
	if f.matter.form != transcript.RawMatter {
		return nil
	}
	start := f.place(place{f.matter.start, f.matter.start}).Line
	for _, p := range f.problems {
		if strings.HasPrefix(p.Code, "yaml.") && p.Severity == Error && p.Line >= start {
			return &RefusedError{Line: p.Line, What: p.What}
		}
	}
	return &RefusedError{Line: start, What: "the front matter is not valid YAML, so its fields cannot be changed. Repair it first"}
}
