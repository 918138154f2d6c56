// This file has the turns of an episode that are looked for together, and what the search is told of them.

package service

import (
	"maps"
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
		for _, t := range slices.Backward(a.turns[:i]) {
			if _, end, ok := heardExtent(t.Times); ok {
				r.after = &end
				break
			}
		}
		for ; i < len(a.turns) && wanted(a.turns[i]); i++ {
			r.turns, r.ends = append(r.turns, a.turns[i]), append(r.ends, a.ends[i])
		}
		for _, t := range a.turns[i:] {
			if start, _, ok := heardExtent(t.Times); ok {
				r.before = &start
				break
			}
		}
		out = append(out, r)
	}
	return out
}

// parted has turns looked for one by one where words of some were heard: these stay where they were, so that a turn beside them must
// not be heard there, as a copy of it would.
func (a *aligner) parted(runs []run) (out []run) {
	heard := func(t transcript.Turn) bool {
		return slices.ContainsFunc(t.Times, func(w transcript.Timing) bool { return w.How.Sure() })
	}
	for _, r := range runs {
		if len(r.turns) == 1 || !slices.ContainsFunc(r.turns, heard) {
			out = append(out, r)
			continue
		}
		for _, one := range r.turns {
			out = append(out, a.runs(func(t transcript.Turn) bool { return t.ID == one.ID })...)
		}
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

// heardExtent is that of the words that were heard, or of all where none was: those that were not may stand where others are said.
func heardExtent(times transcript.Timings) (start, end timecode.Time, ok bool) {
	heard := slices.DeleteFunc(slices.Clone(times), func(w transcript.Timing) bool { return !w.How.Sure() })
	if len(heard) == 0 {
		heard = times
	}
	return extentOf(heard)
}

// asked are the turns as they are looked for. Ends that nobody has heard say nothing.
func (r run) asked(clock timecode.Clock) []align.Turn {
	out := make([]align.Turn, len(r.turns))
	stray := outOfOrder(r.turns)
	for i, t := range r.turns {
		out[i] = askedTurn(t, clock)
		maps.DeleteFunc(out[i].Hand, func(word int, _ align.Span) bool { return stray[[2]int{i, word}] })
	}
	if first := &out[0]; first.Start == nil {
		first.Start = r.after
	}
	if last := &out[len(out)-1]; last.End == nil {
		last.End = r.before
	}
	return out
}

// outOfOrder are the words, by their turns and their places there, that would run backwards beside the most words that do not, of
// those that are known for sure: as where a turn was moved. What a person has set there stays, and no other word goes round it.
func outOfOrder(turns []transcript.Turn) map[[2]int]bool {
	var sure []transcript.Timing
	var at [][2]int
	for i, t := range turns {
		for k, w := range t.Times {
			if w.How.Sure() {
				sure, at = append(sure, w), append(at, [2]int{i, k})
			}
		}
	}
	// Of each length so far, the last word of the forward run that ends earliest, and what comes before each word in its run.
	var ends []int
	before := make([]int, len(sure))
	for i, w := range sure {
		n, _ := slices.BinarySearchFunc(ends, w.Start, func(end int, start timecode.Time) int {
			if sure[end].Start <= start {
				return -1
			}
			return 1
		})
		if before[i] = -1; n > 0 {
			before[i] = ends[n-1]
		}
		if n == len(ends) {
			ends = append(ends, i)
		} else {
			ends[n] = i
		}
	}
	out := map[[2]int]bool{}
	for _, place := range at {
		out[place] = true
	}
	if len(ends) > 0 {
		for i := ends[len(ends)-1]; i >= 0; i = before[i] {
			delete(out, at[i])
		}
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
