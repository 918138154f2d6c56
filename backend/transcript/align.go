package transcript

import (
	"fmt"
	"slices"
	"strings"

	"stet/backend/timecode"
)

// Pair is a turn of an old version and the same turn in a new one, by their places; -1 where there is none.
type Pair struct {
	Old, New int
}

// Align finds which turn of one version became which turn of the other. Turns that say the same are paired first, then
// those with the same time, then those with the same words, then those that begin or end at the same time; what is left between them is paired in order. Pairs come
// in the order of both. It takes time and memory linear in the turns, but for a sort.
func Align(old, now []Turn) []Pair {
	var pairs []Pair
	align(old, now, 0, 0, 0, &pairs)
	return pairs
}

// aligners are what makes two turns the same, strictest first. A key of "" matches nothing.
var aligners = []func(Turn) string{
	func(t Turn) string { return spanKey(t) + "\x00" + t.Label() + "\x00" + textKey(t) },
	spanKey,
	textKey,
	// Of a turn that was parted the first half keeps the beginning, and the second the end.
	func(t Turn) string { return edgeKey(t, func(s timecode.Span) timecode.Code { return s.Start }) },
	func(t Turn) string { return edgeKey(t, func(s timecode.Span) timecode.Code { return s.End }) },
}

func edgeKey(t Turn, edge func(timecode.Span) timecode.Code) string {
	if t.Span == nil {
		return ""
	}
	return edge(*t.Span).String()
}

func spanKey(t Turn) string {
	if t.Span == nil {
		return ""
	}
	return t.Span.Start.String() + " " + t.Span.End.String()
}

func textKey(t Turn) string { return strings.Join(Canonical(t.Paragraphs), "\n") }

func align(old, now []Turn, oldAt, nowAt, level int, pairs *[]Pair) {
	if level < len(aligners) && len(old) > 0 && len(now) > 0 {
		key := aligners[level]
		head := 0
		// Most often nothing differs at all, which is seen without making keys.
		for head < min(len(old), len(now)) && (level == 0 && SameTurn(old[head], now[head]) || sameKey(key, old[head], now[head])) {
			*pairs = append(*pairs, Pair{oldAt + head, nowAt + head})
			head++
		}
		old, now, oldAt, nowAt = old[head:], now[head:], oldAt+head, nowAt+head
		tail := 0
		for tail < min(len(old), len(now)) && sameKey(key, old[len(old)-1-tail], now[len(now)-1-tail]) {
			tail++
		}
		anchors := uniqueAnchors(old[:len(old)-tail], now[:len(now)-tail], key)
		i, j := 0, 0
		for _, a := range anchors {
			align(old[i:a.Old], now[j:a.New], oldAt+i, nowAt+j, level+1, pairs)
			*pairs = append(*pairs, Pair{oldAt + a.Old, nowAt + a.New})
			i, j = a.Old+1, a.New+1
		}
		align(old[i:len(old)-tail], now[j:len(now)-tail], oldAt+i, nowAt+j, level+1, pairs)
		for k := tail; k > 0; k-- {
			*pairs = append(*pairs, Pair{oldAt + len(old) - k, nowAt + len(now) - k})
		}
		return
	}
	for k := range max(len(old), len(now)) {
		p := Pair{-1, -1}
		if k < len(old) {
			p.Old = oldAt + k
		}
		if k < len(now) {
			p.New = nowAt + k
		}
		*pairs = append(*pairs, p)
	}
}

func sameKey(key func(Turn) string, a, b Turn) bool {
	k := key(a)
	return k != "" && k == key(b)
}

// uniqueAnchors pairs the turns whose key stands once on each side, and of those the longest run that keeps the order
// (Bram Cohen's patience diff).
func uniqueAnchors(old, now []Turn, key func(Turn) string) []Pair {
	type place struct{ old, now, olds, nows int }
	places := map[string]*place{}
	at := func(k string) *place {
		p := places[k]
		if p == nil {
			p = &place{}
			places[k] = p
		}
		return p
	}
	for i, t := range old {
		if k := key(t); k != "" {
			p := at(k)
			p.old, p.olds = i, p.olds+1
		}
	}
	for i, t := range now {
		if k := key(t); k != "" {
			p := at(k)
			p.now, p.nows = i, p.nows+1
		}
	}
	var once []Pair
	for _, p := range places {
		if p.olds == 1 && p.nows == 1 {
			once = append(once, Pair{p.old, p.now})
		}
	}
	slices.SortFunc(once, func(a, b Pair) int { return a.Old - b.Old })
	return longestRise(once)
}

// longestRise returns the longest subsequence whose New rises.
func longestRise(pairs []Pair) []Pair {
	tops := []int{}
	before := make([]int, len(pairs))
	for i, p := range pairs {
		k, _ := slices.BinarySearchFunc(tops, p.New, func(top, at int) int { return pairs[top].New - at })
		before[i] = -1
		if k > 0 {
			before[i] = tops[k-1]
		}
		if k == len(tops) {
			tops = append(tops, i)
		} else {
			tops[k] = i
		}
	}
	if len(tops) == 0 {
		return nil
	}
	out := make([]Pair, len(tops))
	for k, i := len(tops)-1, tops[len(tops)-1]; k >= 0; k, i = k-1, before[i] {
		out[k] = pairs[i]
	}
	return out
}

// Differences returns the ops that make the document's chunk say what want says. IDs in want are not looked at: its
// turns are found by Align.
func (d *Document) Differences(id ID, want Chunk) ([]Op, error) {
	c, ok := d.Chunk(id)
	if !ok {
		return nil, fmt.Errorf("there is no chunk %d", id)
	}
	var ops []Op
	if c.Matter.Form != FieldMatter || want.Matter.Form != FieldMatter {
		if !SameMatter(c.Matter, want.Matter) {
			ops = append(ops, SetMatter{Chunk: id, Matter: want.Matter.clone()})
		}
	} else {
		ops = append(ops, fieldDifferences(id, c.Matter.Fields, want.Matter.Fields)...)
	}
	if !slices.Equal(Canonical(c.Lead), Canonical(want.Lead)) {
		ops = append(ops, SetLead{Chunk: id, Lead: slices.Clone(want.Lead)})
	}
	return append(ops, d.turnDifferences(id, c.Turns, want.Turns)...), nil
}

func (d *Document) turnDifferences(id ID, old, want []Turn) []Op {
	var ops []Op
	at := 0
	for _, p := range Align(old, want) {
		switch {
		case p.New < 0:
			ops = append(ops, DeleteTurn{Turn: old[p.Old].ID})
			continue
		case p.Old < 0:
			t := want[p.New].clone()
			t.ID = d.NewID()
			ops = append(ops, InsertTurn{Chunk: id, At: at, Turn: t})
		default:
			ops = append(ops, TurnDifferences(old[p.Old], want[p.New])...)
		}
		at++
	}
	return ops
}

// TurnDifferences returns the ops that make a turn say what want says, whose ID is not looked at.
func TurnDifferences(old, want Turn) []Op {
	var ops []Op
	if !SameSpan(old.Span, want.Span) {
		ops = append(ops, SetSpan{Turn: old.ID, Span: clonePointer(want.Span)})
	}
	if !sameSpeaker(old.Speaker, want.Speaker) {
		ops = append(ops, SetSpeaker{Turn: old.ID, Speaker: clonePointer(want.Speaker)})
	}
	if !slices.Equal(Canonical(old.Paragraphs), Canonical(want.Paragraphs)) {
		p := slices.Clone(want.Paragraphs)
		if len(p) == 0 {
			p = []string{""}
		}
		ops = append(ops, SetParagraphs{Turn: old.ID, Paragraphs: p})
	}
	return ops
}

// fieldDifferences takes fields of the same key, first with first, second with second, as the same field.
func fieldDifferences(id ID, old, want []Field) []Op {
	type name struct {
		key string
		nth int
	}
	names := func(fields []Field) []name {
		seen := map[string]int{}
		out := make([]name, len(fields))
		for i, f := range fields {
			out[i] = name{f.Key, seen[f.Key]}
			seen[f.Key]++
		}
		return out
	}
	var ops []Op
	target := names(want)
	have, fields := names(old), slices.Clone(old)
	for i := len(have) - 1; i >= 0; i-- {
		n := slices.Index(target, have[i])
		if n < 0 || (fields[i].Kind == OpaqueField) != (want[n].Kind == OpaqueField) {
			ops = append(ops, RemoveField{Chunk: id, At: i, Was: have[i].key})
			have, fields = slices.Delete(have, i, i+1), slices.Delete(fields, i, i+1)
		}
	}
	for i, n := range target {
		j := slices.Index(have, n)
		switch {
		case j < 0:
			ops = append(ops, InsertField{Chunk: id, At: i, Field: want[i].clone()})
			have, fields = slices.Insert(have, i, n), slices.Insert(fields, i, want[i])
			continue
		case j != i:
			ops = append(ops, MoveField{Chunk: id, From: j, To: i, Was: n.key})
			f := fields[j]
			have, fields = slices.Insert(slices.Delete(have, j, j+1), i, n), slices.Insert(slices.Delete(fields, j, j+1), i, f)
		}
		if !fields[i].Equal(want[i]) {
			ops = append(ops, SetField{Chunk: id, At: i, Was: n.key, Field: want[i].clone()})
		}
	}
	return ops
}
