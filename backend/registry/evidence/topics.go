package evidence

import (
	"maps"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"stet/backend/registry"
)

// This file finds topics: those that the series uses already, and one of the chunk's own words where none fits.

// Topic is a topic that fits.
type Topic struct {
	// Name is in Title Case where it is new, and as the series writes it where it is not.
	Name     string
	New      bool
	Strength Strength
	Number   float64
	Why      string
}

// topics are the topics of a series.
type topics struct {
	// used counts the chunks that list a topic; a topic of the registry stands in it though none lists it.
	used     map[string]int
	approved map[string]bool
	// subjects and words are made when they are asked for, and made anew when a topic has come or gone.
	subjects []*subject
	words    *vocabulary
}

func newTopics(approved []string) *topics {
	t := &topics{used: map[string]int{}, approved: map[string]bool{}}
	for _, name := range approved {
		t.approved[name] = true
		t.used[name] = 0
	}
	return t
}

func (t *topics) count(name string, by int) {
	if name == "" {
		return
	}
	before, there := t.used[name]
	if t.used[name] = before + by; t.used[name] <= 0 && !t.approved[name] {
		delete(t.used, name)
		t.words = nil
	}
	if !there {
		t.words = nil
	}
}

func (t *topics) vocabulary() *vocabulary {
	if t.words == nil {
		t.subjects = nil
		for _, name := range slices.Sorted(maps.Keys(t.used)) {
			sub := newSubject(registry.Tag{Name: strings.ToLower(name)})
			sub.name = name
			if len(sub.forms) > 0 {
				t.subjects = append(t.subjects, sub)
			}
		}
		t.words = newVocabulary(t.subjects)
	}
	return t.words
}

// fits is from where on a topic of the series is said to fit.
const fits = 0.4

// fittingTopics are the topics that fit and are not listed, the best first; one of the chunk's own words if none fits well.
func (l *look) fittingTopics(most int) []Topic {
	t := l.series.topics
	in := l.series.look(l.reading.seenBy(t.vocabulary()), l.own)
	var out []Topic
	for _, sub := range t.subjects {
		used := t.used[sub.name]
		if l.own != nil && slices.Contains(l.own.topics, sub.name) {
			used--
		}
		if l.lists(sub.name) || used <= 0 && !t.approved[sub.name] {
			continue
		}
		f := in.signs(sub)
		if number := f.number(); number >= fits && (f.title > 0 || in.isApart(sub, used, f.summary > 0)) {
			why := in.why(sub, f)
			if used > 0 {
				why += "; a topic of " + count(used, "chunk")
			}
			out = append(out, Topic{Name: sub.name, Strength: strength(number), Number: number, Why: why})
		}
	}
	slices.SortStableFunc(out, func(a, b Topic) int { return byScore(a.Number, b.Number) })
	out = out[:min(most, len(out))]
	if (len(out) == 0 || out[0].Number < Enough) && len(out) < most {
		if p, ok := l.proposed(); ok {
			out = append(out, p)
		}
	}
	return out
}

// usual is the share of chunks in which an ordinary word stands.
const usual = 0.1

// isApart says that a topic is more in a chunk than ordinary words: it is a name, written with a capital; or its words are
// not those of everybody, and it is in the summary, or a topic of several other chunks.
func (l *look) isApart(sub *subject, used int, summed bool) bool {
	capitals, named := 0, 0
	for _, u := range l.found {
		if w := u.passage.words[u.hit.from]; u.hit.form.subject == sub && !w.first {
			named++
			if w.capital {
				capitals++
			}
		}
	}
	if named > 0 && capitals*2 >= named {
		return true
	}
	rarest := len(l.series.entries)
	for _, w := range sub.forms[0].parts {
		rarest = min(rarest, l.series.chunks[w])
	}
	return (summed || used > 1) && float64(rarest) < usual*float64(len(l.series.entries))
}

func (l *look) lists(topic string) bool {
	return slices.ContainsFunc(l.listedTopics, func(s string) bool { return strings.EqualFold(s, topic) })
}

// proposed is the phrase of two or three words that is said three times at least and sets the chunk apart most.
func (l *look) proposed() (Topic, bool) {
	type phrase struct {
		n     int
		score float64
		looks map[string]int
		does  bool // it says what somebody does
	}
	phrases := map[string]*phrase{}
	for _, p := range l.body {
		for i := range p.words {
			for _, n := range []int{2, 3} {
				stems, score, ok := l.phrase(p.words[i:], n)
				if !ok {
					continue
				}
				in := phrases[stems]
				if in == nil {
					in = &phrase{looks: map[string]int{}}
					phrases[stems] = in
				}
				in.n++
				in.does = in.does || doing(p.words, i)
				in.score += score
				in.looks[titled(p, i, i+n)]++
			}
		}
	}
	best := ""
	for _, stems := range slices.Sorted(maps.Keys(phrases)) {
		if in := phrases[stems]; in.n >= 3 && !in.does && (best == "" || in.score > phrases[best].score) {
			best = stems
		}
	}
	if best == "" {
		return Topic{}, false
	}
	in := phrases[best]
	name := ""
	for _, look := range slices.Sorted(maps.Keys(in.looks)) {
		if name == "" || in.looks[look] > in.looks[name] {
			name = look
		}
	}
	if _, used := l.series.topics.used[name]; used || l.lists(name) {
		return Topic{}, false
	}
	number := float64(in.n) / float64(in.n+4)
	return Topic{Name: name, New: true, Strength: strength(number), Number: number, Why: "“" + strings.ToLower(name) + "” " + times(in.n) + ", and no topic of the series fits well"}, true
}

// doing reports whether a phrase begins with what somebody does: it predicts tokens, to build a house.
func doing(words []word, i int) bool {
	w := words[i].plain
	does := strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") && !strings.HasSuffix(w, "is")
	return does || actors[near(words, i, -1)]
}

// phrase reports whether n words are one that a topic could be: none of them small, and rare in the series.
func (l *look) phrase(words []word, n int) (stems string, score float64, ok bool) {
	if len(words) < n {
		return "", 0, false
	}
	var all []string
	for k := range n {
		w := &words[k]
		if small[w.plain] || ordinary[w.plain] || len(w.plain) < 3 || w.sentence != words[0].sentence || k+1 < n && w.end || strings.ContainsFunc(w.plain, unicode.IsDigit) || slices.Contains(all, w.stem) {
			return "", 0, false
		}
		all = append(all, w.stem)
		score += math.Log(float64(len(l.series.entries)+2) / float64(l.series.chunks[w.stem]+1))
	}
	return strings.Join(all, " "), score, true
}

// titled writes words as a title does: what has capitals within keeps them.
func titled(p *passage, from, to int) string {
	var out []string
	for _, w := range p.words[from:to] {
		s := p.text[w.from:w.to]
		if r, n := utf8.DecodeRuneInString(s); !strings.ContainsFunc(s[n:], unicode.IsUpper) {
			s = string(unicode.ToUpper(r)) + s[n:]
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}
