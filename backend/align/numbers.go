package align

import (
	"strconv"
	"strings"
)

var (
	small = strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
	tens  = strings.Fields("- - twenty thirty forty fifty sixty seventy eighty ninety")
	large = []struct {
		is   int64
		name string
	}{{1e12, "trillion"}, {1e9, "billion"}, {1e6, "million"}, {1e3, "thousand"}, {100, "hundred"}}
	ordinals = map[string]string{"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth", "twelve": "twelfth"}
)

// cardinal says a number in words, with "and" after hundreds or without.
func cardinal(n int64, and bool) []string {
	var out []string
	for _, l := range large {
		if n >= l.is {
			out = append(append(out, cardinal(n/l.is, and)...), l.name)
			if n %= l.is; n == 0 {
				return out
			}
			if and && l.is == 100 {
				out = append(out, "and")
			}
		}
	}
	if n < 20 {
		return append(out, small[n])
	}
	if out = append(out, tens[n/10]); n%10 > 0 {
		out = append(out, small[n%10])
	}
	return out
}

// digits says each digit by itself.
func digits(s string) []string {
	var out []string
	for _, c := range s {
		if c >= '0' && c <= '9' {
			out = append(out, small[c-'0'])
		}
	}
	return out
}

// ordinal makes the last of a number's words the one that counts: first, twentieth.
func ordinal(words []string) []string {
	i := len(words) - 1
	w := words[i]
	switch o, odd := ordinals[w]; {
	case odd:
		w = o
	case strings.HasSuffix(w, "y"):
		w = w[:len(w)-1] + "ieth"
	default:
		w += "th"
	}
	return append(words[:i:i], w)
}

// number gives the ways to say a number as it is written, the likeliest first: "1984", "265,000", "3.5".
func number(written string) [][]string {
	plain := strings.ReplaceAll(written, ",", "")
	whole, part, _ := strings.Cut(plain, ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || n >= 1e15 || len(whole) > 1 && whole[0] == '0' {
		return [][]string{digits(plain)}
	}
	var ways [][]string
	add := func(words ...string) {
		if part != "" {
			words = append(append(words, "point"), digits(part)...)
		}
		ways = append(ways, words)
	}
	pair := func(n int64) []string {
		if n < 10 {
			return []string{"oh", small[n]}
		}
		return cardinal(n, false)
	}
	four := len(whole) == 4 && plain == written && part == "" && n%1000 != 0
	if four {
		// As a year is said, and a house: nineteen eighty-four, twenty oh five, nineteen hundred.
		head := cardinal(n/100, false)
		if n%100 == 0 {
			add(append(head, "hundred")...)
		} else {
			add(append(head, pair(n%100)...)...)
		}
	}
	add(cardinal(n, false)...)
	if n > 100 && n%100 != 0 {
		add(cardinal(n, true)...)
	}
	if len(whole) == 3 && n%100 != 0 && part == "" {
		add(append(cardinal(n/100, false), pair(n%100)...)...)
	}
	if len(whole) >= 3 && part == "" && plain == written {
		add(digits(whole)...)
	}
	return ways
}
