package chunkfile

import (
	"slices"

	"stet/backend/transcript"
)

// This file puts values of the front matter in quotes, or takes the quotes away. It changes nothing that they say.

// InQuotes is how a value stands in quotes that some reader of YAML takes for something other than the text that it is: a field's,
// or, with item from 0, that of a list item. "" of any other value.
func (f *File) InQuotes(field, item int) string {
	if field < 0 || field >= len(f.matter.fields) {
		return ""
	}
	place := &f.matter.fields[field]
	value := place.value
	if item >= 0 {
		if item >= len(place.items) {
			return ""
		}
		value = place.items[item].value
	}
	if !value.retyped() {
		return ""
	}
	return f.inQuotes(value.text)
}

func (s scalar) retyped() bool { return s.is() && s.style == plain && !isString(s.text) }

// inQuotes is a text in the quotes that the file has where it needs none.
func (f *File) inQuotes(text string) string {
	if f.habits().quotes == double || !isPrintable(text) {
		return doubleQuoted(text)
	}
	return singleQuoted(text)
}

// Requote returns the text with those of its values in quotes, or without, that somebody asked to have so, and nothing else changed.
// Quotes that a value does not need, and those that it cannot do without, stay as they are. When nothing differs it returns the text
// itself.
//
// It parses its own result; where that would mean something else, and where the front matter cannot be read, it returns a
// *RefusedError.
func (f *File) Requote(asked []transcript.Quoting) ([]byte, error) {
	if err := f.Unreadable(); err != nil {
		return nil, err
	}
	var out []byte
	at := 0
	requote := func(key string, s scalar, flow bool) {
		i := slices.IndexFunc(asked, func(q transcript.Quoting) bool { return q.Key == key && q.Value == s.text })
		if i < 0 {
			return
		}
		now := ""
		switch quoted := s.style == single || s.style == double; {
		case asked[i].Quoted && s.retyped():
			now = f.inQuotes(s.text)
		case !asked[i].Quoted && quoted && !s.lines && isPlain(s.text, flow):
			now = s.text
		default:
			return
		}
		out, at = append(append(out, f.src[at:s.start]...), now...), s.end
	}
	for i := range f.matter.fields {
		field := &f.matter.fields[i]
		if field.field.Kind == transcript.ScalarField {
			requote(field.field.Key, field.value, false)
		}
		for _, item := range field.items {
			requote(field.field.Key, item.value, field.flow)
		}
	}
	if at == 0 {
		return f.src, nil
	}
	out = append(out, f.src[at:]...)
	if !same(Parse(out).chunk, f.chunk) {
		u := &updater{File: f, want: f.chunk}
		if refused := u.verify(out); refused != nil {
			return nil, refused
		}
	}
	return out, nil
}
