// This file changes the lists of approved tags along with the chunks: a tag that is renamed, merged or retired. It touches
// no list that does not have the tag.

package service

import (
	"slices"
	"strings"

	"stet/backend/registry"
	"stet/backend/transcript"
)

// TagMove is a tag that is called To from now on. Retired, it is approved no longer, and To, if it is not "", takes its
// place; else it is renamed where no other is called so, and retired where one is.
type TagMove struct {
	Tag     string `json:"tag"`
	To      string `json:"to"`
	Retired bool   `json:"retired"`
	// added says that it is approved from now on.
	added bool
}

// SeriesStep is a step in what a series shares.
type SeriesStep struct {
	Series string `json:"series"`
	Step   int64  `json:"step"`
}

// stands reports whether a chunk has the tag, or may have it where its front matter cannot be read.
func (m *TagMove) stands(c transcript.Chunk) bool {
	return strings.Contains(c.Matter.Raw, m.Tag) || slices.ContainsFunc(c.Matter.Fields, func(f transcript.Field) bool {
		return slices.Contains(tagKeys, f.Key) &&
			(f.Value == m.Tag || slices.Contains(f.Items, m.Tag) || f.Kind == transcript.OpaqueField && strings.Contains(f.Value, m.Tag))
	})
}

// standsIn reports whether a chunk has, or may have, a tag that moves: one in whose place another comes.
func (r FieldsRequest) standsIn(c transcript.Chunk) bool {
	return r.Tag != nil && r.Tag.stands(c) || slices.ContainsFunc(r.moves, func(m TagMove) bool { return m.To != "" && m.stands(c) })
}

// moveShared changes what the series share once the chunks are changed, so that no chunk is left with a name that is
// gone. failed says of which series it stays as it is.
func (w *fieldsWork) moveShared() (steps []SeriesStep, failed []string) {
	steps = []SeriesStep{}
	within, name := w.within, ""
	var edits func(registry.Registry) []registry.Edit
	switch {
	case w.r.Entity != nil:
		within, name, edits = []string{w.r.Series}, w.r.Entity.Name, w.r.Entity.edits
	case w.r.Tag != nil:
		name, edits = w.r.Tag.Tag, w.r.Tag.edits
	case len(w.r.moves) > 0:
		within, name, edits = []string{w.r.Series}, "the tags", movesOf(w.r.moves)
	default:
		return steps, nil
	}
	left := map[string]bool{}
	for _, id := range w.episodes {
		left[w.series[id]] = left[w.series[id]] || !w.through[id]
	}
	for _, of := range within {
		step, err := int64(0), error(nil)
		if left[of] {
			err = fail(CodeConflict, nil, "Chunks that have %s could not be changed, so the registry of %s stays as it is.", name, of)
		} else {
			step, err = w.moveIn(of, edits)
		}
		if err != nil {
			failed = append(failed, AsError(err).Message)
		} else if step > 0 {
			steps = append(steps, SeriesStep{of, step})
		}
	}
	return steps, failed
}

// movesOf makes moves one after the other.
func movesOf(moves []TagMove) func(registry.Registry) []registry.Edit {
	return func(r registry.Registry) (edits []registry.Edit) {
		for _, m := range moves {
			made := m.edits(r)
			// What cannot be made is told where all are.
			if is, err := r.Apply(made...); err == nil {
				r = is
			}
			edits = append(edits, made...)
		}
		return edits
	}
}

// moveIn is the step by which the registry of a series changes; 0 if it stays as it is.
func (w *fieldsWork) moveIn(series string, edits func(registry.Registry) []registry.Edit) (int64, error) {
	_, r, err := w.registryOf(series)
	if err != nil {
		return 0, err
	}
	made := edits(r)
	if len(made) == 0 {
		return 0, nil
	}
	v, err := w.EditRegistry(series, w.r.Name, made)
	return v.Step, err
}

// edits are what the move makes of a list of tags.
func (m *TagMove) edits(r registry.Registry) (edits []registry.Edit) {
	called := func(name string) bool {
		return slices.ContainsFunc(r.Tags, func(t registry.Tag) bool { return t.Name == name })
	}
	if m.added {
		return []registry.Edit{{Tag: &registry.Tag{Name: m.Tag}}}
	}
	if m.Retired && len(r.Tags) > 0 && !called(m.Tag) {
		edits = append(edits, registry.Edit{Tag: &registry.Tag{Name: m.Tag, Retired: true, Instead: m.To}})
	}
	for _, was := range r.Tags {
		is := was
		switch {
		case was.Name == m.Tag && (m.Retired || called(m.To)):
			is.Retired, is.Instead = true, m.To
		case was.Name == m.Tag:
			// It is no synonym of itself.
			is.Name, is.Synonyms = m.To, union(nil, append(slices.DeleteFunc(slices.Clone(was.Synonyms), func(s string) bool { return s == m.To }), m.Tag))
		case was.Instead == m.Tag && was.Name == m.To:
			is.Retired, is.Instead = false, ""
		case was.Instead == m.Tag:
			is.Instead = m.To
		}
		if !saysSame(is, was) {
			edits = append(edits, registry.Edit{WasTag: &was, Tag: &is})
		}
	}
	return edits
}

// undoTagMove takes a step back if it is the last of its series.
func (s *Service) undoTagMove(x SeriesStep) error {
	_, err := s.UndoRegistryStep(x.Series, x.Step)
	return err
}
