package reconcile

import (
	"cmp"
	"slices"

	"stet/backend/transcript"
)

// This file merges turns: it takes what one side changed, and keeps both versions of what both changed.

// piece is a stretch of the merged turns, as it is with my side's version of conflicts, with theirs, and with both.
type piece struct {
	from, to           int // of the base
	mine, theirs, both []token
	// ours and others are the words of either side as they stand there.
	ours, others []token
	conflict     bool
	// head says that it is a head that both sides have: a turn begins here whatever comes of conflicts.
	head bool
}

func (r *Result) turns(base, mine, theirs []transcript.Turn) {
	b, m, t := tokens(base, false), tokens(mine, true), tokens(theirs, false)
	x, y := compare(b, base, m, mine), compare(b, base, t, theirs)
	// What all three have bears the IDs of mine also where it is theirs.
	for k := range b {
		if x.at[k] >= 0 && y.at[k] >= 0 {
			t[y.at[k]].turn.ID, t[y.at[k]].mine = m[x.at[k]].turn.ID, m[x.at[k]].mine
		}
	}
	x.edits, y.edits = asChanged(b, x, y), asChanged(b, y, x)
	var pieces []piece
	for _, v := range sequence(len(b), x, y, touching(b, m, t)) {
		var p piece
		switch {
		case v.same:
			p = stable(v.from, b[v.from], v.mine[0], v.theirs[0])
		case !v.theirsChanged, slices.EqualFunc(v.mine, v.theirs, sameToken):
			p = agreed(v, v.mine)
		case !v.mineChanged:
			p = agreed(v, v.theirs)
		default:
			p = disputed(v)
		}
		if p.ours, p.others = v.mine, v.theirs; p.head {
			p.ours, p.others = p.mine, p.theirs
		}
		pieces = append(pieces, p)
	}
	r.gather(b, pieces, func(from, to int) bool { return rewritten(x.at[from:to]) || rewritten(y.at[from:to]) })
}

// touching says that words which one side puts in at the end of a turn are not to be parted from the head that the other
// side took away: they would stand in the turn before.
func touching(base, mine, theirs []token) func(region, edit, bool) bool {
	return func(r region, e edit, isTheirs bool) bool {
		side := mine
		if isTheirs {
			side = theirs
		}
		return e.from == e.to && e.sideFrom < e.sideTo && side[e.sideFrom].kind != head && hasHead(base[r.from:r.to])
	}
}

// stable merges a token that all three have: the space before a word, and what stands in the head of a turn.
func stable(at int, base, mine, theirs token) piece {
	p := piece{from: at, to: at + 1, head: mine.kind == head}
	m, t := mine, mine
	if mine.gap == base.gap {
		m.gap, t.gap = theirs.gap, theirs.gap
	}
	if p.head {
		span := func(x token) string {
			if x.turn.Span == nil {
				return ""
			}
			return x.turn.Span.Start.String() + " " + x.turn.Span.End.String()
		}
		if who(mine) == who(base) {
			m.turn.Speaker, t.turn.Speaker = theirs.turn.Speaker, theirs.turn.Speaker
		} else if who(theirs) != who(base) && who(theirs) != who(mine) {
			t.turn.Speaker, p.conflict = theirs.turn.Speaker, true
		}
		if span(mine) == span(base) {
			m.turn.Span, t.turn.Span = theirs.turn.Span, theirs.turn.Span
		} else if span(theirs) != span(base) && span(theirs) != span(mine) {
			t.turn.Span, p.conflict = theirs.turn.Span, true
		}
	}
	p.mine, p.theirs, p.both = []token{m}, []token{t}, []token{m}
	return p
}

func who(x token) string { return x.turn.Label() }

func agreed(v stretch[token], list []token) piece {
	return piece{from: v.from, to: v.to, mine: list, theirs: list, both: list}
}

// disputed is a stretch that both changed. Only where both put something in at the same place, and one of it begins a turn,
// do they not stand in each other's way.
func disputed(v stretch[token]) piece {
	mine, theirs := v.mine, v.theirs
	if v.from == v.to {
		m, t := beginsTurn(mine), beginsTurn(theirs)
		switch {
		case m && t:
			return agreed(v, interleave(mine, theirs))
		case t && !hasHead(mine):
			return agreed(v, slices.Concat(mine, theirs))
		case m && !hasHead(theirs):
			return agreed(v, slices.Concat(theirs, mine))
		}
	}
	return piece{from: v.from, to: v.to, mine: mine, theirs: theirs, both: slices.Concat(mine, theirs), conflict: true}
}

func beginsTurn(list []token) bool { return len(list) > 0 && list[0].kind == head }

func hasHead(list []token) bool {
	return slices.ContainsFunc(list, func(x token) bool { return x.kind == head })
}

// interleave puts new turns of both sides into the order of their times; those that are the same come once.
func interleave(mine, theirs []token) []token {
	a, b := parts(mine), parts(theirs)
	var out []token
	for len(a) > 0 && len(b) > 0 {
		switch n := compareParts(a[0], b[0]); {
		case n == 0:
			out, a, b = append(out, a[0]...), a[1:], b[1:]
		case n < 0:
			out, a = append(out, a[0]...), a[1:]
		default:
			out, b = append(out, b[0]...), b[1:]
		}
	}
	return slices.Concat(out, slices.Concat(a...), slices.Concat(b...))
}

// parts cuts tokens before each head.
func parts(list []token) [][]token {
	var out [][]token
	for _, x := range list {
		if x.kind == head {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], x)
	}
	return out
}

func compareParts(a, b []token) int {
	key := func(p []token) string {
		if s := p[0].turn.Span; s != nil {
			return s.Start.String() + " " + s.End.String()
		}
		return ""
	}
	return cmp.Or(cmp.Compare(key(a), key(b)), cmp.Compare(who(a[0]), who(b[0])), slices.Compare(texts(a[1:], ""), texts(b[1:], "")))
}

// gather makes turns of the pieces, and a conflict of each stretch of turns in which there is one.
// Words that one side wrote anew are not mixed with those of the other.
func (r *Result) gather(base []token, pieces []piece, anew func(from, to int) bool) {
	r.Chunk.Turns, r.splits = nil, map[int]origin{}
	var merged []token
	for i := 0; i < len(pieces); {
		end := i + 1
		for end < len(pieces) && !pieces[end].head {
			end++
		}
		cell := pieces[i:end]
		i = end
		var mine, theirs, both []token
		conflict := false
		for _, p := range cell {
			mine, theirs, both = append(mine, p.mine...), append(theirs, p.theirs...), append(both, p.both...)
			conflict = conflict || p.conflict
		}
		if conflict && cell[0].head && anew(cell[0].from, cell[len(cell)-1].to) {
			if ours, others := unmixed(cell); !hasHead(ours[1:]) && !hasHead(others[1:]) {
				mine, theirs, both = ours, others, slices.Concat(ours, others[1:])
			}
		}
		if conflict {
			r.disputedTurns(turnsOf(mine), turnsOf(theirs), turnsOf(both), turnsOf(base[cell[0].from:cell[len(cell)-1].to]))
		}
		r.Chunk.Turns = append(r.Chunk.Turns, turnsOf(mine)...)
		merged = append(merged, mine...)
	}
	r.structure(merged)
}

// unmixed are the words of a stretch as either side has them.
func unmixed(cell []piece) (ours, others []token) {
	for _, p := range cell {
		ours, others = append(ours, p.ours...), append(others, p.others...)
	}
	return ours, others
}

// structure finds which turns of mine were parted, which were joined, and which have another head and the same beginning.
func (r *Result) structure(merged []token) {
	stands := map[transcript.ID]bool{}
	for _, t := range r.Chunk.Turns {
		stands[t.ID] = true
	}
	at := -1
	for i, x := range merged {
		if x.kind == head {
			at++
			continue
		}
		begins := i > 0 && merged[i-1].kind == head
		switch t := x.mine.turn; {
		case t == 0 || x.kind != word:
		case begins && r.Chunk.Turns[at].ID == 0 && x.mine.word > 0:
			r.splits[at] = x.mine
		case begins && r.Chunk.Turns[at].ID == 0 && !stands[t]:
			r.Chunk.Turns[at].ID, stands[t] = t, true
		case x.mine.word == 0 && !stands[t] && !slices.Contains(r.joined, t):
			r.joined = append(r.joined, t)
		}
	}
}

// disputedTurns notes a conflict without the turns at its ends that are the same on both sides.
func (r *Result) disputedTurns(mine, theirs, both, base []transcript.Turn) {
	same := func(a, b transcript.Turn) bool { return a.ID == b.ID && transcript.SameTurn(a, b) }
	at := len(r.Chunk.Turns)
	for len(mine) > 0 && len(theirs) > 0 && same(mine[0], theirs[0]) {
		mine, theirs, both, at = mine[1:], theirs[1:], both[1:], at+1
		base = base[min(1, len(base)):]
	}
	for len(mine) > 0 && len(theirs) > 0 && same(mine[len(mine)-1], theirs[len(theirs)-1]) {
		mine, theirs = mine[:len(mine)-1], theirs[:len(theirs)-1]
		both = both[:max(0, len(both)-1)]
		base = base[:max(0, len(base)-1)]
	}
	c := transcript.Conflict{
		Base: transcript.Side{Turns: base}, Mine: transcript.Side{Turns: mine}, Theirs: transcript.Side{Turns: theirs},
	}
	if !slices.EqualFunc(both, mine, transcript.SameTurn) && !slices.EqualFunc(both, theirs, transcript.SameTurn) {
		c.Both = &transcript.Side{Turns: both}
	}
	r.Conflicts = append(r.Conflicts, Conflict{Conflict: c, at: [2]int{at, at + len(mine)}})
}
