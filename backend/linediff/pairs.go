package linediff

import (
	"slices"
	"strings"
)

// This file pairs the words of two texts of the same recording, which may differ in any number of places. Items gives up where
// two lists differ too often, and tells of one long change then.

// Pair is a word that stands in both of two texts: its places, from 0.
type Pair struct{ Ours, Theirs int }

// cells is how large a stretch is compared word by word. Two hours have some 20,000 words on each side, and anchors stand
// every few words of them; a larger stretch without any is another text.
const cells = 4_000_000

// Pairs pairs the words of two texts, in order: first what both begin and end with, then runs of words that stand in each but
// once, longer ones before shorter, and between them the longest common sequence.
func Pairs(ours, theirs []string) []Pair {
	out := make([]Pair, 0, min(len(ours), len(theirs)))
	from := 0
	for from < min(len(ours), len(theirs)) && ours[from] == theirs[from] {
		out = append(out, Pair{from, from})
		from++
	}
	ours, theirs = ours[from:], theirs[from:]
	n, m := len(ours), len(theirs)
	for n > 0 && m > 0 && ours[n-1] == theirs[m-1] {
		n, m = n-1, m-1
		out = append(out, Pair{from + n, from + m})
	}
	between(ours[:n], theirs[:m], from, from, 4, &out)
	slices.SortFunc(out, func(a, b Pair) int { return a.Ours - b.Ours })
	return out
}

func between(ours, theirs []string, atOurs, atTheirs, run int, out *[]Pair) {
	if len(ours) == 0 || len(theirs) == 0 {
		return
	}
	var found []Pair
	for ; run > 0 && len(found) == 0; run-- {
		found = anchors(ours, theirs, run)
	}
	if len(found) == 0 {
		for _, p := range longest(ours, theirs) {
			*out = append(*out, Pair{atOurs + p.Ours, atTheirs + p.Theirs})
		}
		return
	}
	// The loop went one below the run that was found.
	run++
	i, j := 0, 0
	for _, a := range found {
		between(ours[i:a.Ours], theirs[j:a.Theirs], atOurs+i, atTheirs+j, run-1, out)
		*out = append(*out, Pair{atOurs + a.Ours, atTheirs + a.Theirs})
		i, j = a.Ours+1, a.Theirs+1
	}
	between(ours[i:], theirs[j:], atOurs+i, atTheirs+j, run-1, out)
}

// anchors are the words of runs of that many that stand once in each text, as many as follow the same order in both.
func anchors(ours, theirs []string, run int) []Pair {
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
	var all []Pair
	for key, i := range a {
		if j, ok := b[key]; ok && i >= 0 && j >= 0 {
			all = append(all, Pair{i, j})
		}
	}
	slices.SortFunc(all, func(a, b Pair) int { return a.Ours - b.Ours })
	var out []Pair
	for _, p := range rising(all) {
		for k := range run {
			if q := (Pair{p.Ours + k, p.Theirs + k}); len(out) == 0 || q.Ours > out[len(out)-1].Ours && q.Theirs > out[len(out)-1].Theirs {
				out = append(out, q)
			}
		}
	}
	return out
}

// rising is the longest part of pairs, which come in the order of ours, in which theirs rises too.
func rising(pairs []Pair) []Pair {
	var ends []int // ends[n] is the pair with the lowest theirs that n+1 others end in
	before := make([]int, len(pairs))
	for i, p := range pairs {
		n, _ := slices.BinarySearchFunc(ends, p.Theirs, func(e, theirs int) int { return pairs[e].Theirs - theirs })
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
	var out []Pair
	for i := ends[len(ends)-1]; i >= 0; i = before[i] {
		out = append(out, pairs[i])
	}
	slices.Reverse(out)
	return out
}

// longest is the longest common sequence of two short texts; none of long ones.
func longest(ours, theirs []string) []Pair {
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
	var out []Pair
	for i, j := 0, 0; i < n && j < m; {
		switch {
		case ours[i] == theirs[j]:
			out = append(out, Pair{i, j})
			i, j = i+1, j+1
		case *at(i+1, j) >= *at(i, j+1):
			i++
		default:
			j++
		}
	}
	return out
}
