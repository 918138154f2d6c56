package formats

import (
	"strconv"

	"stet/backend/timecode"
)

// This file ends chunks whose last turns have no time. It never ends one before a time that its turns tell.

// Until is where a chunk ends: At in the sound, and Code as it is written. Headed says that its header says so; else the next
// chunk begins there.
type Until struct {
	At     timecode.Time
	Code   timecode.Code
	Headed bool
}

// end ends the chunks whose last turns have no time where their headers say, or else where the next chunk begins.
func (e *Episode) end() {
	for i := range e.Chunks {
		c := &e.Chunks[i]
		_, last, ok := c.Span()
		if !ok || !c.open() {
			continue
		}
		if c.headed != nil {
			if at, err := e.Clock.EndTime(*c.headed); err == nil && at > last {
				c.Until = &Until{At: at, Code: *c.headed, Headed: true}
				continue
			}
		}
		if i+1 == len(e.Chunks) || !follows(c.Number, e.Chunks[i+1].Number) {
			continue
		}
		for k := range e.Chunks[i+1].Turns {
			span := e.Chunks[i+1].Turns[k].Span
			if span == nil {
				continue
			}
			if at, err := e.Clock.EndTime(span.Start); err == nil && at > last {
				c.Until = &Until{At: at, Code: span.Start}
			}
			break
		}
	}
}

// open says that somebody says something after the last turn whose time is told.
func (c *Chunk) open() bool {
	for i := len(c.Turns) - 1; i >= 0; i-- {
		switch t := &c.Turns[i]; {
		case t.Place == Told || t.Place == Estimated:
			return false
		case len(t.Paragraphs) > 0:
			return true
		}
	}
	return false
}

// follows says whether a chunk is the next one; between them one may have been left out.
func follows(number, next string) bool {
	a, errA := strconv.Atoi(number)
	b, errB := strconv.Atoi(next)
	return errA != nil || errB != nil || b == a+1
}

// RemarkEnds says which chunks end where their turns do not tell.
func (e *Episode) RemarkEnds(out *Output) {
	n := map[bool]int{}
	for i := range e.Chunks {
		if u := e.Chunks[i].Until; u != nil {
			n[u.Headed]++
		}
	}
	for _, headed := range []bool{true, false} {
		from := "the header"
		if !headed {
			from = "where the next chunk begins"
		}
		if n[headed] > 0 {
			out.Remark(Guessed, "The end of %s, whose last turns have no time: taken from %s", Count(n[headed], "chunk"), from)
		}
	}
}
