package align

import "context"

// rung is how a search is done; where one fails the next is tried.
type rung struct {
	// beam is how far below the best a path may be and still be followed.
	beam float32
	// robust says that words may be missing in the sound, and sound in the words.
	robust bool
	// stray is what a frame of sound costs that is no word of the text.
	stray float32
	pace  pace
	// settled, unless it is nil, is told from time to time the passages that all paths came through that are still followed.
	settled func([]passage)
	// came, unless it is nil, is told how many frames have been searched.
	came func(frames int)
}

// What the search thinks of things that are not in the text or not in the sound, in natural logarithms. They were tried
// out on real talk with words put in, left out and talked over.
const (
	toPause = float32(3)   // to enter a silence
	toStray = float32(60)  // to enter sound that is no word of the text, within a sentence
	atPause = float32(30)  // the same where a pause is to be expected
	atEdge  = float32(10)  // the same before the text and after it
	stray   = float32(3.7) // a frame of it, where words fit as they do in good sound
	quiet   = float32(2)   // the most that a frame of a pause costs where the sound is low
	toSkip  = float32(80)  // to leave out words
	skip    = float32(10)  // each of them
)

const (
	forgetFrames = 512
	settleFrames = 5 * frameRate
)

// viterbi goes through a chain and the frames of a sound together, and finds the path that fits best. It goes on with
// paths that are near to the best one.
type viterbi struct {
	m *Model
	c *chain
	rung
	tokens []token // three to a unit
	alive  []bool  // whether a word has a path in it
	// Before each word, and after the last one: where paths arrive, where they go on from, and the silence and the stray
	// sound that they may go through between.
	arrive, open, strays []token
	pauses               [][statesOf]token
	skips                []token
	lo, hi               int // the words that paths are at
	paths                paths
	top                  float32 // the best of the frame before
	now                  *heard
	cache                []float32
	cached               []int32
}

// outcome is what a search found: the passages in order, and whether it came to the end of the text.
type outcome struct {
	passages []passage
	whole    bool
	died     bool
}

// search looks for a chain in what is heard from a frame on. Paths may begin before any of the first early words at no
// cost, and end after any of the last late ones.
func (m *Model) search(ctx context.Context, c *chain, in <-chan batch, r rung, from, early, late int) (outcome, error) {
	v := m.begin(c, r, early)
	t := from
	for b := range in {
		if b.err != nil {
			return outcome{}, b.err
		}
		r.pace.work(func() { t = v.through(b.heard, t) })
		if v.top <= impossible {
			return outcome{died: true}, ctx.Err()
		}
		if r.came != nil {
			r.came(t - from)
		}
		if told := t - from; r.settled != nil && told/settleFrames > (told-len(b.heard))/settleFrames {
			r.settled(v.paths.shared(v.each))
		}
	}
	return v.end(late), ctx.Err()
}

// begin makes a search ready for its first frame.
func (m *Model) begin(c *chain, r rung, early int) *viterbi {
	n := len(c.links)
	v := &viterbi{m: m, c: c, rung: r, tokens: make([]token, statesOf*len(c.units)), alive: make([]bool, n),
		arrive: make([]token, n+1), open: make([]token, n+1), strays: make([]token, n+1), skips: make([]token, n+1),
		pauses: make([][statesOf]token, n+1), cache: make([]float32, m.senones), cached: make([]int32, m.senones)}
	v.start(early)
	return v
}

// through takes all paths through frames, of which the first has a number, as far as any lives, and returns the next number.
func (v *viterbi) through(heard []heard, t int) int {
	for i := range heard {
		v.now = &heard[i]
		v.frame(t)
		if v.top <= impossible {
			break
		}
		if t++; t%forgetFrames == 0 {
			v.paths.forget(v.each)
		}
	}
	return t
}

func (v *viterbi) start(early int) {
	for i := range v.tokens {
		v.tokens[i] = dead
	}
	for i := range v.open {
		v.arrive[i], v.open[i], v.strays[i], v.skips[i] = dead, dead, dead, dead
		v.pauses[i] = [statesOf]token{dead, dead, dead}
	}
	for i := 0; i <= min(early, len(v.c.links)); i++ {
		v.arrive[i] = token{path: -1}
		v.open[i] = v.arrive[i]
		v.hi = i
	}
	for i := range v.cached {
		v.cached[i] = -1
	}
	v.extend(-1, 0)
}

// each hands over every path that is alive.
func (v *viterbi) each(do func(*token)) {
	for w := v.lo; w <= v.hi; w++ {
		do(&v.arrive[w])
		do(&v.open[w])
		do(&v.strays[w])
		do(&v.skips[w])
		for s := range v.pauses[w] {
			do(&v.pauses[w][s])
		}
		if w < len(v.c.links) && v.alive[w] {
			l := v.c.links[w]
			for i := statesOf * l.from; i < statesOf*l.to; i++ {
				do(&v.tokens[i])
			}
		}
	}
}

// likelihood is that of a senone in this frame, beside the best phone.
func (v *viterbi) likelihood(senone uint16, t int) float32 {
	if v.cached[senone] != int32(t) {
		v.cached[senone] = int32(t)
		v.cache[senone] = v.m.raw(senone, v.now) - v.now.most
	}
	return v.cache[senone]
}

// frame takes all paths one frame on.
func (v *viterbi) frame(t int) {
	least := v.top - v.beam
	v.top = impossible
	for w := v.lo; w <= v.hi; w++ {
		v.between(w, t, least)
		if w < len(v.c.links) {
			v.word(w, t, least)
		}
	}
	v.extend(t, v.lo)
	v.narrow()
}

// between takes the paths on that are in the silence or the stray sound before a word.
func (v *viterbi) between(w, t int, least float32) {
	p, u := &v.pauses[w], &v.c.silence
	in, wild := v.arrive[w], v.strays[w]
	out := leave(p, u)
	if wild.score > max(in.score, p[0].score, least) {
		in = v.paths.add(wild, noWord, t)
	}
	in.score -= toPause
	floor := impossible
	if v.now.quiet {
		floor = -quiet
	}
	v.advance(p, u, in, t, least, floor)
	if !v.robust {
		return
	}
	in = v.arrive[w]
	if out.score > in.score {
		in = out
	}
	if in.score -= v.strayAt(w); in.score > wild.score {
		in.entry, in.since = in.score, int32(t)
		wild = in
	}
	if wild.score > least {
		wild.score -= v.stray
	} else {
		wild = dead
	}
	v.strays[w] = wild
	v.top = max(v.top, wild.score)
}

// strayAt is what it costs to enter stray sound before a word. Once in it, all frames cost the same: else a long stretch
// of it would rather push words out of the text than stand where it is.
func (v *viterbi) strayAt(w int) float32 {
	switch {
	case w == 0 || w == len(v.c.links):
		return atEdge
	case v.c.links[w].paused:
		return atPause
	}
	return toStray
}

// leave is the path that leaves a unit.
func leave(s *[statesOf]token, u *unit) token {
	out, other := s[2], s[1]
	out.score += u.moves[2][3]
	if other.score += u.moves[1][3]; other.score > out.score {
		return other
	}
	return out
}

// advance takes the paths of a unit one frame on, and lets one in. It reports whether any is left.
func (v *viterbi) advance(s *[statesOf]token, u *unit, in token, t int, least, floor float32) bool {
	a, b, c := s[0], s[1], s[2]
	skipped := a
	skipped.score += u.moves[0][2]
	c.score += u.moves[2][2]
	if x := b.score + u.moves[1][2]; x > c.score {
		c = b
		c.score = x
	}
	if skipped.score > c.score {
		c = skipped
	}
	b.score += u.moves[1][1]
	if x := a.score + u.moves[0][1]; x > b.score {
		b = a
		b.score = x
	}
	a.score += u.moves[0][0]
	if in.score > a.score {
		a = in
	}
	s[0], s[1], s[2] = a, b, c
	some := false
	for i := range s {
		if s[i].score <= least {
			s[i] = dead
			continue
		}
		s[i].score += max(floor, v.likelihood(u.senones[i], t))
		v.top = max(v.top, s[i].score)
		some = true
	}
	return some
}

// word takes the paths of a word one frame on. Its units are gone through from the last, so that each takes over from
// what the one before it was.
func (v *viterbi) word(w, t int, least float32) {
	l := &v.c.links[w]
	in := v.open[w]
	if t < l.earliest || t >= l.latest {
		in = dead
		if v.alive[w] {
			v.kill(w)
		}
	}
	if !v.alive[w] && in.score <= least {
		return
	}
	in.entry, in.since = in.score, int32(t)
	some := false
	for k := l.to - 1; k >= l.from; k-- {
		u := &v.c.units[k]
		enter := in
		if !u.opens {
			enter = leave((*[statesOf]token)(v.tokens[statesOf*(k-1):]), &v.c.units[k-1])
		}
		s := (*[statesOf]token)(v.tokens[statesOf*k:])
		if enter.score <= least && s[0].score <= impossible && s[1].score <= impossible && s[2].score <= impossible {
			continue
		}
		some = v.advance(s, u, enter, t, least, impossible) || some
	}
	v.alive[w] = some
}

func (v *viterbi) kill(w int) {
	l := v.c.links[w]
	for i := statesOf * l.from; i < statesOf*l.to; i++ {
		v.tokens[i] = dead
	}
	v.alive[w] = false
}

// extend lets paths out of words and pauses to the places before the next words, where no time passes.
func (v *viterbi) extend(t, from int) {
	least := v.top - v.beam
	for w := from; w <= len(v.c.links); w++ {
		if t >= 0 {
			v.arrive[w] = v.ended(w-1, t, least)
		}
		if w > 0 && v.skips[w-1].score > max(least, v.arrive[w].score) {
			v.arrive[w] = v.skips[w-1]
		}
		if t >= 0 || v.open[w].score <= impossible {
			v.open[w] = v.arrive[w]
		}
		if out := leave(&v.pauses[w], &v.c.silence); out.score > v.open[w].score {
			v.open[w] = out
		}
		if s := v.strays[w]; s.score > max(least, v.open[w].score) {
			v.open[w] = v.paths.add(s, noWord, t+1)
		}
		v.skips[w] = dead
		if v.robust && w < len(v.c.links) {
			v.skips[w] = v.open[w]
			v.skips[w].score -= toSkip + skip
			if w > 0 && v.skips[w-1].score-skip > v.skips[w].score {
				v.skips[w] = v.skips[w-1]
				v.skips[w].score -= skip
			}
		}
		if v.open[w].score > least {
			v.hi = max(v.hi, w)
		} else if w > v.hi {
			v.arrive[w], v.open[w], v.skips[w] = dead, dead, dead
			break
		}
	}
}

// ended is the best path that leaves a word with this frame.
func (v *viterbi) ended(w, t int, least float32) token {
	if w < 0 || !v.alive[w] {
		return dead
	}
	out := dead
	l := v.c.links[w]
	for k := l.from; k < l.to; k++ {
		if u := &v.c.units[k]; u.closes {
			if o := leave((*[statesOf]token)(v.tokens[statesOf*k:]), u); o.score > out.score {
				out = o
			}
		}
	}
	if out.score <= least {
		return dead
	}
	return v.paths.add(out, l.word, t+1)
}

// narrow forgets the words at both ends that no path is at any more.
func (v *viterbi) narrow() {
	least := v.top - v.beam
	gone := func(w int) bool {
		p := &v.pauses[w]
		return v.open[w].score <= least && v.skips[w].score <= least && v.strays[w].score <= least && max(p[0].score, p[1].score, p[2].score) <= least &&
			(w == len(v.c.links) || !v.alive[w])
	}
	bury := func(w int) {
		v.arrive[w], v.open[w], v.strays[w], v.skips[w] = dead, dead, dead, dead
		v.pauses[w] = [statesOf]token{dead, dead, dead}
	}
	for v.lo < v.hi && gone(v.lo) {
		bury(v.lo)
		v.lo++
	}
	for v.hi > v.lo && gone(v.hi) {
		bury(v.hi)
		v.hi--
	}
}

// end chooses the path that came to the end of the text, or else the one that fits best wherever it came to.
func (v *viterbi) end(late int) outcome {
	n := len(v.c.links)
	pick := dead
	for w := max(v.lo, n-late); w <= v.hi; w++ {
		if v.open[w].score > pick.score {
			pick = v.open[w]
		}
	}
	whole := pick.score > impossible
	for w := v.lo; w <= v.hi && !whole; w++ {
		if v.open[w].score > pick.score {
			pick = v.open[w]
		}
	}
	return outcome{passages: v.paths.back(pick), whole: whole, died: pick.score <= impossible}
}
