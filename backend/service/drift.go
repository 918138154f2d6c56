// This file tells of times that run away from the words evenly, as no frame rate would have them: it is one thing, and not one a
// turn.

package service

import (
	"fmt"
	"math"

	"stet/backend/chunkfile"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// drift is how much later than a clock has it something is said: by so much at the beginning of the sound, and by so many
// seconds more with each second of it.
type drift struct {
	begins, grows float64
	left          timecode.Time
}

// at is how much later a place of the sound is said.
func (d drift) at(t timecode.Time) timecode.Time {
	return timecode.Time((d.begins + d.grows*seconds(t)) * float64(timecode.Second))
}

// evenDrift is that of turns, if there is one that leaves nearly all of them near their words, and there are many that are not.
func evenDrift(turns []heardTurn, clock timecode.Clock) (drift, bool) {
	offs, ok := offsOf(turns, clock)
	if !ok || len(turns) < fewestPlaced {
		return drift{}, false
	}
	half := len(turns) / 2
	var grows, begins []timecode.Time
	for i, j := 0, len(turns)-half; j < len(turns); i, j = i+1, j+1 {
		if apart := turns[j].first - offs[j] - turns[i].first + offs[i]; apart > 0 {
			grows = append(grows, timecode.Time(seconds(offs[j]-offs[i])/seconds(apart)*float64(timecode.Second)))
		}
	}
	if len(grows) == 0 {
		return drift{}, false
	}
	d := drift{grows: seconds(middle(grows))}
	for i, h := range turns {
		begins = append(begins, offs[i]-d.at(h.first-offs[i]))
	}
	d.begins = seconds(middle(begins))
	near, now := 0, 0
	for i, h := range turns {
		left := offs[i] - d.at(h.first-offs[i])
		if begins[i] = max(left, -left); begins[i] <= offAtLeast {
			near++
		}
		if max(offs[i], -offs[i]) <= offAtLeast {
			now++
		}
	}
	d.left = middle(begins)
	return d, near >= now+fewestBeside && len(turns)-near < fewestBeside
}

// said says what a drift of turns is.
func (d drift) said(turns []heardTurn, clock timecode.Clock) string {
	offs, _ := offsOf(turns, clock)
	by, runs := 100*(1/(1+d.grows)-1), "fast"
	if by < 0 {
		runs = "slow"
	}
	return fmt.Sprintf("The words are said beside the timecodes all through the episode, evenly: %s in the first turn, %s in the last one. No frame rate does that: the times run %.1f %% too %s. Moved by that, the turns lie within %.2f s of their words.",
		away(offs[0]), away(offs[len(offs)-1]), math.Abs(by), runs, seconds(d.left))
}

// moved is where a span lies by a drift, false where there is no sound or no timecodes count it. length is that of the sound, 0
// where it is not known.
func (d drift) moved(span timecode.Span, clock timecode.Clock, length timecode.Time) (timecode.Span, bool) {
	start, end, err := clock.Place(span)
	if err != nil {
		return span, false
	}
	start, end = start+d.at(start), end+d.at(end)
	first := max(0, clock.Offset)
	if start < first-offAtLeast || end < first || length > 0 && end > length+offAtLeast || !clock.Counts(start) || !clock.Counts(end) {
		return span, false
	}
	return timecode.Span{Start: clock.CodeAt(max(start, first), span.Start.Form), End: clock.CodeAt(end, span.End.Form)}, true
}

// driftFinding tells of a drift, and moves all times by it, but for those of turns that would then lie where no sound is.
func (c *covering) driftFinding(turns []heardTurn, d drift) CoverageFinding {
	clock := c.doc.Episode().Clock()
	what := d.said(turns, clock)
	var ops []transcript.Op
	stay := 0
	for _, p := range c.pieces {
		for _, t := range p.Chunk.Turns {
			if t.Span == nil {
				continue
			}
			if span, sounds := d.moved(*t.Span, clock, c.beside.Length); sounds {
				ops = append(ops, transcript.SetSpan{Turn: t.ID, Span: &span, Estimated: t.Estimated})
			} else {
				stay++
			}
		}
	}
	if stay > 0 {
		what += " Left as it is, because the sound or its timecodes do not reach so far: " + quantity(stay, "turn") + "."
	}
	return CoverageFinding{
		Key: "clock|" + what, Kind: "clock", Severity: string(chunkfile.Warn), What: what, Places: []CoveragePlace{turns[0].place, turns[len(turns)-1].place},
		Repairs: c.repair("Move "+quantity(len(ops), "turn")+" so", ops),
	}
}
