// This file makes what a series shares out of what its chunks list. What is one name, a person says.

package service

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"stet/backend/registry"
	"stet/backend/registry/names"
	"stet/backend/session"
	"stet/backend/transcript"
)

// GatheredView is who and what the chunks of a series list that the registry does not have.
type GatheredView struct {
	// Fresh are the names, by the alphabet. Chunks counts the chunks that were read.
	Fresh  []GatheredEntity `json:"fresh"`
	Chunks int              `json:"chunks"`
	// Variants are most likely one name each, the spelling used most first.
	Variants []GatheredVariants `json:"variants"`
}

// GatheredEntity is a name, how often it is listed, and what it most likely is a name of, with the reason; Kind is "" where
// nothing tells.
type GatheredEntity struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
	Kind  string `json:"kind"`
	Why   string `json:"why"`
}

// RegistryBuild is what somebody decided of what was gathered. What is not said is not guessed.
type RegistryBuild struct {
	// Join are the IDs of the groups whose spellings are one name, Leave the names that are not to be added.
	Join  []string `json:"join"`
	Leave []string `json:"leave"`
	// Kinds are the kinds of names.
	Kinds map[string]registry.Kind `json:"kinds"`
}

// GatheredVariants are spellings of what is most likely one name.
type GatheredVariants struct {
	// ID names the group: the same spelling can begin several.
	ID    string         `json:"id"`
	Names []GatheredName `json:"names"`
	// Unclear says that the first is a short name that each of the others may have.
	Unclear bool `json:"unclear"`
}

// GatheredName is one of them, how often it is listed, and what it differs by from the first.
type GatheredName struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
	Why   string `json:"why"`
}

// inUse collects who and what the chunks of a series list, and shows what each of them says to f, if
// there is one.
func (s *Service) inUse(ctx context.Context, series string, f func(transcript.Chunk)) (*registry.InUse, int, error) {
	rows, err := s.Store.Library(ctx)
	if err != nil {
		return nil, 0, err
	}
	var chunks []transcript.Chunk
	for _, row := range rows {
		if row.Episode.Series != series {
			continue
		}
		err := s.open.with(ctx, row.ID, func(open *session.Session) error {
			open.Read(func(doc *transcript.Document, _ session.Files) {
				for _, id := range doc.Chunks() {
					c, _ := doc.Head(id)
					chunks = append(chunks, c)
					if f != nil {
						whole, _ := doc.Chunk(id)
						f(whole)
					}
				}
			})
			return nil
		})
		if err != nil {
			return nil, 0, err
		}
	}
	return registry.Gather(chunks), len(chunks), nil
}

// variantsID is what a group is called by, which is all of its names.
func variantsID(g registry.Variants) string {
	names := make([]string, len(g.Uses))
	for i, use := range g.Uses {
		names[i] = use.Name
	}
	return strings.Join(names, "\n")
}

func variantsIn(u *registry.InUse) []registry.Variants {
	names := u.Names()
	return append(registry.SpellingVariants(names), registry.ShortNames(names)...)
}

// freshIn are the entities in use that a registry does not have.
func freshIn(u *registry.InUse, r registry.Registry, join []registry.Variants) []registry.Entity {
	var out []registry.Entity
	for _, e := range u.Registry(join...).Entities {
		if len(registry.Called(r.Entities, e.Name)) == 0 {
			out = append(out, e)
		}
	}
	return out
}

// gathered says what building the registry of a series would add, and what there is to decide.
func (s *Service) gathered(ctx context.Context, series string) (GatheredView, error) {
	v := GatheredView{Fresh: []GatheredEntity{}, Variants: []GatheredVariants{}}
	_, r, err := s.registryOf(series)
	if err != nil {
		return v, sentence(err)
	}
	var said []string
	u, chunks, err := s.inUse(ctx, series, func(c transcript.Chunk) {
		for _, t := range c.Turns {
			said = append(said, t.Paragraphs...)
		}
	})
	if err != nil {
		return v, sentence(err)
	}
	v.Fresh, v.Chunks = withKinds(u, freshIn(u, r, nil), said), chunks
	for _, g := range variantsIn(u) {
		x := GatheredVariants{ID: variantsID(g), Unclear: g.Unclear}
		known := true
		for i, use := range g.Uses {
			x.Names = append(x.Names, GatheredName{use.Name, use.Count, g.Why[i]})
			known = known && len(registry.Called(r.Entities, use.Name)) > 0
		}
		if !known {
			v.Variants = append(v.Variants, x)
		}
	}
	return v, nil
}

// withKinds says what entities most likely are names of.
func withKinds(u *registry.InUse, entities []registry.Entity, said []string) []GatheredEntity {
	count := map[string]int{}
	for _, use := range u.Names() {
		count[use.Name] = use.Count
	}
	out := []GatheredEntity{}
	var list, notes []string
	for _, e := range entities {
		list, notes = append(list, e.Name), append(notes, e.Note)
	}
	for i, g := range names.GuessKinds(list, notes, said) {
		if entities[i].Kind != "" {
			g = names.KindGuess{Kind: entities[i].Kind, Why: "speaks or takes part"}
		}
		out = append(out, GatheredEntity{list[i], count[list[i]], string(g.Kind), g.Why})
	}
	return out
}

// BuildRegistry adds who and what the chunks of a series list, as one step.
func (s *Service) BuildRegistry(series string, b RegistryBuild) error {
	_, r, err := s.registryOf(series)
	if err != nil {
		return sentence(err)
	}
	u, _, err := s.inUse(s.ctx, series, nil)
	if err != nil {
		return sentence(err)
	}
	groups := slices.DeleteFunc(variantsIn(u), func(g registry.Variants) bool { return !slices.Contains(b.Join, variantsID(g)) })
	var edits []registry.Edit
	for _, e := range freshIn(u, r, groups) {
		if slices.Contains(b.Leave, e.Name) {
			continue
		}
		for _, name := range append([]string{e.Name}, e.Aliases...) {
			e.Kind = cmp.Or(e.Kind, b.Kinds[name])
		}
		edits = append(edits, registry.Edit{Entity: &e})
	}
	if len(edits) == 0 {
		return fail(CodeInvalid, nil, "There is no name to add that the registry does not have already.")
	}
	_, err = s.EditRegistry(series, fmt.Sprintf("Added %d names from the chunks", len(edits)), edits)
	return err
}
