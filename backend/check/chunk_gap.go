package check

import (
	"fmt"

	"stet/backend/timecode"
)

var chunkGap = Check{
	ID: "chunk.gap", Severity: Warn,
	Why:     "The chunks of an episode cover it without a gap: what is said between the end of one and the start of the next stands in neither, unless it was cut. stet ledger tells which turns these are.",
	Example: "chunk 3 ends at 00:12:10:00, and chunk 4 begins at 00:13:02:00",
	episode: func(e []*chunkSight, r *report) {
		const most = 5 // seconds of silence
		eachPair(e, func(before, c *chunkSight, end, start timecode.Code) {
			if wholeSeconds(start)-wholeSeconds(end)-lacking(c.clock, end, start) > most {
				n, _ := before.numberOf("chunk")
				r.field(c, c.beginsAt(), -1, fmt.Sprintf("Chunk %d ends at %s, and this one begins at %s: what is said between them stands in neither.", n, end, start))
			}
		})
	},
}
