package check

import "fmt"

var chunkLong = Check{
	ID: "chunk.long", Severity: Error,
	Why:     "A chunk never runs over 10 minutes: nobody finds the place in it any more.",
	Example: "a chunk of 12:31",
	covers:  []string{"chunk.length"},
	chunk: func(c *chunkSight, r *report) {
		if length, ok := c.length(); ok && length > longestEver*minute {
			r.field(c, c.fieldAt("end_time"), -1, fmt.Sprintf("The chunk runs %s; none runs over %d minutes. Part it.", minutes(length), longestEver))
		}
	},
}
