// This file changes an entity's name in its registry along with the chunks that list it. What the words say is not its
// business, but for the labels of those who speak.

package service

import (
	"slices"

	"stet/backend/registry"
	"stet/backend/transcript"
)

// EntityMove is an entity that is called To from now on. Where another is called so, it becomes one with that: its name
// and spellings are other spellings of it.
type EntityMove struct {
	Name string `json:"name"`
	To   string `json:"to"`
}

// edits are what the move makes of a registry.
func (m *EntityMove) edits(r registry.Registry) []registry.Edit {
	find := func(name string) int {
		return slices.IndexFunc(r.Entities, func(e registry.Entity) bool { return e.Name == name })
	}
	at, to := find(m.Name), find(m.To)
	if at < 0 {
		return nil
	}
	was := r.Entities[at]
	if to < 0 {
		is := was
		is.Name = m.To
		return []registry.Edit{{WasEntity: &was, Entity: &is}}
	}
	into := r.Entities[to]
	is := into
	join := func(lists ...[]string) (out []string) {
		for _, name := range slices.Concat(lists...) {
			if name != into.Name && !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
		return out
	}
	is.Aliases = join(into.Aliases, []string{was.Name}, was.Aliases)
	is.Misheard, is.Links = join(into.Misheard, was.Misheard), join(into.Links, was.Links)
	if is.Kind == "" {
		is.Kind = was.Kind
	}
	if is.Note == "" {
		is.Note = was.Note
	}
	return []registry.Edit{{WasEntity: &was}, {WasEntity: &into, Entity: &is}}
}

// relabelled are a chunk's turns: where its header names somebody by another label than before, those whose turns stand
// under the old one go along.
func (w *fieldsWork) relabelled(was transcript.Matter, c transcript.Chunk) []transcript.Turn {
	m := w.r.Entity
	if m == nil || !namesSpeaker(was, m.Name) {
		return c.Turns
	}
	turns := slices.Clone(c.Turns)
	for i, t := range turns {
		if t.Speaker != nil && *t.Speaker == m.Name {
			turns[i].Speaker = &m.To
		}
	}
	return turns
}

// namesSpeaker says whether the header of a chunk names a speaker so.
func namesSpeaker(m transcript.Matter, label string) bool {
	return slices.ContainsFunc(m.Fields, func(f transcript.Field) bool {
		return (f.Key == "speakers" || f.Key == "participants") && (f.Value == label || slices.Contains(f.Items, label))
	})
}
