package check

import (
	"slices"

	"stet/backend/registry"
	"stet/backend/transcript"
)

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

// lists reports whether the chunk has a name among its entities.
func (c *chunkSight) lists(name string) bool {
	at := c.fieldAt("entities")
	return at >= 0 && slices.ContainsFunc(c.Matter.Fields[at].Items, func(item string) bool {
		is, _ := registry.SplitNote(item)
		return is == name
	})
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
