package check

import (
	"fmt"
	"slices"

	"stet/backend/transcript"
)

var chunkHole = Check{
	ID: "chunk.hole", Severity: Warn,
	Why:     "The chunks of an episode are numbered from 1 without a hole; where one is, a file is missing or a number is wrong.",
	Example: "chunks 1, 2 and 4",
	episode: func(e []*chunkSight, r *report) {
		byNumber := map[int]*chunkSight{}
		var numbers []int
		for _, c := range e {
			if c.Matter.Form == transcript.RawMatter {
				return // its number cannot be read
			}
			if n, _ := c.numberOf("chunk"); n > 0 && byNumber[n] == nil {
				byNumber[n] = c
				numbers = append(numbers, n)
			}
		}
		slices.Sort(numbers)
		// Of a chunk or two it is not known whether the others are meant to be here.
		if len(numbers) < 3 {
			return
		}
		before := 0
		for _, n := range numbers {
			if c := byNumber[n]; n > before+1 {
				at := c.fieldAt("chunk")
				what := fmt.Sprintf("Chunk %d is missing.", before+1)
				if n > before+2 {
					what = fmt.Sprintf("Chunks %d to %d are missing.", before+1, n-1)
				}
				r.field(c, at, -1, what)
			}
			before = n
		}
	},
}
