package transcript

import (
	"slices"
	"strings"

	"stet/backend/timecode"
)

// This file reads where a chunk's header says that it begins and ends. It changes nothing.

// LastTimed is the place of the last turn that has a time; -1 where none has one. open says that somebody says something
// after it, so that the turns do not tell where the chunk ends.
func (c Chunk) LastTimed() (at int, open bool) {
	for at = len(c.Turns) - 1; at >= 0; at-- {
		if c.Turns[at].Span != nil {
			return at, open
		}
		open = open || len(c.Turns[at].Paragraphs) > 0
	}
	return at, open
}

// Runs is from where the first turn that has a time begins to where the last one ends, or to where the header says that the
// chunk ends, where turns without a time follow; nil where no turn has one.
func (c Chunk) Runs() *timecode.Span {
	at, open := c.LastTimed()
	if at < 0 {
		return nil
	}
	first := slices.IndexFunc(c.Turns, func(t Turn) bool { return t.Span != nil })
	out := timecode.Span{Start: c.Turns[first].Span.Start, End: c.Turns[at].Span.End}
	if end, ok := c.HeaderEnd(); ok && open && seconds(end) > seconds(out.End) {
		out.End = end
	}
	return &out
}

// Runs is Runs of a chunk of the document.
func (d *Document) Runs(id ID) *timecode.Span {
	c := d.byID[id]
	if c == nil {
		return nil
	}
	timed := func(t *Turn) bool { return t.Span != nil }
	first, last := slices.IndexFunc(c.turns, timed), len(c.turns)-1
	if first < 0 {
		return nil
	}
	for !timed(c.turns[last]) {
		last--
	}
	ends := Chunk{Matter: c.matter, Turns: []Turn{*c.turns[first]}}
	for _, t := range c.turns[last:] {
		ends.Turns = append(ends.Turns, *t)
	}
	return ends.Runs()
}

// HeaderStart is what start_time says, or timecode before its dash; false where neither says a time.
func (c Chunk) HeaderStart() (start timecode.Code, ok bool) {
	for _, key := range []string{"start_time", "timecode"} {
		f, _ := c.Field(key)
		text := strings.TrimSpace(f.Value)
		if dash := strings.IndexFunc(text, func(r rune) bool { return !strings.ContainsRune("0123456789:;.,", r) }); dash >= 0 {
			text = text[:dash]
		}
		if code, err := timecode.Parse(text); err == nil {
			return code, true
		}
	}
	return timecode.Code{}, false
}

// HeaderEnd is the later of what end_time says, and timecode after its dash; false where neither says a time.
func (c Chunk) HeaderEnd() (end timecode.Code, ok bool) {
	for _, key := range []string{"end_time", "timecode"} {
		f, _ := c.Field(key)
		text := strings.TrimSpace(f.Value)
		dash := strings.LastIndexFunc(text, func(r rune) bool { return !strings.ContainsRune("0123456789:;.,", r) })
		if key == "timecode" && dash < 0 {
			continue
		}
		code, err := timecode.Parse(strings.TrimLeftFunc(text[max(0, dash):], func(r rune) bool { return r < '0' || r > '9' }))
		if err == nil && (!ok || seconds(code) > seconds(end)) {
			end, ok = code, true
		}
	}
	return end, ok
}

func seconds(c timecode.Code) int32 { return (c.Hours*60+c.Minutes)*60 + c.Seconds }
