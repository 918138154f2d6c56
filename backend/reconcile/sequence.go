package reconcile

import (
	"cmp"
	"slices"

	"stet/backend/linediff"
)

// This file merges three versions of any sequence: it finds what each side changed, and puts together what stands at the
// same place. What is done with a place that both changed is others' business.

// edit is a stretch of the base that a side has in another form: from up to to, and sideFrom up to sideTo there.
type edit struct{ from, to, sideFrom, sideTo int }

func editsOf(base, side []string) []edit {
	var out []edit
	for _, c := range linediff.Items(base, side) {
		out = append(out, edit{c.From, c.To, c.NowFrom, c.NowTo})
	}
	return out
}

// region is a stretch of the base with all edits in it that hang together.
type region struct {
	from, to     int
	mine, theirs []edit
}

// regions groups the edits of both sides. Edits that only touch each other are two (one changed this word, the other the next
// one), unless touch says otherwise of a stretch and what the other side puts in right behind it.
func regions(mine, theirs []edit, touch func(r region, e edit, theirs bool) bool) []region {
	type sided struct {
		edit
		theirs bool
	}
	var all []sided
	for _, e := range mine {
		all = append(all, sided{e, false})
	}
	for _, e := range theirs {
		all = append(all, sided{e, true})
	}
	slices.SortStableFunc(all, func(a, b sided) int { return cmp.Or(a.from-b.from, a.to-b.to) })
	var out []region
	for _, e := range all {
		last := len(out) - 1
		if last < 0 || e.from >= out[last].to && (e.from != out[last].from || e.to != out[last].to) && !(e.from == out[last].to && touch(out[last], e.edit, e.theirs)) {
			out = append(out, region{from: e.from, to: e.to})
			last++
		}
		r := &out[last]
		r.to = max(r.to, e.to)
		if e.theirs {
			r.theirs = append(r.theirs, e.edit)
		} else {
			r.mine = append(r.mine, e.edit)
		}
	}
	return out
}

// loose lets edits that touch be two.
func loose(region, edit, bool) bool { return false }

// version is one side of a sequence, with how it differs from the base.
type version[T any] struct {
	items []T
	edits []edit
	// at says which item a base's is; -1 if it has none.
	at []int
}

func newVersion[T any](base int, items []T, edits []edit) version[T] {
	v := version[T]{items, edits, make([]int, base)}
	k, s := 0, 0
	for _, e := range append(slices.Clone(edits), edit{base, base, len(items), len(items)}) {
		for ; k < e.from; k, s = k+1, s+1 {
			v.at[k] = s
		}
		for ; k < e.to; k++ {
			v.at[k] = -1
		}
		s = e.sideTo
	}
	return v
}

// listVersion is a version of a list of texts.
func listVersion(base, items []string) version[string] {
	return newVersion(len(base), items, editsOf(base, items))
}

// in is a stretch of the base as this version has it.
func (v version[T]) in(from, to int, edits []edit) []T {
	var out []T
	for _, e := range append(slices.Clone(edits), edit{to, to, 0, 0}) {
		for ; from < e.from; from++ {
			out = append(out, v.items[v.at[from]])
		}
		out = append(out, v.items[e.sideFrom:e.sideTo]...)
		from = e.to
	}
	return out
}

// stretch is a stretch of the base in both versions.
type stretch[T any] struct {
	from, to     int
	mine, theirs []T
	// same says that neither side changed it; else the others which did.
	same, mineChanged, theirsChanged bool
}

// sequence walks three versions of a sequence, stretch by stretch: the unchanged ones item by item.
func sequence[T any](base int, mine, theirs version[T], touch func(region, edit, bool) bool) []stretch[T] {
	var out []stretch[T]
	at := 0
	same := func(until int) {
		for ; at < until; at++ {
			out = append(out, stretch[T]{
				from: at, to: at + 1, same: true, mine: mine.in(at, at+1, nil), theirs: theirs.in(at, at+1, nil),
			})
		}
	}
	for _, r := range regions(mine.edits, theirs.edits, touch) {
		same(r.from)
		out = append(out, stretch[T]{
			from: r.from, to: r.to, mine: mine.in(r.from, r.to, r.mine), theirs: theirs.in(r.from, r.to, r.theirs),
			mineChanged: len(r.mine) > 0, theirsChanged: len(r.theirs) > 0,
		})
		at = r.to
	}
	same(base)
	return out
}
