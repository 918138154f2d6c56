package check

import (
	"fmt"
	"strconv"
	"strings"
)

// numberOf is the number that a chunk's field says; 0 if it says none.
func (c *chunkSight) numberOf(key string) (n, at int) {
	value, at := c.scalar(key)
	if at < 0 {
		return 0, -1
	}
	n, err := strconv.Atoi(strings.TrimSpace(value))
	if err != nil || n < 0 {
		return 0, at
	}
	return n, at
}

var chunkNumber = Check{
	ID: "chunk.number", Severity: Error,
	Why:     "chunk is the chunk’s number within the episode, from 1.",
	Example: "chunk: four",
	chunk: func(c *chunkSight, r *report) {
		if n, at := c.numberOf("chunk"); at >= 0 && n == 0 {
			value, _ := c.scalar("chunk")
			if value == "" {
				r.field(c, at, -1, "The chunk has no number.")
				return
			}
			r.field(c, at, -1, fmt.Sprintf("The chunk’s number is %s; numbers count from 1.", quoted(value)))
		}
	},
}
