package registry

import (
	"slices"
	"strings"

	"stet/backend/transcript"
)

// This file says who is who: chunks call people by a short name as speakers, and by their full one elsewhere. It tells
// where that is not clear, and never guesses.

// Called returns the places of the entities that a name can mean: of those whose name it is; of none, those who have it
// for an alias; of none, those that are written nearly so; of none, the people whose first name it is; of none, what is
// misheard so. More than one means that it is not clear.
func Called(entities []Entity, name string) []int {
	name, _ = SplitNote(name)
	if name == "" {
		return nil
	}
	fold, short := folded(name), letters(name)
	among := func(list []string) bool {
		return slices.ContainsFunc(list, func(s string) bool { return folded(s) == fold })
	}
	for _, is := range []func(Entity) bool{
		func(e Entity) bool { return e.Name == name },
		func(e Entity) bool { return slices.Contains(e.Aliases, name) },
		func(e Entity) bool { return folded(e.Name) == fold || among(e.Aliases) },
		func(e Entity) bool { return letters(e.Name) == short && short != "" },
		func(e Entity) bool { return mayBePerson(e) && isShortOf(fold, folded(e.Name)) },
		func(e Entity) bool { return among(e.Misheard) },
	} {
		var found []int
		for i, e := range entities {
			if is(e) {
				found = append(found, i)
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

func mayBePerson(e Entity) bool { return e.Kind == Person || e.Kind == "" && looksLikePerson(e.Name) }

// isShortOf says that a name is the first of a full one, with or without a letter of the last: Mira, Mira L.
func isShortOf(short, full string) bool {
	first, last, ok := strings.Cut(full, " ")
	if !ok {
		return false
	}
	given, initial, more := strings.Cut(short, " ")
	if given != first {
		return false
	}
	initial = strings.TrimSuffix(initial, ".")
	words := strings.Fields(last)
	return !more || len([]rune(initial)) == 1 && strings.HasPrefix(words[len(words)-1], initial)
}

// Seat is where a chunk names somebody: a field, and the place in its list.
type Seat struct {
	Field string
	Item  int
	Name  string
}

// Somebody is a person whom a chunk names, in one field or in several.
type Somebody struct {
	// Entity is who it is, a place among the entities; -1 where that is not known or not clear.
	Entity int
	// Candidates are those that it may be where that is not clear.
	Candidates []int
	Seats      []Seat
}

// In reports whether a field of the chunk names them.
func (s Somebody) In(field string) bool {
	return slices.ContainsFunc(s.Seats, func(x Seat) bool { return x.Field == field })
}

// People says who is who among the speakers, participants and entities of a chunk. A speaker's name that can mean several
// is the one of them whom the chunk names in full, if it names one.
func People(c transcript.Chunk, entities []Entity) []Somebody {
	var people []Somebody
	var unclear []Somebody
	put := func(entity int, seats ...Seat) {
		i := slices.IndexFunc(people, func(s Somebody) bool {
			return s.Entity == entity && (entity >= 0 || folded(s.Seats[0].Name) == folded(seats[0].Name))
		})
		if i < 0 {
			people = append(people, Somebody{Entity: entity, Seats: seats})
			return
		}
		people[i].Seats = append(people[i].Seats, seats...)
	}
	for _, key := range []string{"entities", "participants", "speakers"} {
		f, ok := c.Field(key)
		if !ok {
			continue
		}
		for i, item := range listed(f) {
			seat := Seat{Field: key, Item: i, Name: item}
			switch who := Called(entities, item); {
			case len(who) > 1:
				unclear = append(unclear, Somebody{Entity: -1, Candidates: who, Seats: []Seat{seat}})
			case len(who) == 1 && (key != "entities" || entities[who[0]].Kind == Person):
				put(who[0], seat)
			case len(who) == 0 && key != "entities":
				put(-1, seat)
			}
		}
	}
	for _, s := range unclear {
		var here []int
		for _, e := range s.Candidates {
			if slices.ContainsFunc(people, func(p Somebody) bool { return p.Entity == e }) {
				here = append(here, e)
			}
		}
		if len(here) == 1 {
			put(here[0], s.Seats...)
		} else {
			people = append(people, s)
		}
	}
	return people
}
