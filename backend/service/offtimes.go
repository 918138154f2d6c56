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
	// A gap in the clock is offered where so many turns on each side of it have other places, and it puts so many more right.
	fewestBeside = 4
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
			if h, ok := heardWhole(t, at); ok {
				h.place = CoveragePlace{Chunk: p.Chunk.ID, Number: chunkNumber(p.Chunk), Turn: t.ID, Start: t.Span.Start.String()}
				out = append(out, h)
			}
		}
	}
	return out
}

// heardWhole is a turn, the one at a place of all, if it has a time and its first and last words were heard.
func heardWhole(t transcript.Turn, at int) (heardTurn, bool) {
	n := len(t.Times)
	if t.Span == nil || n == 0 || !t.Times[0].How.Sure() || !t.Times[n-1].How.Sure() {
		return heardTurn{}, false
	}
	return heardTurn{turn: t, at: at, first: t.Times[0].Start, last: t.Times[n-1].End}, true
}

// offTimes tells of the clock, if that is off, or else of each turn that is off.
func (c *covering) offTimes() []CoverageFinding {
	turns := c.heardTurns()
	f, off := offClock(turns, c.doc.Episode())
	if d, even := evenDrift(turns, c.doc.Episode().Clock()); even && !(off && f.fits(turns)) {
		return []CoverageFinding{c.driftFinding(turns, d)}
	}
	if off {
		return []CoverageFinding{c.clockFinding(turns, f)}
	}
	var out []CoverageFinding
	for i, h := range turns {
		before, after := nextTo(turns, i)
		if f, off := c.offTurn(h, before, after); off {
			out = append(out, f)
		} else if f, cut := c.midWord(h, after); cut {
			out = append(out, f)
		}
	}
	return append(out, c.lingering(turns)...)
}

// nextTo are the turns before and after one, nil where these are not among them.
func nextTo(turns []heardTurn, i int) (before, after *heardTurn) {
	if i > 0 && turns[i-1].at == turns[i].at-1 {
		before = &turns[i-1]
	}
	if i+1 < len(turns) && turns[i+1].at == turns[i].at+1 {
		after = &turns[i+1]
	}
	return before, after
}

// offTurn tells of a turn that begins or ends beside its words.
func (c *covering) offTurn(h heardTurn, before, after *heardTurn) (CoverageFinding, bool) {
	clock := c.doc.Episode().Clock()
	what, set, ends := besideItsWords(clock, h, before, after)
	repairs := []CoverageRepair{}
	if what != "" && clock.Counts(h.first) && clock.Counts(ends) {
		repairs = c.repair("Set it to its words", []transcript.Op{set})
	}
	return CoverageFinding{
		Key: fmt.Sprintf("off|%d|%s", h.turn.ID, what), Kind: "off", Severity: string(chunkfile.Warn), What: what, Words: firstWords(h.turn),
		Places: []CoveragePlace{h.place}, Repairs: repairs,
	}, what != ""
}

// besideItsWords says of a turn that it begins or ends beside its words, "" where it does not, with what sets it to them, and where
// it ends then. It may end anywhere in the pause between its words and those of the turn behind it, and begin so in the one before
// them where the turn before it ends.
func besideItsWords(clock timecode.Clock, h heardTurn, before, after *heardTurn) (what string, set transcript.SetSpan, ends timecode.Time) {
	span := *h.turn.Span
	start, end, err := clock.Place(span)
	if err != nil {
		return "", set, 0
	}
	ends = h.last
	earliest, latest := timecode.Time(math.MinInt64/2), timecode.Time(math.MaxInt64/2)
	if before != nil {
		if earliest = h.first; before.turn.Span.End == span.Start {
			earliest = min(before.last, h.first)
		}
	}
	if after != nil {
		if latest = max(after.first, h.last); after.turn.Span.Start == span.End {
			ends = latest
		}
	}
	set = transcript.SetSpan{Turn: h.turn.ID, Span: &span, Estimated: h.turn.Estimated}
	if start < earliest-offAtLeast || start > h.first+offAtLeast {
		what = fmt.Sprintf("The turn begins at %s, and its first word is said %s. ", span.Start, away(h.first-start))
		set.Span.Start, set.Estimated = clock.CodeAt(h.first, span.Start.Form), set.Estimated&^transcript.StartEdge
	}
	if end < h.last-offAtLeast || end > latest+offAtLeast {
		what += fmt.Sprintf("It ends at %s, and its last word does so %s.", h.turn.Span.End, away(h.last-end))
		set.Span.End, set.Estimated = clock.CodeAt(ends, span.End.Form), set.Estimated&^transcript.EndEdge
	}
	return what, set, ends
}

// away is how far off something is: "0.4 s later".
func away(by timecode.Time) string {
	way := "later"
	if by < 0 {
		by, way = -by, "earlier"
	}
	if by < timecode.Second/20 {
		return "less than 0.1 s " + way
	}
	return fmt.Sprintf("%.1f s %s", seconds(by), way)
}

// fitted is a clock, and how far the words of the turn in the middle still are from where it has the turns; and how many
// turns lie near their words.
type fitted struct {
	clock timecode.Clock
	left  timecode.Time
	near  int
}

// fits says that nearly all of some turns lie near their words.
func (f fitted) fits(turns []heardTurn) bool { return len(turns)-f.near < fewestBeside }

// offClock offers a clock, if the words say that the episode's is off: for all turns by the same, or more and more, or from
// some turn on.
func offClock(turns []heardTurn, e transcript.Episode) (fitted, bool) {
	if len(turns) < fewestPlaced {
		return elsewhere(turns, e.Clock())
	}
	now := leftBy(turns, e.Clock())
	if now.left < clockOff && len(turns)-now.near < fewestBeside {
		return fitted{}, false
	}
	best, parted := now, now
	// Where two explain it as well, the episode's own is the likeliest, and then one that counts as many frames.
	rates := timecode.Rates()
	slices.SortStableFunc(rates, func(a, b timecode.Rate) int {
		other := func(r timecode.Rate) int {
			switch {
			case r == now.clock.Rate:
				return 0
			case r.Nominal() == now.clock.Rate.Nominal():
				return 1
			}
			return 2
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
		if k, ok := partedClock(turns, rate, all); ok {
			if f := leftBy(turns, k); f.near > parted.near {
				parted = f
			}
		}
	}
	if parted.near >= max(now.near, best.near)+fewestBeside {
		return parted, true
	}
	if now.left < clockOff && best.near < now.near+fewestBeside || best.left*3 > now.left {
		return fitted{}, false
	}
	return best, true
}

// elsewhere is the clock of turns, however few, whose times all lie beside all that is said: they count from elsewhere.
func elsewhere(turns []heardTurn, clock timecode.Clock) (fitted, bool) {
	offs, ok := offsOf(turns, clock)
	if !ok || len(turns) == 0 {
		return fitted{}, false
	}
	before, after := true, true
	for i, h := range turns {
		before = before && h.first-offs[i] > turns[len(turns)-1].last
		after = after && h.last-offs[i] < turns[0].first
	}
	clock.Offset += middle(offs)
	f := leftBy(turns, clock)
	return f, (before || after) && f.left <= offAtLeast
}

// clockFinding offers a clock.
func (c *covering) clockFinding(turns []heardTurn, f fitted) CoverageFinding {
	e := c.doc.Episode()
	what, first := clockSaid(turns, e, f)
	e.Rate, e.Offset, e.Gap = f.clock.Rate, f.clock.Offset, f.clock.Gap
	out := CoverageFinding{
		Key: "clock|" + what, Kind: "clock", Severity: string(chunkfile.Warn), What: what, Places: []CoveragePlace{turns[first].place, turns[len(turns)-1].place},
		Repairs: []CoverageRepair{},
	}
	if worse(turns, c.doc.Episode().Clock(), f.clock) < fewestBeside {
		out.Repairs = c.repair("Set the timecode so", []transcript.Op{transcript.SetEpisode{Episode: e}})
	}
	return out
}

// worse is how many turns lie near their words by one clock and do not by another.
func worse(turns []heardTurn, now, then timecode.Clock) (n int) {
	a, _ := offsOf(turns, now)
	b, ok := offsOf(turns, then)
	for i := range turns {
		if ok && len(a) > 0 && max(a[i], -a[i]) <= offAtLeast && max(b[i], -b[i]) > offAtLeast {
			n++
		}
	}
	return n
}

// clockSaid says what speaks for a clock in the place of an episode's, and from which of the turns on.
func clockSaid(turns []heardTurn, e transcript.Episode, f fitted) (what string, first int) {
	if offs, counts := offsOf(turns, e.Clock()); !counts {
		what = fmt.Sprintf("Some of the timecodes do not exist at %s frames a second. ", e.Clock().Rate)
	} else {
		begins, ends := away(offs[0]), away(offs[len(offs)-1])
		switch {
		case len(turns) == 1:
			return fmt.Sprintf("The words are said %s than the one timecode beside them says, which tells nothing of the frame rate. It would lie at the words with 00:00:00:00 at %s of the sound.", begins, f.clock.Offset), 0
		case begins == ends:
			what = fmt.Sprintf("The words are said %s than the timecodes say, all through the episode. ", begins)
		default:
			what = fmt.Sprintf("The words are said beside the timecodes all through the episode: %s in the first turn, %s in the last one. ", begins, ends)
		}
	}
	how := fmt.Sprintf("At %s frames a second, from %s of the sound on", f.clock.Rate, f.clock.Offset)
	if gap := f.clock.Gap; gap.Length != 0 {
		first = slices.IndexFunc(turns, func(h heardTurn) bool {
			at, err := h.turn.Span.Start.At(f.clock.Rate)
			return err == nil && at >= gap.At
		})
		did := "put into"
		if gap.Length < 0 {
			did = "cut out of"
		}
		what = fmt.Sprintf("From %s on the words are said %s beside their timecodes than before: something was %s the sound there. ",
			turns[first].turn.Span.Start, away(gap.Length), did)
		how += ", and with that told apart"
	}
	if far := len(turns) - f.near; far >= fewestBeside {
		return what + fmt.Sprintf("%s, %d of %d turns lie near their words, half of all within %.2f s; %d do not: there may be more such places.", how, f.near, len(turns), seconds(f.left), far), first
	}
	return what + fmt.Sprintf("%s, the turns lie within %.2f s of their words.", how, seconds(f.left)), first
}

// partedClock is the clock of two parts that puts turns where their words are: all is how much later these are said than a
// clock of the rate without an offset has them. There is none where the parts are too short, or too much alike.
func partedClock(turns []heardTurn, rate timecode.Rate, all []timecode.Time) (timecode.Clock, bool) {
	at := breakOf(all)
	if at < fewestBeside || len(all)-at < fewestBeside {
		return timecode.Clock{}, false
	}
	before, after := middle(all[:at]), middle(all[at:])
	begins, err := turns[at].turn.Span.Start.At(rate)
	by := after - before
	if err != nil || by < 2*offAtLeast && by > -2*offAtLeast {
		return timecode.Clock{}, false
	}
	return timecode.Clock{Rate: rate, Offset: before, Gap: timecode.Gap{At: begins + min(0, by), Length: by}}, true
}

// breakOf is the place at which times part best into two groups of much the same, single ones that stray left aside.
func breakOf(all []timecode.Time) int {
	const around = 2
	even := make([]float64, len(all))
	sum, squares := 0.0, 0.0
	for i := range all {
		even[i] = seconds(middle(all[max(0, i-around):min(len(all), i+around+1)]))
		sum, squares = sum+even[i], squares+even[i]*even[i]
	}
	best, least := 0, math.Inf(1)
	left, leftSquares := 0.0, 0.0
	for i := 1; i < len(all); i++ {
		left, leftSquares = left+even[i-1], leftSquares+even[i-1]*even[i-1]
		n, m := float64(i), float64(len(all)-i)
		right := sum - left
		if spread := leftSquares - left*left/n + squares - leftSquares - right*right/m; spread < least {
			best, least = i, spread
		}
	}
	return best
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
		return fitted{clock, math.MaxInt64 / 4, 0}
	}
	near := 0
	for i, off := range offs {
		if offs[i] = max(off, -off); offs[i] <= offAtLeast {
			near++
		}
	}
	return fitted{clock, middle(offs), near}
}

// middle is the one in the middle of some times.
func middle(of []timecode.Time) timecode.Time {
	sorted := slices.Sorted(slices.Values(of))
	return sorted[len(sorted)/2]
}
