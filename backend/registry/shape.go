package registry

import (
	"fmt"
	"slices"
	"strings"
)

// This file says what the files of a series can hold, whatever they are written in: records of a few known keys. What
// else stands in them is kept, and means nothing here.

// shape is what the records of a file look like. The first key is the name.
type shape struct {
	// one is what a record is called in messages, under are the keys that a list of them may stand under.
	one   string
	under []string
	keys  []key
}

// key is one thing that a record may say. Others are how it is also called in files that people have.
type key struct {
	name   string
	list   bool
	others []string
}

// value is what a record says under one key.
type value struct {
	text  string
	items []string
}

func (v value) empty() bool { return v.text == "" && len(v.items) == 0 }

func (v value) equal(w value) bool { return v.text == w.text && slices.Equal(v.items, w.items) }

// record is what a file says of one thing, a value for each key of its shape.
type record []value

func (r record) name() string { return r[0].text }

func (r record) equal(o record) bool { return slices.EqualFunc(r, o, value.equal) }

// bare says that there is nothing but the name.
func (r record) bare() bool {
	return !slices.ContainsFunc(r[1:], func(v value) bool { return !v.empty() })
}

var entityShape = &shape{
	one: "entity", under: []string{"entities", "names", "registry", "items"},
	keys: []key{
		{name: "name", others: []string{"entity", "canonical", "canonicalname", "title", "label"}},
		{name: "kind", others: []string{"type", "category", "class"}},
		{name: "aliases", list: true, others: []string{"alias", "aka", "alsoknownas", "synonyms", "variants"}},
		{name: "misheard", list: true, others: []string{"mishearings", "mishearing", "soundslike", "heard", "heardas"}},
		{name: "note", others: []string{"notes", "comment", "description", "role"}},
		{name: "links", list: true, others: []string{"link", "url", "urls", "website", "homepage"}},
	},
}

var tagShape = &shape{
	one: "tag", under: []string{"tags", "approvedtags", "items"},
	keys: []key{
		{name: "name", others: []string{"tag", "slug", "id"}},
		{name: "description", others: []string{"about", "note", "meaning"}},
		{name: "synonyms", list: true, others: []string{"synonym", "aliases", "alias"}},
		{name: "retired", others: []string{"deprecated"}},
		{name: "instead", others: []string{"use", "useinstead", "replacedby", "replacement"}},
	},
}

var topicShape = &shape{
	one: "topic", under: []string{"topics", "items"},
	keys: []key{{name: "name", others: []string{"topic", "title"}}},
}

var joints = strings.NewReplacer(" ", "", "_", "", "-", "")

// key finds the key that a file calls so; -1 for one that means nothing here.
func (s *shape) key(written string) int {
	plain := joints.Replace(strings.ToLower(strings.TrimSpace(written)))
	return slices.IndexFunc(s.keys, func(k key) bool { return k.name == plain || slices.Contains(k.others, plain) })
}

func (s *shape) isUnder(written string) bool {
	plain := joints.Replace(strings.ToLower(written))
	return slices.Contains(s.under, plain)
}

// entityOf and the like go between records and what they stand for. A word that means nothing is told by its key.
func entityOf(r record) (Entity, error) {
	kind, ok := KindNamed(r[1].text)
	if !ok {
		return Entity{}, fmt.Errorf("“%s” is no kind. There are %s", r[1].text, kindList())
	}
	return Entity{Name: r.name(), Kind: kind, Aliases: r[2].items, Misheard: r[3].items, Note: r[4].text, Links: r[5].items}, nil
}

func recordOfEntity(e Entity) record {
	return record{{text: e.Name}, {text: string(e.Kind)}, {items: e.Aliases}, {items: e.Misheard}, {text: e.Note}, {items: e.Links}}
}

func tagOf(r record) (Tag, error) {
	retired, ok := truth(r[3].text)
	if !ok {
		return Tag{}, fmt.Errorf("retired is “%s”; it can be true or false", r[3].text)
	}
	return Tag{Name: r.name(), Description: r[1].text, Synonyms: r[2].items, Retired: retired, Instead: r[4].text}, nil
}

func recordOfTag(t Tag) record {
	r := record{{text: t.Name}, {text: t.Description}, {items: t.Synonyms}, {}, {text: t.Instead}}
	if t.Retired {
		r[3].text = "true"
	}
	return r
}

func truth(s string) (yes, ok bool) {
	switch strings.ToLower(s) {
	case "true", "yes", "y", "1", "x", "retired":
		return true, true
	case "", "false", "no", "n", "0", "null", "~":
		return false, true
	}
	return false, false
}

// normal makes a record as a file says it one that can be compared: kinds and truths have many spellings.
func (s *shape) normal(r record) record {
	out := slices.Clone(r)
	switch s {
	case entityShape:
		if kind, ok := KindNamed(r[1].text); ok {
			out[1].text = string(kind)
		}
	case tagShape:
		if yes, ok := truth(r[3].text); ok {
			out[3].text = map[bool]string{true: "true"}[yes]
		}
	}
	for i := range out {
		if len(out[i].items) == 0 {
			out[i].items = nil
		}
	}
	return out
}
