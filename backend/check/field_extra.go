package check

import (
	"strings"

	"stet/backend/transcript"
)

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
