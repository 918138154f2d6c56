// This file has the turns of an episode that are looked for together, and what the search is told of them.

package service

import (
	"slices"

	"stet/backend/align"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// run is turns on end whose words have yet to be found. After is when what stands before them ends, and before when what
// comes next begins, as far as that is known.
type run struct {
	turns         []transcript.Turn
	from          int // which of the episode's its first turn is
	after, before *timecode.Time
	ends          []*timecode.Time // of each turn, where its chunk ends, as far as that is known
	// again, unless it is nil, is told how far the search is that looks for lost turns again.
	again func(done, all timecode.Time)
}

// wanted are the turns that are looked for: all anew, or those that were not yet. After a search that was stopped those beside
// them are looked for with them, as they would have been.
func (a *aligner) wanted() func(transcript.Turn) bool {
	with := map[transcript.ID]bool{}
	for i, t := range a.turns {
		if sought(t) {
			continue
		}
		for _, beside := range a.turns[max(0, i-1):min(len(a.turns), i+2)] {
			with[beside.ID] = a.part
		}
	}
	return func(t transcript.Turn) bool { return a.anew || !sought(t) || with[t.ID] }
}

// runs are the turns that are wanted, in order.
func (a *aligner) runs(wanted func(transcript.Turn) bool) []run {
	var out []run
	for i := 0; i < len(a.turns); {
		if !wanted(a.turns[i]) {
			i++
			continue
		}
		r := run{from: i}
		if i > 0 {
			if _, end, ok := extentOf(a.turns[i-1].Times); ok {
				r.after = &end
			}
		}
		for ; i < len(a.turns) && wanted(a.turns[i]); i++ {
			r.turns, r.ends = append(r.turns, a.turns[i]), append(r.ends, a.ends[i])
		}
		if i < len(a.turns) {
			if start, _, ok := extentOf(a.turns[i].Times); ok {
				r.before = &start
			}
		}
		out = append(out, r)
	}
	return out
}

// nextOf takes the run out of those that are left that has the turn that is wanted now, or comes after it, or else is the first.
func (a *aligner) nextOf(left []run) (run, []run) {
	at := 0
	if a.ahead != nil {
		first := a.place(a.ahead())
		at = max(0, slices.IndexFunc(left, func(r run) bool { return first < r.from+len(r.turns) }))
	}
	r := left[at]
	return r, slices.Delete(left, at, at+1)
}

// within is where its turns lie, as far as their neighbours tell.
func (r run) within(length timecode.Time) *align.Span {
	span := align.Span{End: length}
	if r.after != nil {
		span.Start = *r.after
	}
	if r.before != nil {
		span.End = *r.before
	}
	return &span
}

// short says of turns that the sound is too short for them.
func (r run) short(asked []align.Turn, length timecode.Time) func(align.Misfit) bool {
	return func(m align.Misfit) bool { return tooShort(m.Given, length, asked[m.Last].End, r.ends[m.Last]) }
}

// aside is how far from where its other words stand a word of a turn may be.
const aside = 3 * timecode.Second

// nearby has a run looked for about where the words of its turns stand, where nothing else tells. It says whether that is a
// stretch of the sound that is not long.
func (r *run) nearby(clock timecode.Clock) bool {
	asked := r.asked(clock)
	from, to := asked[0].Start, asked[len(asked)-1].End
	if start, _, ok := extentOf(r.turns[0].Times); from == nil && ok {
		start = max(0, start-aside)
		from, r.after = &start, &start
	}
	if _, end, ok := extentOf(r.turns[len(r.turns)-1].Times); to == nil && ok {
		end += aside
		to, r.before = &end, &end
	}
	return from != nil && to != nil && *to > *from && *to-*from <= longestRetimed
}

// sought says that the sound has been asked for every word of a turn.
func sought(t transcript.Turn) bool {
	return len(t.Times) == transcript.CountWords(t.Paragraphs) &&
		!slices.ContainsFunc(t.Times, func(w transcript.Timing) bool { return !w.How.Sought() })
}

// extentOf is from where the first word that has a time begins to where the last one ends.
func extentOf(times transcript.Timings) (start, end timecode.Time, ok bool) {
	for _, w := range times {
		if !w.How.Timed() {
			continue
		}
		if !ok {
			start, ok = w.Start, true
		}
		end = max(end, w.End)
	}
	return start, end, ok
}

// asked are the turns as they are looked for. Ends that nobody has heard say nothing.
func (r run) asked(clock timecode.Clock) []align.Turn {
	out := make([]align.Turn, len(r.turns))
	for i, t := range r.turns {
		out[i] = askedTurn(t, clock)
	}
	if first := &out[0]; first.Start == nil {
		first.Start = r.after
	}
	if last := &out[len(out)-1]; last.End == nil {
		last.End = r.before
	}
	return out
}

func askedTurn(t transcript.Turn, clock timecode.Clock) align.Turn {
	out := align.Turn{Words: transcript.Words(t.Paragraphs)}
	if t.Span != nil {
		start, end := placeOfSpan(clock, *t.Span)
		if t.Estimated&transcript.StartEdge == 0 {
			out.Start = start
		}
		if t.Estimated&transcript.EndEdge == 0 {
			out.End = end
		}
	}
	for i, w := range t.Times {
		// What a file has told or a person set stands.
		if isSet(w) {
			if out.Hand == nil {
				out.Hand = map[int]align.Span{}
			}
			out.Hand[i] = align.Span{Start: w.Start, End: w.End}
		}
	}
	return out
}
