package transcript

import "slices"

// This file keeps the words of a turn one after the other where times that come from different hands, or from different
// times, come together.

// ranks are the ways in which a time is known, the one first before which the others give way.
var ranks = [...]How{ByHand, Imported, Measured}

func (h How) rank() int {
	if i := slices.Index(ranks[:], h); i >= 0 {
		return i
	}
	return len(ranks)
}

// Settle lets no word begin before the one before it has ended, and none end after the next has begun. Of two that are in
// each other's way that one moves whose time is less sure; one that a person has set never does.
func (t Timings) Settle() {
	if t.settled() {
		return
	}
	t.shorten()
	for rank := 1; rank <= len(ranks); rank++ {
		t.settle(rank)
	}
}

// settled says that the words with a time stand one after the other.
func (t Timings) settled() bool {
	for i := t.timed(0); i < len(t); {
		next := t.timed(i + 1)
		if next < len(t) && t[next].Start < t[i].End {
			return false
		}
		i = next
	}
	return true
}

// timed is the place of the first word from a place on that has a time, or that behind the last word.
func (t Timings) timed(i int) int {
	for i < len(t) && !t[i].How.Timed() {
		i++
	}
	return i
}

// shorten ends words where the next begins, of two that are known alike: a place that begins is what one listens from.
func (t Timings) shorten() {
	for i := t.timed(0); i < len(t); {
		next := t.timed(i + 1)
		if next < len(t) && t[i].How != ByHand && t[i].How.rank() == t[next].How.rank() && t[next].Start > t[i].Start {
			t[i].End = min(t[i].End, t[next].Start)
		}
		i = next
	}
}

// settle puts the words of a rank between those of the ranks before it.
func (t Timings) settle(rank int) {
	room := make([]stretch, len(t)) // to is where the next word of a rank before it begins
	after := stretch{}
	for i := len(t) - 1; i >= 0; i-- {
		room[i] = after
		if w := t[i]; w.How.Timed() && w.How.rank() < rank && (!after.known || w.Start < after.to) {
			after = stretch{to: w.Start, known: true}
		}
	}
	ended := stretch{}
	for i := range t {
		w := &t[i]
		if !w.How.Timed() || w.How.rank() > rank {
			continue
		}
		if w.How.rank() == rank {
			if room[i].known {
				w.Start, w.End = min(w.Start, room[i].to), min(w.End, room[i].to)
			}
			if ended.known {
				w.Start, w.End = max(w.Start, ended.to), max(w.End, ended.to)
			}
		}
		if !ended.known || w.End > ended.to {
			ended = stretch{to: w.End, known: true}
		}
	}
}
