package check

import (
	"fmt"

	"stet/backend/casing"
)

var topicCase = Check{
	ID: "topic.case", Severity: Warn,
	Why:     "Topics are for people, in Title Case: the site shows them as headings.",
	Example: "topics: open source moats",
	chunk: func(c *chunkSight, r *report) {
		c.eachItem(func(at, item int, topic string) {
			if now := casing.Title(topic); now != topic && topic != "" {
				r.field(c, at, item, fmt.Sprintf("The topic %s is not in Title Case.", quoted(topic)), c.writeItem(at, item, now))
			}
		}, "topics")
	},
}
