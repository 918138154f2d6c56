package transcript

import (
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
