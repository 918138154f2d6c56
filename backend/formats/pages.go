package formats

import (
	"cmp"
	"fmt"
	"strings"

	"stet/backend/timecode"
)

// This file is what formats for people to read have in common: a heading an episode, one a chunk, one a turn.

// Byline is what stands below the name of an episode: series, number, date.
func (e *Episode) Byline() string {
	if e.Title == "" {
		if e.Date == e.Number {
			return ""
		}
		return e.Date
	}
	number := e.Number
	if number != "" && strings.Trim(number, "0123456789") == "" {
		number = "episode " + number
	}
	var parts []string
	for _, p := range []string{e.Series, number, e.Date} {
		if p != "" && p != e.Name() && (len(parts) == 0 || p != parts[len(parts)-1]) {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, ", ")
}

// NoName is what people read where nobody is named.
const NoName = "(nobody named)"

// Name is who speaks, for people to read.
func (s *Said) Name() string { return cmp.Or(s.Speaker, NoName) }

// Clocked is when a turn begins, for people to read; "" where that is not known, or was only put.
func (s *Said) Clocked() string {
	if s.Place != Told && s.Place != Estimated {
		return ""
	}
	return Clock(s.Start)
}

// Clock is a time by the clock, rounded down to a second.
func Clock(t timecode.Time) string {
	s := max(0, int64(t/timecode.Second))
	return fmt.Sprintf("%02d:%02d:%02d", s/3600, s/60%60, s%60)
}

// RemarkPages says what formats for people to read leave out.
func (e *Episode) RemarkPages(out *Output) {
	e.RemarkClock(out)
	empty, untimed := 0, 0
	for _, t := range e.Turns() {
		switch {
		case len(t.Paragraphs) == 0:
			empty++
		case t.Clocked() == "":
			untimed++
		}
	}
	if empty > 0 {
		out.Remark(Lost, "%s no words", Count(empty, "turn")+verb(empty, " has", " have"))
	}
	if untimed > 0 {
		out.Remark(Odd, "%s no time", Count(untimed, "turn")+verb(untimed, " has", " have"))
	}
}
