// This file says places of the sound as the episode writes its times, and finds where in the text they are.

package service

import (
	"fmt"

	"stet/backend/align"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// form is how the episode writes its times.
func (c *covering) form() timecode.Form {
	for _, p := range c.pieces {
		for _, t := range p.Chunk.Turns {
			if t.Span != nil {
				return t.Span.Start.Form
			}
		}
		if end, ok := p.Chunk.HeaderEnd(); ok {
			return end.Form
		}
	}
	return timecode.Millis
}

// code is the timecode of a place of the sound, if there is one.
func (c *covering) code(at timecode.Time) (string, bool) {
	clock := c.doc.Episode().Clock()
	if !clock.Counts(at) || clock.LabelTime(at) < 0 {
		return "", false
	}
	return clock.CodeAt(at, c.form()).String(), true
}

// place says a place of the sound.
func (c *covering) place(at timecode.Time) string {
	if code, ok := c.code(at); ok {
		return code
	}
	return soundTime(at) + " of the sound"
}

// stretch says a stretch of the sound: "00:00:01:00 to 00:00:02:00".
func (c *covering) stretch(s align.Span) string {
	from, ok := c.code(s.Start)
	if to, known := c.code(s.End); ok && known {
		return from + " to " + to
	}
	from, to := soundTimes(s.Start, s.End)
	return fmt.Sprintf("%s to %s of the sound", from, to)
}

// textAt is where in the text a place of the sound is: behind the last word that is said before it, or at the first turn.
func (c *covering) textAt(at timecode.Time) CoveragePlace {
	var out CoveragePlace
	for _, p := range c.pieces {
		for _, t := range p.Chunk.Turns {
			place := CoveragePlace{Chunk: p.Chunk.ID, Number: chunkNumber(p.Chunk), Turn: t.ID}
			if out.Turn == 0 {
				out = place
			}
			if start, _, ok := extentOf(t.Times); ok && start <= at {
				out = place
				out.After = lastBefore(t.Times, at)
			}
		}
	}
	out.Start, _ = c.code(at)
	return out
}

// lastBefore is the last word that begins before a place of the sound.
func lastBefore(times transcript.Timings, at timecode.Time) (last *int) {
	for i, w := range times {
		if w.How.Timed() && w.Start <= at {
			last = &i
		}
	}
	return last
}
