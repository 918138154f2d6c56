package check

import (
	"fmt"
	"strings"

	"stet/backend/registry"
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
			listed := 0
			for _, i := range p.Candidates {
				name := c.series.Entities[i].Name
				names = append(names, quoted(name))
				if c.lists(name) {
					listed++
				} else {
					repairs = append(repairs, c.listEntity(name)...)
				}
			}
			how := "The full name among the entities tells."
			if listed > 1 {
				// One more of them would not tell either.
				how, repairs = "Several of them are among the entities, so they do not tell: the full name here does.", nil
			}
			r.field(c, at, seat.Item, fmt.Sprintf("%s may be %s. %s", quoted(seat.Name), strings.Join(names, " or "), how), repairs...)
		})
	},
}
