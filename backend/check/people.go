package check

import (
	"fmt"
	"slices"
	"strings"

	"stet/backend/registry"
	"stet/backend/transcript"
)

var peopleUnclear = Check{
	ID: "people.unclear", Severity: Warn,
	Why:     "A name that several of the series’ people have does not say who speaks or takes part: the full one among the entities does.",
	Example: "speakers: Ada, where the series has an Ada Fern and an Ada Holm, and no entity is one of them",
	chunk: func(c *chunkSight, r *report) {
		c.eachPerson(func(p registry.Somebody, seat registry.Seat, at int) {
			if len(p.Candidates) == 0 {
				return
			}
			var names []string
			var repairs []Repair
			for _, i := range p.Candidates {
				name := c.series.Entities[i].Name
				names = append(names, quoted(name))
				repairs = append(repairs, c.listEntity(name)...)
			}
			r.field(c, at, seat.Item, fmt.Sprintf("%s may be %s. The full name among the entities tells.", quoted(seat.Name), strings.Join(names, " or ")), repairs...)
		})
	},
}

var peopleUnlisted = Check{
	ID: "people.unlisted", Severity: Info,
	Why:     "Who speaks or takes part is among the entities too, where a chunk lists any: whoever looks for somebody finds what they say.",
	Example: "speakers: Ada, and Ada Fern is not among the entities",
	chunk: func(c *chunkSight, r *report) {
		if c.fieldAt("entities") < 0 {
			return
		}
		c.eachPerson(func(p registry.Somebody, seat registry.Seat, at int) {
			if p.Entity < 0 || p.In("entities") || c.series.Entities[p.Entity].Kind != registry.Person {
				return
			}
			name := c.series.Entities[p.Entity].Name
			does := map[string]string{"speakers": "speaks", "participants": "takes part"}[seat.Field]
			r.field(c, at, seat.Item, fmt.Sprintf("%s %s, and is not among the entities.", quoted(name), does), c.listEntity(name)...)
		})
	},
}

// eachPerson calls f for everybody whom the lists of speakers and of participants name, with the first place there.
func (c *chunkSight) eachPerson(f func(p registry.Somebody, seat registry.Seat, at int)) {
	if len(c.series.Entities) == 0 {
		return
	}
	for _, p := range registry.People(c.Chunk, c.series.Entities) {
		i := slices.IndexFunc(p.Seats, func(s registry.Seat) bool { return s.Field != "entities" })
		if i < 0 {
			continue
		}
		if at := c.fieldAt(p.Seats[i].Field); c.Matter.Fields[at].Kind == transcript.ListField {
			f(p, p.Seats[i], at)
		}
	}
}

// listEntity is a repair that adds a name to the list of entities, if there is one.
func (c *chunkSight) listEntity(name string) []Repair {
	at := c.fieldAt("entities")
	if at < 0 || c.Matter.Fields[at].Kind != transcript.ListField {
		return nil
	}
	f := c.Matter.Fields[at]
	now := f
	now.Items = append(slices.Clone(f.Items), name)
	return []Repair{{
		Name: "List " + quoted(name), After: "- " + name,
		Ops: []transcript.Op{transcript.SetField{Chunk: c.ID, At: at, Was: f.Key, Field: now}},
	}}
}
