package reconcile

import (
	"strings"

	"stet/backend/transcript"
)

// This file finds which turn of one version is which of another. It takes no two for the same that share neither their time
// nor most of their words.

// Pairs are the turns that both versions have, in order: as transcript.Align finds them by time and words, without those
// that it pairs only because they stand at the same place.
func Pairs(old, now []transcript.Turn) []transcript.Pair {
	var out []transcript.Pair
	i, j := 0, 0
	for _, p := range transcript.Align(old, now) {
		if p.Old < 0 || p.New < 0 || !alike(old[p.Old], now[p.New], 2) {
			continue
		}
		out = append(out, leftover(old, now, i, p.Old, j, p.New)...)
		out = append(out, p)
		i, j = p.Old+1, p.New+1
	}
	return append(out, leftover(old, now, i, len(old), j, len(now))...)
}

// leftover pairs turns between two pairs, each with the first that is much like it.
func leftover(old, now []transcript.Turn, i, oldEnd, j, nowEnd int) []transcript.Pair {
	var out []transcript.Pair
	for ; i < oldEnd; i++ {
		for k := j; k < nowEnd; k++ {
			if alike(old[i], now[k], 2) {
				out = append(out, transcript.Pair{Old: i, New: k})
				j = k + 1
				break
			}
		}
	}
	return out
}

// alike says that two turns have the same time, or that one of so many words of the shorter one stands in the longer one.
func alike(a, b transcript.Turn, of int) bool {
	if a.Span != nil && transcript.SameSpan(a.Span, b.Span) {
		return true
	}
	return shareWords(a, b, of)
}

// SameWords says that half of the words of the shorter of two turns stand in the longer one.
func SameWords(a, b transcript.Turn) bool { return shareWords(a, b, 2) }

func shareWords(a, b transcript.Turn, of int) bool {
	x, y := words(a), words(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) == 0 {
		return len(y) == 0
	}
	bag := map[string]int{}
	for _, w := range y {
		bag[w]++
	}
	shared := 0
	for _, w := range x {
		if bag[w] > 0 {
			bag[w]--
			shared++
		}
	}
	return of*shared >= len(x)
}

func words(t transcript.Turn) []string {
	return strings.Fields(strings.ToLower(strings.Join(t.Paragraphs, " ")))
}
