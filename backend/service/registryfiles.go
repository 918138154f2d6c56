// This file reads what a series shares from plain files, and writes it into them. Neither takes away what only the other
// side knows.

package service

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"stet/backend/atomicfile"
	"stet/backend/registry"
)

// fileKind is a list of one sort, as a file and a registry have it.
type fileKind[T any] struct {
	what   string
	read   func(name string, src []byte) ([]T, error)
	update func(name string, src []byte, want []T, renamed map[string]string) ([]byte, error)
	list   func(registry.Registry) []T
	name   func(T) string
	edit   func(was, is *T) registry.Edit
	sides  func(registry.Edit) (was, is *T)
	// with is a record with what a file says of it besides.
	with func(have, said T) T
	// only is what is left of a record where there is room for its name alone; not ok where it is not to stand there.
	only func(T) (name T, ok bool)
}

var filesOfEntities = fileKind[registry.Entity]{
	what: "entities", read: registry.ReadEntities, update: registry.UpdateEntities,
	list:  func(r registry.Registry) []registry.Entity { return r.Entities },
	name:  func(e registry.Entity) string { return e.Name },
	edit:  func(was, is *registry.Entity) registry.Edit { return registry.Edit{WasEntity: was, Entity: is} },
	sides: func(e registry.Edit) (was, is *registry.Entity) { return e.WasEntity, e.Entity },
	with: func(have, said registry.Entity) registry.Entity {
		have.Kind, have.Note = or(said.Kind, have.Kind), or(said.Note, have.Note)
		have.Aliases, have.Misheard = union(have.Aliases, said.Aliases), union(have.Misheard, said.Misheard)
		have.Links = union(have.Links, said.Links)
		return have
	},
	only: func(e registry.Entity) (registry.Entity, bool) { return registry.Entity{Name: e.Name}, true },
}

var filesOfTags = fileKind[registry.Tag]{
	what: "tags", read: registry.ReadTags, update: registry.UpdateTags,
	list:  func(r registry.Registry) []registry.Tag { return r.Tags },
	name:  func(t registry.Tag) string { return t.Name },
	edit:  func(was, is *registry.Tag) registry.Edit { return registry.Edit{WasTag: was, Tag: is} },
	sides: func(e registry.Edit) (was, is *registry.Tag) { return e.WasTag, e.Tag },
	with: func(have, said registry.Tag) registry.Tag {
		have.Description, have.Synonyms = or(said.Description, have.Description), union(have.Synonyms, said.Synonyms)
		have.Retired, have.Instead = said.Retired || have.Retired, or(said.Instead, have.Instead)
		return have
	},
	only: func(t registry.Tag) (registry.Tag, bool) { return registry.Tag{Name: t.Name}, !t.Retired },
}

func or[T ~string](a, b T) T {
	if a != "" {
		return a
	}
	return b
}

func union(a, b []string) []string {
	out := slices.Clone(a)
	for _, x := range b {
		if !slices.Contains(out, x) {
			out = append(out, x)
		}
	}
	return out
}

// holdsTags reports whether a file is a list of tags: its name says so.
func holdsTags(path string) bool {
	return strings.Contains(strings.ToLower(filepath.Base(path)), "tag")
}

// ReadRegistryFile takes a list of entities, or one of tags where the file's name says so, into what a series shares, as
// one step. What the file does not say stays.
func (s *Service) ReadRegistryFile(series, path string) error {
	if holdsTags(path) {
		return readList(s, series, path, filesOfTags)
	}
	return readList(s, series, path, filesOfEntities)
}

func readList[T any](s *Service, series, path string, k fileKind[T]) error {
	_, r, err := s.registryOf(series)
	if err != nil {
		return sentence(err)
	}
	src, err := readText(path, path)
	if err != nil {
		return sentence(err)
	}
	name := filepath.Base(path)
	list, err := k.read(name, src)
	if err != nil {
		return fail(CodeInvalid, err, "%s", err)
	}
	edits := k.taken(list, k.list(r))
	if len(edits) == 0 {
		return fail(CodeInvalid, nil, "The registry has everything that is in %s already.", name)
	}
	_, err = s.EditRegistry(series, fmt.Sprintf("Took %d %s from %s", len(edits), k.what, name), edits)
	return err
}

// taken are the edits by which what a file has comes in: new, or said of what is called so.
func (k fileKind[T]) taken(file, have []T) []registry.Edit {
	var out []registry.Edit
	for i := range file {
		at := slices.IndexFunc(have, func(x T) bool { return k.name(x) == k.name(file[i]) })
		if at < 0 {
			out = append(out, k.edit(nil, &file[i]))
		} else if is := k.with(have[at], file[i]); !saysSame(is, have[at]) {
			out = append(out, k.edit(&have[at], &is))
		}
	}
	return out
}

// saysSame compares records by what they print: no list and an empty one are alike.
func saysSame(a, b any) bool { return fmt.Sprintf("%+v", a) == fmt.Sprintf("%+v", b) }

// WriteRegistryFile writes the entities of a series, or its tags where the file's name says so. In a file that is there,
// what is the same keeps its bytes, and what the registry never had stays. left says what the file has no room for.
func (s *Service) WriteRegistryFile(series, path string) (left string, err error) {
	if holdsTags(path) {
		return writeList(s, series, path, filesOfTags)
	}
	return writeList(s, series, path, filesOfEntities)
}

func writeList[T any](s *Service, series, path string, k fileKind[T]) (left string, err error) {
	_, r, err := s.registryOf(series)
	if err != nil {
		return "", sentence(err)
	}
	src, err := os.ReadFile(path)
	there := err == nil
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", missing(path, err)
	}
	name := filepath.Base(path)
	want := k.list(r)
	if registry.HoldsOnlyNames(name, src) {
		want, left = k.namesOf(want, name)
	}
	var renamed map[string]string
	if there {
		list, err := k.read(name, src)
		if err != nil {
			return "", fail(CodeInvalid, err, "%s", err)
		}
		past, err := pastNames(s, series, k.list(r), k)
		if err != nil {
			return "", sentence(err)
		}
		for _, x := range list {
			states := past.states[k.name(x)]
			if states == nil {
				want = append(want, x)
			} else if !slices.ContainsFunc(states, func(state T) bool { return saysSame(k.with(state, x), state) }) {
				return "", fail(CodeConflict, nil, "%s says of “%s” what the registry never said: somebody changed it there. Read the file first, so that nothing is lost, and then write it.", name, k.name(x))
			}
		}
		renamed = k.renamed(want, list, past)
	}
	text, err := k.update(name, src, want, renamed)
	if err != nil {
		return "", fail(CodeInvalid, err, "%s", err)
	}
	if there && bytes.Equal(text, src) {
		return left, nil
	}
	return left, sentence(atomicfile.Write(path, text, func() error {
		now, err := os.ReadFile(path)
		if (err == nil) != there || there && !bytes.Equal(now, src) {
			return errOvertaken
		}
		return nil
	}))
}

// namesOf are the names of a list alone, and in a sentence that more is known.
func (k fileKind[T]) namesOf(list []T, file string) (names []T, left string) {
	for _, x := range list {
		only, stands := k.only(x)
		if stands {
			names = append(names, only)
		}
		if !saysSame(only, x) {
			left = fmt.Sprintf("%s has one name a line: what else is known of the %s is in the library alone", file, k.what)
		}
	}
	return names, left
}

// namesPast are all names that a registry has or had, with what it said of each, and what each was called before.
type namesPast[T any] struct {
	states map[string][]T
	was    map[string]string
}

func pastNames[T any](s *Service, series string, now []T, k fileKind[T]) (namesPast[T], error) {
	p := namesPast[T]{states: map[string][]T{}, was: map[string]string{}}
	for _, x := range now {
		p.states[k.name(x)] = append(p.states[k.name(x)], x)
	}
	steps, err := s.Store.RegistrySteps(s.ctx, series, mostRegistrySteps)
	if err != nil {
		return p, err
	}
	for _, step := range slices.Backward(steps) {
		edits, err := editsOf(step)
		if err != nil {
			return p, err
		}
		for _, e := range edits {
			if step.State != "done" {
				e = e.Inverse()
			}
			was, is := k.sides(e)
			for _, x := range []*T{was, is} {
				if x != nil {
					p.states[k.name(*x)] = append(p.states[k.name(*x)], *x)
				}
			}
			if was != nil && is != nil && k.name(*was) != k.name(*is) {
				p.was[k.name(*is)] = k.name(*was)
			}
		}
	}
	return p, nil
}

// renamed says what names that a file is to have stood in it as.
func (k fileKind[T]) renamed(want, file []T, past namesPast[T]) map[string]string {
	stands := map[string]bool{}
	for _, x := range file {
		stands[k.name(x)] = true
	}
	out := map[string]string{}
	for _, x := range want {
		name := k.name(x)
		// Who goes round in a circle has been everywhere after as many steps as there are names.
		for range len(past.was) {
			if stands[name] || past.was[name] == "" {
				break
			}
			name = past.was[name]
		}
		if name != k.name(x) && stands[name] {
			out[k.name(x)] = name
		}
	}
	return out
}
