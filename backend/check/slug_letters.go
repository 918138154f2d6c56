package check

import (
	"fmt"

	"stet/backend/casing"
)

var slugLetters = Check{
	ID: "slug.letters", Severity: Warn,
	Why:     "A letter such as ö is written in several ways of other bytes: a file that is named with it gets another name on another system, and an address with it breaks.",
	Example: "slug: ep03-04-größe",
	chunk: func(c *chunkSight, r *report) {
		slug, at := c.scalar("slug")
		now := casing.Plain(slug)
		if at < 0 || now == slug {
			return
		}
		r.field(c, at, -1, fmt.Sprintf("The slug %s has letters that change their bytes between systems.", quoted(slug)), c.write("Write "+now, at, now))
	},
}
