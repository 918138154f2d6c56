package align

import (
	"context"
	"slices"
)

// This file finds where in a long sound a text is said: some short parts of it are listened for in all of the sound at once,
// each by itself, with any other sound before and behind it.

const (
	// A part has so many words; of a text there are most parts at most, and one for each so many words.
	partWords  = 10
	partEvery  = 20
	mostSpots  = 12
	fewestSpot = 2
	// quickest is how many frames a word takes at least between two parts.
	quickest = 15
	// slowestWord is how many frames it takes at most, with the pauses around it.
	slowestWord = 60 * frameRate / slowly
)

// spot is a part of a text, by the first and the last of its words that are heard, and from when to when they are said.
type spot struct{ words, frames [2]int }

// spotted gives the frames, of some, in which the words of a run are said, by where parts of it are. It says whether that
// is known.
func (p *plan) spotted(ctx context.Context, run, frames [2]int, usual float32) ([2]int, bool, error) {
	spots, err := p.listen(ctx, run, frames, stray)
	if err == nil && len(spots) < fewestSpot && usual < 0 { // as in noise
		spots, err = p.listen(ctx, run, frames, stray-1.3*usual)
	}
	if err != nil || len(spots) < fewestSpot {
		return frames, false, err
	}
	first, last := spots[0], spots[len(spots)-1]
	from := first.frames[0] - (first.words[0]-run[0])*slowestWord - marginFrames
	to := last.frames[1] + (run[1]-1-last.words[1])*slowestWord + marginFrames
	return [2]int{max(frames[0], from), min(frames[1], to)}, true, nil
}

// listen looks for the parts of a run in some frames, where a frame of any other sound costs stray, and gives those that are
// heard there, in order.
func (p *plan) listen(ctx context.Context, run, frames [2]int, stray float32) (out []spot, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	r := rung{beam: 800, robust: true, stray: stray}
	text := p.within(run, frames)
	parts := min(mostSpots, max(fewestSpot, len(text)/partEvery))
	var searches []*viterbi
	for k := range parts {
		at := k * (len(text) - partWords) / (parts - 1)
		searches = append(searches, p.m.begin(p.m.chainOf(text, at, at+partWords), r, 0))
	}
	t := frames[0]
	for b := range p.m.hear(ctx, p.sound, frames[0], frames[1], p.pace) {
		if b.err != nil {
			return nil, b.err
		}
		p.pace.work(func() {
			for _, v := range searches {
				v.through(b.heard, t)
			}
		})
		t += len(b.heard)
	}
	for _, v := range searches {
		if s, ok := v.end(0).spot(); ok {
			s.words[0], s.words[1] = s.words[0]+run[0], s.words[1]+run[0]
			out = append(out, s)
		}
	}
	return inOrder(out), ctx.Err()
}

// spot is where the words of a part are, if most of them are heard on end.
func (o outcome) spot() (s spot, ok bool) {
	heard := 0
	for _, q := range o.passages {
		if q.word == noWord || confidence(q.fit) < SureEnough {
			continue
		}
		if heard++; heard == 1 {
			s.words[0], s.frames[0] = int(q.word), int(q.from)
		}
		s.words[1], s.frames[1] = int(q.word), int(q.to)
	}
	return s, heard*5 >= partWords*4 && s.frames[1]-s.frames[0] <= partWords*slowestWord
}

// inOrder are the most spots of which each is said behind those before it, and not sooner than their words can be.
func inOrder(spots []spot) []spot {
	var best []spot
	chains := make([][]spot, len(spots))
	for i, s := range spots {
		for k, before := range spots[:i] {
			soonest := before.frames[0] + (s.words[0]-before.words[0])*quickest
			if s.frames[0] >= soonest && len(chains[k]) > len(chains[i]) {
				chains[i] = chains[k]
			}
		}
		chains[i] = append(slices.Clip(chains[i]), s)
		if len(chains[i]) > len(best) {
			best = chains[i]
		}
	}
	return best
}
