package cut

import (
	"math"
	"slices"
	"testing"

	"stet/backend/transcript"
)

// This file measures proposals against the boundaries that people chose, beside TextTiling as published and evenly spaced
// cuts.

// pk is the part of pairs of turns, half a chunk apart, of which two cuttings do not agree whether they stand in one chunk
// (Beeferman, Berger and Lafferty 1999); windowDiff that of windows in which they count boundaries differently (Pevzner
// and Hearst 2002). Boundaries are the places of first turns without the first.
func pk(want, got []int, n int) float64 {
	return windows(want, got, n, func(a, b int) bool { return (a > 0) != (b > 0) })
}
func windowDiff(want, got []int, n int) float64 {
	return windows(want, got, n, func(a, b int) bool { return a != b })
}

func windows(want, got []int, n int, differ func(a, b int) bool) float64 {
	k := int(math.Round(float64(n) / float64(len(want)+1) / 2))
	within := func(cuts []int, from, to int) (c int) {
		for _, b := range cuts {
			if b > from && b <= to {
				c++
			}
		}
		return c
	}
	wrong := 0
	for i := 0; i+k < n; i++ {
		if differ(within(want, i, i+k), within(got, i, i+k)) {
			wrong++
		}
	}
	return float64(wrong) / float64(n-k)
}

// even spaces so many cuts evenly, in time.
func even(turns []transcript.Turn, cuts int) []int {
	p := newProposing(turns, Usual)
	var out []int
	for c := 1; c <= cuts; c++ {
		at := p.clock[0] + (p.clock[len(turns)]-p.clock[0])*float64(c)/float64(cuts+1)
		best := 1
		for i := 1; i < len(turns); i++ {
			if math.Abs(p.clock[i]-at) < math.Abs(p.clock[best]-at) {
				best = i
			}
		}
		if !slices.Contains(out, best) {
			out = append(out, best)
		}
	}
	return out
}

// textTiling is Hearst's algorithm of 1997 with her numbers: sequences of 20 words, blocks of 10 sequences, a smoothing of
// one round over three, a cut where the depth is above the mean less half the deviation; a cut goes to the nearest
// beginning of a turn.
func textTiling(turns []transcript.Turn) []int {
	const w, k = 20, 10
	var all []string
	starts := make([]int, len(turns))
	for i, t := range turns {
		starts[i] = len(all)
		all = append(all, words(t)...)
	}
	var seqs []bag
	for s := 0; s < len(all); s += w {
		seqs = append(seqs, bagOf(terms(all[s:min(s+w, len(all))])))
	}
	scores := make([]float64, len(seqs)-1)
	for g := range scores {
		left, right := bag{}, bag{}
		for i := max(0, g-k+1); i <= g; i++ {
			for x, c := range seqs[i] {
				left[x] += c
			}
		}
		for i := g + 1; i < min(len(seqs), g+1+k); i++ {
			for x, c := range seqs[i] {
				right[x] += c
			}
		}
		scores[g] = cosine(left, right)
	}
	smooth := make([]float64, len(scores))
	for g := range scores {
		lo, hi := max(0, g-1), min(len(scores), g+2)
		for i := lo; i < hi; i++ {
			smooth[g] += scores[i] / float64(hi-lo)
		}
	}
	depths := make([]float64, len(smooth))
	mean := 0.0
	for g, s := range smooth {
		l, r := s, s
		for i := g - 1; i >= 0 && smooth[i] >= l; i-- {
			l = smooth[i]
		}
		for i := g + 1; i < len(smooth) && smooth[i] >= r; i++ {
			r = smooth[i]
		}
		depths[g] = l + r - 2*s
		mean += depths[g] / float64(len(smooth))
	}
	dev := 0.0
	for _, d := range depths {
		dev += (d - mean) * (d - mean) / float64(len(depths))
	}
	limit := mean - math.Sqrt(dev)/2
	order := make([]int, len(depths))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return -int(math.Copysign(1, depths[a]-depths[b])) })
	var chosen, out []int
	for _, g := range order {
		if depths[g] <= limit || g > 0 && smooth[g-1] < smooth[g] || g+1 < len(smooth) && smooth[g+1] < smooth[g] || slices.ContainsFunc(chosen, func(c int) bool { return max(c-g, g-c) < 4 }) {
			continue
		}
		chosen = append(chosen, g)
		best := 1
		for i := 1; i < len(turns); i++ {
			if math.Abs(float64(starts[i]-(g+1)*w)) < math.Abs(float64(starts[best]-(g+1)*w)) {
				best = i
			}
		}
		if !slices.Contains(out, best) {
			out = append(out, best)
		}
	}
	slices.Sort(out)
	return out
}

func cosine(a, b bag) float64 {
	dot, x, y := 0.0, 0.0, 0.0
	for w, c := range a {
		dot += float64(c * b[w])
		x += float64(c * c)
	}
	for _, c := range b {
		y += float64(c * c)
	}
	if x == 0 || y == 0 {
		return 0
	}
	return dot / math.Sqrt(x*y)
}

func proposed(turns []transcript.Turn, l Limits) []int {
	var out []int
	for _, p := range Propose(turns, l)[1:] {
		out = append(out, p.Turn)
	}
	return out
}

// measured is what a way of cutting makes of the episodes whose boundaries are known.
func measured(t testing.TB, cuts func(turns []transcript.Turn, want []int) []int) (p, w float64, made, known int) {
	for _, n := range good {
		e := episode(t, n)
		var want []int
		for _, s := range Starts(e.turns, e.pieces)[1:] {
			want = append(want, s.Turn)
		}
		got := cuts(e.turns, want)
		p += pk(want, got, len(e.turns)) / float64(len(good))
		w += windowDiff(want, got, len(e.turns)) / float64(len(good))
		made, known = made+len(got), known+len(want)
	}
	return p, w, made, known
}

// Proposals lie nearer the boundaries that people chose than the cuts of TextTiling as published do, and than as many cuts
// evenly spaced. No more pieces run for less than 2 minutes or more than 8 than the turns leave no way around.
func TestProposalsAreNearerThanOtherCuts(t *testing.T) {
	score := func(cuts func(turns []transcript.Turn) []int) (p, w float64) {
		p, w, _, _ = measured(t, func(turns []transcript.Turn, _ []int) []int { return cuts(turns) })
		return p, w
	}
	usual := func(turns []transcript.Turn) []int { return proposed(turns, Usual) }
	p, w := score(usual)
	t.Logf("proposals: Pk %.3f, WindowDiff %.3f", p, w)
	for name, cuts := range map[string]func([]transcript.Turn) []int{
		"TextTiling": textTiling, "even": func(turns []transcript.Turn) []int { return even(turns, len(usual(turns))) },
	} {
		pOther, wOther := score(cuts)
		t.Logf("%s: Pk %.3f, WindowDiff %.3f", name, pOther, wOther)
		if p >= pOther || w >= wOther {
			t.Errorf("%s is nearer: Pk %.3f and WindowDiff %.3f, the proposals' are %.3f and %.3f", name, pOther, wOther, p, w)
		}
	}
	for _, n := range good {
		e := episode(t, n)
		clock := newProposing(e.turns, Usual).clock
		if astray, least := outside(clock, usual(e.turns)), leastOutside(clock); astray > least {
			t.Errorf("episode %d: %d pieces run for less than %v minutes or more than %v, and %d have to", n, astray, Usual.Shortest, Usual.Longest, least)
		}
	}
}

func isOutside(minutes float64) bool { return minutes < Usual.Shortest || minutes > Usual.Longest }

// outside counts the pieces that run for less or more than is usual.
func outside(clock []float64, cuts []int) (n int) {
	from := 0
	for _, to := range append(slices.Clone(cuts), len(clock)-1) {
		if isOutside(clock[to] - clock[from]) {
			n++
		}
		from = to
	}
	return n
}

// leastOutside is how many such pieces there are at the least, wherever the turns are parted.
func leastOutside(clock []float64) int {
	least := make([]int, len(clock))
	for i := 1; i < len(clock); i++ {
		least[i] = i
		for j := range i {
			n := least[j]
			if isOutside(clock[i] - clock[j]) {
				n++
			}
			least[i] = min(least[i], n)
		}
	}
	return least[len(clock)-1]
}

// BenchmarkProposals measures on the corpus. The evenly spaced cuts of the last rows are as many in each episode as the
// published ones are, which nobody knows before; the proposals beside them are told how long the published chunks run.
func BenchmarkProposals(b *testing.B) {
	e := episode(b, 7)
	for b.Loop() {
		Propose(e.turns, Usual)
	}
	for _, x := range []struct {
		name string
		cuts func([]transcript.Turn, []int) []int
	}{
		{"", func(turns []transcript.Turn, _ []int) []int { return proposed(turns, Usual) }},
		{"texttiling-", func(turns []transcript.Turn, _ []int) []int { return textTiling(turns) }},
		{"even-", func(turns []transcript.Turn, _ []int) []int { return even(turns, len(proposed(turns, Usual))) }},
		{"told-", func(turns []transcript.Turn, want []int) []int {
			p := newProposing(turns, Usual)
			each := (p.clock[len(turns)] - p.clock[0]) / float64(len(want)+1)
			return proposed(turns, Limits{each / 2, each * 2})
		}},
		{"told-even-", func(turns []transcript.Turn, want []int) []int { return even(turns, len(want)) }},
	} {
		p, w, made, known := measured(b, x.cuts)
		b.ReportMetric(p, x.name+"Pk")
		b.ReportMetric(w, x.name+"WindowDiff")
		b.ReportMetric(float64(made), x.name+"cuts")
		b.ReportMetric(float64(known), "published")
	}
}
