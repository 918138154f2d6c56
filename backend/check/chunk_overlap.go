package check

import (
	"fmt"

	"stet/backend/timecode"
)

var chunkOverlap = Check{
	ID: "chunk.overlap", Severity: Warn,
	Why:     "No turn stands in two chunks of an episode: one that begins before the one above it ends most likely has turns of that as well. stet ledger tells which these are.",
	Example: "chunk 3 ends at 00:12:40:00, and chunk 4 begins at 00:12:10:00",
	episode: func(e []*chunkSight, r *report) {
		const most = 2 // seconds in which two speak at once
		eachPair(e, func(before, c *chunkSight, end, start timecode.Code) {
			if wholeSeconds(end)-wholeSeconds(start) > most {
				n, _ := before.numberOf("chunk")
				r.field(c, c.beginsAt(), -1, fmt.Sprintf("This chunk begins at %s, before chunk %d ends at %s: turns of one may stand in the other, too.", start, n, end))
			}
		})
	},
}
