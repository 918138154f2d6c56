// This file gives the window the names that a series shares, as the library keeps them, and changes them: every change
// is a step that can be taken back. What they are good for is others' to say.

package service

import (
	"context"
	"encoding/json"
	"errors"

	"stet/backend/registry"
	"stet/backend/session"
)

// RegistryView is what a series shares, and what would be taken back or done again; "" where there is nothing. The event
// "registry" names the series whenever it changes.
type RegistryView struct {
	Series string `json:"series"`
	registry.Registry
	Undo string `json:"undo"`
	// Step is the one to take back; 0 if there is none.
	Step int64  `json:"step"`
	Redo string `json:"redo"`
}

// mostRegistrySteps is how many steps are looked through for the one to take back or do again.
const mostRegistrySteps = 10000

// Registry returns what a series shares.
func (s *Service) Registry(series string) (RegistryView, error) {
	_, r, err := s.registryOf(series)
	if err != nil {
		return RegistryView{}, sentence(err)
	}
	return s.registryView(series, r)
}

// EditRegistry changes what a series shares, as one step that is called name in the past tense: "Added NGINX".
func (s *Service) EditRegistry(series, name string, edits []registry.Edit) (RegistryView, error) {
	text, err := json.Marshal(edits)
	if err != nil {
		return RegistryView{}, sentence(err)
	}
	return s.changeRegistry(series, edits, session.RegistryStep{At: s.Now().UnixMicro(), Name: name, Edits: string(text)})
}

// UndoRegistry takes back the last change of what a series shares.
func (s *Service) UndoRegistry(series string) (RegistryView, error) {
	return s.undoRegistry(series, func(session.RegistryStep) bool { return true })
}

// UndoRegistryStep takes a change back if it is the last.
func (s *Service) UndoRegistryStep(series string, step int64) (RegistryView, error) {
	return s.undoRegistry(series, func(last session.RegistryStep) bool { return last.Seq == step })
}

func (s *Service) undoRegistry(series string, wanted func(session.RegistryStep) bool) (RegistryView, error) {
	// What is read first is what is changed: nobody else's step comes between.
	was, r, err := s.registryOf(series)
	if err != nil {
		return RegistryView{}, sentence(err)
	}
	done, _, err := s.registryEnds(series)
	if err != nil || done == nil {
		return RegistryView{}, noStep(err, "There is nothing to take back.")
	}
	if !wanted(*done) {
		return RegistryView{}, fail(CodeConflict, nil, "The registry of %s was changed since, so it stays as it is.", series)
	}
	edits, err := editsOf(*done)
	if err != nil {
		return RegistryView{}, sentence(err)
	}
	back := make([]registry.Edit, 0, len(edits))
	for i := len(edits) - 1; i >= 0; i-- {
		back = append(back, edits[i].Inverse())
	}
	return s.setRegistry(series, was, r, back, session.RegistryStep{Seq: done.Seq, State: "undone"})
}

// RedoRegistry does again what UndoRegistry took back.
func (s *Service) RedoRegistry(series string) (RegistryView, error) {
	_, undone, err := s.registryEnds(series)
	if err != nil || undone == nil {
		return RegistryView{}, noStep(err, "There is nothing to do again.")
	}
	edits, err := editsOf(*undone)
	if err != nil {
		return RegistryView{}, sentence(err)
	}
	return s.changeRegistry(series, edits, session.RegistryStep{Seq: undone.Seq, State: "done"})
}

func noStep(err error, what string) error {
	if err != nil {
		return sentence(err)
	}
	return fail(CodeNotFound, nil, "%s", what)
}

func editsOf(step session.RegistryStep) (edits []registry.Edit, err error) {
	return edits, json.Unmarshal([]byte(step.Edits), &edits)
}

// registryOf reads what is kept of a series.
func (s *Service) registryOf(series string) (body string, r registry.Registry, err error) {
	if body, err = s.Store.Registry(s.ctx, series); err == nil {
		r, err = decodedRegistry(body)
	}
	return body, r, err
}

// registries are those of all series that the library has, and of which series it has each file, by its path.
func (s *Service) registries(ctx context.Context) (by map[string]registry.Registry, of map[string]string, err error) {
	rows, err := s.Store.Library(ctx)
	if err != nil {
		return nil, nil, err
	}
	by, of = map[string]registry.Registry{}, map[string]string{}
	for _, row := range rows {
		series := row.Episode.Series
		for _, c := range row.Chunks {
			of[c.Source] = series
		}
		if _, known := by[series]; known {
			continue
		}
		body, err := s.Store.Registry(ctx, series)
		if err == nil {
			by[series], err = decodedRegistry(body)
		}
		if err != nil {
			return nil, nil, err
		}
	}
	return by, of, nil
}

// decodedRegistry is a registry as the library keeps it.
func decodedRegistry(body string) (r registry.Registry, err error) {
	if body != "" {
		err = json.Unmarshal([]byte(body), &r)
	}
	return r, err
}

func (s *Service) changeRegistry(series string, edits []registry.Edit, step session.RegistryStep) (RegistryView, error) {
	was, r, err := s.registryOf(series)
	if err != nil {
		return RegistryView{}, sentence(err)
	}
	return s.setRegistry(series, was, r, edits, step)
}

// setRegistry is changeRegistry of one that was read already.
func (s *Service) setRegistry(series, was string, r registry.Registry, edits []registry.Edit, step session.RegistryStep) (RegistryView, error) {
	r, err := r.Apply(edits...)
	if errors.Is(err, registry.ErrEdit) {
		return RegistryView{}, fail(CodeConflict, err, "%s.", capital(err.Error()))
	} else if err != nil {
		return RegistryView{}, sentence(err)
	}
	body, err := json.Marshal(r)
	if err != nil {
		return RegistryView{}, sentence(err)
	}
	if err := s.Store.SetRegistry(s.ctx, series, was, string(body), step); err != nil {
		return RegistryView{}, sentence(err)
	}
	v, err := s.registryView(series, r)
	if err == nil {
		s.Emit("registry", v.Series)
	}
	return v, err
}

// registryEnds are the step to take back and the one to do again.
func (s *Service) registryEnds(series string) (done, undone *session.RegistryStep, err error) {
	steps, err := s.Store.RegistrySteps(s.ctx, series, mostRegistrySteps)
	for i := range steps {
		switch steps[i].State {
		case "done":
			return &steps[i], undone, err
		case "undone":
			undone = &steps[i]
		}
	}
	return nil, undone, err
}

func (s *Service) registryView(series string, r registry.Registry) (RegistryView, error) {
	v := RegistryView{Series: series, Registry: r}
	for i := range r.Entities {
		e := &v.Entities[i]
		e.Aliases, e.Misheard, e.Links = some(e.Aliases), some(e.Misheard), some(e.Links)
	}
	for i := range r.Tags {
		v.Tags[i].Synonyms = some(v.Tags[i].Synonyms)
	}
	v.Entities, v.Tags, v.Topics, v.Rejections = some(v.Entities), some(v.Tags), some(v.Topics), some(v.Rejections)
	done, undone, err := s.registryEnds(series)
	if done != nil {
		v.Undo, v.Step = done.Name, done.Seq
	}
	if undone != nil {
		v.Redo = undone.Name
	}
	return v, sentence(err)
}

// some is a list that is never nil, which a page could not read.
func some[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
