// This file makes what a series shares out of what its chunks list. What is one name, a person says.

package service

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"stet/backend/registry"
	"stet/backend/session"
	"stet/backend/transcript"
)

// GatheredView is who and what the chunks of a series list that the registry does not have.
type GatheredView struct {
	// Fresh counts the names, Chunks the chunks that were read.
	Fresh  int `json:"fresh"`
	Chunks int `json:"chunks"`
	// Variants are most likely one name each, the spelling used most first.
	Variants []GatheredVariants `json:"variants"`
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

// inUse collects who and what the chunks of a series list.
func (s *Service) inUse(ctx context.Context, series string) (*registry.InUse, int, error) {
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
	v := GatheredView{Variants: []GatheredVariants{}}
	_, r, err := s.registryOf(series)
	if err != nil {
		return v, sentence(err)
	}
	u, chunks, err := s.inUse(ctx, series)
	if err != nil {
		return v, sentence(err)
	}
	v.Fresh, v.Chunks = len(freshIn(u, r, nil)), chunks
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

// BuildRegistry adds who and what the chunks of a series list, as one step. join are the IDs of the groups whose spellings are
// one name.
func (s *Service) BuildRegistry(series string, join []string) error {
	_, r, err := s.registryOf(series)
	if err != nil {
		return sentence(err)
	}
	u, _, err := s.inUse(s.ctx, series)
	if err != nil {
		return sentence(err)
	}
	groups := slices.DeleteFunc(variantsIn(u), func(g registry.Variants) bool { return !slices.Contains(join, variantsID(g)) })
	fresh := freshIn(u, r, groups)
	if len(fresh) == 0 {
		return fail(CodeInvalid, nil, "Every name that the chunks list is in the registry already.")
	}
	var edits []registry.Edit
	for i := range fresh {
		edits = append(edits, registry.Edit{Entity: &fresh[i]})
	}
	_, err = s.EditRegistry(series, fmt.Sprintf("Added %d names from the chunks", len(fresh)), edits)
	return err
}
