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
