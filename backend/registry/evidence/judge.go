package evidence

import (
	"math"
	"strings"
)

// This file decides how strongly a chunk speaks for a tag. The numbers in it were set on one half of the judged pairs of
// testdata/judged.tsv and are measured on the other.

// Strength says how much speaks for a tag.
type Strength string

const (
	None   Strength = "none"
	Weak   Strength = "weak"
	Fair   Strength = "fair"
	Strong Strength = "strong"
)

// Enough is the number from which on a chunk should bear a tag: where Fair begins.
const Enough = 0.5

func strength(number float64) Strength {
	switch {
	case number < 0.1:
		return None
	case number < Enough:
		return Weak
	case number < 0.75:
		return Fair
	}
	return Strong
}

// signs are what speaks for a subject in a chunk.
type signs struct {
	// said is what its names say in the turns, and turns the same as a share of what is usual in the series, from 0 to 1.
	said, turns float64
	// title, summary and topics say how surely it is named in each.
	title, summary, topics float64
	// near is how much of the company it keeps in other chunks is here, or of what its description says: 1 is as much as is
	// usual where it is named often.
	near float64
	// scattered is how much the words of a compound stand in the chunk, each by itself, from 0 to 1.
	scattered float64
}

// number sums the signs up, from 0 to 1. Each takes away from what is missing, so that none can do it alone but the turns.
func (f signs) number() float64 {
	missing := 1 - f.turns
	if f.said >= 1.3 {
		missing *= 1 - 0.3*min(1, max(0, (f.near-0.4)/0.6))
	}
	missing *= 1 - 0.35*f.scattered
	missing *= 1 - 0.4*f.title
	missing *= 1 - 0.3*f.summary
	missing *= 1 - 0.15*f.topics
	return 1 - missing
}

// look is a chunk looked at as a whole, beside the series.
type look struct {
	series *Series
	*reading
	// own is the chunk's entry in the series, which is no evidence for it; nil if the series does not have it.
	own     *entry
	weights map[string]float64
	found   []understood
	said    map[*subject]float64
}

func (s *Series) look(r *reading, own *entry) *look {
	l := &look{series: s, reading: r, own: own, weights: r.weigh(nil), found: s.understand(r, own)}
	l.said = said(l.found)
	return l
}

func (l *look) signs(sub *subject) signs {
	f := signs{said: l.said[sub]}
	f.turns = f.said / (f.said + l.usual(sub)*l.length())
	f.title, f.summary, f.topics = l.heads(l.title, sub), l.heads(l.summary, sub), l.heads(l.topics, sub)
	f.scattered = l.scattered(sub)
	t := &sub.tally
	f.near = l.near(t.around, t.shares, share(l.ownSaid(sub))) / l.series.usually(sub)
	f.near = max(f.near, l.described(sub))
	return f
}

// described is how much of a tag's description the chunk speaks of, from 0 to 1. A word or two is too little.
func (l *look) described(sub *subject) float64 {
	if len(sub.about) < 3 {
		return 0
	}
	n := 0
	for w := range sub.about {
		if l.weights[w] > 0 {
			n++
		}
	}
	return float64(n) / float64(len(sub.about))
}

func (l *look) ownSaid(sub *subject) float64 {
	if l.own == nil {
		return 0
	}
	return l.own.said[sub]
}

// usual is how much other chunks say that name a subject; a subject that few name is taken for one of 2.
func (l *look) usual(sub *subject) float64 {
	chunks, said := float64(sub.tally.chunks), sub.tally.said
	if own := l.ownSaid(sub); own > 0 {
		chunks--
		said -= own
	}
	return (2*3 + said) / (3 + chunks)
}

// length is that of the chunk in the series' chunks, half of it evened out as in BM25.
func (l *look) length() float64 {
	if l.series.length == 0 {
		return 1
	}
	return 0.5 + 0.5*float64(l.reading.length)*float64(len(l.series.entries))/float64(l.series.length)
}

// heads says how surely fields of the front matter name a subject.
func (l *look) heads(fields []*passage, sub *subject) float64 {
	best := 0.0
	for _, p := range fields {
		for _, h := range p.hits {
			if h.form.subject == sub {
				u, _ := l.series.weighHit(p, h, l.ownUses())
				best = max(best, u.weight)
			}
		}
	}
	return best
}

// scattered says how much the words of a tag that is a compound stand in the chunk: as much as the rarest of them.
func (l *look) scattered(sub *subject) float64 {
	if len(sub.forms) == 0 || !sub.forms[0].compound() {
		return 0
	}
	rarest := math.Inf(1)
	for _, w := range sub.forms[0].parts {
		rarest = min(rarest, l.stands(w))
	}
	return min(1, rarest/5)
}

// stands is how often a stem stands in the chunk; in the title and the summary it counts for more.
func (l *look) stands(stem string) float64 { return math.Round(math.Expm1(l.weights[stem])) }

// several is how often a word of a compound stands in a chunk that may be about the whole without naming it.
const several = 2

// scatteredEnough says that so much of a compound stands in the chunk that nobody can say it is not spoken of: all of its
// words, one of them several times; or telling is one that not many more chunks have than the rarest, several times.
func (l *look) scatteredEnough(sub *subject) (telling string, enough bool) {
	if len(sub.forms) == 0 || !sub.forms[0].compound() {
		return "", false
	}
	f := sub.forms[0]
	fewest, all, most := math.MaxInt, true, 0.0
	for _, w := range f.parts {
		fewest = min(fewest, l.series.chunks[w])
		all, most = all && l.stands(w) >= 1, max(most, l.stands(w))
	}
	if all {
		return "", most >= several
	}
	for i, w := range f.parts {
		if 4*l.series.chunks[w] <= 5*fewest && l.stands(w) >= several {
			return strings.Fields(f.show)[i], true
		}
	}
	return "", false
}

func (l *look) ownUses() map[*subject][]use {
	if l.own == nil {
		return nil
	}
	return l.own.uses
}

// near says how much the chunk's words are those of some chunks of the series: around are these chunks' words, shares how
// many chunks they are, and own how much of the chunk itself is among them.
func (l *look) near(around map[string]float64, shares, own float64) float64 {
	s := l.series
	chunks := float64(s.others(l.own))
	shares -= own
	if shares < 1 || chunks < 3 {
		return 0
	}
	sum := 0.0
	for w, n := range l.weights {
		sum += n * s.lift(l.own, w, around[w], shares, own, chunks)
	}
	return sum
}

// lift is how many times as often a stem stands in some chunks as in all, as a logarithm; 0 for one that says nothing.
func (s *Series) lift(e *entry, w string, x, shares, own, chunks float64) float64 {
	all, in := s.sums[w], s.chunks[w]
	if e != nil {
		if n := e.weights[w]; n > 0 {
			x -= own * n
			all -= n
			in--
		}
	}
	if in < 3 || x < 0.7 || all <= 0 {
		return 0
	}
	lift := x / shares * chunks / all
	if lift < 1.5 {
		return 0
	}
	return math.Log(lift)
}

// usually is what near is in the chunks that name a subject, on an average.
func (s *Series) usually(sub *subject) float64 {
	t := &sub.tally
	if t.usually == 0 || t.stale > 20+len(s.entries)/20 {
		t.usually, t.stale = 0, 0
		for w, x := range t.around {
			t.usually += x / max(t.shares, 1) * s.lift(nil, w, x, t.shares, 0, float64(len(s.entries)))
		}
		t.usually = max(t.usually, 1)
	}
	return t.usually
}
