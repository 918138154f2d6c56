package chunkfile

import "slices"

// match says that place a of one sequence stands at place b of another.
type match struct{ a, b int }

// diffWork is how many steps finding the fewest changes may take, by the length of both texts. Beyond it, words that
// stand once on each side hold the texts together, and what lies between them is taken as rewritten.
func diffWork(elements int) int { return 1<<18 + 64*elements }

// diffStrings pairs equal elements of two sequences, in the order of both, as many as it can in about linear time.
func diffStrings(a, b []string) []match { return comparison(a, b).out }

func comparison(a, b []string) *differ {
	ids := make(map[string]int32, len(a))
	number := func(list []string) []int32 {
		out := make([]int32, len(list))
		for i, s := range list {
			id, ok := ids[s]
			if !ok {
				id = int32(len(ids))
				ids[s] = id
			}
			out[i] = id
		}
		return out
	}
	d := &differ{}
	d.diff(number(a), number(b), 0, 0, 0)
	return d
}

type differ struct {
	out   []match
	steps int // how much work it was
}

func (d *differ) diff(a, b []int32, at, bt, depth int) {
	head := 0
	for head < min(len(a), len(b)) && a[head] == b[head] {
		d.out = append(d.out, match{at + head, bt + head})
		head++
	}
	a, b, at, bt = a[head:], b[head:], at+head, bt+head
	tail := 0
	for tail < min(len(a), len(b)) && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	d.middle(a[:len(a)-tail], b[:len(b)-tail], at, bt, depth)
	for i := tail; i > 0; i-- {
		d.out = append(d.out, match{at + len(a) - i, bt + len(b) - i})
	}
}

func (d *differ) middle(a, b []int32, at, bt, depth int) {
	if len(a) == 0 || len(b) == 0 {
		return
	}
	if pairs, ok := d.fewest(a, b); ok {
		for _, p := range pairs {
			d.out = append(d.out, match{at + p.a, bt + p.b})
		}
		return
	}
	const deepest = 20
	if depth == deepest {
		return
	}
	i, j := 0, 0
	d.steps += len(a) + len(b)
	for _, p := range anchors(a, b) {
		if p.a < i || p.b < j {
			continue
		}
		d.diff(a[i:p.a], b[j:p.b], at+i, bt+j, depth+1)
		d.out = append(d.out, match{at + p.a, bt + p.b})
		i, j = p.a+1, p.b+1
	}
	if i > 0 {
		d.diff(a[i:], b[j:], at+i, bt+j, depth+1)
	}
}

// fewest finds the fewest changes (Eugene Myers' greedy algorithm). It gives up when that takes too long.
func (d *differ) fewest(a, b []int32) ([]match, bool) {
	const mostChanges = 1500
	n, m := len(a), len(b)
	budget := diffWork(n + m)
	defer func(budget *int) { d.steps += diffWork(n+m) - *budget }(&budget)
	offset := min(n+m, mostChanges) + 1
	v := make([]int32, 2*offset+1)
	var trace [][]int32
	for changes := 0; changes <= min(n+m, mostChanges); changes++ {
		budget -= 2*changes + 1
		trace = append(trace, slices.Clone(v[offset-changes:offset+changes+1]))
		for k := -changes; k <= changes; k += 2 {
			var x int
			if k == -changes || k != changes && v[offset+k-1] < v[offset+k+1] {
				x = int(v[offset+k+1])
			} else {
				x = int(v[offset+k-1]) + 1
			}
			y := x - k
			from := x
			for x < n && y < m && a[x] == b[y] {
				x++
				y++
			}
			budget -= x - from
			v[offset+k] = int32(x)
			if x >= n && y >= m {
				return walkBack(trace, n, m), true
			}
		}
		if budget < 0 {
			break
		}
	}
	return nil, false
}

// walkBack reads the matches off the trace. Every entry of it holds the furthest places before that many changes, from
// diagonal -changes to +changes.
func walkBack(trace [][]int32, x, y int) []match {
	var out []match
	for changes := len(trace) - 1; changes >= 0; changes-- {
		v := trace[changes]
		get := func(k int) int {
			if k < -changes || k > changes {
				return -1
			}
			return int(v[changes+k])
		}
		k := x - y
		before := k - 1
		if k == -changes || k != changes && get(k-1) < get(k+1) {
			before = k + 1
		}
		fromX := get(before)
		if changes == 0 {
			fromX = 0
		}
		fromY := fromX - before
		for x > max(fromX, 0) && y > max(fromY, 0) {
			x--
			y--
			out = append(out, match{x, y})
		}
		if changes > 0 {
			x, y = fromX, fromY
		}
	}
	slices.Reverse(out)
	return out
}

// anchors pairs what stands once on each side, and of those the longest run that keeps the order (Bram Cohen's
// patience diff).
func anchors(a, b []int32) []match {
	type seen struct{ a, b, as, bs int }
	all := map[int32]*seen{}
	for i, id := range a {
		if s := all[id]; s != nil {
			s.as++
		} else {
			all[id] = &seen{a: i, as: 1}
		}
	}
	for i, id := range b {
		if s := all[id]; s != nil {
			s.b, s.bs = i, s.bs+1
		}
	}
	var once []match
	for i, id := range a {
		if s := all[id]; s.as == 1 && s.bs == 1 {
			once = append(once, match{i, s.b})
		}
	}
	var tops []int
	before := make([]int, len(once))
	for i, p := range once {
		k, _ := slices.BinarySearchFunc(tops, p.b, func(top, at int) int { return once[top].b - at })
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
	out := make([]match, len(tops))
	for k, i := len(tops)-1, tops[len(tops)-1]; k >= 0; k, i = k-1, before[i] {
		out[k] = once[i]
	}
	return out
}
