// This file changes the lists of approved tags along with the chunks: a tag that is renamed, merged or retired. It touches
// no list that does not have the tag.

package service

import (
	"encoding/json"
	"slices"

	"stet/backend/registry"
	"stet/backend/session"
)

// TagMove is a tag that is called To from now on. Retired, it is approved no longer, and To, if it is not "", takes its
// place; else it is renamed where no other is called so, and retired where one is.
type TagMove struct {
	Tag     string `json:"tag"`
	To      string `json:"to"`
	Retired bool   `json:"retired"`
}

// SeriesStep is a step in what a series shares.
type SeriesStep struct {
	Series string `json:"series"`
	Step   int64  `json:"step"`
}

// moveShared changes what the series share, as the request asks for it.
func (w *fieldsWork) moveShared() ([]SeriesStep, error) {
	steps := []SeriesStep{}
	within := w.within
	var edits func(registry.Registry) []registry.Edit
	switch {
	case w.r.Entity != nil:
		within, edits = []string{w.r.Series}, w.r.Entity.edits
	case w.r.Tag != nil:
		edits = w.r.Tag.edits
	default:
		return steps, nil
	}
	for _, series := range within {
		_, r, err := w.registryOf(series)
		if err != nil {
			return steps, sentence(err)
		}
		edits := edits(r)
		if len(edits) == 0 {
			continue
		}
		text, err := json.Marshal(edits)
		if err != nil {
			return steps, sentence(err)
		}
		step := session.RegistryStep{At: w.Now().UnixMicro(), Name: w.r.Name, Edits: string(text)}
		if _, err := w.changeRegistry(series, edits, step); err != nil {
			return steps, err
		}
		last, _, err := w.registryEnds(series)
		if err != nil {
			return steps, sentence(err)
		}
		steps = append(steps, SeriesStep{series, last.Seq})
	}
	return steps, nil
}

// edits are what the move makes of a list of tags.
func (m *TagMove) edits(r registry.Registry) []registry.Edit {
	tags := r.Tags
	at := slices.IndexFunc(tags, func(t registry.Tag) bool { return t.Name == m.Tag })
	if at < 0 {
		if m.Retired && len(tags) > 0 {
			return []registry.Edit{{Tag: &registry.Tag{Name: m.Tag, Retired: true, Instead: m.To}}}
		}
		return nil
	}
	was := tags[at]
	is := was
	if taken := slices.ContainsFunc(tags, func(t registry.Tag) bool { return t.Name == m.To }); m.Retired || taken {
		is.Retired, is.Instead = true, m.To
	} else {
		is.Name, is.Synonyms = m.To, append(slices.Clone(was.Synonyms), m.Tag)
	}
	return []registry.Edit{{WasTag: &was, Tag: &is}}
}

// undoTagMove takes a step back if it is the last of its series.
func (s *Service) undoTagMove(x SeriesStep) error {
	last, _, err := s.registryEnds(x.Series)
	if err != nil {
		return sentence(err)
	}
	if last == nil || last.Seq != x.Step {
		return fail(CodeConflict, nil, "The registry of %s was changed since, so it stays as it is.", x.Series)
	}
	_, err = s.UndoRegistry(x.Series)
	return err
}
