// This file makes what a series shares out of what its chunks list, and reads and writes it as plain files. What is one
// name, a person says.

package service

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"stet/backend/atomicfile"
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
		x := GatheredVariants{Unclear: g.Unclear}
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

// BuildRegistry adds who and what the chunks of a series list, as one step. join names the first spelling of each group
// whose spellings are one name.
func (s *Service) BuildRegistry(series string, join []string) error {
	_, r, err := s.registryOf(series)
	if err != nil {
		return sentence(err)
	}
	u, _, err := s.inUse(s.ctx, series)
	if err != nil {
		return sentence(err)
	}
	groups := slices.DeleteFunc(variantsIn(u), func(g registry.Variants) bool { return !slices.Contains(join, g.Uses[0].Name) })
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

// holdsTags reports whether a file is a list of tags: its name says so.
func holdsTags(path string) bool {
	return strings.Contains(strings.ToLower(filepath.Base(path)), "tag")
}

// ReadRegistryFile takes a list of entities, or one of tags where the file's name says so, into what a series shares, as
// one step. What the file does not have stays.
func (s *Service) ReadRegistryFile(series, path string) error {
	_, r, err := s.registryOf(series)
	if err != nil {
		return sentence(err)
	}
	src, err := readText(path, path)
	if err != nil {
		return sentence(err)
	}
	name, what := filepath.Base(path), "entities"
	var edits []registry.Edit
	if holdsTags(path) {
		what = "tags"
		var tags []registry.Tag
		if tags, err = registry.ReadTags(name, src); err == nil {
			edits = taken(tags, r.Tags, func(t registry.Tag) string { return t.Name }, func(was, is *registry.Tag) registry.Edit {
				return registry.Edit{WasTag: was, Tag: is}
			})
		}
	} else {
		var entities []registry.Entity
		if entities, err = registry.ReadEntities(name, src); err == nil {
			edits = taken(entities, r.Entities, func(e registry.Entity) string { return e.Name }, func(was, is *registry.Entity) registry.Edit {
				return registry.Edit{WasEntity: was, Entity: is}
			})
		}
	}
	if err != nil {
		return fail(CodeInvalid, err, "%s", err)
	}
	if len(edits) == 0 {
		return fail(CodeInvalid, nil, "The registry has everything that is in %s already.", name)
	}
	_, err = s.EditRegistry(series, fmt.Sprintf("Took %d %s from %s", len(edits), what, name), edits)
	return err
}

// taken are the edits by which what a file has comes in: new, or in the place of what is called so. A bare name says
// nothing of one that is there.
func taken[T any](file, have []T, name func(T) string, edit func(was, is *T) registry.Edit) []registry.Edit {
	var out []registry.Edit
	for i := range file {
		at := slices.IndexFunc(have, func(x T) bool { return name(x) == name(file[i]) })
		switch {
		case at < 0:
			out = append(out, edit(nil, &file[i]))
		case !bare(file[i]) && !saysSame(file[i], have[at]):
			out = append(out, edit(&have[at], &file[i]))
		}
	}
	return out
}

func bare(record any) bool {
	switch x := record.(type) {
	case registry.Tag:
		return x.Description == "" && len(x.Synonyms) == 0 && !x.Retired && x.Instead == ""
	case registry.Entity:
		return x.Kind == "" && len(x.Aliases)+len(x.Misheard)+len(x.Links) == 0 && x.Note == ""
	}
	return false
}

// saysSame compares records by what they print: no list and an empty one are alike.
func saysSame(a, b any) bool { return fmt.Sprintf("%+v", a) == fmt.Sprintf("%+v", b) }

// WriteRegistryFile writes the entities of a series, or its tags where the file's name says so. What is the same in a file
// that is there keeps its bytes.
func (s *Service) WriteRegistryFile(series, path string) error {
	_, r, err := s.registryOf(series)
	if err != nil {
		return sentence(err)
	}
	src, err := os.ReadFile(path)
	there := err == nil
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return missing(path, err)
	}
	var text []byte
	if holdsTags(path) {
		text, err = registry.UpdateTags(filepath.Base(path), src, r.Tags, nil)
	} else {
		text, err = registry.UpdateEntities(filepath.Base(path), src, r.Entities, nil)
	}
	if err != nil {
		return fail(CodeInvalid, err, "%s", err)
	}
	if there && bytes.Equal(text, src) {
		return nil
	}
	return sentence(atomicfile.Write(path, text, func() error {
		now, err := os.ReadFile(path)
		if (err == nil) != there || there && !bytes.Equal(now, src) {
			return errOvertaken
		}
		return nil
	}))
}
