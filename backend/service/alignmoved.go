// This file has turns looked for again whose times lie beside their words by as much as those of the turns around them: it
// is the clock that is off, by a time or a rate, or from some place on, and what was not heard was looked for elsewhere.

package service

import (
	"context"
	"slices"

	"stet/backend/align"
	"stet/backend/timecode"
)

const (
	// movedAtLeast is how far beside their words turns must lie for that: what is nearer is looked for anyway.
	movedAtLeast = timecode.Second
	// alikeMoves is how far from one another the moves of turns may be that say the same, and fewestMoves how many edges of
	// turns must, of those of so many turns around one.
	alikeMoves  = timecode.Second / 2
	fewestMoves = 5
	aroundMoved = 6
)

// asideOf is of each turn how far it must be moved to lie where the words of the turns around it were heard; 0 where these
// do not say so, or where all is heard.
func asideOf(asked []align.Turn, found [][]align.Word) []timecode.Time {
	edges := make([][]timecode.Time, len(asked))
	for i, t := range asked {
		words := found[i]
		if n := len(words); n > 0 {
			if t.Start != nil && isHeard(words[0]) {
				edges[i] = append(edges[i], words[0].Start-*t.Start)
			}
			if t.End != nil && isHeard(words[n-1]) {
				edges[i] = append(edges[i], words[n-1].End-*t.End)
			}
		}
	}
	moves := make([]timecode.Time, len(asked))
	for i := range asked {
		around := slices.Concat(edges[max(0, i-aroundMoved):min(len(edges), i+aroundMoved+1)]...)
		if len(around) < fewestMoves {
			continue
		}
		by, alike := middle(around), 0
		for _, e := range around {
			if max(e-by, by-e) <= alikeMoves {
				alike++
			}
		}
		if max(by, -by) >= movedAtLeast && alike >= fewestMoves && 2*alike > len(around) {
			moves[i] = by
		}
	}
	return moves
}

// moved looks again for the turns on end that must be moved and have words that were not heard. It says whether that found
// more of them.
func (r run) moved(ctx context.Context, model *align.Model, sound *align.Sound, asked []align.Turn, o align.Options, out *align.Result) (some bool, err error) {
	moves := asideOf(asked, out.Turns)
	for from := 0; from < len(asked) && err == nil; {
		to := from
		for to < len(asked) && moves[to] != 0 {
			to++
		}
		if n, heard := heardIn(out.Turns[from:to]); heard < n {
			turns := slices.Clone(asked[from:to])
			for i := range turns {
				turns[i].Start, turns[i].End = later(turns[i].Start, moves[from+i]), later(turns[i].End, moves[from+i])
			}
			var found bool
			found, err = r.findAgain(ctx, model, sound, turns, o, [2]int{from, to}, out)
			some = some || found
		}
		from = max(to, from+1)
	}
	return some, err
}

// later is a time that is known, moved.
func later(t *timecode.Time, by timecode.Time) *timecode.Time {
	if t == nil {
		return nil
	}
	moved := *t + by
	return &moved
}
