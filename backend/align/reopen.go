package align

import (
	"context"
	"math"
	"slices"
)

// This file has words looked for once more that were not found where they were looked for, and that have sound beside them
// which no word covers: it may be that the times of their turns end too soon, and not that nobody says them.

const (
	// openFrames is how far beyond what its turn's times allow a word is looked for then.
	openFrames = 15 * frameRate
	// aSound is how many frames of sound a phone takes at least that is heard.
	aSound = 3
	// longestGap is how much of the sound is searched for that at the most, but for the words around.
	longestGap = 60 * frameRate
)

// gap is words on end that were not found, from first up to last, between words that were: those from from up to to are
// looked for with them, so that none takes what belongs to another. All are of the text.
type gap struct {
	from, first, last, to int
	frames                [2]int // that are searched
	open                  int    // how many of them no word covers
}

// Mend looks once more for words that were not found, beside those that were, where turns were looked for by parts. It says
// whether it has found some.
func Mend(ctx context.Context, m *Model, s *Sound, turns []Turn, words [][]Word, o Options) ([][]Word, bool, error) {
	p := m.plan(s, turns, o)
	p.pace = o.pace()
	f := make(found, len(p.text))
	for i, t := range p.text {
		w := words[t.turn][t.at]
		f[i].known, f[i].state, f[i].from, f[i].to, f[i].fit = true, w.State, frameOf(w.Start), frameOf(w.End), fitOf(w.Confidence)
	}
	some, err := p.reopen(ctx, f, o)
	if err != nil || !some {
		return words, false, err
	}
	if err := p.mumble(ctx, f); err != nil {
		return words, false, err
	}
	return p.words(f, 0, len(turns)), true, nil
}

// reopen looks once more for words that were not found. It says whether it has found some.
func (p *plan) reopen(ctx context.Context, f found, o Options) (bool, error) {
	some := false
	usual := f.outcome().usual()
	for i := 0; i < len(f) && p.m != nil; i++ {
		if f[i].state == Aligned || !p.free(i) {
			continue
		}
		g := p.gapAt(f, i, o)
		i = g.last - 1
		if !p.holds(g) {
			continue
		}
		p.tellLooked(0, len(f)+i, 2*len(f))
		filled, err := p.fill(ctx, f, g, usual)
		if err != nil {
			return some, err
		}
		some = some || filled
	}
	return some, nil
}

// gapAt is the gap that begins with a word. It reaches as far as what is known beside it or, where that is far or nothing,
// somewhat beyond the times of the words. Words that were timed by hand are not looked for.
func (p *plan) gapAt(f found, first int, o Options) gap {
	g := gap{first: first, last: first + 1}
	for g.last < len(f) && f[g.last].state != Aligned && p.free(g.last) {
		g.last++
	}
	g.from, g.to = g.first, g.last
	after, before, open := 0, p.sound.frames, openFrames
	if o.Within != nil {
		after, before = max(after, frameOf(o.Within.Start)), min(before, frameOf(o.Within.End))
	}
	if first > 0 {
		after = p.endOf(f, first-1)
	}
	if g.last < len(f) {
		before = p.beginOf(f, g.last)
	}
	if o.WordsOnly {
		open = 0
	}
	known := [2]bool{first > 0, g.last < len(f)}
	if !known[0] || before-after > longestGap {
		after, known[0] = max(after, p.text[first].earliest-open), false
	}
	if !known[1] || before-after > longestGap {
		before, known[1] = min(before, p.text[g.last-1].latest+open), false
	}
	g.open, g.frames = before-after, [2]int{after, before}
	for ; known[0] && first-g.from < besideWords && g.from > 0 && f[g.from-1].state == Aligned && p.free(g.from-1); g.from-- {
		g.frames[0] = f[g.from-1].from
	}
	for ; known[1] && g.to-g.last < besideWords && g.to < len(f) && f[g.to].state == Aligned && p.free(g.to); g.to++ {
		g.frames[1] = f[g.to].to
	}
	return g
}

// beginOf is where a word begins that was found or timed by hand, and endOf where it ends.
func (p *plan) beginOf(f found, i int) int {
	if h, ok := p.hand(i); ok {
		return frameOf(h.Start)
	}
	return f[i].from
}

func (p *plan) endOf(f found, i int) int {
	if h, ok := p.hand(i); ok {
		return frameOf(h.End)
	}
	return f[i].to
}

// holds tells whether one word of a gap at least could be said in it.
func (p *plan) holds(g gap) bool {
	least := math.MaxInt
	for _, w := range p.text[g.first:g.last] {
		least = min(least, w.sounds())
	}
	return g.open >= aSound*least && g.open <= longestGap
}

// sounds is of how many phones a word is at least.
func (w spoken) sounds() int {
	n := math.MaxInt
	for _, way := range w.ways {
		n = min(n, len(way))
	}
	return n
}

// fill looks for the words of a gap and those around it, and takes over where they are, if half of the gap's are heard and
// none is lost of the others.
func (p *plan) fill(ctx context.Context, f found, g gap, usual float32) (bool, error) {
	text := slices.Clone(p.text[g.from:g.to])
	for i := range text {
		text[i].earliest, text[i].latest = g.frames[0], g.frames[1]
	}
	opened := &plan{m: p.m, sound: p.sound, text: text, pace: p.pace}
	j := job{words: [2]int{0, len(text)}, frames: g.frames}
	again := make(found, len(text))
	o, err := opened.try(ctx, j, rung{beam: 3000, robust: true, stray: stray - 1.3*min(0, usual)})
	if err != nil || o.died {
		return false, err
	}
	j.keep(o, again)
	heard := 0
	for i, w := range again {
		switch at := g.from + i; {
		case at >= g.first && at < g.last:
			if w.state == Aligned && confidence(w.fit) >= SureEnough {
				heard++
			}
		case w.state != Aligned:
			return false, nil
		}
	}
	if heard == 0 || 2*heard < g.last-g.first {
		return false, nil
	}
	copy(f[g.from:g.to], again)
	return true, nil
}

// outcome is what was found, as of one search.
func (f found) outcome() (o outcome) {
	for i, w := range f {
		if w.state == Aligned {
			o.passages = append(o.passages, passage{word: int32(i), from: int32(w.from), to: int32(w.to), fit: w.fit})
		}
	}
	return o
}
