// This file puts together what a chunk's header lists and what is spoken of in it.

package names

import (
	"slices"

	"stet/backend/registry"
	"stet/backend/transcript"
)

// Standing says where a listed entity stands.
type Standing string

const (
	Spoken      Standing = "spoken"      // in the words
	Speaks      Standing = "speaker"     // it is one who speaks
	Takes       Standing = "participant" // named as taking part
	HeaderAlone Standing = "header"      // in the front matter only
)

// Listed is an item of a chunk's entities.
type Listed struct {
	Item  string   `json:"item"` // as listed, with its note
	Name  string   `json:"name"`
	Note  string   `json:"note,omitempty"`
	Known bool     `json:"known"` // the registry has it
	Where Standing `json:"where"`
	// Places is where it is spoken of. Those that are only Possible do not make it spoken.
	Places []Hit `json:"places,omitempty"`
}

// Found is an entity of the registry that is spoken of and not listed.
type Found struct {
	Entity   string        `json:"entity"`
	Kind     registry.Kind `json:"kind,omitempty"`
	Strength Strength      `json:"strength"` // of its best place
	Places   []Hit         `json:"places"`
}

// Report is what a chunk says of names.
type Report struct {
	Listed    []Listed   `json:"listed"`
	Found     []Found    `json:"found"` // the strongest first
	Proposals []Proposal `json:"proposals"`
}

// Chunk reports on a chunk. Listed names that the registry does not have are found as if it had them.
func (f *Finder) Chunk(c transcript.Chunk) Report {
	items, speakers, takers := list(c, "entities"), speakersOf(c), list(c, "participants")
	around := slices.Concat(items, speakers, takers)
	for i, name := range around {
		around[i], _ = registry.SplitNote(name)
	}
	with, known := f.with(items, slices.Concat(speakers, takers))
	paragraphs, homes := flat(c.Turns)
	hits := with.In(paragraphs, around...)
	out := Report{Proposals: with.propose(paragraphs, homes, hits, slices.Concat(speakers, takers))}
	homes.place(hits)
	by := map[string][]Hit{}
	var order []string
	for _, h := range hits {
		if by[h.Entity] == nil {
			order = append(order, h.Entity)
		}
		by[h.Entity] = append(by[h.Entity], h)
	}
	listed := map[string]bool{}
	for _, item := range items {
		l := Listed{Item: item}
		l.Name, l.Note = registry.SplitNote(item)
		entity := with.entity(l.Name)
		l.Known = known[Key(l.Name)]
		l.Places = by[entity]
		listed[entity] = true
		l.Where = standing(l, speakers, takers)
		out.Listed = append(out.Listed, l)
	}
	for _, name := range order {
		if !listed[name] {
			out.Found = append(out.Found, Found{Entity: name, Kind: with.kinds[name], Strength: best(by[name]), Places: by[name]})
		}
	}
	slices.SortStableFunc(out.Found, func(a, b Found) int {
		if a.Strength != b.Strength {
			return int(b.Strength - a.Strength)
		}
		return len(b.Places) - len(a.Places)
	})
	return out
}

// with is the finder with names that it does not have, of which those of people who speak or take part, or that say so
// themselves, are found by a part as well. known says which of them it has.
func (f *Finder) with(items, people []string) (*Finder, map[string]bool) {
	known := map[string]bool{}
	var missing []registry.Entity
	for _, item := range items {
		name, note := registry.SplitNote(item)
		if key := Key(name); f.entity(name) != "" {
			known[key] = true
		} else if key != "" {
			e := registry.Entity{Name: name}
			if guess(name, note).Kind == registry.Person || slices.ContainsFunc(people, func(p string) bool { return SamePerson(name, p) }) {
				e.Kind = registry.Person
			}
			missing = append(missing, e)
		}
	}
	if len(missing) == 0 {
		return f, known
	}
	return f.and(missing), known
}

func standing(l Listed, speakers, takers []string) Standing {
	switch {
	case best(l.Places) >= Likely:
		return Spoken
	case slices.ContainsFunc(speakers, func(s string) bool { return SamePerson(l.Name, s) }):
		return Speaks
	case slices.ContainsFunc(takers, func(s string) bool { return SamePerson(l.Name, s) }):
		return Takes
	}
	return HeaderAlone
}

func best(hits []Hit) Strength {
	var s Strength
	for _, h := range hits {
		s = max(s, h.Strength)
	}
	return s
}

// SamePerson reports whether two names can be one person's: the same, or one the first or last name of the other.
func SamePerson(a, b string) bool {
	a, _ = registry.SplitNote(a)
	b, _ = registry.SplitNote(b)
	x, y := split(a), split(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	switch {
	case len(x) == 0:
		return false
	case joined(x) == joined(y):
		return true
	}
	return len(x) == 1 && len(y) > 1 && (x[0].key == y[0].key || x[0].key == y[len(y)-1].key)
}

// list is a field of texts.
func list(c transcript.Chunk, key string) []string {
	f, _ := c.Field(key)
	if f.Kind == transcript.ScalarField && f.Value != "" {
		return []string{f.Value}
	}
	return slices.Clone(f.Items)
}

// speakersOf are those whom the header names as speakers, and the labels of the turns.
func speakersOf(c transcript.Chunk) []string {
	out := list(c, "speakers")
	for _, t := range c.Turns {
		if l := t.Label(); l != "" && !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	return out
}
