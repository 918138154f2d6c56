package check

import (
	"fmt"
	"regexp"
)

var slugNumbers = Check{
	ID: "slug.numbers", Severity: Error,
	Why:     "The slug’s numbers are the episode’s and the chunk’s, and the rest are words in small letters with hyphens: addresses are made of it.",
	Example: "slug: ep03-05-low-water in chunk 4",
	covers:  []string{"slug.file"},
	chunk: func(c *chunkSight, r *report) {
		slug, at := c.scalar("slug")
		if at < 0 || slug == "" {
			return
		}
		what := c.series.SlugFault(slug, c.Chunk)
		if what == "" {
			return
		}
		var repairs []Repair
		if now := c.renumbered(slug); now != slug && c.series.SlugFault(now, c.Chunk) == "" {
			repairs = append(repairs, c.write("Write "+now, at, now))
		}
		r.field(c, at, -1, fmt.Sprintf("The slug %s.", what), repairs...)
	},
}

var slugStart = regexp.MustCompile(`^(ep)([0-9]+)-([0-9]+)-`)

// renumbered is a slug with the episode's and the chunk's numbers.
func (c *chunkSight) renumbered(slug string) string {
	episode, _ := c.numberOf("episode")
	chunk, _ := c.numberOf("chunk")
	m := slugStart.FindStringSubmatch(slug)
	if m == nil || episode == 0 || chunk == 0 {
		return slug
	}
	return fmt.Sprintf("ep%0*d-%0*d-%s", len(m[2]), episode, len(m[3]), chunk, slug[len(m[0]):])
}
