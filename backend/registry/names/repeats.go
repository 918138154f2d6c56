// This file finds what only repetition tells: that "and" belongs to a name, and that a word in lower case may be one.

package names

import "strings"

// repeats are what is said again and again in some paragraphs.
type repeats struct {
	odd   map[string]bool
	pairs map[string]int
	// firsts counts the words that pairs begin with, wherever they stand.
	firsts map[string]int
}

// mostRepeated is from when on a word is said often.
const mostRepeated = 3

func (f *Finder) repeated(paragraphs [][]word) repeats {
	r := repeats{odd: map[string]bool{}, pairs: map[string]int{}, firsts: map[string]int{}}
	count := map[string]int{}
	for _, words := range paragraphs {
		for i, w := range words {
			if w.shape == lower {
				count[w.key]++
			} else {
				r.firsts[w.key]++
			}
			if key, ok := pairAt(words, i); ok {
				r.pairs[key]++
			}
		}
	}
	for key, n := range count {
		if its := f.habits.habit(key); n >= mostRepeated && its.lower <= n && its.capital+its.start <= n && !everyday(key) && foreign(key) {
			r.odd[key] = true
		}
	}
	return r
}

// pair reports whether two capitals with "and" between them are one name here: said twice, and the first never alone.
func (r repeats) pair(words []word, i int) bool {
	key, ok := pairAt(words, i)
	return ok && r.pairs[key] >= 2 && r.firsts[words[i].key] == r.pairs[key]
}

func pairAt(words []word, i int) (string, bool) {
	if i+2 >= len(words) || words[i].owns() || words[i+1].key != "and" || words[i+1].gap == stop || words[i+2].gap == stop {
		return "", false
	}
	a, b := words[i], words[i+2]
	if a.shape != capital || b.shape != capital || everyday(a.key) && everyday(b.key) || notNames[a.key] || notNames[b.key] {
		return "", false
	}
	return a.key + " and " + strings.TrimSuffix(b.key, "s"), true
}

// threes are the runs of three letters that everyday words have.
var threes = func() map[string]bool {
	all := map[string]bool{}
	for w := range ordinaryWords {
		for at := 0; at+3 <= len(w)+2; at++ {
			all[(" " + w + " ")[at:at+3]] = true
		}
	}
	return all
}()

// foreign reports whether a word does not look like one of everyday English: a third of its runs of three letters are
// in none of those, and it has no English ending.
func foreign(key string) bool {
	if len(key) < 4 || strings.HasSuffix(key, "ing") || strings.HasSuffix(key, "ed") || strings.HasSuffix(key, "ly") {
		return false
	}
	odd, all := 0, 0
	for at := 0; at+3 <= len(key)+2; at++ {
		all++
		if !threes[(" " + key + " ")[at:at+3]] {
			odd++
		}
	}
	return odd*3 >= all
}
