package check

import (
	"strings"

	"stet/backend/transcript"
)

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

func keysOf(fields []transcript.Field) string {
	keys := make([]string, len(fields))
	for i, f := range fields {
		keys[i] = f.Key
	}
	return strings.Join(keys, ", ")
}
