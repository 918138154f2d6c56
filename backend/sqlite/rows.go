package sqlite

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"stet/backend/session"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// This file says how the parts of a document look in columns, and back.

// turnColumns is what a turn says, as columns hold it.
type turnColumns struct {
	start, end *string // both nil, or neither
	speaker    *string
	text       string
	words      int
	times      []byte // packed; nil where none is known
	estimated  transcript.Edges
	checked    bool
}

// errUnstorable is wrapped when a text cannot be kept as it is. What reads files refuses such text before.
var errUnstorable = errors.New("the library cannot hold this text")

func toColumns(t transcript.Turn) (turnColumns, error) {
	c := turnColumns{speaker: t.Speaker, words: transcript.CountWords(t.Paragraphs), estimated: t.Estimated, checked: t.Checked}
	if len(t.Times) > 0 {
		c.times = t.Times.Pack()
	}
	if t.Span != nil {
		start, err := t.Span.Start.MarshalText()
		if err != nil {
			return c, err
		}
		end, err := t.Span.End.MarshalText()
		if err != nil {
			return c, err
		}
		from, to := string(start), string(end)
		c.start, c.end = &from, &to
	}
	for _, p := range t.Paragraphs {
		if strings.ContainsRune(p, '\n') {
			return c, fmt.Errorf("%w: a paragraph with a line break, %q", errUnstorable, p)
		}
		if err := storable(p); err != nil {
			return c, err
		}
	}
	c.text = strings.Join(t.Paragraphs, "\n")
	return c, storable(t.Label())
}

func storable(texts ...string) error {
	for _, s := range texts {
		if !utf8.ValidString(s) {
			return fmt.Errorf("%w: %q is not valid UTF-8", errUnstorable, s)
		}
		if strings.ContainsRune(s, 0) {
			return fmt.Errorf("%w: %q holds a NUL character", errUnstorable, s)
		}
	}
	return nil
}

func (c turnColumns) turn(id transcript.ID) (transcript.Turn, error) {
	t := transcript.Turn{
		ID: id, Speaker: c.speaker, Paragraphs: strings.Split(c.text, "\n"), Estimated: c.estimated, Checked: c.checked,
	}
	var err, wrong error
	t.Span, err = toSpan(c.start, c.end)
	t.Times, wrong = transcript.UnpackTimings(c.times)
	return t, errors.Join(err, wrong)
}

func toSpan(start, end *string) (*timecode.Span, error) {
	if start == nil || end == nil {
		return nil, nil
	}
	var s timecode.Span
	if err := s.Start.UnmarshalText([]byte(*start)); err != nil {
		return nil, err
	}
	if err := s.End.UnmarshalText([]byte(*end)); err != nil {
		return nil, err
	}
	return &s, nil
}

// headColumns is what a chunk says besides its turns, as columns hold it.
type headColumns struct {
	status, form, raw, lead, number, title string
	fields                                 []fieldColumns
	// quotes and file are JSON; nil where nobody asked for any.
	quotes, file *string
}

type fieldColumns struct {
	key, kind, value string
	// items is a JSON list; nil where the field is no list.
	items *string
}

func (f fieldColumns) equal(g fieldColumns) bool {
	return f.key == g.key && f.kind == g.kind && f.value == g.value &&
		(f.items == nil) == (g.items == nil) && (f.items == nil || *f.items == *g.items)
}

func toHead(c transcript.Chunk) (headColumns, error) {
	h := headColumns{status: string(c.Status), form: string(c.Matter.Form), raw: c.Matter.Raw}
	if h.status == "" {
		h.status = string(transcript.Draft)
	}
	if err := errors.Join(storable(c.Matter.Raw), storable(c.Lead...)); err != nil {
		return h, err
	}
	var err error
	if h.lead, err = toList(c.Lead); err != nil {
		return h, err
	}
	for _, f := range c.Matter.Fields {
		if err := errors.Join(storable(f.Key, f.Value), storable(f.Items...)); err != nil {
			return h, err
		}
		columns := fieldColumns{key: f.Key, kind: string(f.Kind), value: f.Value}
		if f.Kind == transcript.ListField {
			items, err := toList(f.Items)
			if err != nil {
				return h, err
			}
			columns.items = &items
		}
		h.fields = append(h.fields, columns)
	}
	if len(c.Quotes) > 0 {
		if h.quotes, err = packed(c.Quotes); err != nil {
			return h, err
		}
	}
	if c.File != nil {
		if h.file, err = packed(c.File); err != nil {
			return h, err
		}
	}
	if f, ok := c.Field("chunk"); ok {
		h.number = f.Value
	}
	if f, ok := c.Field("title"); ok {
		h.title = f.Value
	}
	return h, nil
}

// packed is what a column holds of a value that only the program reads.
func packed(v any) (*string, error) {
	raw, err := json.Marshal(v)
	text := string(raw)
	return &text, err
}

// unpack reads what packed wrote; NULL leaves the value as it is.
func unpack(raw []byte, into any) error {
	if raw == nil {
		return nil
	}
	if err := json.Unmarshal(raw, into); err != nil {
		return fmt.Errorf("%w: %w", session.ErrDamaged, err)
	}
	return nil
}

func (f fieldColumns) field() (transcript.Field, error) {
	out := transcript.Field{Key: f.key, Kind: transcript.FieldKind(f.kind), Value: f.value}
	var err error
	if f.items != nil {
		out.Items, err = fromList(*f.items)
	}
	return out, err
}

func toList(texts []string) (string, error) {
	if len(texts) == 0 {
		return "[]", nil
	}
	raw, err := json.Marshal(texts)
	return string(raw), err
}

func fromList(raw string) (texts []string, err error) {
	if raw == "[]" {
		return nil, nil
	}
	return texts, json.Unmarshal([]byte(raw), &texts)
}
