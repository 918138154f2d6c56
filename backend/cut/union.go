package cut

import (
	"math"
	"strings"

	"stet/backend/transcript"
)

// This file makes a transcript of the pieces themselves, where there is no other to hold them against, and finds turns again
// in what was.

// Union is every turn of the pieces, in their order, once. What says the same is one turn, also where one of both is cut off,
// and a turn in which others have run together is none of its own.
func Union(pieces []Piece) []transcript.Turn {
	var turns []transcript.Turn
	var in []int
	for p, piece := range pieces {
		for _, t := range piece.Chunk.Turns {
			turns, in = append(turns, t), append(in, p)
		}
	}
	d := newDeck(speakAll(turns))
	out := make([]bool, len(turns))
	for i := range turns {
		out[i] = d.runTogether(i, in)
	}
	for i, t := range d.turns {
		for _, k := range d.candidates(t) {
			if k >= i || out[k] || out[i] || !d.again(k, i, in) {
				continue
			}
			// Of two the longer is whole.
			out[i], out[k] = t.n <= d.turns[k].n, t.n > d.turns[k].n
		}
	}
	var left []transcript.Turn
	for i, t := range turns {
		if !out[i] {
			left = append(left, t)
		}
	}
	return left
}

// again says that a turn is another one once more: what says the same at the same time, and in another piece what says most of
// the same.
func (d *deck) again(k, i int, in []int) bool {
	a, b := d.turns[k], d.turns[i]
	if a.span != "" && a.span == b.span && b.n > 0 && alike(a, b) >= same {
		return true
	}
	if a.n > b.n {
		a, b = b, a
	}
	switch close := a.from >= 0 && b.from >= 0 && math.Abs(a.from-b.from) <= near; {
	case in[k] == in[i]:
		return false
	case close && a.n >= 2*fewest && float64(a.bag.shared(b.bag)) >= part*float64(a.n):
		return true
	case d.within(k, i, in):
		return true
	case close && a.n >= fewest && (a.from == b.from || a.from < b.to && b.from < a.to):
		return strings.HasPrefix(b.key, a.key) // cut off; a few words that follow on the same ones are said again
	}
	// What is said at two times is said twice, as a jingle is; where no time tells that, it takes several, or many words.
	return (a.from < 0 || b.from < 0) && a.n >= 4*fewest && strings.Contains(b.key, a.key) && (a.n >= alone || d.inARow(k, i, in))
}

// alone is how many words tell a turn that has no time from a jingle.
const alone = 50

// inARow says that of two turns the next ones, or those before, say the same as well.
func (d *deck) inARow(k, i int, in []int) bool {
	for _, step := range []int{-1, 1} {
		x, y := k+step, i+step
		if x >= 0 && y >= 0 && x < len(in) && y < len(in) && in[x] == in[k] && in[y] == in[i] && d.turns[x].n >= 2*fewest && alike(d.turns[x], d.turns[y]) >= same {
			return true
		}
	}
	return false
}

// within says that the shorter of two turns stands in the other, word for word, while that is said, or behind one that does.
func (d *deck) within(k, i int, in []int) bool {
	if d.turns[k].n > d.turns[i].n {
		k, i = i, k
	}
	a, b := d.turns[k], d.turns[i]
	if a.n < 2*fewest || a.from < 0 || b.from < 0 || !strings.Contains(" "+b.key+" ", " "+a.key+" ") {
		return false
	}
	during := a.from >= b.from-near && a.from <= b.to+near
	return during || k > 0 && in[k-1] == in[k] && k-1 != i && d.within(k-1, i, in)
}

// runTogether says that half of a turn is several of one other piece.
func (d *deck) runTogether(i int, in []int) bool {
	t := d.turns[i]
	if t.n <= 2*fewest {
		return false
	}
	words, turns := map[int]int{}, map[int]int{}
	for _, k := range d.swallowed(t, -1) {
		if in[k] != in[i] && d.turns[k].n < t.n {
			words[in[k]] += d.turns[k].n
			turns[in[k]]++
		}
	}
	for p, n := range words {
		if turns[p] > 1 && 2*n >= t.n {
			return true
		}
	}
	return false
}

// Matches finds each of some turns among those that were: none, or several that it is made of.
func Matches(turns, was []transcript.Turn) [][]int {
	return newDeck(speakAll(was)).find(speakAll(turns))
}
