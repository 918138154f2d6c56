package check

import (
	"fmt"
	"slices"
	"sync"

	"stet/backend/registry"
)

// Near remembers which approved tags are nearest to one that is not: the same one stands in many chunks. It is for several
// goroutines at once.
type Near struct {
	mu    sync.Mutex
	known map[string][]registry.Near
}

func (n *Near) of(tags []registry.Tag, tag string, most int) []registry.Near {
	if n == nil {
		return registry.NearestTags(tags, tag, most)
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if _, known := n.known[tag]; !known {
		if n.known == nil {
			n.known = map[string][]registry.Near{}
		}
		n.known[tag] = registry.NearestTags(tags, tag, most)
	}
	return n.known[tag]
}

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
			what := fmt.Sprintf("The tag %s is not approved.", quoted(tag))
			var instead []string
			for _, near := range c.series.Near.of(tags, tag, offered) {
				instead = append(instead, near.Tag)
			}
			if slices.Contains(c.series.Elsewhere, tag) {
				what = fmt.Sprintf("The tag %s is approved in the library, and not yet in the list beside the files: write the list there.", quoted(tag))
			}
			if i := slices.IndexFunc(tags, func(t registry.Tag) bool { return t.Name == tag && t.Retired }); i >= 0 {
				what = fmt.Sprintf("The tag %s is retired.", quoted(tag))
				if tags[i].Instead != "" {
					instead = []string{tags[i].Instead}
				}
			}
			var repairs []Repair
			for _, near := range instead {
				// One that is listed already only takes this one out.
				if !slices.Contains(c.Matter.Fields[at].Items, near) {
					repairs = append(repairs, c.writeItem(at, item, near))
				}
			}
			r.field(c, at, item, what, append(repairs, c.dropItem(at, item))...)
		}, "tags", "topic_tags")
	},
}
