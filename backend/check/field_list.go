package check

import (
	"strings"

	"stet/backend/transcript"
)

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
