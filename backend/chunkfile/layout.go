package chunkfile

import "stet/backend/transcript"

// Layout is how a file is laid out, for those who compare files.
type Layout struct {
	// ListIndent is how far the dashes of most lists are indented beyond their keys; -1 where there is no list with
	// dashes.
	ListIndent int
	// Width is where the lines of the body are broken, in characters; 0 where they are not.
	Width int
}

// Style is how a value is written.
type Style string

const (
	PlainStyle   Style = "plain"
	SingleStyle  Style = "single quotes"
	DoubleStyle  Style = "double quotes"
	LiteralStyle Style = "literal"
	FoldedStyle  Style = "folded"
)

// Layout returns how the file is laid out.
func (f *File) Layout() Layout {
	var indents tally[int]
	for i := range f.matter.fields {
		if n := f.ListIndent(i); n >= 0 {
			indents.add(n)
		}
	}
	l := Layout{ListIndent: -1}
	if indents.counts != nil {
		l.ListIndent = indents.best
	}
	var h habits
	f.bodyHabits(&h)
	l.Width = h.words.width
	return l
}

// Style returns how the value of the field at a place of Chunk().Matter.Fields is written; "" where it is no single text,
// or empty.
func (f *File) Style(field int) Style {
	p := &f.matter.fields[field]
	if p.field.Kind != transcript.ScalarField || !p.value.is() {
		return ""
	}
	return map[style]Style{plain: PlainStyle, single: SingleStyle, double: DoubleStyle, literal: LiteralStyle, folded: FoldedStyle}[p.value.style]
}

// ListIndent returns how far the dashes of the field at a place of Chunk().Matter.Fields are indented beyond its key; -1
// where it is no list with dashes.
func (f *File) ListIndent(field int) int {
	p := &f.matter.fields[field]
	if !p.dashed() {
		return -1
	}
	return itemIndent(f.src, p.items[0]) - len(f.matter.indent)
}

// CanBe says whether the value of a field could be written in a style: without quotes only if a reader takes it for that
// text then.
func (f *File) CanBe(field int, s Style) bool {
	return s != PlainStyle || isPlain(f.matter.fields[field].field.Value, false)
}

// Ends says that nothing but front matter stands in the file: neither turns nor other text.
func (f *File) Ends() bool {
	return f.matter.form != transcript.NoMatter && f.matter.close.end == len(f.src)
}
