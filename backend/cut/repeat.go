package cut

import "slices"

// This file makes one finding of a text that stands twice as a whole. Turn by turn some of it is like others of it, too, and would
// be told of by itself.

// repeat is turns on end of a piece that stand once more, word for word, further on.
type repeat struct{ a, b Place }

// joinTwice puts one finding in the place of all that a repeat is about.
func (l *Ledger) joinTwice() {
	if !slices.ContainsFunc(l.Findings, func(f Finding) bool { return f.Kind == Twice }) {
		return
	}
	for _, r := range l.repeats() {
		of := func(f Finding) bool {
			return f.Kind == Twice && !slices.ContainsFunc(f.Places, func(p Place) bool { return !p.in(r.a) && !p.in(r.b) })
		}
		at := slices.IndexFunc(l.Findings, of)
		if at < 0 {
			continue
		}
		from := l.standsAt(r.a)
		if from < 0 {
			continue
		}
		to := from + r.a.To - r.a.From
		l.Findings[at] = Finding{Kind: Twice, From: from, To: to, Places: []Place{r.a, r.b}, Words: wordsOf(l.deck[from:to])}
		rest := slices.DeleteFunc(slices.Clone(l.Findings[at+1:]), of)
		l.Findings = append(l.Findings[:at+1], rest...)
	}
}

func (p Place) in(q Place) bool { return p.Piece == q.Piece && p.From >= q.From && p.To <= q.To }

// standsAt is where the turns of a place stand in the transcript, word for word and on end; -1 where they do not.
func (l *Ledger) standsAt(p Place) int {
	said := l.spoken[p.Piece][p.From:p.To]
	for from := 0; from+len(said) <= len(l.deck); from++ {
		if slices.EqualFunc(said, l.deck[from:from+len(said)], sameWords) {
			return from
		}
	}
	return -1
}

func sameWords(a, b spoken) bool { return a.key == b.key }

// repeats are those of two turns and more, that are as long as can be, the longest first.
func (l *Ledger) repeats() (out []repeat) {
	places := map[string][]Place{}
	for p, list := range l.spoken {
		for i, t := range list {
			if t.n > 0 {
				places[t.key] = append(places[t.key], Place{p, i, i + 1})
			}
		}
	}
	alike := func(a, b Place, by int) bool {
		i, j := a.From+by, b.From+by
		return i >= 0 && j >= 0 && i < len(l.spoken[a.Piece]) && j < len(l.spoken[b.Piece]) && sameWords(l.spoken[a.Piece][i], l.spoken[b.Piece][j])
	}
	for _, list := range places {
		for k, b := range list {
			for _, a := range list[:k] {
				if alike(a, b, -1) {
					continue // it began before
				}
				n := 1
				for alike(a, b, n) && (a.Piece != b.Piece || a.From+n < b.From) {
					n++
				}
				if n > 1 {
					out = append(out, repeat{Place{a.Piece, a.From, a.From + n}, Place{b.Piece, b.From, b.From + n}})
				}
			}
		}
	}
	slices.SortFunc(out, func(x, y repeat) int {
		if n := (y.a.To - y.a.From) - (x.a.To - x.a.From); n != 0 {
			return n
		}
		return slices.Compare([]int{x.a.Piece, x.a.From, x.b.Piece, x.b.From}, []int{y.a.Piece, y.a.From, y.b.Piece, y.b.From})
	})
	return out
}
