package profile

import (
	"fmt"
	"slices"
	"strings"

	"stet/backend/chunkfile"
	"stet/backend/transcript"
)

// Finding is one way in which a chunk differs from the profile.
type Finding struct {
	// Code names the kind: "field.missing", "field.extra", "field.order", "field.list", "field.value", "slug", "file",
	// "list.indent", "summary.style".
	Code string
	// Field is the key that it is about; At is its place among the chunk's fields, -1 where it has none.
	Field string
	At    int
	// What says it in a sentence.
	What string
}

// Check says where a chunk differs from the profile. name is the name of its file, or "" where that is not to be looked
// at. Of front matter that cannot be read it says nothing.
func (p Profile) Check(name string, c transcript.Chunk) []Finding {
	if c.Matter.Form == transcript.RawMatter {
		return nil
	}
	var out []Finding
	add := func(code, field string, at int, format string, args ...any) {
		out = append(out, Finding{code, field, at, fmt.Sprintf(format, args...)})
	}
	for _, key := range p.Required {
		if _, ok := c.Field(key); !ok {
			add("field.missing", key, -1, "The field %s is missing.", key)
		}
	}
	highest := -1
	for i, f := range c.Matter.Fields {
		rank := p.rank(f.Key)
		switch {
		case rank < 0 && len(p.Fields) > 0:
			add("field.extra", f.Key, i, "The field %s is none of the series'.", f.Key)
		case rank >= 0 && rank < highest:
			add("field.order", f.Key, i, "The field %s stands after %s, and belongs before it.", f.Key, p.Fields[highest])
		}
		highest = max(highest, rank)
		p.checkValue(f, i, add)
	}
	if slug, ok := c.Field("slug"); ok {
		if what := p.Slug.Check(slug.Value, c); what != "" {
			add("slug", "slug", slices.IndexFunc(c.Matter.Fields, func(f transcript.Field) bool { return f.Key == "slug" }), "The slug %s.", what)
		}
	}
	if name != "" {
		if what := p.File.Check(name, c); what != "" {
			add("file", "", -1, "The file's name %s.", what)
		}
	}
	return out
}

// CheckLayout says where the front matter of a file is laid out otherwise than the profile has it.
func (p Profile) CheckLayout(f *chunkfile.File) []Finding {
	var out []Finding
	for i, field := range f.Chunk().Matter.Fields {
		if n := f.ListIndent(i); p.ListIndent != Unknown && n >= 0 && n != p.ListIndent {
			out = append(out, Finding{"list.indent", field.Key, i, fmt.Sprintf("The list %s is indented by %d; the series' lists are by %d.", field.Key, n, p.ListIndent)})
		}
		if s := f.Style(i); field.Key == "summary" && p.Summary != "" && s != "" && s != p.Summary && f.CanBe(i, p.Summary) {
			out = append(out, Finding{"summary.style", field.Key, i, fmt.Sprintf("The summary is written %s; the series' summaries are %s.", inStyle(s), inStyle(p.Summary))})
		}
	}
	return out
}

// inStyle says how a text in a style is written.
func inStyle(s chunkfile.Style) string {
	switch s {
	case chunkfile.SingleStyle, chunkfile.DoubleStyle:
		return "in " + string(s)
	case chunkfile.LiteralStyle:
		return "literal, behind |"
	case chunkfile.FoldedStyle:
		return "folded, behind >"
	}
	return "without quotes"
}

func (p Profile) checkValue(f transcript.Field, at int, add func(code, field string, at int, format string, args ...any)) {
	if slices.Contains(p.Lists, f.Key) && f.Kind != transcript.ListField {
		if f.Value != "" {
			add("field.list", f.Key, at, "The field %s is to be a list.", f.Key)
		}
		return
	}
	allowed := p.Values(f.Key)
	if allowed == nil || f.Kind == transcript.OpaqueField {
		return
	}
	said := f.Items
	if f.Kind == transcript.ScalarField {
		said = []string{f.Value}
	}
	for _, v := range said {
		if !slices.Contains(allowed, v) {
			add("field.value", f.Key, at, "The field %s says “%s”; it may say %s.", f.Key, v, strings.Join(allowed, ", "))
		}
	}
}
