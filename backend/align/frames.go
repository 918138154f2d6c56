package align

// This file takes the paths of a search one frame on: through words, and through what is said or silent between them.

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
