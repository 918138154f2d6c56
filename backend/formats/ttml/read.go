// Package ttml reads TTML, with the agents that speak, and the words of Apple Podcasts. Looks and places are left behind.
package ttml

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"stet/backend/formats"
	"stet/backend/timecode"
)

// Reader reads it.
var Reader = formats.Reader{Name: "TTML", Knows: knows, Read: read}

func knows(f *formats.File) bool { return f.Root() == "tt" }

// node is an element that is open: what it says of time and speaker holds for what lies within.
type node struct {
	name       string
	start, end timecode.Time
	timed      bool
	agent      string
	// word says that it is a word, or a sentence: a space stands before it, whatever the file writes.
	word bool
	// seq says that what lies within follows one another; now is how far that has come.
	seq bool
	now timecode.Time
}

// reading is a file being read.
type reading struct {
	file   *formats.File
	t      formats.Transcript
	clock  clock
	names  map[string]string
	agent  string // whose name is being read
	open   []node
	pieces []formats.Piece
	inside bool // within a p
	spans  []span
	// apple says that the file is Apple's: its times count from the beginning of the sound, wherever they stand.
	apple bool
}

// span is a stretch within a p that has a time of its own.
type span struct {
	piece, token int
	start, end   timecode.Time
}

func read(f *formats.File) (formats.Transcript, error) {
	r := reading{file: f, names: map[string]string{}}
	d := f.XML()
	for {
		at := int(d.InputOffset())
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return r.t, f.ErrorAt(at, "The XML breaks off or is wrong here: %s. The file may have been cut off; export it again.", err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			err = r.begin(token, at)
		case xml.EndElement:
			r.close()
		case xml.CharData:
			r.text(string(token))
		}
		if err != nil {
			return r.t, err
		}
	}
	r.place()
	for i := range r.pieces {
		if name := r.names[r.pieces[i].Speaker]; name != "" {
			r.pieces[i].Speaker = name
		}
	}
	r.clock.remark(&r.t)
	r.t.Join("paragraph", r.pieces)
	return r.t, nil
}

func attribute(e xml.StartElement, space, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && (space == "" || strings.Contains(a.Name.Space, space)) {
			return a.Value
		}
	}
	return ""
}

func (r *reading) top() *node {
	if len(r.open) == 0 {
		return &node{}
	}
	return &r.open[len(r.open)-1]
}

func (r *reading) begin(e xml.StartElement, at int) error {
	parent := r.top()
	n := node{name: e.Name.Local, agent: parent.agent, start: parent.start, end: parent.end, now: parent.start}
	switch n.name {
	case "tt":
		r.t.Language = attribute(e, "", "lang")
		r.clock, r.apple = newClock(e), isApples(e)
	case "agent":
		r.agent = attribute(e, "", "id")
	case "br":
		r.text(" ")
	case "style", "layout", "region":
		r.t.Remark(formats.Lost, 0, "Looks and places of words")
	}
	if agent := attribute(e, "", "agent"); agent != "" && n.name != "name" {
		n.agent = agent
	}
	n.seq = attribute(e, "", "timeContainer") == "seq"
	if err := r.time(e, parent, &n, at); err != nil {
		return err
	}
	// Apple's namespace for it has had several names.
	unit := attribute(e, "", "unit")
	n.word = unit != ""
	if n.name == "p" {
		line := r.file.ErrorAt(at, "").Line
		r.inside = true
		r.pieces = append(r.pieces, formats.Piece{Line: line, Speaker: n.agent, Timed: n.timed, Start: n.start, End: n.end})
	} else if r.inside && n.name == "span" {
		p := &r.pieces[len(r.pieces)-1]
		if n.agent != p.Speaker && n.agent != "" && len(p.Tokens) == 0 {
			p.Speaker = n.agent
		} else if n.agent != p.Speaker && n.agent != "" {
			r.t.Remark(formats.Odd, p.Line, "Several speak in one paragraph; the first is taken for all of it")
		}
		if n.word {
			r.text(" ")
		}
		if n.timed && unit != "sentence" {
			r.spans = append(r.spans, span{len(r.pieces) - 1, len(p.Tokens), n.start, n.end})
		}
	}
	r.open = append(r.open, n)
	return nil
}

// time reads when an element is: its attributes count from the beginning of the one around it, or from the end of the one
// before where they follow one another. Within a p they are left as they stand, and looked at once all are known.
func (r *reading) time(e xml.StartElement, parent, n *node, at int) error {
	var value [3]timecode.Time
	var given [3]bool
	for i, name := range []string{"begin", "end", "dur"} {
		text := attribute(e, "", name)
		if text == "" {
			continue
		}
		t, ok := r.clock.read(text)
		if !ok {
			return r.file.ErrorAt(at, "“%s” is no time of TTML. Write it as 00:00:01.000 or 1.0s, and take the file in again.", text)
		}
		if r.clock.over {
			r.clock.over = false
			r.t.Remark(formats.Odd, r.file.ErrorAt(at, "").Line, "A frame that the file’s frame rate does not reach is counted on into the next second")
		}
		value[i], given[i] = t, true
	}
	if !given[0] && !given[1] && !given[2] {
		return nil
	}
	from := parent.start
	switch {
	case r.inside, r.apple:
		from = 0
	case parent.seq:
		from = parent.now
	}
	n.timed = true
	n.start = from + value[0]
	n.end = from + value[1]
	if given[2] {
		n.end = n.start + value[2]
	}
	if !given[1] && !given[2] {
		n.end = max(n.start, parent.end)
	}
	n.now = n.start
	parent.now = n.end
	return nil
}

func (r *reading) close() {
	switch r.top().name {
	case "p":
		r.inside = false
	case "agent":
		r.agent = ""
	}
	if len(r.open) > 0 {
		r.open = r.open[:len(r.open)-1]
	}
}

func (r *reading) text(s string) {
	switch {
	case r.inside && s != "":
		p := &r.pieces[len(r.pieces)-1]
		p.Tokens = append(p.Tokens, formats.Token{Text: s})
	case r.top().name == "name" && r.agent != "" && strings.TrimSpace(s) != "":
		r.names[r.agent] = strings.TrimSpace(s)
	}
}

// isApples says that Apple Podcasts has words of its own in a file.
func isApples(tt xml.StartElement) bool {
	for _, a := range tt.Attr {
		if a.Name.Space == "xmlns" && strings.Contains(a.Value, "apple.com") {
			return true
		}
	}
	return false
}

// place gives words the times of their spans. The standard counts them from the beginning of their p, and others from the
// beginning of the sound; all spans of a file tell which.
func (r *reading) place() {
	whole := true
	for _, s := range r.spans {
		p := r.pieces[s.piece]
		whole = whole && (r.apple || !p.Timed || s.start >= p.Start && s.end <= p.End)
	}
	if !whole {
		r.t.Remark(formats.Guessed, 0, "The times of words are counted from the beginning of their paragraph, for they lie outside it otherwise")
	}
	for _, s := range r.spans {
		p := &r.pieces[s.piece]
		if s.token >= len(p.Tokens) {
			continue
		}
		token := &p.Tokens[s.token]
		token.Start, token.End, token.Told = s.start, s.end, true
		if !whole {
			token.Start, token.End = p.Start+s.start, p.Start+s.end
		}
		if !p.Timed {
			p.Timed, p.Start, p.End = true, token.Start, token.End
		}
	}
}

// clock reads the times of TTML.
type clock struct {
	// frames and per are how many frames there are in how many seconds, ticks how many ticks in one.
	frames, per, ticks int64
	told, counted      bool
	// label is the rate of timecodes, where the file’s times are such: at 29.97 frames a second they run behind the clock.
	label timecode.Rate
	// over says that the time read last has a frame that a second does not have.
	over bool
}

// newClock reads what a file says of its frames: thirty a second where it says nothing, as the standard has it.
func newClock(tt xml.StartElement) clock {
	c := clock{frames: 30, per: 1, ticks: 1}
	if n := whole(attribute(tt, "", "frameRate")); n > 0 {
		c.frames, c.told = n, true
		c.ticks = n
	}
	var up, down int64
	if _, err := fmt.Sscan(strings.ReplaceAll(attribute(tt, "", "frameRateMultiplier"), ":", " "), &up, &down); err == nil && up > 0 && down > 0 && up < 1e6 && down < 1e6 {
		c.frames, c.per = c.frames*up, down
	}
	if n := whole(attribute(tt, "", "tickRate")); n > 0 {
		c.ticks = n
	}
	if attribute(tt, "", "timeBase") == "smpte" {
		c.label = timecode.Rate{Num: c.frames, Den: c.per, Drop: strings.HasPrefix(attribute(tt, "", "dropMode"), "drop")}
	}
	return c
}

func whole(text string) int64 {
	n, err := strconv.ParseInt(strings.TrimSpace(text), 10, 64)
	if err != nil || n > mostTicks {
		return 0
	}
	return n
}

// mostTicks is how many ticks or frames a second has at the most.
const mostTicks = 1_000_000_000

// tick reads a time that counts ticks, which are too many to be read as if they were seconds.
func (c *clock) tick(text string) (timecode.Time, bool) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 || n/c.ticks > 1000*3600 {
		return 0, false
	}
	return timecode.Time(n/c.ticks)*timecode.Second + timecode.Time(n%c.ticks)*timecode.Second/timecode.Time(c.ticks), true
}

func (c *clock) read(text string) (timecode.Time, bool) {
	if t, ok := formats.ParseClock(text); ok {
		return t, true
	}
	if i := strings.LastIndexAny(text, ":;"); i > 0 && strings.Count(text, ":")+strings.Count(text, ";") == 3 {
		c.counted = true
		if code, err := timecode.Parse(text); err == nil && c.label.Valid() {
			if t, err := code.At(c.label); err == nil {
				return t, true
			}
		}
		t, ok := formats.ParseClock(strings.ReplaceAll(text[:i], ";", ":"))
		frame, fine := formats.ParseSeconds(text[i+1:])
		c.over = fine && int64(frame/timecode.Second)*c.per >= c.frames
		return t + c.frame(frame), ok && fine
	}
	if number, ok := strings.CutSuffix(text, "t"); ok {
		return c.tick(number)
	}
	units := []struct {
		ending string
		of     func(timecode.Time) timecode.Time
	}{
		{"ms", func(t timecode.Time) timecode.Time { return t / 1000 }},
		{"h", func(t timecode.Time) timecode.Time { return t * 3600 }},
		{"m", func(t timecode.Time) timecode.Time { return t * 60 }},
		{"s", func(t timecode.Time) timecode.Time { return t }},
		{"f", func(t timecode.Time) timecode.Time { c.counted = true; return c.frame(t) }},
		// Apple writes seconds without a unit.
		{"", func(t timecode.Time) timecode.Time { return t }},
	}
	for _, u := range units {
		if number, ok := strings.CutSuffix(text, u.ending); ok {
			t, fine := formats.ParseSeconds(number)
			if !fine || t < 0 || u.ending == "h" && t > 1000*timecode.Second || u.ending == "m" && t > 60_000*timecode.Second {
				return 0, false
			}
			return u.of(t), true
		}
	}
	return 0, false
}

// frame is the time of a frame, which comes as if frames were seconds.
func (c *clock) frame(n timecode.Time) timecode.Time {
	return timecode.Time(int64(n/timecode.Second)*c.per) * timecode.Second / timecode.Time(c.frames)
}

func (c *clock) remark(t *formats.Transcript) {
	if c.counted && !c.told {
		t.Remark(formats.Guessed, 0, "The frame rate: 30 frames a second, for the file counts frames and does not say how many there are")
	}
}
