package evidence

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// This file says in words what the numbers say.

// words say why one name speaks for its subject.
func (u understood) words() string {
	f := u.hit.form
	said := "“" + f.show + "”"
	switch {
	case u.hit.apart():
	case f.kind == synonym:
		said += ", a synonym of " + f.subject.name
	case f.kind == former:
		said += ", now under " + f.subject.name
	case f.kind == kin:
		said += ", which goes with " + f.subject.name
	}
	if u.why != "" {
		said += ", " + u.why
	}
	return said
}

// why says what speaks for a subject in the chunk as a whole.
func (l *look) why(sub *subject, f signs) string {
	var parts []string
	if named := l.named(sub); named != "" {
		parts = append(parts, named)
	}
	var heads []string
	for _, h := range []struct {
		how  float64
		what string
	}{{f.title, "the title"}, {f.summary, "the summary"}, {f.topics, "the topics"}} {
		if h.how > 0 {
			heads = append(heads, h.what)
		}
	}
	if len(heads) > 0 {
		parts = append(parts, "named in "+list(heads))
	}
	if f.said == 0 && f.scattered > 0 {
		parts = append(parts, "its words are here, apart from each other")
	}
	if f.near >= 0.6 && f.said > 0 {
		if with := l.companions(sub.tally.around, sub.tally.shares, share(l.ownSaid(sub)), sub); len(with) > 0 {
			parts = append(parts, "with "+list(with)+", as where it is named elsewhere")
		}
	}
	if len(parts) == 0 {
		return l.missing(sub)
	}
	return strings.Join(parts, "; ")
}

// named says how often each name of a subject is said, the one said most first: “golang” twice, in 4 other chunks.
func (l *look) named(sub *subject) string {
	type name struct {
		show string
		n    int
	}
	var names []name
	for _, u := range l.found {
		if u.hit.form.subject != sub {
			continue
		}
		i := slices.IndexFunc(names, func(n name) bool { return n.show == u.hit.form.show })
		if i < 0 {
			i, names = len(names), append(names, name{show: u.hit.form.show})
		}
		names[i].n++
	}
	if len(names) == 0 {
		return ""
	}
	slices.SortStableFunc(names, func(a, b name) int { return b.n - a.n })
	var said []string
	for _, n := range names[:min(3, len(names))] {
		said = append(said, "“"+n.show+"” "+times(n.n))
	}
	if sub.tally.around == nil {
		return list(said) // of topics, and tags that are not approved, the series keeps no count
	}
	others := sub.tally.chunks
	if l.ownSaid(sub) > 0 {
		others--
	}
	where := "in no other chunk"
	if others > 0 {
		where = "in " + count(others, "other chunk")
	}
	return list(said) + ", " + where
}

// missing says that nothing speaks for a subject, and what only looks as if it did.
func (l *look) missing(sub *subject) string {
	n := 0
	for _, p := range l.body {
		for _, h := range p.hits {
			if h.form.subject == sub && h.form.doubtful() {
				n++
			}
		}
	}
	if n > 0 {
		return "“" + sub.forms[0].show + "” " + times(n) + ", but not as the name"
	}
	return "not spoken of"
}

// companions are the words of the chunk that set some chunks of the series apart most, as they are written.
func (l *look) companions(around map[string]float64, shares, own float64, sub *subject) []string {
	type word struct {
		stem   string
		weight float64
	}
	var words []word
	chunks := float64(l.series.others(l.own))
	for w, n := range l.weights {
		if sub.has(w) || len(w) < 3 {
			continue
		}
		if lift := l.series.lift(l.own, w, around[w], shares-own, own, chunks); lift > 0 {
			words = append(words, word{w, lift * n * n})
		}
	}
	slices.SortFunc(words, func(a, b word) int {
		return cmp.Or(byScore(a.weight, b.weight), cmp.Compare(a.stem, b.stem))
	})
	var out []string
	for _, w := range words[:min(3, len(words))] {
		out = append(out, "“"+l.series.looks[w.stem]+"”")
	}
	return out
}

func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// list joins with commas and a last "and".
func list(s []string) string {
	if len(s) < 2 {
		return strings.Join(s, "")
	}
	return strings.Join(s[:len(s)-1], ", ") + " and " + s[len(s)-1]
}
