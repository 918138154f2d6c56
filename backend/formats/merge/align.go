package merge

import (
	"slices"
	"strings"
)

// pair is a word that stands in both texts.
type pair struct{ ours, theirs int }

// cells is how large a stretch is compared word by word. Two hours have some 20,000 words on each side, and anchors stand
// every few words of them; a larger stretch without any is another text.
const cells = 4_000_000

// align pairs the words of two texts, in order: first runs of words that stand in each but once, longer ones before
// shorter, and between them the longest common sequence.
func align(ours, theirs []string) []pair {
	var out []pair
	between(ours, theirs, 0, 0, 4, &out)
	slices.SortFunc(out, func(a, b pair) int { return a.ours - b.ours })
	return out
}

func between(ours, theirs []string, atOurs, atTheirs, run int, out *[]pair) {
	if len(ours) == 0 || len(theirs) == 0 {
		return
	}
	var found []pair
	for ; run > 0 && len(found) == 0; run-- {
		found = anchors(ours, theirs, run)
	}
	if len(found) == 0 {
		for _, p := range longest(ours, theirs) {
			*out = append(*out, pair{atOurs + p.ours, atTheirs + p.theirs})
		}
		return
	}
	// The loop went one below the run that was found.
	run++
	i, j := 0, 0
	for _, a := range found {
		between(ours[i:a.ours], theirs[j:a.theirs], atOurs+i, atTheirs+j, run-1, out)
		*out = append(*out, pair{atOurs + a.ours, atTheirs + a.theirs})
		i, j = a.ours+1, a.theirs+1
	}
	between(ours[i:], theirs[j:], atOurs+i, atTheirs+j, run-1, out)
}

// anchors are the words of runs of that many that stand once in each text, as many as follow the same order in both.
func anchors(ours, theirs []string, run int) []pair {
	if len(ours) < run || len(theirs) < run {
		return nil
	}
	once := func(words []string) map[string]int {
		at := map[string]int{}
		for i := 0; i+run <= len(words); i++ {
			key := strings.Join(words[i:i+run], " ")
			if _, twice := at[key]; twice {
				at[key] = -1
			} else {
				at[key] = i
			}
		}
		return at
	}
	a, b := once(ours), once(theirs)
	var all []pair
	for key, i := range a {
		if j, ok := b[key]; ok && i >= 0 && j >= 0 {
			all = append(all, pair{i, j})
		}
	}
	slices.SortFunc(all, func(a, b pair) int { return a.ours - b.ours })
	var out []pair
	for _, p := range rising(all) {
		for k := range run {
			if q := (pair{p.ours + k, p.theirs + k}); len(out) == 0 || q.ours > out[len(out)-1].ours && q.theirs > out[len(out)-1].theirs {
				out = append(out, q)
			}
		}
	}
	return out
}

// rising is the longest part of pairs, which come in the order of ours, in which theirs rises too.
func rising(pairs []pair) []pair {
	var ends []int // ends[n] is the pair with the lowest theirs that n+1 others end in
	before := make([]int, len(pairs))
	for i, p := range pairs {
		n, _ := slices.BinarySearchFunc(ends, p.theirs, func(e, theirs int) int { return pairs[e].theirs - theirs })
		before[i] = -1
		if n > 0 {
			before[i] = ends[n-1]
		}
		if n == len(ends) {
			ends = append(ends, i)
		} else {
			ends[n] = i
		}
	}
	if len(ends) == 0 {
		return nil
	}
	var out []pair
	for i := ends[len(ends)-1]; i >= 0; i = before[i] {
		out = append(out, pairs[i])
	}
	slices.Reverse(out)
	return out
}

// longest is the longest common sequence of two short texts; none of long ones.
func longest(ours, theirs []string) []pair {
	n, m := len(ours), len(theirs)
	if n > cells/m {
		return nil
	}
	length := make([]uint16, (n+1)*(m+1))
	at := func(i, j int) *uint16 { return &length[i*(m+1)+j] }
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			if ours[i] == theirs[j] {
				*at(i, j) = *at(i+1, j+1) + 1
			} else {
				*at(i, j) = max(*at(i+1, j), *at(i, j+1))
			}
		}
	}
	var out []pair
	for i, j := 0, 0; i < n && j < m; {
		switch {
		case ours[i] == theirs[j]:
			out = append(out, pair{i, j})
			i, j = i+1, j+1
		case *at(i+1, j) >= *at(i, j+1):
			i++
		default:
			j++
		}
	}
	return out
}
