// This file says who is who in chunk files: where speakers, participants and entities that are the same people do not
// agree. It guesses nobody, and changes nothing.

package service

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"stet/backend/chunkfile"
	"stet/backend/registry"
	"stet/backend/transcript"
)

// PeopleView is where the people of chunk files do not agree.
type PeopleView struct {
	Files   int
	Refused []ProblemView
	// Named counts the people that the files name, each once a file; Clear those of whom it is clear who they are.
	Named, Clear int
	// Unknown counts those who are not in the list of names. They have places only where it has most of the people.
	Unknown int
	Places  []ProblemView
}

// unknownPerson is the code of somebody who is not in the list of names.
const unknownPerson = "people.unknown"

// TooFew says that the list of names has less than half of the people, so that it says nothing of the others.
func (v PeopleView) TooFew() bool { return 2*v.Unknown > v.Named }

// seated is a chunk file, and where the people stand in it.
type seated struct {
	shown  string
	chunk  transcript.Chunk
	places map[string][]chunkfile.Place
}

// PeopleNow says who is who. names is a list of entities to know them by; with "", they are known by what the files
// themselves say.
func PeopleNow(ctx context.Context, in Chunks, names string, progress func(what string, done, total int)) (PeopleView, error) {
	entities, err := readNames(names)
	if err != nil {
		return PeopleView{}, sentence(err)
	}
	var files []seated
	var unread []ProblemView
	refused, err := eachChunk(ctx, in, progress, func(r read) {
		if p, raw := unreadMatter(r); raw {
			unread = append(unread, p)
			return
		}
		files = append(files, seat(r))
	})
	if err != nil {
		return PeopleView{}, sentence(err)
	}
	if names == "" {
		entities = knownFrom(files)
	}
	v := PeopleView{Files: len(files), Refused: append(refused, unread...), Places: []ProblemView{}}
	for _, f := range files {
		for _, p := range registry.People(f.chunk, entities) {
			v.add(f, p, entities)
		}
	}
	if v.TooFew() {
		v.Places = slices.DeleteFunc(v.Places, func(p ProblemView) bool { return p.Code == unknownPerson })
	}
	return v, nil
}

func readNames(names string) ([]registry.Entity, error) {
	if names == "" {
		return nil, nil
	}
	src, err := os.ReadFile(names)
	if err != nil {
		return nil, missing(names, err)
	}
	entities, err := registry.ReadEntities(names, src)
	if err != nil {
		return nil, fail(CodeInvalid, err, "%s", err)
	}
	return entities, nil
}

func seat(r read) seated {
	s := seated{shown: r.shown, chunk: transcript.Chunk{Matter: r.chunk.Matter}, places: map[string][]chunkfile.Place{}}
	for at, f := range r.chunk.Matter.Fields {
		if s.places[f.Key] != nil {
			continue
		}
		for i := range f.Items {
			s.places[f.Key] = append(s.places[f.Key], r.file.ItemPlace(at, i))
		}
		if len(f.Items) == 0 {
			s.places[f.Key] = []chunkfile.Place{r.file.FieldPlace(at)}
		}
	}
	return s
}

// knownFrom puts together what the files say of people, and leaves unclear what they leave so.
func knownFrom(files []seated) []registry.Entity {
	chunks := make([]transcript.Chunk, len(files))
	for i, f := range files {
		chunks[i] = f.chunk
	}
	u := registry.Gather(chunks)
	names := u.Names()
	return u.Registry(append(registry.SpellingVariants(names), registry.ShortNames(names)...)...).Entities
}

func (v *PeopleView) add(f seated, p registry.Somebody, entities []registry.Entity) {
	v.Named++
	name := p.Seats[0].Name
	tell := func(s registry.Seat, severity chunkfile.Severity, code, what string) {
		place := f.places[s.Field][s.Item]
		v.Places = append(v.Places, ProblemView{File: f.shown, Line: place.Line, Column: place.Column, Severity: string(severity), Code: code, What: what})
	}
	switch {
	case len(p.Candidates) > 0:
		var may []string
		for _, e := range p.Candidates {
			may = append(may, "“"+entities[e].Name+"”")
		}
		tell(p.Seats[0], chunkfile.Warn, "people.unclear", fmt.Sprintf("“%s” may be %s. Write the full name among the entities.", name, strings.Join(may, " or ")))
		return
	case p.Entity < 0:
		v.Unknown++
		tell(p.Seats[0], chunkfile.Warn, unknownPerson, fmt.Sprintf("“%s” is not in the list of names.", name))
		return
	}
	v.Clear++
	who := entities[p.Entity].Name
	for _, s := range p.Seats {
		if s.Field == "entities" || p.In("entities") {
			continue
		}
		does := map[string]string{"speakers": "speaks", "participants": "takes part"}[s.Field]
		is := fmt.Sprintf("“%s” is", who)
		if who == s.Name {
			is = "is"
		}
		tell(s, chunkfile.Info, "people.unlisted", fmt.Sprintf("“%s” %s, and %s not among the entities.", s.Name, does, is))
		return
	}
}
