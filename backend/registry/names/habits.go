// This file says what an ordinary word is: by a list of everyday English of our own, and by how a series writes it.

package names

import (
	_ "embed"
	"slices"
	"strings"
)

//go:embed ordinary.txt
var ordinaryText string

var ordinaryWords = func() map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(ordinaryText) {
		all[w] = true
	}
	return all
}()

// endings are what an everyday word may bear, and what may have been lost before it.
var endings = []struct{ cut, put string }{
	{"s", ""}, {"es", ""}, {"ies", "y"}, {"ed", ""}, {"d", ""}, {"ied", "y"}, {"ing", ""}, {"ing", "e"}, {"ly", ""}, {"er", ""}, {"er", "e"},
	{"est", ""}, {"ers", ""}, {"ers", "e"}, {"ness", ""}, {"less", ""}, {"able", ""}, {"able", "e"}, {"ment", ""}, {"ful", ""}, {"ally", ""},
}

// everyday reports whether a key is a word of everyday English, in any of its forms.
func everyday(key string) bool {
	if ordinaryWords[key] {
		return true
	}
	for _, e := range endings {
		stem, cut := strings.CutSuffix(key, e.cut)
		if !cut || len(stem) < 3 {
			continue
		}
		n := len(stem)
		if ordinaryWords[stem+e.put] || e.put == "" && n > 3 && stem[n-1] == stem[n-2] && ordinaryWords[stem[:n-1]] {
			return true
		}
	}
	return false
}

// beginnings are what an everyday word may begin with.
var beginnings = []string{"re", "un", "over", "super", "pre", "non", "mis", "sub", "in"}

// derived reports whether a key is an everyday word with something before it: resell. A name may be made so, too.
func derived(key string) bool {
	return slices.ContainsFunc(beginnings, func(b string) bool {
		stem, cut := strings.CutPrefix(key, b)
		return cut && len(stem) >= 4 && everyday(stem)
	})
}

// Habits are how a series writes its words: how often in lower case, with a capital within a sentence, and at a
// sentence's start, where a capital says nothing. The zero Habits, and a nil one, know of none.
type Habits struct {
	of map[string]*habit
}

type habit struct {
	lower, capital, start int
}

// Add counts the words of paragraphs.
func (h *Habits) Add(paragraphs ...string) {
	if h.of == nil {
		h.of = map[string]*habit{}
	}
	for _, p := range paragraphs {
		for _, w := range split(p) {
			if w.shape == digits {
				continue
			}
			its := h.of[w.key]
			if its == nil {
				its = &habit{}
				h.of[w.key] = its
			}
			switch {
			case w.shape == lower:
				its.lower++
			case w.starts && w.shape == capital:
				its.start++
			default:
				its.capital++
			}
		}
	}
}

func (h *Habits) habit(key string) habit {
	if h == nil || h.of[key] == nil {
		return habit{}
	}
	return *h.of[key]
}

// name reports whether the series writes a word as a name, mostly, wherever a capital says something.
func (h *Habits) name(key string) bool {
	its := h.habit(key)
	return its.capital >= 3 && its.capital >= its.lower
}

// mostlyLower reports whether the series takes a word for an ordinary one, whatever it means elsewhere.
func (h *Habits) mostlyLower(key string) bool {
	its := h.habit(key)
	return its.lower >= 3 && its.lower > its.capital
}

// odd reports whether a word is neither everyday English nor one that the series is used to.
func (h *Habits) odd(w word) bool {
	return w.shape != digits && !everyday(w.key) && !derived(w.key) && h.habit(w.key).lower <= mostOdd
}

// mostOdd is how often a word can stand in lower case in a series and still be odd.
const mostOdd = 4
