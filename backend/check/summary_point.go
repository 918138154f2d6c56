package check

import (
	"fmt"
	"strings"

	"stet/backend/transcript"
)

var summaryPoint = Check{
	ID: "summary.point", Severity: Warn,
	Why:     "A summary that ends without a full stop lost it, or was cut off.",
	Example: "summary: Ada tells how the bells were cast",
	chunk: func(c *chunkSight, r *report) {
		summary, at := c.scalar("summary")
		text := strings.TrimSpace(summary)
		if at < 0 || text == "" || endsSentence(text) {
			return
		}
		words := ending(text)
		r.field(c, at, -1, fmt.Sprintf("The summary ends without a full stop: %s.", quoted(words)), Repair{
			Name: "End it with a full stop", Before: words, After: words + ".",
			Ops: []transcript.Op{transcript.SetField{Chunk: c.ID, At: at, Was: "summary", Field: scalarField("summary", text+".")}},
		})
	},
}
