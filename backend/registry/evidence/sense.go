package evidence

import (
	"math"
	"slices"
)

// This file decides whether an ordinary word is meant as a name each time it is said: the verb "go" is none for the
// language. It looks at capitals, at the words around, and at the company that sure uses keep in the series' other chunks.

// meant is from where on a word counts as a name, and sure from where on it teaches what company the name keeps.
const (
	meant = 2.0
	sure  = 3.0
)

// clue is what says, or denies, that a word is meant as a name.
type clue struct {
	weight float64
	why    string
}

// clues looks at an ordinary word within its text. titled texts write every word with a capital.
func clues(words []word, i int, titled bool) []clue {
	w := &words[i]
	before, after := func(n int) string { return near(words, i, -n) }, func(n int) string { return near(words, i, n) }
	var out []clue
	within := w.capital && !w.first && !titled
	say := func(weight float64, why string) { out = append(out, clue{weight, why}) }
	prev, next := before(1), after(1)
	trade := !w.end && tradeNouns[next]
	switch {
	case w.loud:
		say(4, "in capitals")
	case within:
		say(3, "with a capital within the sentence")
	case w.capital && w.first && !titled && trade:
		say(1, "")
	}
	if w.owns {
		say(2, "with a possessive")
	}
	if trade && !actors[prev] {
		say(3, "before “"+next+"”")
	}
	switch {
	case prev == "to" && slices.ContainsFunc([]string{before(2), before(3), before(4), before(5)}, func(s string) bool { return s == "from" }):
		say(2, "behind “from … to”")
	case actors[prev]:
		say(-4, "")
	case articles[prev] && !trade:
		say(-3, "")
	case prev == "in" && slices.ContainsFunc([]string{before(2), before(3), before(4), before(5)}, func(s string) bool { return makers[s] }):
		say(4, "behind what is written in it")
	case prev == "in":
		say(2, "behind “in”")
	case joins[prev] && i > 1 && words[i-2].capital && !words[i-2].first && !titled:
		say(2, "beside another name")
	case joins[prev] && w.end:
		say(0.5, "")
	case bearers[prev] && (w.end || joins[next] || next == "is" || next == "has" || next == ""):
		say(1.5, "behind “"+prev+"”")
	case w.first || prev == "":
		say(-1, "")
	}
	if joins[next] && !actors[prev] && !w.end && i+2 < len(words) && words[i+2].capital && !words[i+2].first && !titled {
		say(2, "beside another name")
	}
	switch {
	case w.end:
	case next == "of":
		say(-4, "")
	case particles[next] && !within:
		say(-3, "")
	case articles[next] && !within:
		say(-1, "")
	}
	return out
}

// near returns a word of the same sentence, n words on; "" past its end.
func near(words []word, i, n int) string {
	j := i + n
	if j < 0 || j >= len(words) || words[j].sentence != words[i].sentence {
		return ""
	}
	return words[j].plain
}

func total(clues []clue) float64 {
	sum := 0.0
	for _, c := range clues {
		sum += c.weight
	}
	return sum
}

// company is what stands around a word: its neighbours, and the words of its sentence that say what it is about.
func company(words []word, i int) []string {
	var out []string
	add := func(s string) {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	if p := near(words, i, -1); p != "" {
		add("<" + p)
	}
	if n := near(words, i, 1); n != "" {
		add(">" + n)
	}
	for j := max(0, i-10); j < min(len(words), i+11); j++ {
		if w := &words[j]; j != i && w.sentence == words[i].sentence && !small[w.plain] && !ordinary[w.plain] && len(w.stem) > 2 {
			add(w.stem)
		}
	}
	return out
}

// lore is what company an ordinary word keeps in the series: how often as a name, and how often as itself.
type lore struct {
	name, plain       map[string]int
	names, plainWords int
}

func newLore() *lore { return &lore{name: map[string]int{}, plain: map[string]int{}} }

// use is one use of an ordinary word whose sense the clues leave no doubt of.
type use struct {
	name    bool
	company []string
}

// learn takes a use in, or with by -1 out again.
func (l *lore) learn(u use, by int) {
	m, n := l.plain, &l.plainWords
	if u.name {
		m, n = l.name, &l.names
	}
	*n += by
	for _, c := range u.company {
		if m[c] += by; m[c] == 0 {
			delete(m, c)
		}
	}
}

// judge says how much a company speaks for the name, and which of it most; the uses in its own chunk, which others may not
// be judged by, are left out.
func (l *lore) judge(around []string, without []use) (weight float64, most string) {
	if l == nil {
		return 0, ""
	}
	names, plain := l.names, l.plainWords
	for _, u := range without {
		if u.name {
			names--
		} else {
			plain--
		}
	}
	if names < 3 || plain < 3 {
		return 0, ""
	}
	best := 0.0
	for _, c := range around {
		a, b := l.name[c], l.plain[c]
		for _, u := range without {
			if !slices.Contains(u.company, c) {
				continue
			}
			if u.name {
				a--
			} else {
				b--
			}
		}
		if a+b < 3 {
			continue
		}
		odds := math.Log((float64(a)+0.5)/(float64(names)+1)) - math.Log((float64(b)+0.5)/(float64(plain)+1))
		odds = min(max(odds/2, -1), 1)
		weight += odds
		if odds > best && c[0] != '<' && c[0] != '>' {
			best, most = odds, c
		}
	}
	return min(max(weight, -2), 2), most
}
