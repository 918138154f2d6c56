// This file goes over the words of a paragraph once, and looks up all names of a registry on the way.

package names

import (
	"maps"
	"slices"
	"strings"

	"stet/backend/registry"
	"stet/backend/transcript"
)

// Finder finds the names of one registry. It can be used by several goroutines at once, and is built anew where the
// registry changes.
type Finder struct {
	forms map[string][]*form
	// begins are all beginnings of keys: a text is read on only while it may become a name.
	begins   map[string]bool
	sounds   soundIndex
	habits   *Habits
	rejected Rejections
	// entities are the names by their keys, and by those of their aliases; kinds by the names.
	entities map[string]string
	kinds    map[string]registry.Kind
	// selected says that somebody means the words that are looked for: also those of everyday are found.
	selected bool
}

// NewFinder makes a registry ready to be found. Habits are those of the series; nil knows none.
func NewFinder(r registry.Registry, h *Habits) *Finder {
	f := &Finder{
		forms: map[string][]*form{}, begins: map[string]bool{}, habits: h,
		entities: map[string]string{}, kinds: map[string]registry.Kind{},
	}
	for _, e := range r.Entities {
		f.add(e)
	}
	f.sounds = newSoundIndex(f.forms)
	return f
}

// and is the finder with some more entities.
func (f *Finder) and(more []registry.Entity) *Finder {
	g := *f
	g.forms, g.begins, g.entities, g.kinds = maps.Clone(f.forms), maps.Clone(f.begins), maps.Clone(f.entities), maps.Clone(f.kinds)
	for _, e := range more {
		g.add(e)
	}
	return &g
}

// entity is the name of the entity that a name or an alias is of; "" if there is none.
func (f *Finder) entity(name string) string { return f.entities[Key(name)] }

func (f *Finder) add(e registry.Entity) {
	for _, form := range formsOf(e) {
		if _, known := f.entities[form.key]; !known && form.how == Alias || form.how == Exact {
			f.entities[form.key] = e.Name
		}
		f.kinds[e.Name] = e.Kind
		f.put(form.key, form)
		if form.how != Misheard && pluralName(form) {
			f.put(singularOf(form.key), form)
		}
	}
}

// pluralName reports whether a name is listed in the plural: REST APIs, VCs.
func pluralName(f *form) bool {
	last := f.text[strings.LastIndexByte(f.text, ' ')+1:]
	_, stem := fold(strings.TrimSuffix(last, "s"))
	several := len(f.words) > 1 || stem == upper
	return several && len(last) > 2 && last[len(last)-1] == 's' && last[len(last)-2] != 's'
}

func (f *Finder) put(key string, form *form) {
	// Others may share what the list has so far.
	f.forms[key] = append(slices.Clip(f.forms[key]), form)
	for n := 1; n < len(key); n++ {
		f.begins[key[:n]] = true
	}
}

// Without is the finder less what was rejected.
func (f *Finder) Without(r Rejections) *Finder {
	g := *f
	g.rejected = r
	return &g
}

// In finds the names in paragraphs that belong together, a chunk's: what is sure at one place helps to decide about
// others. around are names that are about without being spoken, such as those of the speakers.
func (f *Finder) In(paragraphs []string, around ...string) []Hit {
	all := make([][]candidate, len(paragraphs))
	here, meant := map[string]bool{}, map[string]bool{}
	for _, name := range around {
		here[Key(name)] = true
		if f.entity(name) != "" {
			continue
		}
		for _, w := range split(name) {
			meant[w.key] = true
		}
	}
	words := make([][]word, len(paragraphs))
	for i, p := range paragraphs {
		words[i] = split(p)
		all[i] = f.written(p, words[i])
		all[i] = append(all[i], f.heard(p, words[i], all[i], meant)...)
		for k := range all[i] {
			if c := &all[i][k]; c.needs == nothing && c.Strength == Sure {
				here[Key(c.Entity)] = true
			}
		}
	}
	var out []Hit
	for i := range all {
		kept := slices.DeleteFunc(f.accompanied(all[i], words[i], here), func(c candidate) bool {
			return c.needs != nothing || f.rejected.Has(c.Entity, c.Text)
		})
		for _, c := range settle(oneOfEach(kept, here)) {
			c.Para = i
			out = append(out, c.Hit)
		}
	}
	return out
}

// accompanied gives the candidates that need it what stands beside them.
func (f *Finder) accompanied(all []candidate, words []word, here map[string]bool) []candidate {
	out := slices.Clone(all)
	// sure are the names that words surely belong to. People are no company: "Ada, go on".
	sure := make([]string, len(words))
	for _, c := range all {
		for i := c.first; i <= c.last && c.needs == nothing && c.Strength == Sure && f.kinds[c.Entity] != registry.Person; i++ {
			sure[i] = c.Entity
		}
	}
	for i := range out {
		c := &out[i]
		if c.needs == nothing {
			continue
		}
		if name := beside(sure, words, *c); name != "" {
			c.needs, c.Strength, c.Reason = nothing, Likely, strings.TrimSuffix(c.Reason, mayBeOrdinary)+", beside "+name
			continue
		}
		if !here[Key(c.Entity)] && !f.selected && c.needs != either {
			continue
		}
		var votes kindVotes
		votes.hear(words, c.first, c.last)
		switch kind := votes.kind(); {
		case kind != "" && kind != registry.Person && kind != registry.Place:
			c.needs, c.Strength, c.Reason = nothing, Likely, strings.TrimSuffix(c.Reason, mayBeOrdinary)+", spoken of as a "+string(kind)
		case c.needs == near || c.needs == either && here[Key(c.Entity)] || f.selected:
			c.needs = nothing
		}
	}
	return out
}

// beside is the name that stands beside a candidate as one of several: "cursor, ChatGPT", "Meta and Coinbase".
func beside(sure []string, words []word, c candidate) string {
	for _, step := range []int{-1, 1} {
		i, edge := c.first-1, c.first
		if step > 0 {
			i, edge = c.last+1, c.last+1
		}
		if i < 0 || i >= len(words) || words[edge].starts {
			continue
		}
		listed := words[edge].gap == stop
		for n := 0; n < 2 && i >= 0 && i < len(words) && (words[i].key == "and" || words[i].key == "or"); n, i = n+1, i+step {
			listed = true
		}
		if listed && i >= 0 && i < len(words) && sure[i] != "" && sure[i] != c.Entity {
			return sure[i]
		}
	}
	return ""
}

// oneOfEach drops a part of a name that several people share, unless just one of them is near.
func oneOfEach(all []candidate, here map[string]bool) []candidate {
	type people struct{ all, near int }
	by := map[[2]int]people{}
	for _, c := range all {
		if c.How == Part {
			p := by[[2]int{c.From, c.To}]
			p.all++
			p.near += one(here[Key(c.Entity)])
			by[[2]int{c.From, c.To}] = p
		}
	}
	return slices.DeleteFunc(slices.Clone(all), func(c candidate) bool {
		p := by[[2]int{c.From, c.To}]
		return c.How == Part && p.all > 1 && (p.near != 1 || !here[Key(c.Entity)])
	})
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Turns finds the names in the turns of a chunk.
func (f *Finder) Turns(turns []transcript.Turn, around ...string) []Hit {
	paragraphs, homes := flat(turns)
	hits := f.In(paragraphs, around...)
	homes.place(hits)
	return hits
}

// homes says which turns paragraphs stand in.
type homes []home

type home struct {
	turn     transcript.ID
	at, para int
}

// flat are the paragraphs of turns.
func flat(turns []transcript.Turn) ([]string, homes) {
	var paragraphs []string
	var from homes
	for at, t := range turns {
		for para, p := range t.Paragraphs {
			paragraphs = append(paragraphs, p)
			from = append(from, home{t.ID, at, para})
		}
	}
	return paragraphs, from
}

// place turns the paragraphs of hits into those of their turns.
func (h homes) place(hits []Hit) {
	for i := range hits {
		its := h[hits[i].Para]
		hits[i].Turn, hits[i].At, hits[i].Para = its.turn, its.at, its.para
	}
}

// mostWords is how many words of a text a name may be written in.
const mostWords = 16

// written finds what has the letters of a name.
func (f *Finder) written(text string, words []word) []candidate {
	var out []candidate
	for i := range words {
		key := words[i].key
		for j := i; ; {
			out = f.at(out, text, words, i, j, key)
			if j++; j == len(words) || j == i+mostWords || words[j].gap == stop || !f.begins[key] {
				break
			}
			key += words[j].key
		}
	}
	return out
}

// at adds what the words from i to j with that key are taken for.
func (f *Finder) at(out []candidate, text string, words []word, i, j int, key string) []candidate {
	exact := f.forms[key]
	out = f.taken(out, text, words, i, j, exact, false)
	if len(exact) > 0 || words[j].owns() && !strings.HasSuffix(key, "s") {
		return out
	}
	for _, ending := range []struct{ cut, put string }{{"s", ""}, {"es", ""}, {"ies", "y"}} {
		if stem, cut := strings.CutSuffix(key, ending.cut); cut && len(stem) >= 3 && (!strings.HasSuffix(key, "ss") || words[j].shape == mixed) && len(f.forms[stem+ending.put]) > 0 {
			return f.taken(out, text, words, i, j, f.forms[stem+ending.put], true)
		}
	}
	return out
}

func (f *Finder) taken(out []candidate, text string, words []word, i, j int, forms []*form, plural bool) []candidate {
	for _, form := range forms {
		if plural && (form.how == Misheard || form.how == Part) || form.how == Part && another(form, words, i, j) {
			continue
		}
		t, ok := form.take(text, words[i:j+1], plural, f.habits)
		if !ok && f.selected {
			t, ok = form.possible(text, words[i:j+1], plural), true
		}
		if !ok {
			continue
		}
		if t.needs == nothing && !plural && form.oneOfMany(words, i, j) {
			t.needs, t.strength, t.reason = either, Likely, t.reason+", after “"+words[i-1].key+"”"
		}
		out = append(out, candidate{
			Hit: Hit{
				From: words[i].from, To: words[j].to, Entity: form.entity, Form: form.means, Text: text[words[i].from:words[j].to],
				How: t.how, Strength: t.strength, Reason: t.reason,
			},
			first: i, last: j, needs: t.needs, asForm: t.asForm,
		})
	}
	return out
}

// oneOfMany reports whether a name of one word is written as if it were one of many things: "an apollo mission". Of what
// there is but one, nobody says so; of a technology everybody does: "a kubernetes cluster".
func (f *form) oneOfMany(words []word, i, j int) bool {
	switch f.kind {
	case registry.Person, registry.Organisation, registry.Product, registry.Place, registry.Work:
		return f.how != Misheard && len(f.words) == 1 && f.words[0].shape == capital && i == j && words[i].shape == lower &&
			i > 0 && words[i].gap == space && (words[i-1].key == "a" || words[i-1].key == "an")
	}
	return false
}

// another reports whether a part of a person's name stands in somebody else's: Ada in "Ada Byron".
func another(f *form, words []word, i, j int) bool {
	if f.part() == "first name" {
		return j+1 < len(words) && words[j+1].gap == space && !words[j].owns() && words[j+1].shape == capital && !everyday(words[j+1].key)
	}
	return i > 0 && words[i].gap == space && words[i-1].shape == capital && !everyday(words[i-1].key)
}
