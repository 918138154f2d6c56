package check

import (
	"fmt"

	"stet/backend/transcript"
)

var fieldDoubled = Check{
	ID: "field.doubled", Severity: Warn,
	Why:     "Nobody stutters in a summary or a title: a word that stands twice there is a slip of the keyboard.",
	Example: "summary: Ada tells how the the bells were cast.",
	chunk: func(c *chunkSight, r *report) {
		for _, key := range []string{"title", "segment", "summary"} {
			value, at := c.scalar(key)
			if at < 0 {
				continue
			}
			for _, d := range doubledIn(value) {
				now := value[:d.from] + d.text + value[d.to:]
				r.field(c, at, -1, fmt.Sprintf("%s stands twice in a row.", quoted(d.text)), Repair{
					Name: "Write " + quoted(d.text), Before: around(value, d.from, d.to), After: around(now, d.from, d.from+len(d.text)),
					Ops: []transcript.Op{transcript.SetField{Chunk: c.ID, At: at, Was: key, Field: scalarField(key, now)}},
				})
			}
		}
	},
}
