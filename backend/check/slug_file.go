package check

import (
	"fmt"
	"path"
	"strings"

	"stet/backend/transcript"
)

var slugFile = Check{
	ID: "slug.file", Severity: Error,
	Why:     "A chunk’s file is named after its slug, so that one is found by the other.",
	Example: "slug: ep03-04-low-water in the file ep03-04-lo-water.md",
	chunk: func(c *chunkSight, r *report) {
		slug, at := c.scalar("slug")
		name := c.source.Name
		if at < 0 || slug == "" || name == "" {
			return
		}
		if p := c.series.Profile.File; p != "" && !strings.HasPrefix(string(p), "slug") {
			if what := p.Check(name, c.Chunk); what != "" {
				r.field(c, at, -1, fmt.Sprintf("The file’s name %s.", what))
			}
			return
		}
		stem := strings.TrimSuffix(name, path.Ext(name))
		if stem == slug {
			return
		}
		var repairs []Repair
		if pattern := usualSlug(stem); pattern != "" && pattern.Check(stem, c.Chunk) == "" {
			repairs = append(repairs, c.write("Write "+stem, at, stem))
		}
		if pattern := usualSlug(slug); pattern != "" && pattern.Check(slug, c.Chunk) == "" {
			now := slug + path.Ext(name)
			repairs = append(repairs, Repair{
				Name: "Rename the file to " + now, Before: name, After: now,
				Ops: []transcript.Op{transcript.SetFileName{Chunk: c.ID, From: name, To: now}},
			})
		}
		r.field(c, at, -1, fmt.Sprintf("The file is called %s, and its slug is %s.", name, slug), repairs...)
	},
}
