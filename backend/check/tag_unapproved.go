package check

import (
	"fmt"

	"stet/backend/registry"
)

var tagUnapproved = Check{
	ID: "tag.unapproved", Severity: Error,
	Why:     "Tags are for machines, and only those of the series’ approved list lead anywhere.",
	Example: "tags: kubernets, where kubernetes is approved",
	chunk: func(c *chunkSight, r *report) {
		tags := c.series.Tags
		if len(tags) == 0 {
			return
		}
		c.eachItem(func(at, item int, tag string) {
			if tag == "" || registry.Approved(tags, tag) {
				return
			}
			const offered = 3
			var repairs []Repair
			for _, near := range registry.NearestTags(tags, tag, offered) {
				repairs = append(repairs, c.writeItem(at, item, near.Tag))
			}
			repairs = append(repairs, c.dropItem(at, item))
			r.field(c, at, item, fmt.Sprintf("The tag %s is not approved.", quoted(tag)), repairs...)
		}, "tags", "topic_tags")
	},
}
