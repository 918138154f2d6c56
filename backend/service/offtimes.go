// This file holds the times of turns against those of their words: it finds turns that begin or end beside what is said,
// and an episode's clock under which that would be so for none. Only words that were heard count. It changes nothing.

package service

import (
	"fmt"
	"math"
	"slices"

	"stet/backend/chunkfile"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

const (
	// offAtLeast is how far beside the words a turn begins or ends that is pointed out.
	offAtLeast = 300 * timecode.Millisecond
	// A clock is offered where so many turns are off by so much, in the middle, and it leaves a third of that at most.
	fewestPlaced = 8
	clockOff     = 200 * timecode.Millisecond
	// alikeClocks is by how much one clock must fit better than another to be taken before it.
	alikeClocks = 10 * timecode.Millisecond
)

// heardTurn is a turn with a time whose first and last words were heard.
type heardTurn struct {
	turn  transcript.Turn
	place CoveragePlace
	at    int // of all turns
	// first and last are where in the sound its words begin and end.
	first, last timecode.Time
}

// heardTurns are they in the order of the text.
func (c *covering) heardTurns() (out []heardTurn) {
	at := 0
	for _, p := range c.pieces {
		for _, t := range p.Chunk.Turns {
			at++
			if n := len(t.Times); t.Span != nil && n > 0 && t.Times[0].How.Sure() && t.Times[n-1].How.Sure() {
				place := CoveragePlace{Chunk: p.Chunk.ID, Number: chunkNumber(p.Chunk), Turn: t.ID, Start: t.Span.Start.String()}
				out = append(out, heardTurn{t, place, at, t.Times[0].Start, t.Times[n-1].End})
			}
		}
	}
	return out
}

// offTimes tells of the clock, if that is off, or of where the turns jump away, or else of each turn that is off.
func (c *covering) offTimes() []CoverageFinding {
	turns := c.heardTurns()
	// The clock that suits most turns would hide where they jump.
	if f, found := c.jump(turns); found {
		return []CoverageFinding{f}
	}
	if f, found := c.offClock(turns); found {
		return []CoverageFinding{f}
	}
	var out []CoverageFinding
	for i, h := range turns {
		var before, after *heardTurn
		if i > 0 && turns[i-1].at == h.at-1 {
			before = &turns[i-1]
		}
		if i+1 < len(turns) && turns[i+1].at == h.at+1 {
			after = &turns[i+1]
		}
		if f, off := c.offTurn(h, before, after); off {
			out = append(out, f)
		} else if f, cut := c.midWord(h, after); cut {
			out = append(out, f)
		}
	}
	return out
}

// offTurn tells of a turn that begins or ends beside its words. It may do so anywhere in the pause between them and those
// of the turns beside it.
func (c *covering) offTurn(h heardTurn, before, after *heardTurn) (CoverageFinding, bool) {
	clock, span := c.doc.Episode().Clock(), *h.turn.Span
	start, err := clock.AudioTime(span.Start)
	end, wrong := clock.AudioTime(span.End)
	if err != nil || wrong != nil {
		return CoverageFinding{}, false
	}
	earliest, latest, ends := timecode.Time(math.MinInt64/2), timecode.Time(math.MaxInt64/2), h.last
	if before != nil {
		earliest = min(before.last, h.first)
	}
	if after != nil {
		if latest = max(after.first, h.last); after.turn.Span.Start == span.End {
			ends = latest
		}
	}
	set := transcript.SetSpan{Turn: h.turn.ID, Span: &span, Estimated: h.turn.Estimated}
	what := ""
	if start < earliest-offAtLeast || start > h.first+offAtLeast {
		what = fmt.Sprintf("The turn begins at %s, and its first word is said %s. ", span.Start, away(h.first-start))
		set.Span.Start, set.Estimated = clock.CodeAt(h.first, span.Start.Form), set.Estimated&^transcript.StartEdge
	}
	if end < h.last-offAtLeast || end > latest+offAtLeast {
		what += fmt.Sprintf("It ends at %s, and its last word does so %s.", h.turn.Span.End, away(h.last-end))
		set.Span.End, set.Estimated = clock.CodeAt(ends, span.End.Form), set.Estimated&^transcript.EndEdge
	}
	return CoverageFinding{
		Key: fmt.Sprintf("off|%d|%s", h.turn.ID, what), Kind: "off", Severity: string(chunkfile.Warn), What: what, Words: firstWords(h.turn),
		Places: []CoveragePlace{h.place}, Repairs: c.repair("Set it to its words", []transcript.Op{set}),
	}, what != ""
}

// away is how far off something is: "0.4 s later".
func away(by timecode.Time) string {
	if by < 0 {
		return fmt.Sprintf("%.1f s earlier", float64(-by)/float64(timecode.Second))
	}
	return fmt.Sprintf("%.1f s later", float64(by)/float64(timecode.Second))
}

// fitted is a clock, and how far the words of the turn in the middle still are from where it has the turns.
type fitted struct {
	clock timecode.Clock
	left  timecode.Time
}

// offClock offers a clock, if the words say that the episode's is off: for all turns by the same, or more and more.
func (c *covering) offClock(turns []heardTurn) (CoverageFinding, bool) {
	if len(turns) < fewestPlaced {
		return CoverageFinding{}, false
	}
	e := c.doc.Episode()
	now := leftBy(turns, e.Clock())
	best := now
	// Where two explain it as well, the one that counts as many frames as the episode's is the likelier.
	rates := timecode.Rates()
	slices.SortStableFunc(rates, func(a, b timecode.Rate) int {
		other := func(r timecode.Rate) int {
			return int(min(1, max(r.Nominal()-now.clock.Rate.Nominal(), now.clock.Rate.Nominal()-r.Nominal())))
		}
		return other(a) - other(b)
	})
	for _, rate := range rates {
		// Each offset moves all turns by the same: the best is that of the turn in the middle.
		all, ok := offsOf(turns, timecode.Clock{Rate: rate})
		if !ok {
			continue
		}
		if f := leftBy(turns, timecode.Clock{Rate: rate, Offset: middle(all)}); f.left < best.left-alikeClocks {
			best = f
		}
	}
	if now.left < clockOff || best.left*3 > now.left {
		return CoverageFinding{}, false
	}
	first, last := turns[0], turns[len(turns)-1]
	offs, _ := offsOf(turns, e.Clock())
	what := fmt.Sprintf("The words are said beside the timecodes all through the episode: %s in the first turn, %s in the last one. "+
		"At %s frames a second, from %s of the sound on, the turns lie within %.2f s of their words.",
		away(offs[0]), away(offs[len(offs)-1]), best.clock.Rate, best.clock.Offset, float64(best.left)/float64(timecode.Second))
	e.Rate, e.Offset = best.clock.Rate, best.clock.Offset
	return CoverageFinding{
		Key: "clock|" + what, Kind: "clock", Severity: string(chunkfile.Warn), What: what, Places: []CoveragePlace{first.place, last.place},
		Repairs: c.repair("Set the timecode so", []transcript.Op{transcript.SetEpisode{Episode: e}}),
	}, true
}

// offsOf is how much later than their turns begin by a clock their first words are said. There is no answer where a clock
// does not have the label of a turn.
func offsOf(turns []heardTurn, clock timecode.Clock) ([]timecode.Time, bool) {
	out := make([]timecode.Time, len(turns))
	for i, h := range turns {
		at, err := clock.AudioTime(h.turn.Span.Start)
		if err != nil {
			return nil, false
		}
		out[i] = h.first - at
	}
	return out, true
}

// leftBy tells how much a clock leaves.
func leftBy(turns []heardTurn, clock timecode.Clock) fitted {
	offs, ok := offsOf(turns, clock)
	if !ok {
		return fitted{clock, math.MaxInt64 / 4}
	}
	for i, off := range offs {
		offs[i] = max(off, -off)
	}
	return fitted{clock, middle(offs)}
}

// middle is the one in the middle of some times.
func middle(of []timecode.Time) timecode.Time {
	sorted := slices.Sorted(slices.Values(of))
	return sorted[len(sorted)/2]
}
