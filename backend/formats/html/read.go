package html

import (
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"

	"stet/backend/formats"
)

// This file reads a page back that was written here. It reads no others.

// said is a turn as it is read from a page.
type said struct {
	line       int
	name, at   string
	from, to   string
	paragraphs []string
	starts     []string
	hows       []string
}

// headings are what stands on a page beside its turns, in its order.
func headings(e *formats.Episode) []string {
	out := []string{e.Name(), e.Name()}
	if by := e.Byline(); by != "" {
		out = append(out, by)
	}
	if len(e.Chunks) > 1 {
		for i := range e.Chunks {
			out = append(out, e.Chunks[i].Named())
		}
	}
	for i := range e.Chunks {
		c := &e.Chunks[i]
		if len(e.Chunks) > 1 || c.Title != "" {
			out = append(out, c.Named())
		}
		if c.Summary != "" {
			out = append(out, c.Summary)
		}
	}
	return out
}

func readBack(e *formats.Episode, src []byte) error {
	r := reader{d: xml.NewDecoder(strings.NewReader(string(src)))}
	if err := r.read(); err != nil {
		return err
	}
	for i, want := range headings(e) {
		if i >= len(r.heads) || r.heads[i] != want {
			return formats.Differs(1, "The heading or summary “%s” is read otherwise than it was written", want)
		}
	}
	n := 0
	for _, t := range e.Turns() {
		switch {
		case len(t.Paragraphs) == 0:
			continue
		case n >= len(r.turns):
			return formats.Differs(1, "The page ends before “%s”", t.Text())
		case !r.turns[n].is(t, e.Sound != ""):
			return formats.Differs(r.turns[n].line, "This turn is read otherwise than it was written")
		}
		n++
	}
	if n < len(r.turns) {
		return formats.Differs(r.turns[n].line, "A turn stands here that was not written")
	}
	return nil
}

func (s said) is(t *formats.Said, sound bool) bool {
	if s.name != t.Name() || s.at != t.Clocked() || !slices.Equal(s.paragraphs, t.Paragraphs) {
		return false
	}
	if !sound || !t.Timed() {
		return s.from == "" && len(s.starts) == 0
	}
	times := t.WordTimes()
	if s.from != formats.InSeconds(t.Start) || s.to != formats.InSeconds(t.End) || len(s.starts) != len(times) {
		return false
	}
	for i, w := range times {
		if s.starts[i] != formats.InSeconds(w.Start) || s.hows[i] != t.Origin(i) {
			return false
		}
	}
	return true
}

// reader reads the turns of a page, and what stands beside them.
type reader struct {
	d     *xml.Decoder
	turns []said
	heads []string
	// turn says that a turn is open, who that its speaker is, head that what is read is a heading.
	turn, who, head bool
	text            strings.Builder
}

func (r *reader) read() error {
	for {
		token, err := r.d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			line, _ := r.d.InputPos()
			return formats.Differs(line, "This is no page: %v", err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			r.begin(t)
		case xml.CharData:
			r.text.Write(t)
		case xml.EndElement:
			r.end(t.Name.Local)
		}
	}
}

func (r *reader) begin(t xml.StartElement) {
	class, name := attr(t, "class"), t.Name.Local
	line, _ := r.d.InputPos()
	switch {
	case class == "turn":
		r.turns = append(r.turns, said{line: line, from: attr(t, "data-from"), to: attr(t, "data-to")})
		r.turn = true
	case name == "p", name == "h1", name == "h2", name == "title", name == "strong", name == "a", name == "time":
		r.who = r.who || class == "who"
		r.head = !r.turn && name != "time"
		r.text.Reset()
	case r.turn && name == "span":
		last := &r.turns[len(r.turns)-1]
		last.starts, last.hows = append(last.starts, attr(t, "data-t")), append(last.hows, attr(t, "data-how"))
	}
}

func (r *reader) end(name string) {
	if r.head {
		switch name {
		case "p", "h1", "h2", "title", "a":
			r.heads, r.head = append(r.heads, r.text.String()), false
		}
		return
	}
	if !r.turn {
		return
	}
	last := &r.turns[len(r.turns)-1]
	switch {
	case name == "div":
		r.turn = false
	case name == "strong" && r.who:
		last.name = r.text.String()
	case r.who && (name == "a" || name == "time"):
		last.at = r.text.String()
	case name == "p" && r.who:
		r.who = false
	case name == "p":
		last.paragraphs = append(last.paragraphs, r.text.String())
	}
}

func attr(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
