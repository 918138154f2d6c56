// This file lets go of words at the edge of a part that is looked for again: some of them may have been heard at the part's
// other end, far from those that they belong to, and what lies between would not be looked through.

package service

import (
	"iter"
	"slices"

	"stet/backend/align"
	"stet/backend/timecode"
)

const (
	// mostCarried is how many words may have been heard so far off, and farOff how far that is at least.
	mostCarried = 3
	farOff      = 3 * timecode.Second
)

// letGo makes words beside a part not heard that stand far from the others on their side, which they come to stand at. What it
// returns puts them back.
func letGo(turns [][]align.Word, part [2]int) (back func()) {
	type gone struct {
		word *align.Word
		had  align.Word
	}
	var all []gone
	let := func(words []*align.Word, at func(align.Word) timecode.Time) {
		for n := carriedOff(words) - 1; n >= 0; n-- {
			all = append(all, gone{words[n], *words[n]})
			edge := at(*words[n+1])
			*words[n] = align.Word{Span: align.Span{Start: edge, End: edge}, State: align.NotSpoken}
		}
	}
	let(outermost(slices.Backward(turns[:part[0]]), slices.Backward), func(w align.Word) timecode.Time { return w.End })
	let(outermost(slices.All(turns[part[1]:]), slices.All), func(w align.Word) timecode.Time { return w.Start })
	return func() {
		for _, g := range all {
			*g.word = g.had
		}
	}
}

// carriedOff is how many words from the first on stand far from the next, if those are few.
func carriedOff(words []*align.Word) int {
	for n := 1; n <= mostCarried && n < len(words); n++ {
		if words[n-1].State != align.Aligned || words[n].State != align.Aligned {
			return 0
		}
		if max(words[n-1].Start-words[n].End, words[n].Start-words[n-1].End) > farOff {
			return n
		}
	}
	return 0
}

// outermost are the first words of turns, of which some may have been carried off, in the order in which both are gone through.
func outermost(turns iter.Seq2[int, []align.Word], through func([]align.Word) iter.Seq2[int, align.Word]) (out []*align.Word) {
	for _, words := range turns {
		for i := range through(words) {
			if out = append(out, &words[i]); len(out) > mostCarried {
				return out
			}
		}
	}
	return out
}
