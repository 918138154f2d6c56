package check

import (
	"fmt"

	"stet/backend/registry"
)

var peopleUnlisted = Check{
	ID: "people.unlisted", Severity: Info,
	Why:     "Who speaks or takes part is among the entities too, where a chunk lists any: whoever looks for somebody finds what they say.",
	Example: "speakers: Ada, and Ada Fern is not among the entities",
	chunk: func(c *chunkSight, r *report) {
		if at := c.fieldAt("entities"); at < 0 || len(c.Matter.Fields[at].Items) == 0 {
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
