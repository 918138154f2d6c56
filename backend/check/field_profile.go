package check

import (
	"fmt"
	"slices"
	"strings"

	"stet/backend/profile"
	"stet/backend/transcript"
)

// This file holds the fields against the series' profile, which says itself where they differ.

var fieldMissing = Check{
	ID: "field.missing", Severity: Error,
	Why:     "All files of a series have the same fields; the profile says which none may lack. As long as none is kept, most files do, and it is a warning.",
	Example: "no summary, where the profile requires one",
	chunk:   differing("field.missing", nil),
}

var fieldEmpty = Check{
	ID: "field.empty", Severity: Error,
	Why:     "A field that none may lack says something; and a chunk without a summary says nothing where chunks are listed.",
	Example: "tags: [], where the profile requires them",
	covers:  []string{"summary.length"},
	chunk: func(c *chunkSight, r *report) {
		for at, f := range c.Matter.Fields {
			required := slices.Contains(c.series.Profile.Required, f.Key)
			if says(f) || !required && f.Key != "summary" {
				continue
			}
			r.field(c, at, -1, fmt.Sprintf("The field %s is empty.", f.Key))
			if c.series.Guessed && f.Key != "summary" {
				r.found[len(r.found)-1].Severity = Warn
			}
		}
	},
}

// says reports whether a field holds anything.
func says(f transcript.Field) bool {
	switch f.Kind {
	case transcript.ListField:
		return slices.ContainsFunc(f.Items, func(item string) bool { return strings.TrimSpace(item) != "" })
	case transcript.ScalarField:
		return strings.TrimSpace(f.Value) != ""
	}
	return true
}

var fieldExtra = Check{
	ID: "field.extra", Severity: Warn,
	Why:     "A field that none of the series’ files has is a slip of the pen, or a layout of long ago.",
	Example: "sumary: …",
	chunk: differing("field.extra", func(c *chunkSight, at int) []Repair {
		f := c.Matter.Fields[at]
		shown := f.Value
		if f.Kind == transcript.ListField {
			shown = strings.Join(f.Items, ", ")
		}
		return []Repair{{
			Name: "Take the field out", Before: f.Key + ": " + shown,
			Ops: []transcript.Op{transcript.RemoveField{Chunk: c.ID, At: at, Was: f.Key}},
		}}
	}),
}

var fieldOrder = Check{
	ID: "field.order", Severity: Warn,
	Why:     "All files of a series have their fields in one order, so that two of them can be compared line by line.",
	Example: "tags before topics, where all others have them the other way round",
	chunk: differing("field.order", func(c *chunkSight, _ int) []Repair {
		now := c.Matter
		now.Fields = c.series.Profile.Arrange(c.Matter.Fields)
		return []Repair{{
			Name: "Put the fields in order", Before: keysOf(c.Matter.Fields), After: keysOf(now.Fields),
			Ops: []transcript.Op{transcript.SetMatter{Chunk: c.ID, Matter: now}},
		}}
	}),
}

var fieldList = Check{
	ID: "field.list", Severity: Warn,
	Why:     "A field that holds a list everywhere else is read as one: a single text there is passed over.",
	Example: "tags: go, rest",
	chunk: differing("field.list", func(c *chunkSight, at int) []Repair {
		f := c.Matter.Fields[at]
		if f.Kind != transcript.ScalarField {
			return nil
		}
		now := transcript.Field{Key: f.Key, Kind: transcript.ListField}
		for _, item := range strings.Split(f.Value, ",") {
			if item = strings.TrimSpace(item); item != "" {
				now.Items = append(now.Items, item)
			}
		}
		return []Repair{{
			Name: "Make it a list", Before: f.Key + ": " + f.Value, After: f.Key + ":\n- " + strings.Join(now.Items, "\n- "),
			Ops: []transcript.Op{transcript.SetField{Chunk: c.ID, At: at, Was: f.Key, Field: now}},
		}}
	}),
}

var fieldValue = Check{
	ID: "field.value", Severity: Warn,
	Why:     "The profile says what some fields may say; any other value is one that nobody looks for.",
	Example: "type: podcast, where the profile allows podcast-chunk",
	chunk: differing("field.value", func(c *chunkSight, at int) []Repair {
		f := c.Matter.Fields[at]
		if f.Kind != transcript.ScalarField {
			return nil
		}
		var repairs []Repair
		for _, v := range c.series.Profile.Values(f.Key) {
			repairs = append(repairs, c.write("Write "+quoted(v), at, v))
		}
		return repairs[:min(3, len(repairs))]
	}),
}

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

func keysOf(fields []transcript.Field) string {
	keys := make([]string, len(fields))
	for i, f := range fields {
		keys[i] = f.Key
	}
	return strings.Join(keys, ", ")
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
