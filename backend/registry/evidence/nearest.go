package evidence

import (
	"cmp"
	"slices"
	"strings"

	"stet/backend/registry"
)

// Nearest returns the approved tags that somebody may have meant by one that is not approved, the nearest first: what a
// retired tag was replaced by, the tag that has it as a synonym, and those with most letters or words in common.
func Nearest(tags []registry.Tag, name string, most int) []string {
	type near struct {
		tag   string
		score float64
	}
	name = plainTag(name)
	var found []near
	add := func(tag string, score float64) {
		if i := slices.IndexFunc(found, func(n near) bool { return n.tag == tag }); i >= 0 {
			found[i].score = max(found[i].score, score)
			return
		}
		found = append(found, near{tag, score})
	}
	instead := ""
	for _, t := range tags {
		if t.Retired && t.Name == name {
			instead = t.Instead
		}
	}
	for _, t := range tags {
		switch {
		case t.Retired || t.Name == name:
		case t.Name == instead:
			add(t.Name, 3)
		case slices.ContainsFunc(t.Synonyms, func(s string) bool { return loosely(s) == loosely(name) }):
			add(t.Name, 2)
		default:
			if score := max(common(pairs(name), pairs(t.Name)), common(stems(name), stems(t.Name))); score >= 0.5 {
				add(t.Name, score)
			}
		}
	}
	slices.SortStableFunc(found, func(a, b near) int { return cmp.Compare(b.score, a.score) })
	var out []string
	for _, n := range found[:min(most, len(found))] {
		out = append(out, n.tag)
	}
	return out
}

// loosely is a name without what stands between its words.
func loosely(s string) string {
	return strings.NewReplacer("-", "", " ", "", "_", "").Replace(plainTag(s))
}

func stems(name string) []string {
	var out []string
	for _, w := range split(strings.ReplaceAll(name, "-", " ")) {
		out = append(out, doer(w.stem))
	}
	return out
}

// pairs are the pairs of letters that stand together.
func pairs(s string) []string {
	letters := []rune(loosely(s))
	var out []string
	for i := 0; i+1 < len(letters); i++ {
		out = append(out, string(letters[i:i+2]))
	}
	return out
}

// common is the share that two lists have in common, from 0 to 1.
func common(a, b []string) float64 {
	if len(a)+len(b) == 0 {
		return 0
	}
	rest := slices.Clone(b)
	n := 0
	for _, x := range a {
		if i := slices.Index(rest, x); i >= 0 {
			rest = slices.Delete(rest, i, i+1)
			n++
		}
	}
	return 2 * float64(n) / float64(len(a)+len(b))
}
