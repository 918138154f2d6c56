package registry

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// This file finds the way out for a tag that is not approved.

// Approved reports whether a tag is in the list and not retired.
func Approved(tags []Tag, name string) bool {
	return slices.ContainsFunc(tags, func(t Tag) bool { return t.Name == name && !t.Retired })
}

// Near is an approved tag that is near to a word, and why.
type Near struct {
	Tag string
	Why string

	nearness float64
}

// NearestTags returns the approved tags that somebody who wrote a word most likely meant, the nearest first, at most n;
// none if none is near.
func NearestTags(tags []Tag, word string, n int) []Near {
	of := map[string]int{}
	for _, t := range tags {
		for _, w := range distinct(tagWords(t.Name)) {
			of[w]++
		}
	}
	best := map[string]Near{}
	offer := func(x Near) {
		if x.nearness > best[x.Tag].nearness && Approved(tags, x.Tag) && x.Tag != word {
			best[x.Tag] = x
		}
	}
	for _, t := range tags {
		x := nearness(t, word, of, len(tags))
		switch {
		case !t.Retired:
			offer(x)
		case t.Instead != "" && (t.Name == word || x.nearness >= 0.9):
			offer(Near{t.Instead, fmt.Sprintf("%s is retired", t.Name), 2})
		}
	}
	var out []Near
	for _, x := range best {
		out = append(out, x)
	}
	slices.SortFunc(out, func(a, b Near) int { return cmp.Or(cmp.Compare(b.nearness, a.nearness), cmp.Compare(a.Tag, b.Tag)) })
	return out[:min(n, len(out))]
}

// nearness measures how near a tag is to a word, from 0 to 1.
func nearness(t Tag, word string, of map[string]int, all int) Near {
	for _, s := range t.Synonyms {
		if s == word || whyAlike(s, word) != "" {
			return Near{t.Name, fmt.Sprintf("%s is a synonym", s), 1}
		}
	}
	if why := whyAlike(t.Name, word); why != "" {
		return Near{t.Name, why, 0.95}
	}
	a, b := letters(t.Name), letters(word)
	if len(b) >= 4 {
		if alike := 1 - float64(distance([]rune(a), []rune(b)))/float64(max(len(a), len(b))); alike >= 0.75 {
			return Near{t.Name, "nearly the same letters", 0.9 * alike}
		}
	}
	if len(b) >= 4 && strings.HasPrefix(a, b) {
		return Near{t.Name, "it begins so", 0.5}
	}
	if shared, share := sharedWords(t.Name, word, of, all); share > 0.3 {
		return Near{t.Name, fmt.Sprintf("both say %s", shared), 0.8 * share}
	}
	for _, s := range append(slices.Clone(t.Synonyms), t.Description) {
		if shared, share := sharedWords(s, word, of, all); share > 0.3 {
			return Near{t.Name, fmt.Sprintf("its description says %s", shared), 0.6 * share}
		}
	}
	return Near{}
}

// tagWords are a name's words, cut to what their forms share: generated and generation begin alike.
func tagWords(name string) []string {
	var out []string
	for _, w := range words(name) {
		w = singular(oneSide(w))
		for _, end := range []string{"ations", "ation", "ating", "ated", "ate", "ings", "ing", "ors", "or", "ers", "er", "ed", "ion"} {
			if cut, ok := strings.CutSuffix(w, end); ok && len(cut) >= 4 {
				w = cut
				break
			}
		}
		if len(w) > 4 {
			w = strings.TrimSuffix(w, "e")
		}
		out = append(out, w)
	}
	return out
}

// sharedWords says which words a text shares with a name, as the text writes them, and how much of them: a word that many
// tags have says little.
func sharedWords(text, name string, of map[string]int, all int) (shared string, share float64) {
	weight := func(w string) float64 { return math.Log(1 + float64(all+1)/float64(1+of[w])) }
	written, stems := words(text), tagWords(text)
	a, b := distinct(stems), distinct(tagWords(name))
	var both, either float64
	var list []string
	for _, w := range b {
		either += weight(w)
		if slices.Contains(a, w) {
			both += weight(w)
			list = append(list, written[slices.Index(stems, w)])
		}
	}
	for _, w := range a {
		if !slices.Contains(b, w) {
			either += weight(w) / 2
		}
	}
	if both == 0 {
		return "", 0
	}
	return strings.Join(list, " "), both / either
}

func distinct(list []string) []string {
	var out []string
	for _, s := range list {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// distance is how many letters must be lost, added or changed to make one word the other.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		left := row[0]
		row[0] = i + 1
		for j := range b {
			d := left
			if a[i] != b[j] {
				d = 1 + min(left, row[j], row[j+1])
			}
			left, row[j+1] = row[j+1], d
		}
	}
	return row[len(b)]
}
