package cut

import (
	"math"
	"slices"

	"stet/backend/transcript"
)

// This file says which chunk a turn belongs to that stands in none, or in several: the one whose header has its time, and
// the one on both of whose sides it lies. What neither tells, or what the two tell differently, it leaves open.

// reach is from when to when a header says that its chunk runs, in seconds.
type reach struct{ from, to float64 }

// reachOf reads a header; false where it does not say both ends. An end that is written as a word is that of the episode.
func reachOf(c transcript.Chunk) (reach, bool) {
	start, ok := c.HeaderStart()
	if !ok {
		return reach{}, false
	}
	r := reach{seconds(start), math.Inf(1)}
	if end, ok := c.HeaderEnd(); ok {
		r.to = seconds(end)
	} else if f, _ := c.Field("end_time"); f.Value == "" {
		return reach{}, false
	}
	return r, r.to > r.from
}

// middle is the time that tells which chunk a turn lies in, since headers often leave out the frames; -1 where none tells.
func middle(t transcript.Turn) float64 {
	if t.Span == nil {
		return -1
	}
	from := seconds(t.Span.Start)
	return (from + max(from, seconds(t.Span.End))) / 2
}

// timed says whether most turns are said at the times that the pieces have for them. If not, headers tell nothing of it.
func (l *Ledger) timed() bool {
	kept, all := 0, 0
	for p, places := range l.at {
		for i, at := range places {
			if len(at) == 1 && l.deck[at[0]].from >= 0 && l.spoken[p][i].from >= 0 {
				if all++; math.Abs(l.deck[at[0]].from-l.spoken[p][i].from) <= near {
					kept++
				}
			}
		}
	}
	return 2*kept > all
}

// findClaims sets for each turn the one piece whose header has its time; -1 where none has, or several. Headers of which
// most turns know nothing are not asked.
func (l *Ledger) findClaims() {
	l.reach = make([]*reach, len(l.pieces))
	for p, x := range l.pieces {
		if r, ok := reachOf(x.Chunk); ok {
			l.reach[p] = &r
		}
	}
	l.claim = make([]int, len(l.turns))
	within, all := 0, 0
	for i, t := range l.turns {
		l.claim[i] = -1
		at := middle(t)
		// What lies between two headers may lie in the frames that the first does not write.
		for _, more := range []float64{0, 1} {
			in := l.within(at, more)
			if len(in) == 0 {
				continue
			}
			if len(in) == 1 {
				l.claim[i] = in[0]
			}
			if slices.Contains(in, l.home[i]) {
				within++
			}
			break
		}
		if h := l.home[i]; h >= 0 && l.reach[h] != nil {
			all++
		}
	}
	if 2*within < all || !l.timed() {
		clear(l.reach)
		for i := range l.claim {
			l.claim[i] = -1
		}
	}
}

// within are the pieces whose headers have a time, if their ends lie so many seconds later.
func (l *Ledger) within(at, more float64) (in []int) {
	for p, r := range l.reach {
		if r != nil && at >= r.from && at < r.to+more {
			in = append(in, p)
		}
	}
	return in
}

// settleGaps gives turns that stand nowhere a piece, where it is sure.
func (l *Ledger) settleGaps() {
	has := map[int]bool{}
	for _, p := range l.home {
		has[p] = true
	}
	for from := 0; from < len(l.home); from++ {
		to := from
		for to < len(l.home) && l.home[to] < 0 {
			to++
		}
		before, behind := -1, -1
		if from > 0 {
			before = l.home[from-1]
		}
		if to < len(l.home) {
			behind = l.home[to]
		}
		for i := from; i < to; i++ {
			l.home[i] = l.ownerOf(i, before, behind, has)
		}
		from = to
	}
}

// ownerOf is the piece of a turn that stands nowhere, between turns of two others; -1 is none, as before the first turn.
func (l *Ledger) ownerOf(turn, before, behind int, has map[int]bool) int {
	claim := l.claim[turn]
	switch {
	case before == behind:
		if claim < 0 || claim == before {
			return before
		}
	case claim >= 0:
		// A piece has its turns in a row: one that stands somewhere else cannot have these as well.
		if claim == before || claim == behind || !has[claim] {
			return claim
		}
	case before < 0 && l.reach[behind] == nil:
		return behind
	case behind < 0 && l.reach[before] == nil:
		return before
	}
	return -1
}
