package cut

import (
	"maps"
	"slices"

	"stet/backend/transcript"
)

// This file says what each chunk would hold if every turn of the transcript stood in one of them, once. What is nowhere wrong
// stays as it is.

// Bodies are the turns that each piece would hold if every turn of the transcript whose piece is known stood in it, once. What a
// piece has whole is kept as it stands there, corrected, parted or joined or not; a turn by itself under the time of the
// transcript. What is torn, or has run together with turns that belong elsewhere, is taken from the transcript. What the
// transcript does not have stays behind what it stands behind.
func (l *Ledger) Bodies() [][]transcript.Turn {
	out := make([][]transcript.Turn, len(l.pieces))
	own := l.kept()
	behind := make([]map[int][]transcript.Turn, len(l.pieces))
	for p, places := range l.at {
		behind[p] = map[int][]transcript.Turn{}
		at := -1
		for i, list := range places {
			if len(list) == 0 {
				behind[p][at] = append(behind[p][at], l.pieces[p].Chunk.Turns[i])
				continue
			}
			for _, x := range list {
				if l.home[x] == p {
					at = x
				}
			}
		}
		out[p] = append(out[p], behind[p][-1]...)
	}
	for i, t := range l.turns {
		p := l.home[i]
		if p < 0 {
			continue
		}
		if stands, has := own[i]; has {
			out[p] = append(out[p], l.standing(p, i, stands)...)
		} else {
			out[p] = append(out[p], t)
		}
		out[p] = append(out[p], behind[p][i]...)
	}
	return out
}

// standing are turns of a piece that hold a turn of the transcript: by itself it gets the time of that, if its own is another.
func (l *Ledger) standing(piece, turn int, stands []int) []transcript.Turn {
	var out []transcript.Turn
	for _, k := range stands {
		t := l.pieces[piece].Chunk.Turns[k]
		if there := l.turns[turn]; len(stands) == 1 && len(l.at[piece][k]) == 1 && l.off(turn, l.spoken[piece][k]) {
			t.Span, t.Estimated = there.Span, there.Estimated
		}
		out = append(out, t)
	}
	return out
}

// kept has for each turn of the transcript that its piece has whole the turns of the piece that stand for it, and for no other
// turn above it: none where it has run together with the one above.
func (l *Ledger) kept() map[int][]int {
	spoilt := map[int]bool{}
	for _, f := range l.Findings {
		if f.Kind == Torn {
			for i := f.From; i < f.To; i++ {
				spoilt[i] = true
			}
		}
	}
	own := map[int][]int{}
	holders := l.holders()
	for p, places := range l.at {
		for from := 0; from < len(places); {
			to, turns := together(places, from)
			if l.whole(p, from, to, turns, holders, spoilt) {
				for i, x := range turns {
					if own[x] = nil; i == 0 {
						for k := from; k < to; k++ {
							own[x] = append(own[x], k)
						}
					}
				}
			} else {
				l.keepAlone(own, p, from, to, spoilt)
			}
			from = to
		}
	}
	return own
}

// together are the turns of a piece from one on that share turns of the transcript, each with the next, and which these are.
func together(places [][]int, from int) (to int, turns []int) {
	turns = slices.Clone(places[from])
	for to = from + 1; to < len(places) && slices.ContainsFunc(places[to], func(x int) bool { return slices.Contains(turns, x) }); to++ {
		turns = append(turns, places[to]...)
	}
	slices.Sort(turns)
	return to, slices.Compact(turns)
}

// whole says that turns of a piece and turns of the transcript are the same stretch, parted in other places or not.
func (l *Ledger) whole(p, from, to int, turns []int, holders [][]Place, spoilt map[int]bool) bool {
	for i, x := range turns {
		elsewhere := func(at Place) bool { return at.Piece != p || at.From < from || at.From >= to }
		if l.home[x] != p || spoilt[x] || i > 0 && x != turns[i-1]+1 || slices.ContainsFunc(holders[x], elsewhere) || len(holders[x]) > 1 && !l.parts(x, holders[x]) {
			return false
		}
	}
	for k := from; k < to; k++ {
		if l.spills(p, k, spoilt) {
			return false
		}
	}
	return len(turns) > 0
}

// keepAlone keeps of some turns of a piece those that are one turn of the transcript, of several that are the same the likest.
func (l *Ledger) keepAlone(own map[int][]int, p, from, to int, spoilt map[int]bool) {
	for k := from; k < to; k++ {
		list := l.at[p][k]
		if len(list) != 1 || l.home[list[0]] != p || spoilt[list[0]] || l.lacks(list[0], l.spoken[p][k].bag) > 0 || l.spills(p, k, spoilt) {
			continue
		}
		if before := own[list[0]]; len(before) > 0 && alike(l.deck[list[0]], l.spoken[p][before[0]]) >= alike(l.deck[list[0]], l.spoken[p][k]) {
			continue
		}
		own[list[0]] = []int{k}
	}
}

// spills says that a turn of a piece has words of a torn one as well, which stands beside what it is: that one has them again
// from the transcript.
func (l *Ledger) spills(p, k int, spoilt map[int]bool) bool {
	list := l.at[p][k]
	if len(list) == 0 || len(spoilt) == 0 {
		return false
	}
	left := maps.Clone(l.spoken[p][k].bag)
	for _, x := range list {
		left.take(l.deck[x].bag)
	}
	for _, beside := range []int{list[0] - 1, list[len(list)-1] + 1} {
		if spoilt[beside] && left.shared(l.deck[beside].bag) >= fewest {
			return true
		}
	}
	return false
}
