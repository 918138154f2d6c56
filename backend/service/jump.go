// This file finds where the turns jump away from their words, as behind an advertisement that was put into the sound after
// it was transcribed, or cut out of it. It changes nothing.

package service

import (
	"fmt"

	"stet/backend/chunkfile"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

const (
	// jumpAtLeast is by how much the turns must jump; nobody puts in less.
	jumpAtLeast = timecode.Second
	// So many turns on each side are looked at, of which so many must agree.
	besideJump, agreeing = 8, 6
)

// jump offers to move all turns from one on, where those before it lie at their words, and those from it on all lie beside
// theirs by the same. Behind a second jump one looks again.
func (c *covering) jump(turns []heardTurn) (CoverageFinding, bool) {
	clock := c.doc.Episode().Clock()
	offs, ok := offsOf(turns, clock)
	if !ok || len(turns) < fewestPlaced+agreeing {
		return CoverageFinding{}, false
	}
	for k := agreeing; k+agreeing <= len(offs); k++ {
		by := middle(offs[k:min(k+besideJump, len(offs))])
		if max(by, -by) < jumpAtLeast || !near(offs[k], by) || near(offs[k-1], by) ||
			alike(offs[max(0, k-besideJump):k], 0) < agreeing || alike(offs[k:min(k+besideJump, len(offs))], by) < agreeing {
			continue
		}
		return c.jumped(turns, offs, k, by), true
	}
	return CoverageFinding{}, false
}

func near(off, by timecode.Time) bool { return off-by < offAtLeast && by-off < offAtLeast }

// alike is how many lie near.
func alike(offs []timecode.Time, by timecode.Time) (n int) {
	for _, off := range offs {
		if near(off, by) {
			n++
		}
	}
	return n
}

// jumped says so, with what would be left beside the words then.
func (c *covering) jumped(turns []heardTurn, offs []timecode.Time, k int, by timecode.Time) CoverageFinding {
	clock := c.doc.Episode().Clock()
	var left []timecode.Time
	for _, off := range offs[k:] {
		left = append(left, max(off-by, by-off))
	}
	var ops []transcript.Op
	from := false
	for _, p := range c.pieces {
		for _, t := range p.Chunk.Turns {
			if from = from || t.ID == turns[k].turn.ID; !from || t.Span == nil {
				continue
			}
			start, err := clock.AudioTime(t.Span.Start)
			end, wrong := clock.AudioTime(t.Span.End)
			if err != nil || wrong != nil {
				continue
			}
			span := &timecode.Span{Start: clock.CodeAt(start+by, t.Span.Start.Form), End: clock.CodeAt(end+by, t.Span.End.Form)}
			ops = append(ops, transcript.SetSpan{Turn: t.ID, Span: span, Estimated: t.Estimated})
		}
	}
	cause := "Something was put into the sound there that nobody has transcribed, such as an advertisement."
	if by < 0 {
		cause = "Something was cut out of the sound there."
	}
	what := fmt.Sprintf("From %s on the words are said %s than the turns say, and before that they are not. %s Moved by that, the turns lie within %.2f s of their words.",
		turns[k].turn.Span.Start, away(by), cause, float64(middle(left))/float64(timecode.Second))
	return CoverageFinding{
		Key: "jump|" + what, Kind: "jump", Severity: string(chunkfile.Warn), What: what, Places: []CoveragePlace{turns[k-1].place, turns[k].place},
		Repairs: c.repair("Move the "+quantity(len(ops), "turn")+" from there on", ops),
	}
}
