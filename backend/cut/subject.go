package cut

import (
	"cmp"
	"math"
	"slices"

	"stet/backend/transcript"
)

// This file says in a few words what each stretch of an episode is about: those that it uses and others do not. They are
// the words as they were said, for a person to make a title of.

// Subjects returns so many words for each stretch, the telling ones first; fewer where it has not so many.
func Subjects(stretches [][]transcript.Turn, most int) [][]string {
	counts := make([]bag, len(stretches))
	forms := make([]map[string]bag, len(stretches))
	in := bag{}
	for i, turns := range stretches {
		counts[i], forms[i] = bag{}, map[string]bag{}
		for _, t := range turns {
			for _, w := range words(t) {
				for _, term := range terms([]string{w}) {
					if counts[i][term]++; counts[i][term] == 1 {
						in[term]++
						forms[i][term] = bag{}
					}
					forms[i][term][w]++
				}
			}
		}
	}
	out := make([][]string, len(stretches))
	for i, c := range counts {
		worth := func(term string) float64 {
			return float64(c[term]) * math.Log(float64(len(stretches)+1)/float64(in[term]))
		}
		list := make([]string, 0, len(c))
		for term, n := range c {
			if n > 1 {
				list = append(list, term)
			}
		}
		slices.SortFunc(list, func(a, b string) int { return cmp.Or(cmp.Compare(worth(b), worth(a)), cmp.Compare(a, b)) })
		for _, term := range list[:min(most, len(list))] {
			out[i] = append(out[i], forms[i][term].most())
		}
	}
	return out
}

// most is the word counted most often; of equals the first in the alphabet.
func (b bag) most() string {
	best := ""
	for w, n := range b {
		if best == "" || n > b[best] || n == b[best] && w < best {
			best = w
		}
	}
	return best
}
