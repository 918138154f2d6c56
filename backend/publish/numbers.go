package publish

import (
	"slices"
	"strconv"
	"strings"
)

// This file names chunks by their numbers, in a sentence.

// numbered names chunks by their numbers.
func numbered(numbers []string) string {
	var known []string
	for _, n := range numbers {
		if n != "" {
			known = append(known, n)
		}
	}
	switch {
	case len(known) == 0 && len(numbers) == 1:
		return "a chunk"
	case len(known) < len(numbers):
		return count(len(numbers), "chunk")
	case len(known) == 1:
		return "chunk " + known[0]
	}
	return "chunks " + listed(runs(alike(known)))
}

// alike are numbers in their order, written in one manner: without leading zeros where not all are of one width.
func alike(numbers []string) []string {
	out := slices.Clone(numbers)
	slices.SortStableFunc(out, func(a, b string) int { return valueOf(a) - valueOf(b) })
	padded := func(n string) bool { return len(n) > 1 && n[0] == '0' }
	if slices.ContainsFunc(out, func(n string) bool { return len(n) != len(out[0]) }) && slices.ContainsFunc(out, padded) {
		for i, n := range out {
			if valueOf(n) > 0 {
				out[i] = strings.TrimLeft(n, "0")
			}
		}
	}
	return out
}

// valueOf reads a chunk's number; one that is none comes first.
func valueOf(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0
	}
	return n
}

// runs writes three numbers and more that follow one another as a range: "1 to 4".
func runs(numbers []string) []string {
	var out []string
	for from := 0; from < len(numbers); {
		to := from + 1
		for n, err := strconv.Atoi(numbers[from]); err == nil && to < len(numbers); to++ {
			if next, err := strconv.Atoi(numbers[to]); err != nil || next != n+to-from {
				break
			}
		}
		if to-from < 3 {
			to = from + 1
			out = append(out, numbers[from])
		} else {
			out = append(out, numbers[from]+" to "+numbers[to-1])
		}
		from = to
	}
	return out
}
