package evidence

import (
	"slices"
	"strings"

	"stet/backend/registry"
)

// This file knows what a tag is called, and finds its names in a text. Whether a name that was found is meant is decided
// elsewhere.

// formKind says how a tag comes by a name.
type formKind uint8

const (
	own formKind = iota
	synonym
	// former is a retired tag, of the one that stands in its place.
	former
	// kin is a name known beforehand: see related.
	kin
	// apart is a compound whose parts stand apart: federation in GraphQL.
	apart
)

// form is one name of a tag.
type form struct {
	subject *subject
	kind    formKind
	// show is the name as one says it: without hyphens.
	show string
	// stems are its words, without the endings of doers where it is a compound; parts are the same with them.
	stems, parts []string
}

func (f *form) compound() bool { return len(f.stems) > 1 }

// doubtful forms are ordinary words as well: each use must show that the name is meant.
func (f *form) doubtful() bool {
	return !f.compound() && (f.kind == own && f.subject.homograph || ordinary[f.show])
}

// subject is a tag, or a topic, and what is known of it in the series.
type subject struct {
	name  string
	forms []*form
	tag   registry.Tag
	// about are the stems of its description, without those of its names.
	about map[string]bool
	// homograph says that its name is an ordinary word as well.
	homograph bool
	tally     tally
}

// newSubject makes a subject of a tag, with its names and those that are known beforehand.
func newSubject(t registry.Tag) *subject {
	s := &subject{name: t.Name, tag: t, about: map[string]bool{}, homograph: ordinary[t.Name]}
	s.call(own, t.Name)
	s.call(synonym, t.Synonyms...)
	s.call(kin, related[t.Name]...)
	for _, w := range split(t.Description) {
		if !small[w.plain] && !ordinary[w.plain] && len(w.plain) > 2 && !s.has(w.stem) {
			s.about[w.stem] = true
		}
	}
	return s
}

// has reports whether a stem is part of one of a subject's names.
func (s *subject) has(stem string) bool {
	return slices.ContainsFunc(s.forms, func(f *form) bool { return slices.Contains(f.parts, stem) })
}

// vocabulary finds the names of many subjects at once.
type vocabulary struct {
	// lone and runs are forms by their first stem; heads are compounds of two by their second.
	lone, runs, heads map[string][]*form
	// closed are compounds in one word, and openings words in two, that a text may write otherwise.
	closed, open map[string][]*form
}

func newVocabulary(subjects []*subject) *vocabulary {
	v := &vocabulary{
		lone: map[string][]*form{}, runs: map[string][]*form{}, heads: map[string][]*form{},
		closed: map[string][]*form{}, open: map[string][]*form{},
	}
	add := func(m map[string][]*form, key string, f *form) { m[key] = append(m[key], f) }
	for _, s := range subjects {
		for _, f := range s.forms {
			if !f.compound() {
				add(v.lone, f.stems[0], f)
				if len(f.show) > 4 {
					add(v.open, f.stems[0], f)
				}
				continue
			}
			add(v.runs, f.stems[0], f)
			add(v.closed, doer(stem(strings.ReplaceAll(f.show, " ", ""))), f)
			if f.kind == own && len(f.stems) == 2 && !slices.ContainsFunc(strings.Fields(f.show), commonplace) {
				add(v.heads, f.stems[1], f)
			}
		}
	}
	return v
}

// commonplace words say too little for parts of a compound to be looked for apart.
func commonplace(w string) bool { return small[w] || ordinary[w] || len(w) < 3 }

// newForm makes a form of a name; nil if the name has no word.
func newForm(s *subject, kind formKind, name string) *form {
	words := split(strings.ReplaceAll(strings.ReplaceAll(name, "-", " "), "_", " "))
	f := &form{subject: s, kind: kind}
	var shown []string
	for _, w := range words {
		shown = append(shown, w.plain)
		f.stems = append(f.stems, w.stem)
	}
	if len(words) == 0 {
		return nil
	}
	f.show = strings.Join(shown, " ")
	f.parts = slices.Clone(f.stems)
	if f.compound() {
		for i, w := range f.stems {
			f.stems[i] = doer(w)
		}
	}
	return f
}

// call gives a subject its forms. No two are the same.
func (s *subject) call(kind formKind, names ...string) {
	for _, n := range names {
		f := newForm(s, kind, n)
		if f == nil || slices.ContainsFunc(s.forms, func(g *form) bool { return slices.Equal(f.stems, g.stems) }) {
			continue
		}
		s.forms = append(s.forms, f)
	}
}

// hit is a name found: the words from up to to.
type hit struct {
	form     *form
	from, to int
	// open says that a word was found in two: start up.
	open bool
}

// find returns the names of all subjects in a text, in its order. Where two names of one subject overlap, the longer stands.
func (v *vocabulary) find(words []word) []hit {
	var out []hit
	for i := range words {
		w := &words[i]
		at := len(out)
		for _, f := range v.runs[doer(w.stem)] {
			if runs(words[i:], f.stems) {
				out = append(out, hit{f, i, i + len(f.stems), false})
			}
		}
		for _, f := range v.closed[doer(w.stem)] {
			out = append(out, hit{f, i, i + 1, false})
		}
		for _, f := range v.lone[w.stem] {
			if mute, ok := strings.CutSuffix(f.show, "e"); ok && (w.plain == mute || w.plain == mute+"s") {
				continue // a node, and he nods
			}
			out = append(out, hit{f, i, i + 1, false})
		}
		if i+1 < len(words) && words[i+1].sentence == w.sentence && len(w.plain) > 1 && !w.end {
			for _, f := range v.open[stem(w.plain+words[i+1].plain)] {
				if words[i+1].tied || nounInTwo(words, i) {
					out = append(out, hit{f, i, i + 2, true})
				}
			}
		}
		for _, f := range v.heads[doer(w.stem)] {
			if j, ok := beside(words, i, f.stems[0]); ok {
				out = append(out, hit{f, min(i, j), max(i, j) + 1, true})
			}
		}
		// Of one subject's hits that begin here, the longest comes first.
		slices.SortStableFunc(out[at:], func(a, b hit) int { return b.to - a.to })
	}
	return uncovered(out)
}

func runs(words []word, stems []string) bool {
	if len(words) < len(stems) {
		return false
	}
	for k, s := range stems {
		if doer(words[k].stem) != s || words[k].sentence != words[0].sentence || k > 0 && words[k-1].end {
			return false
		}
	}
	return true
}

// nounInTwo reports whether the two words from i are a noun in two, and not a verb with its particle: a start up, our
// start ups, but not "when we start up the router".
func nounInTwo(words []word, i int) bool {
	if strings.HasSuffix(words[i+1].plain, "s") {
		return true
	}
	return i > 0 && describers[words[i-1].plain] && words[i-1].sentence == words[i].sentence
}

// beside finds the other part of a compound that is not written as one: at most four words off, in the same sentence.
func beside(words []word, i int, part string) (int, bool) {
	for _, j := range []int{i - 2, i + 2, i - 3, i + 3, i + 1, i - 4, i + 4} {
		if j >= 0 && j < len(words) && words[j].sentence == words[i].sentence && doer(words[j].stem) == part {
			return j, true
		}
	}
	return 0, false
}

// uncovered leaves out what lies within, or begins within, another hit of the same subject.
func uncovered(hits []hit) []hit {
	ends := map[*subject]int{}
	out := hits[:0]
	for _, h := range hits {
		if h.from >= ends[h.form.subject] {
			ends[h.form.subject] = h.to
			out = append(out, h)
		}
	}
	return out
}

// apart reports whether the parts of a compound stand apart.
func (h hit) apart() bool { return h.open && h.form.compound() }
