// This file says who and what chunk files name, and gathers that into a list. It decides nothing: what is most likely one
// name is put together only where that is asked for.

package service

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"stet/backend/registry"
	spoken "stet/backend/registry/names"
)

// EntitiesView is who and what chunk files name.
type EntitiesView struct {
	// Files counts the chunk files that were read; Refused are those that could not be.
	Files   int
	Refused []ProblemView
	// Entities are by the alphabet; who only speaks or takes part is among them, too.
	Entities []EntityView
	// Variants are names that are most likely one, of entities, tags and topics.
	Variants []VariantsView
	Counts   map[string]int
}

// EntityView is a name, and where it is used.
type EntityView struct {
	Name string
	Kind string
	// Guess is what it most likely is a name of where Kind is not known, and Why the reason.
	Guess, Why string
	Note       string
	// Count is how often it is listed, as an entity, speaker or participant; Files in which files.
	Count int
	Files []string
}

// VariantsView are spellings of what is most likely one name, the one used most first.
type VariantsView struct {
	// Of is "entities", "tags" or "topics".
	Of        string
	Spellings []SpellingView
	// Unclear says that the first is a short name that each of the others may have.
	Unclear bool
}

// SpellingView is one of them. Why says what it differs by; the first differs by nothing.
type SpellingView struct {
	Name  string
	Count int
	Why   string
}

// EntitiesNow says who and what chunks name.
func EntitiesNow(ctx context.Context, in Chunks, progress func(what string, done, total int)) (EntitiesView, error) {
	v, _, err := entities(ctx, in, progress)
	return v, sentence(err)
}

func entities(ctx context.Context, in Chunks, progress func(string, int, int)) (EntitiesView, *registry.InUse, error) {
	files, err := readChunkFiles(ctx, in, progress)
	if err != nil {
		return EntitiesView{}, nil, err
	}
	u := registry.Gather(files.chunks)
	v := EntitiesView{Files: len(files.chunks), Refused: files.refused, Entities: []EntityView{}, Variants: []VariantsView{}, Counts: map[string]int{
		"entities": len(u.Entities), "tags": len(u.Tags), "topics": len(u.Topics), "speakers": len(u.Speakers), "participants": len(u.Participants),
	}}
	names := u.Names()
	list, notes := []string{}, []string{}
	for _, x := range names {
		list, notes = append(list, x.Name), append(notes, x.Note)
	}
	guesses := spoken.GuessKinds(list, notes, nil)
	for i, x := range names {
		e := EntityView{Name: x.Name, Note: x.Note, Count: x.Count, Files: files.names(x.Chunks)}
		if x.Person {
			e.Kind = string(registry.Person)
		} else {
			e.Guess, e.Why = string(guesses[i].Kind), guesses[i].Why
		}
		v.Entities = append(v.Entities, e)
	}
	v.addVariants("entities", append(registry.SpellingVariants(names), registry.ShortNames(names)...))
	v.addVariants("tags", registry.SpellingVariants(u.Tags))
	v.addVariants("topics", registry.SpellingVariants(u.Topics))
	return v, u, nil
}

func (v *EntitiesView) addVariants(of string, groups []registry.Variants) {
	for _, g := range groups {
		x := VariantsView{Of: of, Unclear: g.Unclear}
		for i, u := range g.Uses {
			x.Spellings = append(x.Spellings, SpellingView{Name: u.Name, Count: u.Count, Why: g.Why[i]})
		}
		v.Variants = append(v.Variants, x)
	}
}

// figures say what was gathered: "2 files name 8 entities, 1 tag, 3 speakers; 2 of them are written in several ways."
func (v *EntitiesView) figures() string {
	var parts []string
	for _, x := range [][3]string{
		{"entities", "1 entity", "%d entities"}, {"tags", "1 tag", "%d tags"}, {"topics", "1 topic", "%d topics"},
		{"speakers", "1 speaker", "%d speakers"}, {"participants", "1 participant", "%d participants"},
	} {
		if n := v.Counts[x[0]]; n > 0 {
			parts = append(parts, oneOrMore(n, x[1], x[2]))
		}
	}
	said := oneOrMore(v.Files, "1 file names ", "%d files name ") + cmp.Or(strings.Join(parts, ", "), "nothing")
	if n := len(v.Variants); n > 0 {
		said += oneOrMore(n, "; 1 of them is written in several ways", "; %d of them are written in several ways")
	}
	return said + "."
}

// GatherNow works out a list of who and what chunks name. A list that stands at out already keeps
// what it has, and gets what it does not know. join puts spellings of one name together: the one used most is the name,
// the others its aliases.
func GatherNow(ctx context.Context, in Chunks, out string, join bool, progress func(what string, done, total int)) (*NameChanges, error) {
	view, u, err := entities(ctx, in, progress)
	if err != nil {
		return nil, sentence(err)
	}
	path, err := filepath.Abs(out)
	if err != nil {
		return nil, sentence(err)
	}
	src, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, missing(out, err)
	}
	have, err := registry.ReadEntities(out, src)
	if err != nil {
		return nil, fail(CodeInvalid, err, "%s", err)
	}
	var groups []registry.Variants
	if join {
		names := u.Names()
		groups = append(registry.SpellingVariants(names), registry.ShortNames(names)...)
	}
	want := slices.Clone(have)
	for _, e := range u.Registry(groups...).Entities {
		if len(registry.Called(have, e.Name)) == 0 {
			want = append(want, e)
		}
	}
	text, err := registry.UpdateEntities(out, src, want, nil)
	if err != nil {
		return nil, fail(CodeInvalid, err, "%s", err)
	}
	c := &NameChanges{Files: view.Files, Refused: []ProblemView{}, Notes: []string{view.figures()}, Changed: []NameChange{}}
	if !bytes.Equal(text, src) {
		c.Changed = append(c.Changed, nameChange(path, out, src, text))
	}
	for _, p := range view.Refused {
		c.Notes = append(c.Notes, fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Column, p.What))
	}
	return c, nil
}
