package align

import (
	"context"

	"stet/backend/timecode"
)

// This file puts words that were not found between those that were, where somebody speaks for as long as they take: they
// are mumbled, or said otherwise than anybody knows.

const (
	// mostMumbled is how many words on end are believed to be mumbled. Between words that were timed by a person or a
	// file, who heard something else there, there may be more.
	mostMumbled = 2
	// A phone of such a word takes one frame at least and slowest at most.
	slowest = 30
	// clearly is how many frames of speech must be heard in a gap that is longer than the words.
	clearly = 8
)

// mumble estimates such words.
func (p *plan) mumble(ctx context.Context, f found) error {
	for i := 0; i < len(f) && p.m != nil; i++ {
		first := i
		for ; i < len(f) && p.lost(f, i); i++ {
		}
		told := first > 0 && i < len(f) && !p.free(first-1) && !p.free(i)
		if n := i - first; n == 0 || first == 0 || i == len(f) || n > mostMumbled && !told {
			continue
		}
		from, to, err := p.room(ctx, first, i, p.endOf(f, first-1), p.beginOf(f, i))
		if err != nil {
			return err
		}
		if from < to {
			p.spread(f, first, i, from, to)
		}
	}
	return nil
}

// lost tells whether a word was not found, or where a word beside it is that was timed by hand.
func (p *plan) lost(f found, i int) bool {
	if !p.free(i) {
		return false
	}
	w := f[i]
	if w.state != Aligned {
		return w.state == NotSpoken
	}
	from, to := timeOf(w.from), timeOf(w.to)
	had := to - from
	if h, ok := p.hand(i - 1); ok {
		from = max(from, h.End)
	}
	if h, ok := p.hand(i + 1); ok {
		to = min(to, h.Start)
	}
	return squeezed(had, to-from)
}

// squeezed tells whether too little is left of the time of a word that was heard for this to be the word.
func squeezed(had, left timecode.Time) bool {
	return left < had && (left < leastHeard || 2*left < had)
}

// room is where between two frames words may be mumbled; nowhere if from is to.
func (p *plan) room(ctx context.Context, first, last, after, before int) (from, to int, err error) {
	least, sounds := 0, 0
	for _, w := range p.text[first:last] {
		sounds += w.sounds()
	}
	if least = sounds; last-first > mostMumbled {
		least = aSound * sounds
	}
	switch {
	case before-after < least || before-after > longestGap:
		return 0, 0, nil
	case before-after <= aSound*sounds:
		return after, before, nil
	}
	said, err := p.said(ctx, after, before)
	n := 0
	for i, is := range said {
		if !is {
			continue
		}
		if n++; n == 1 {
			from = after + i
		}
		to = after + i + 1
	}
	if n < max(least, clearly) || n > slowest*sounds {
		return 0, 0, err
	}
	return from, to, err
}

// spread shares frames among words by how long they are.
func (p *plan) spread(f found, first, last, from, to int) {
	letters := 0
	for i := first; i < last; i++ {
		letters += p.letters(i)
	}
	before := 0
	for i := first; i < last; i++ {
		n := before + p.letters(i)
		f[i].known, f[i].state = true, Estimated
		f[i].from, f[i].to = from+(to-from)*before/letters, from+(to-from)*n/letters
		before = n
	}
}
