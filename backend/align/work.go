package align

import (
	"cmp"
	"context"
	"math"
	"runtime"
	"slices"
	"sync"

	"stet/backend/timecode"
)

// found is what became of the words of a plan's text, each by itself.
type found []foundWord

type foundWord struct {
	known    bool
	state    State
	from, to int
	fit      float32
}

// search does all jobs, those that are wanted first before the others.
func (p *plan) search(ctx context.Context, o Options) (found, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	out := make(found, len(p.text))
	p.left = slices.Clone(p.jobs)
	p.came, p.told = make([]int, len(p.jobs)), o.Progress
	var wg sync.WaitGroup
	for range max(1, min(cmp.Or(o.Workers, runtime.GOMAXPROCS(0)), len(p.jobs))) {
		wg.Go(func() {
			for ctx.Err() == nil {
				j, some := p.next(o)
				if !some {
					return
				}
				if err := p.do(ctx, j, out, o.Found); err != nil {
					cancel(err)
					return
				}
				p.mu.Lock()
				if o.Found != nil {
					o.Found(j.turns[0], p.words(out, j.turns[0], j.turns[1]))
				}
				p.tell(j, j.frames[1]-j.frames[0])
				p.mu.Unlock()
			}
		})
	}
	wg.Wait()
	return out, context.Cause(ctx)
}

// tell says how far the search has come: of a job so many frames have been searched. It never goes back. The caller has mu.
func (p *plan) tell(j job, frames int) {
	if p.told == nil || frames <= p.came[j.number] {
		return
	}
	p.came[j.number] = frames
	done := 0
	for _, came := range p.came {
		done += came
	}
	p.told(timeOf(done), p.length())
}

// length is how much of the sound is searched, by all jobs.
func (p *plan) length() timecode.Time {
	all := 0
	for _, j := range p.jobs {
		all += j.frames[1] - j.frames[0]
	}
	return timeOf(all)
}

// next takes the job out of those that are left that has the turn that is wanted now, or comes after it, or else is the first
// of all.
func (p *plan) next(o Options) (j job, some bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.left) == 0 {
		return j, false
	}
	first := o.First
	if o.Ahead != nil {
		first = o.Ahead()
	}
	at := max(0, slices.IndexFunc(p.left, func(j job) bool { return first < j.turns[1] }))
	j = p.left[at]
	p.left = slices.Delete(p.left, at, at+1)
	return j, true
}

// do searches for the words of a job: in haste, with more patience where that leads nowhere, and where what is found
// does not fit, with words and sound left out. What cannot be found is estimated.
func (p *plan) do(ctx context.Context, j job, out found, tell func(int, [][]Word)) error {
	if j.words[0] == j.words[1] {
		return ctx.Err()
	}
	if p.m == nil {
		return p.estimate(ctx, j, out)
	}
	settled := p.partly(j, out, tell)
	o, err := p.try(ctx, j, rung{beam: 600, settled: settled})
	if err == nil && !o.whole {
		o, err = p.try(ctx, j, rung{beam: 3000, settled: settled})
	}
	if err != nil {
		return err
	}
	usual := o.usual()
	if bad := !o.whole || o.strained(usual); bad || o.hardlyHeard() {
		again, err := p.tryRobust(ctx, j, min(0, usual), p.partly(j, out, tell))
		if err != nil {
			return err
		}
		if !again.died && (bad || j.holds(again) && again.heard() > o.heard()) {
			o = again
		}
	}
	if o.died || len(o.passages) == 0 {
		return p.estimate(ctx, j, out)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	j.keep(o, out)
	return nil
}

// fitsBadly is how well words fit that are in a noisy sound, or nowhere near where they were found.
const fitsBadly = float32(-1)

// tryRobust searches with words and sound left out. Where words fit badly, it is either the sound, as noise has it, and then
// what is no word of the text fits badly too; or it is that the search had lost its way, as where others speak for long before
// most of the text. Which of both it is, is seen by the words that are then heard.
func (p *plan) tryRobust(ctx context.Context, j job, usual float32, settled func([]passage)) (outcome, error) {
	try := func(stray float32, settled func([]passage)) (outcome, error) {
		r := rung{beam: 800, robust: true, stray: stray, settled: settled}
		o, err := p.try(ctx, j, r)
		if r.beam = 3000; err == nil && o.died {
			o, err = p.try(ctx, j, r)
		}
		return o, err
	}
	if usual >= fitsBadly {
		return try(stray-1.3*usual, settled)
	}
	clean, err := try(stray, nil)
	some := !clean.died && j.holds(clean)
	if err != nil || some && clean.usual() >= fitsBadly {
		return clean, err
	}
	noisy, err := try(stray-1.3*usual, settled)
	if some && (noisy.died || clean.heard() > noisy.heard()) {
		return clean, err
	}
	return noisy, err
}

// holds says that enough of a job's words are heard for the sound to hold its text: a few are always found by chance.
func (j job) holds(o outcome) bool {
	return 4*o.heard() >= j.words[1]-j.words[0] && len(o.passages) > 0
}

// heard is how many words are most likely where they were found.
func (o outcome) heard() (n int) {
	for _, q := range o.passages {
		if q.word != noWord && confidence(q.fit) >= SureEnough {
			n++
		}
	}
	return n
}

// partly tells of the first turns of a job while the others are searched for, as long as their words fit: of an hour in
// which no turn has a time, all is one job. Nil where nobody is to be told.
func (p *plan) partly(j job, out found, tell func(int, [][]Word)) func([]passage) {
	if tell == nil {
		return nil
	}
	from := j.turns[0]
	return func(passed []passage) {
		o := outcome{passages: passed}
		if len(passed) == 0 || o.strained(o.usual()) || o.hardlyHeard() {
			return
		}
		last := noWord
		for _, q := range passed {
			last = max(last, int(q.word))
		}
		to := from
		for to < j.turns[1] && p.first[to+1] <= last {
			to++
		}
		if to == from {
			return
		}
		p.mu.Lock()
		defer p.mu.Unlock()
		part := j
		part.words[1] = p.first[to]
		part.keep(o, out)
		tell(from, p.words(out, from, to))
		from = to
	}
}

func (p *plan) try(ctx context.Context, j job, r rung) (outcome, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	c := p.m.chainOf(p.text, j.words[0]-j.before, j.words[1]+j.after)
	r.pace = p.pace
	r.came = func(frames int) {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.tell(j, min(frames, (j.frames[1]-j.frames[0])*9/10)) // it may have to be searched once more
	}
	in := p.m.hear(ctx, p.sound, j.frames[0], j.frames[1], p.pace)
	return p.m.search(ctx, c, in, r, j.frames[0], j.before, j.after)
}

// usual is how well the words of an outcome fit that fit well, four fifths up: so far below the best phones do right words
// stay in such a sound, even where many words of the text are wrong.
func (o outcome) usual() float32 {
	var fits []float32
	for _, q := range o.passages {
		if q.word != noWord {
			fits = append(fits, q.fit)
		}
	}
	if len(fits) == 0 {
		return 0
	}
	slices.Sort(fits)
	return fits[len(fits)*4/5]
}

// strained tells whether some words on end fit much worse than others do.
func (o outcome) strained(usual float32) bool {
	const worse, run = 5, 3
	bad := 0
	for _, q := range o.passages {
		if q.fit > usual-worse {
			bad = 0
		} else if bad++; bad >= run {
			return true
		}
	}
	return false
}

// hardlyHeard tells whether fewer than half of the words are heard: where all fit alike badly, as those of two turns do that stand
// in each other's place, none fits worse than usual.
func (o outcome) hardlyHeard() bool {
	words := 0
	for _, q := range o.passages {
		if q.word != noWord {
			words++
		}
	}
	return 2*o.heard() < words
}

// keep takes over what was found of the job's own words. Those that were not come to be not spoken.
func (j job) keep(o outcome, out found) {
	for i := j.words[0]; i < j.words[1]; i++ {
		out[i].known, out[i].state = true, NotSpoken
	}
	for _, q := range o.passages {
		if i := int(q.word); i >= j.words[0] && i < j.words[1] {
			out[i].state, out[i].from, out[i].to, out[i].fit = Aligned, int(q.from), int(q.to), q.fit
		}
	}
}

// leastHeard is less than any word takes.
const leastHeard = 30 * timecode.Millisecond

// words makes what was found of some turns into the times of their words.
func (p *plan) words(f found, from, to int) [][]Word {
	out := make([][]Word, 0, to-from)
	length := p.sound.Length()
	at := timecode.Time(0)
	if from > 0 {
		at = p.begin(f, from)
	}
	for k := from; k < to; k++ {
		words := make([]Word, len(p.turns[k].Words))
		said := f[p.first[k]:p.first[k+1]]
		unheard := Estimated
		if len(said) == 0 {
			unheard = NotSpoken // as in another script: there is nothing to estimate by
		}
		n := 0
		byHand := p.byHand(k)
		for i := range words {
			w := &words[i]
			w.Start, w.End, w.State = at, at, unheard
			if n < len(said) && p.text[p.first[k]+n].at == i {
				s := said[n]
				n++
				if w.State = s.state; s.state != NotSpoken {
					w.Start, w.End = timeOf(s.from), timeOf(s.to)
				}
				if s.state == Aligned {
					w.Confidence = confidence(s.fit)
				}
			} else if n == 0 && len(said) > 0 && said[0].state != NotSpoken {
				w.Start, w.End = timeOf(said[0].from), timeOf(said[0].from) // signs before the first word belong to it
			}
			if h, ok := p.turns[k].Hand[i]; ok {
				w.Span, w.State, w.Confidence = h, ByHand, 1
				at = h.End
				continue
			}
			next := min(length, byHand[i])
			had := w.End - w.Start
			w.Start = min(max(w.Start, at), next)
			w.End = min(max(w.End, w.Start), next)
			if w.State == Aligned && squeezed(had, w.End-w.Start) {
				// What was heard there is another word, whose time is known.
				w.State, w.Confidence = NotSpoken, 0
				w.End = w.Start
			}
			at = w.End
		}
		out = append(out, words)
	}
	return out
}

// byHand is of each word of a turn when the next one begins that a person has timed, or far off.
func (p *plan) byHand(turn int) []timecode.Time {
	out := make([]timecode.Time, len(p.turns[turn].Words))
	beyond, own := p.handFrom[turn+1], timecode.Time(math.MaxInt64)
	for i := len(out) - 1; i >= 0; i-- {
		if out[i] = own; own == math.MaxInt64 {
			out[i] = beyond
		}
		if h, ok := p.turns[turn].Hand[i]; ok {
			own = min(own, h.Start)
		}
	}
	return out
}

// begin is the end of what is known before a turn.
func (p *plan) begin(f found, turn int) timecode.Time {
	for i := p.first[turn] - 1; i >= 0; i-- {
		if f[i].state == Aligned || f[i].state == Estimated && f[i].known {
			return timeOf(f[i].to)
		}
	}
	return 0
}
