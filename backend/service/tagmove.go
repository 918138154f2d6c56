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

func (w *fieldsWork) moveTag() ([]SeriesStep, error) {
	steps := []SeriesStep{}
	if w.r.Tag == nil {
		return steps, nil
	}
	for _, series := range w.within {
		_, r, err := w.registryOf(series)
		if err != nil {
			return steps, sentence(err)
		}
		edit, ok := w.r.Tag.edit(r.Tags)
		if !ok {
			continue
		}
		text, err := json.Marshal([]registry.Edit{edit})
		if err != nil {
			return steps, sentence(err)
		}
		step := session.RegistryStep{At: w.Now().UnixMicro(), Name: w.r.Name, Edits: string(text)}
		if _, err := w.changeRegistry(series, []registry.Edit{edit}, step); err != nil {
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

// edit is what the move makes of a list of tags; not ok if nothing.
func (m *TagMove) edit(tags []registry.Tag) (registry.Edit, bool) {
	at := slices.IndexFunc(tags, func(t registry.Tag) bool { return t.Name == m.Tag })
	if at < 0 {
		if m.Retired && len(tags) > 0 {
			return registry.Edit{Tag: &registry.Tag{Name: m.Tag, Retired: true, Instead: m.To}}, true
		}
		return registry.Edit{}, false
	}
	was := tags[at]
	is := was
	if taken := slices.ContainsFunc(tags, func(t registry.Tag) bool { return t.Name == m.To }); m.Retired || taken {
		is.Retired, is.Instead = true, m.To
	} else {
		is.Name, is.Synonyms = m.To, append(slices.Clone(was.Synonyms), m.Tag)
	}
	return registry.Edit{WasTag: &was, Tag: &is}, true
}

// undoTagMove takes a step back if it is the last of its series.
func (s *Service) undoTagMove(x SeriesStep) error {
	last, _, err := s.registryEnds(x.Series)
	if err != nil {
		return sentence(err)
	}
	if last == nil || last.Seq != x.Step {
		return fail(CodeConflict, nil, "The tags of %s were changed since, so they stay as they are.", x.Series)
	}
	_, err = s.UndoRegistry(x.Series)
	return err
}
