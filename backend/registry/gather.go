package registry

import (
	"cmp"
	"slices"
	"strings"

	"stet/backend/transcript"
)

// This file gathers what chunks name: who and what, and how often. It decides nothing: what is most likely the same, a
// person puts together.

// Use is a name in use, and where.
type Use struct {
	Name string
	// Count is how often it is listed; Chunks are the places of the chunks that list it, each once.
	Count  int
	Chunks []int
	// Note is what stands behind it in brackets most often: "former CTO".
	Note string
	// Person says that one who speaks or takes part is called so. Of entities only.
	Person bool

	notes tally
}

// InUse is all that the chunks of a series name, by the alphabet.
type InUse struct {
	Entities, Tags, Topics, Speakers, Participants []Use
	// Unread are the places of chunks whose front matter cannot be read.
	Unread []int
}

// Gather collects what chunks name. Notes in brackets behind an entity's name are split off.
func Gather(chunks []transcript.Chunk) *InUse {
	var entities, tags, topics, speakers, participants collector
	into := map[string]*collector{
		"entities": &entities, "tags": &tags, "topic_tags": &tags, "topics": &topics, "speakers": &speakers, "participants": &participants,
	}
	u := &InUse{}
	for i, c := range chunks {
		if c.Matter.Form == transcript.RawMatter {
			u.Unread = append(u.Unread, i)
		}
		for _, f := range c.Matter.Fields {
			to := into[f.Key]
			if to == nil {
				continue
			}
			for _, item := range listed(f) {
				name, note := strings.TrimSpace(item), ""
				if to == &entities {
					name, note = SplitNote(name)
				}
				to.add(i, name, note)
			}
		}
	}
	u.Entities, u.Tags, u.Topics = entities.uses(), tags.uses(), topics.uses()
	u.Speakers, u.Participants = speakers.uses(), participants.uses()
	u.markPeople()
	return u
}

// listed are a field's items; of one that holds a single text, that.
func listed(f transcript.Field) []string {
	if f.Kind == transcript.ScalarField && f.Value != "" {
		return []string{f.Value}
	}
	return f.Items
}

// SplitNote parts an entity as chunks list it into its name and the note in brackets behind it.
func SplitNote(listed string) (name, note string) {
	listed = strings.TrimSpace(listed)
	at := strings.LastIndex(listed, "(")
	if at <= 0 || !strings.HasSuffix(listed, ")") || strings.Count(listed[at:], ")") != 1 {
		return listed, ""
	}
	name, note = strings.TrimSpace(listed[:at]), strings.TrimSpace(listed[at+1:len(listed)-1])
	if name == "" || note == "" {
		return listed, ""
	}
	return name, note
}

// collector counts names.
type collector struct {
	list []Use
	at   map[string]int
}

func (c *collector) add(chunk int, name, note string) {
	if name == "" {
		return
	}
	if c.at == nil {
		c.at = map[string]int{}
	}
	i, ok := c.at[name]
	if !ok {
		i = len(c.list)
		c.at[name] = i
		c.list = append(c.list, Use{Name: name})
	}
	u := &c.list[i]
	u.Count++
	if n := len(u.Chunks); n == 0 || u.Chunks[n-1] != chunk {
		u.Chunks = append(u.Chunks, chunk)
	}
	if note != "" {
		u.notes.add(note)
	}
}

func (c *collector) uses() []Use {
	for i := range c.list {
		c.list[i].Note = c.list[i].notes.best
	}
	slices.SortFunc(c.list, func(a, b Use) int {
		return cmp.Or(cmp.Compare(folded(a.Name), folded(b.Name)), cmp.Compare(a.Name, b.Name))
	})
	return c.list
}

// tally keeps what was counted most often; of equals the one that came first.
type tally struct {
	counts map[string]int
	best   string
}

func (t *tally) add(s string) {
	if t.counts == nil {
		t.counts, t.best = map[string]int{}, s
	}
	if t.counts[s]++; t.counts[s] > t.counts[t.best] {
		t.best = s
	}
}

// ByUse returns names with the one most used first.
func ByUse(uses []Use) []Use {
	out := slices.Clone(uses)
	slices.SortStableFunc(out, func(a, b Use) int { return cmp.Compare(b.Count, a.Count) })
	return out
}

// markPeople finds the entities that are called as those who speak or take part, in full or by the first name.
func (u *InUse) markPeople() {
	called := map[string]bool{}
	for _, p := range slices.Concat(u.Speakers, u.Participants) {
		name, _ := SplitNote(p.Name)
		called[folded(name)] = true
	}
	for i := range u.Entities {
		e := &u.Entities[i]
		name := folded(e.Name)
		first, rest, more := strings.Cut(name, " ")
		e.Person = called[name] || more && called[first] && looksLikePerson(e.Name) && rest != ""
	}
}

// looksLikePerson says that a name is two or three capitalised words of letters.
func looksLikePerson(name string) bool {
	words := strings.Fields(name)
	for _, w := range words {
		if !isCapitalised(w) {
			return false
		}
	}
	return len(words) >= 2 && len(words) <= 3
}

// Names are all who and what is named: the entities, and those who speak or take part, with the uses of one name added up.
func (u *InUse) Names() []Use {
	var c collector
	for _, list := range [][]Use{u.Entities, u.Speakers, u.Participants} {
		for _, x := range list {
			name, note := SplitNote(x.Name)
			c.merge(name, cmp.Or(x.Note, note), x)
		}
	}
	people := map[string]bool{}
	for _, x := range u.Entities {
		people[x.Name] = x.Person
	}
	for _, p := range slices.Concat(u.Speakers, u.Participants) {
		name, _ := SplitNote(p.Name)
		people[name] = true
	}
	names := c.uses()
	for i := range names {
		names[i].Person = people[names[i].Name]
	}
	return names
}

// merge adds the uses of a name in one field to those in the others.
func (c *collector) merge(name, note string, x Use) {
	c.add(-1, name, note)
	to := &c.list[c.at[name]]
	to.Count += x.Count - 1
	to.Chunks = append(to.Chunks[:len(to.Chunks)-1], x.Chunks...)
	slices.Sort(to.Chunks)
	to.Chunks = slices.Compact(to.Chunks)
}

// Registry is what is in use, as a registry to begin with. Nothing is put together that is not written alike, but what
// join says: of each group the first is the name then, and the others its aliases. Groups that are unclear are left.
func (u *InUse) Registry(join ...Variants) Registry {
	names := u.Names()
	at := map[string]int{}
	for i, x := range names {
		at[x.Name] = i
	}
	of := make([]int, len(names))
	for i := range of {
		of[i] = i
	}
	for _, v := range join {
		for _, x := range v.Uses[1:] {
			if !v.Unclear {
				of[at[x.Name]] = at[v.Uses[0].Name]
			}
		}
	}
	root := func(i int) int {
		for range names {
			if of[i] == i {
				break
			}
			i = of[i]
		}
		return i
	}
	entities := map[int]*Entity{}
	var order []int
	for i := range names {
		if root(i) == i {
			entities[i] = &Entity{Name: names[i].Name}
			order = append(order, i)
		}
	}
	for i, x := range names {
		e := entities[root(i)]
		if e.Note = cmp.Or(e.Note, x.Note); x.Person {
			e.Kind = Person
		}
		if root(i) != i {
			e.Aliases = append(e.Aliases, x.Name)
		}
	}
	var r Registry
	for _, i := range order {
		r.Entities = append(r.Entities, *entities[i])
	}
	for _, t := range u.Tags {
		r.Tags = append(r.Tags, Tag{Name: t.Name})
	}
	for _, t := range u.Topics {
		r.Topics = append(r.Topics, t.Name)
	}
	return r
}
