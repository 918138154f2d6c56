package check

import (
	"fmt"
	"regexp"
	"strings"

	"stet/backend/transcript"
)

var yamlType = Check{
	ID: "yaml.type", Severity: Warn,
	Why:     "Without quotes, readers of YAML take such a value for a number, a date, or yes and no, and write it as another text: 09 becomes 9, and no becomes false.",
	Example: "chunk: 09",
	chunk: func(c *chunkSight, r *report) {
		if c.source.InQuotes == nil {
			return
		}
		for at, f := range c.Matter.Fields {
			switch f.Kind {
			case transcript.ScalarField:
				if quotes := c.source.InQuotes(at, -1); quotes != "" && !meant(f.Key, f.Value) {
					var repairs []Repair
					if less := strings.TrimLeft(f.Value, "0"); (f.Key == "chunk" || f.Key == "episode") && count.MatchString(less) {
						repairs = append(repairs, c.write("Write "+less, at, less))
					}
					r.field(c, at, -1, retyped(f.Value), append(repairs, c.quote(at, f.Key+": ", f.Value, quotes))...)
				}
			case transcript.ListField:
				for i, item := range f.Items {
					if quotes := c.source.InQuotes(at, i); quotes != "" {
						r.field(c, at, i, retyped(item), c.quote(at, "- ", item, quotes))
					}
				}
			}
		}
	},
}

var count = regexp.MustCompile(`^[1-9][0-9]*$`)

// meant says whether a field is to hold a number, a date or nothing, and does so in a form that all readers agree on.
func meant(key, value string) bool {
	switch key {
	case "date":
		return dated.MatchString(value + "-")
	case "title", "slug", "segment", "summary", "series", "timecode", "start_time", "end_time", "author":
		return value == ""
	}
	return value == "null" || value == "" || value == "0" || value == "true" || value == "false" || count.MatchString(value)
}

func retyped(value string) string {
	return fmt.Sprintf("Some readers of YAML read %s as another value. Put quotes around it.", quoted(value))
}

// quote is a repair that puts a value in quotes, as they stand in the file then. All that say the same in the field get them.
func (c *chunkSight) quote(at int, before, value, quotes string) Repair {
	now, was := true, false
	return Repair{
		Name: "Put quotes around " + value, Before: before + value, After: before + quotes,
		Ops: []transcript.Op{transcript.SetQuoted{Chunk: c.ID, Key: c.Matter.Fields[at].Key, Value: value, Quoted: &now, Was: &was}},
	}
}
