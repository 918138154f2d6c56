package check

import (
	"fmt"
	"strings"

	"stet/backend/timecode"
	"stet/backend/transcript"
)

var headerTimes = Check{
	ID: "header.times", Severity: Error,
	Why:     "start_time is where the first turn begins and end_time where the last one ends, and timecode says both again: players jump there.",
	Example: "end_time: 00:12:40:10, and the last turn ends at 00:12:48:02",
	chunk: func(c *chunkSight, r *report) {
		if len(c.Turns) == 0 {
			return
		}
		var h header
		first, last := c.Turns[0].Span, c.Turns[len(c.Turns)-1].Span
		if value, at := c.scalar("start_time"); at >= 0 && first != nil {
			if now, differs := otherTime(value, first.Start); differs {
				h.add(c, at, now, fmt.Sprintf("start_time says %s, and the first turn begins at %s", value, now))
			}
		}
		if value, at := c.scalar("end_time"); at >= 0 && last != nil {
			if now, differs := otherTime(value, last.End); differs {
				h.add(c, at, now, fmt.Sprintf("end_time says %s, and the last turn ends at %s", value, now))
			}
		}
		if value, at := c.scalar("timecode"); at >= 0 && first != nil && last != nil {
			if start, between, end := partedRange(value); between != "" {
				from, wrongStart := otherTime(start, first.Start)
				to, wrongEnd := otherTime(end, last.End)
				if wrongStart || wrongEnd {
					// Where the other two are wrong, this one repeats them.
					h.add(c, at, from+between+to, fmt.Sprintf("timecode says %s, and the turns run from %s to %s", value, from, to))
				}
			}
		}
		h.tell(c, r)
	},
}

// header is what is wrong with a chunk's times: one finding, and one repair for all of it.
type header struct {
	at            int
	said          []string
	before, after []string
	ops           []transcript.Op
}

func (h *header) add(c *chunkSight, at int, now, what string) {
	one := c.write("", at, now)
	if h.said == nil {
		h.at = at
	}
	if h.said == nil || c.Matter.Fields[at].Key != "timecode" {
		h.said = append(h.said, what)
	}
	h.before, h.after, h.ops = append(h.before, one.Before), append(h.after, one.After), append(h.ops, one.Ops...)
}

func (h *header) tell(c *chunkSight, r *report) {
	if h.said == nil {
		return
	}
	r.field(c, h.at, -1, strings.Join(h.said, "; ")+".", Repair{
		Name: "Write the times of the turns", Before: strings.Join(h.before, "\n"), After: strings.Join(h.after, "\n"), Ops: h.ops,
	})
	r.found[len(r.found)-1].Words = strings.Join(h.before, "\n")
}

// otherTime says whether a header's time is another than the turns' own, and how it would be written. What is no time is
// not compared: an empty field, or the “End” of older files. A header without frames may be rounded up.
func otherTime(written string, turns timecode.Code) (string, bool) {
	code, err := timecode.Parse(strings.TrimSpace(written))
	if err != nil {
		return written, false
	}
	fine := func(c timecode.Code) bool { return c.Form.CountsFrames() || c.Form.CountsMillis() }
	whole := func(c timecode.Code) int32 { return (c.Hours*60+c.Minutes)*60 + c.Seconds }
	switch {
	case !fine(code):
		late := whole(code) - whole(turns)
		if late == 0 || late == 1 && turns.Sub > 0 {
			return written, false
		}
		turns = timecode.Code{Hours: turns.Hours, Minutes: turns.Minutes, Seconds: turns.Seconds, Form: code.Form}
	case !fine(turns):
		// The turns say no frames: those of the header cannot be wrong.
		if whole(code) == whole(turns) {
			return written, false
		}
	case whole(code) == whole(turns) && code.Sub == turns.Sub:
		return written, false
	}
	return turns.String(), true
}

// partedRange parts “START – END”, whatever stands between; between is "" where it is no range.
func partedRange(value string) (start, between, end string) {
	in := func(c rune) bool { return c >= '0' && c <= '9' || strings.ContainsRune(":;.,", c) }
	out := func(c rune) bool { return !in(c) }
	from := strings.IndexFunc(value, out)
	if from <= 0 {
		return value, "", ""
	}
	rest := strings.TrimLeftFunc(value[from:], func(c rune) bool { return out(c) && !strings.ContainsRune("Ee", c) })
	return value[:from], value[from : len(value)-len(rest)], rest
}
