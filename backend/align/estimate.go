package align

import (
	"context"
	"slices"
	"unicode/utf8"
)

// estimate puts the words of a job where the sound is loud, longer words over more of it than shorter ones, turn by turn
// where their times are known.
func (p *plan) estimate(ctx context.Context, j job, out found) error {
	for i := j.words[0]; i < j.words[1]; {
		first := i
		w := p.text[i]
		from, to := max(w.earliest+marginFrames, j.frames[0]), min(w.latest-marginFrames, j.frames[1])
		letters := 0
		for ; i < j.words[1] && p.text[i].earliest == w.earliest && p.text[i].latest == w.latest; i++ {
			letters += p.letters(i)
		}
		frames, err := p.sound.between(ctx, from, to)
		if err != nil {
			return err
		}
		loud := voiced(frames)
		if len(loud) == 0 {
			loud = []int{0}
		}
		before := 0
		p.mu.Lock()
		at := func(n int) int { return from + loud[min(len(loud)-1, len(loud)*n/letters)] }
		for k := first; k < i; k++ {
			n := p.letters(k)
			out[k].known, out[k].state = true, Estimated
			out[k].from, out[k].to = at(before), max(at(before), at(before+n))
			before += n
		}
		p.mu.Unlock()
	}
	return nil
}

func (p *plan) letters(i int) int {
	w := p.text[i]
	return utf8.RuneCountInString(p.turns[w.turn].Words[w.at])
}

// voiced gives the frames that are loud enough to be speech: those above the middle between the quiet and the loud ones.
func voiced(frames []frame) []int {
	if len(frames) == 0 {
		return nil
	}
	loud := make([]float32, len(frames))
	for i, f := range frames {
		loud[i] = f.loud
	}
	slices.Sort(loud)
	quiet, high := loud[len(loud)/10], loud[len(loud)*9/10]
	var out []int
	for i, f := range frames {
		if f.loud >= quiet+(high-quiet)*0.4 {
			out = append(out, i)
		}
	}
	return out
}

// Missed tells of what Align does beside the times of words that are known already, of which there is one for each of a turn's
// or none: where there is speech that they do not cover, and which turns do not fit the times that they are given. Of Options it
// wants Within, Gentle and Rest, and Progress, which is told how far that is.
func Missed(ctx context.Context, m *Model, s *Sound, turns []Turn, words [][]Word, o Options) (Result, error) {
	p := &plan{m: m, sound: s, turns: turns, pace: o.pace(), looked: o.Progress}
	p.reachOf(p.bounds(o))
	if m != nil {
		if _, err := p.quiet(ctx); err != nil {
			return Result{}, err
		}
	}
	spans, err := p.uncovered(ctx, words, o.Within)
	if err == nil && p.looked != nil {
		p.looked(p.sound.Length(), p.sound.Length())
	}
	return Result{Turns: words, Uncovered: spans, Misfits: p.misfits}, err
}

// uncovered finds the speech between words, and before and after all of them, as far as that is within a stretch.
func (p *plan) uncovered(ctx context.Context, turns [][]Word, within *Span) ([]Span, error) {
	if p.m == nil {
		return nil, nil
	}
	var out []Span
	at, end := 0, p.sound.frames
	if within != nil {
		at, end = max(0, frameOf(within.Start)), min(end, frameOf(within.End))
	}
	look := func(to int) error {
		if to-at < frameRate {
			return nil
		}
		spans, err := p.speech(ctx, at, to)
		out = append(out, spans...)
		return err
	}
	for _, words := range turns {
		for _, w := range words {
			if w.State == NotSpoken {
				continue
			}
			if err := look(frameOf(w.Start)); err != nil {
				return nil, err
			}
			at = max(at, frameOf(w.End))
		}
	}
	return out, look(end)
}

// tellLooked says how far it is: the sound is measured first, or words are looked for again, half 0, and then it is looked through
// where no word is, half 1.
func (p *plan) tellLooked(half, n, of int) {
	if p.looked != nil {
		p.looked(timeOf(half*of+n)/2, timeOf(of))
	}
}

// said tells of frames whether they are loud enough and sound like phones of words.
func (p *plan) said(ctx context.Context, from, to int) ([]bool, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	said := make([]bool, 0, to-from)
	for b := range p.m.hearAs(ctx, p.sound, from, to, p.pace, p.m.speech) {
		if b.err != nil {
			return nil, b.err
		}
		for _, h := range b.heard {
			said = append(said, h.speech)
		}
		p.tellLooked(1, from+len(said), p.sound.frames)
	}
	frames, err := p.sound.between(ctx, from, to)
	if err != nil {
		return nil, err
	}
	quiet, err := p.quiet(ctx)
	if err != nil {
		return nil, err
	}
	for i := range said {
		said[i] = said[i] && i < len(frames) && frames[i].loud >= quiet
	}
	return said, nil
}

// speech finds stretches of at least a second whose frames mostly sound like phones of words.
func (p *plan) speech(ctx context.Context, from, to int) ([]Span, error) {
	said, err := p.said(ctx, from, to)
	if err != nil {
		return nil, err
	}
	var out []Span
	first, last, n := -1, -1, 0
	flush := func() {
		if first >= 0 && last-first >= frameRate && n*2 > last-first {
			out = append(out, Span{timeOf(from + first), timeOf(from + last)})
		}
		first, n = -1, 0
	}
	for i := range said {
		if !said[i] {
			if first >= 0 && i-last > frameRate/2 {
				flush()
			}
			continue
		}
		if first < 0 {
			first = i
		}
		last, n = i+1, n+1
	}
	flush()
	return out, nil
}

// quiet is how loud speech is at least, in dB, by all blocks of the sound that the words are looked for in, whichever were
// heard before: between its quietest and its loudest tenth.
func (p *plan) quiet(ctx context.Context) (float32, error) {
	if p.least != nil {
		return *p.least, nil
	}
	var loud []float32
	for n := p.reach[0] / blockFrames; n*blockFrames < p.reach[1]; n++ {
		var b []frame
		var err error
		p.pace.work(func() { b, err = p.sound.block(ctx, n) })
		if err != nil {
			return 0, err
		}
		for i := 0; i < len(b); i += 7 {
			loud = append(loud, b[i].loud)
		}
		p.tellLooked(0, min((n+1)*blockFrames, p.reach[1])-p.reach[0], p.reach[1]-p.reach[0])
	}
	var least float32
	if len(loud) > 0 {
		slices.Sort(loud)
		low, high := loud[len(loud)/10], loud[len(loud)*9/10]
		least = low + (high-low)*0.5
	}
	p.least = &least
	return least, nil
}
