package check

import (
	"fmt"
	"path"
	"regexp"
	"strings"

	"stet/backend/profile"
)

// usualSlug says how a slug is made where the series does not.
func usualSlug(slug string) profile.Pattern {
	switch {
	case numbered.MatchString(slug):
		return "epEE-CC-words"
	case dated.MatchString(slug):
		return "YYYY-MM-DD-CC-words"
	}
	return ""
}

var (
	numbered = regexp.MustCompile(`^ep[0-9]+-`)
	dated    = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}-`)
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
		pattern := c.series.Profile.Slug
		if pattern == "" {
			pattern = usualSlug(slug)
		}
		what := pattern.Check(slug, c.Chunk)
		if what == "" {
			return
		}
		var repairs []Repair
		if now := c.renumbered(slug); now != slug && pattern.Check(now, c.Chunk) == "" {
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
		r.field(c, at, -1, fmt.Sprintf("The file is called %s, and its slug is %s.", name, slug), repairs...)
	},
}
