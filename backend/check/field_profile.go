package check

import "stet/backend/profile"

// This file holds the fields against the series' profile, which says itself where they differ.

// differing tells of one way in which a chunk differs from the profile.
func differing(code string, repairs func(c *chunkSight, at int) []Repair) func(c *chunkSight, r *report) {
	return func(c *chunkSight, r *report) {
		// Slugs and file names have checks of their own.
		p := c.series.Profile
		p.Slug, p.File = "", ""
		for _, f := range p.Check("", c.Chunk) {
			if f.Code != code {
				continue
			}
			var offered []Repair
			if repairs != nil && f.At >= 0 {
				offered = repairs(c, f.At)
			}
			r.field(c, f.At, -1, f.What, offered...)
			if c.series.Guessed && r.check.Severity == Error {
				r.found[len(r.found)-1].Severity = Warn
			}
			if last := &r.found[len(r.found)-1]; f.At < 0 {
				last.Field, last.Words = f.Field, f.Field
			}
		}
	}
}

// Guessed is what a guess of a profile can be held against a file: not what others happen to say, nor an order of fields
// that not nearly all of them have.
func Guessed(g profile.Guess) profile.Profile {
	p := g.Profile
	p.Allowed, p.Shortest, p.Longest = nil, profile.Unknown, profile.Unknown
	p.File = ""
	if s, ok := g.Share("fields"); !ok || s.Agree*4 < s.Of*3 {
		p.Fields = nil
	}
	return p
}
