package cut

import (
	"math"
	"slices"

	"stet/backend/transcript"
)

// This file proposes where chunks might begin: where other words begin to be used (after Eisenstein and Barzilay's reading
// of TextTiling: a stretch is on one subject if few words make most of it), where somebody pauses or turns to something
// new, and so that each runs for a few minutes. A person moves them.

// Limits are how many minutes a chunk runs.
type Limits struct{ Shortest, Longest float64 }

// Usual is how long chunks run where nobody has said.
var Usual = Limits{2, 8}

// Proposal is where a chunk might begin.
type Proposal struct {
	// Turn is the place of its first turn.
	Turn int
	// Depth is how much better the text parts here than it would hold together, a word; 0 at the beginning.
	Depth float64
}

// The weights are in the worth of words. They were chosen on seven episodes of one series (build/bench.sh publish measures
// them on the same), so they are round, and few.
const (
	// smoothing is how often a word is taken to have been said that was not.
	smoothing = 0.5
	// byWords weighs the words: they come in runs, and so say less than their number.
	byWords = 0.3
	// byLength weighs how long a chunk runs.
	byLength = 20.0
	// byPause weighs a second of silence before a chunk, byGoingOn that who speaks has just spoken: an answer opens nothing.
	byPause, byGoingOn = 3.0, 4.0
	// aMinute is a minute of speech in words, where no time tells.
	aMinute = 150.0
	// spread is how far lengths may lie from the middle of the limits, as a power of e.
	spread = 0.45
)

// Propose returns where chunks might begin; the first is the first turn.
func Propose(turns []transcript.Turn, l Limits) []Proposal {
	if len(turns) == 0 {
		return nil
	}
	p := newProposing(turns, l)
	n := len(turns)
	// best[i] is what the turns before i are worth, cut as well as can be; from[i] is where the last chunk of them begins.
	best, from := make([]float64, n+1), make([]int, n+1)
	for i := 1; i <= n; i++ {
		best[i] = math.Inf(-1)
		counts := newCohesion(p.kinds)
		for j := i - 1; j >= 0; j-- {
			counts.add(p.terms[j])
			minutes := p.clock[i] - p.clock[j]
			value := best[j] + byWords*counts.worth() - byLength*p.oddness(minutes) + p.openings[j]
			if value > best[i] {
				best[i], from[i] = value, j
			}
			if minutes > 2*l.Longest && !math.IsInf(best[i], -1) {
				break
			}
		}
	}
	var out []Proposal
	for i := n; i > 0; i = from[i] {
		out = append(out, Proposal{Turn: from[i]})
	}
	slices.Reverse(out)
	for k := 1; k < len(out); k++ {
		to := n
		if k+1 < len(out) {
			to = out[k+1].Turn
		}
		out[k].Depth = p.depth(out[k-1].Turn, out[k].Turn, to)
	}
	return out
}

// proposing is a transcript made ready.
type proposing struct {
	limits Limits
	terms  [][]string
	// kinds is how many different terms there are.
	kinds int
	// clock is the minute at which each turn begins, and at which the last one ends.
	clock    []float64
	openings []float64
}

func newProposing(turns []transcript.Turn, l Limits) *proposing {
	p := &proposing{limits: l, clock: []float64{0}}
	known := map[string]bool{}
	pauses := pauses(turns)
	for i, t := range turns {
		list := words(t)
		p.terms = append(p.terms, terms(list))
		for _, w := range p.terms[i] {
			known[w] = true
		}
		p.clock = append(p.clock, p.clock[i]+float64(len(list))/aMinute)
		opening := byPause * min(pauses[i], 1)
		if i > 0 && t.Label() == turns[i-1].Label() {
			opening += byGoingOn
		}
		p.openings = append(p.openings, opening)
	}
	p.kinds = len(known)
	p.setClock(turns)
	return p
}

// setClock takes the turns' own times, if they rise and none lacks one.
func (p *proposing) setClock(turns []transcript.Turn) {
	clock := make([]float64, 0, len(turns)+1)
	for i, t := range turns {
		if t.Span == nil {
			return
		}
		clock = append(clock, seconds(t.Span.Start)/60)
		if i > 0 && clock[i] < clock[i-1] {
			return
		}
	}
	last := seconds(turns[len(turns)-1].Span.End) / 60
	p.clock = append(clock, max(last, clock[len(clock)-1]))
}

// pauses are the seconds of silence before each turn; 0 where no time tells.
func pauses(turns []transcript.Turn) []float64 {
	out := make([]float64, len(turns))
	for i := 1; i < len(turns); i++ {
		if a, b := turns[i-1].Span, turns[i].Span; a != nil && b != nil {
			out[i] = max(0, seconds(b.Start)-seconds(a.End))
		}
	}
	return out
}

// oddness is how far a length lies from the middle of the limits, 0 there; outside of them it counts five times.
func (p *proposing) oddness(minutes float64) float64 {
	l := p.limits
	far := math.Log(max(minutes, 0.01)/math.Sqrt(l.Shortest*l.Longest)) / spread
	odd := far * far / 2
	if minutes < l.Shortest || minutes > l.Longest {
		odd *= 5
	}
	return odd
}

// depth is what two stretches gain by being two, a word.
func (p *proposing) depth(from, at, to int) float64 {
	left, right, both := newCohesion(p.kinds), newCohesion(p.kinds), newCohesion(p.kinds)
	for i := from; i < to; i++ {
		both.add(p.terms[i])
		if i < at {
			left.add(p.terms[i])
		} else {
			right.add(p.terms[i])
		}
	}
	return (left.worth() + right.worth() - both.worth()) / float64(max(1, both.n))
}

// cohesion is how likely the words of a stretch are if it is on one subject (a Dirichlet compound multinomial), as a
// logarithm. Words are added one by one.
type cohesion struct {
	kinds  int
	counts map[string]int
	n      int
	sum    float64
}

func newCohesion(kinds int) *cohesion { return &cohesion{kinds: kinds, counts: map[string]int{}} }

func (c *cohesion) add(terms []string) {
	for _, w := range terms {
		c.sum += math.Log(float64(c.counts[w]) + smoothing)
		c.counts[w]++
		c.n++
	}
}

func (c *cohesion) worth() float64 {
	all := smoothing * float64(c.kinds)
	a, _ := math.Lgamma(all)
	b, _ := math.Lgamma(all + float64(c.n))
	return c.sum + a - b
}
