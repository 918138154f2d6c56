// This file guesses what somebody meant who looked for what is not there. It guesses from words that are.

package search

import (
	"iter"
	"unicode/utf8"
)

// Nearest returns the word that a word is most likely a slip of, as Index has them: at most two letters differ, or one
// in a short word. "" if there is none. Of words as near as each other it is the first.
func Nearest(word string, words iter.Seq[string]) string {
	want := []rune(word)
	most := 2
	if len(want) < 5 {
		most = 1
	}
	if len(want) < 3 {
		return ""
	}
	best := ""
	var have []rune
	for w := range words {
		if n := utf8.RuneCountInString(w); n > len(want)+most || n < len(want)-most || w == word {
			continue
		}
		have = append(have[:0], []rune(w)...)
		if d := distance(want, have, most); d <= most {
			best, most = w, d-1
			if most < 1 {
				break
			}
		}
	}
	return best
}

// distance counts the letters to put in, take out, change or swap with the next; more than most is all the same.
func distance(a, b []rune, most int) int {
	var store [3][64]int
	if len(b) >= len(store[0]) {
		return most + 1
	}
	last, before, now := store[0][:len(b)+1], store[1][:len(b)+1], store[2][:len(b)+1]
	for j := range before {
		before[j] = j
	}
	for i := range a {
		now[0] = i + 1
		least := now[0]
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			now[j+1] = min(before[j+1]+1, now[j]+1, before[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				now[j+1] = min(now[j+1], last[j-1]+1)
			}
			least = min(least, now[j+1])
		}
		if least > most {
			return most + 1
		}
		last, before, now = before, now, last
	}
	return before[len(b)]
}
