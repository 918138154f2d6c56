package check

import (
	"fmt"
	"strings"
)

// ofOne are fields that say what one chunk is about, and no other.
var ofOne = []string{"title", "summary"}

var fieldTwice = Check{
	ID: "field.twice", Severity: Warn,
	Why:     "Two chunks with one title or summary cannot be told apart where they are found: one of them was copied, and tells of the other.",
	Example: "a chunk that was parted, of which both parts have the summary of the whole",
	episode: func(e []*chunkSight, r *report) {
		for _, key := range ofOne {
			first := map[string]*chunkSight{}
			for _, c := range e {
				value, at := c.scalar(key)
				text := strings.ToLower(strings.Join(strings.Fields(value), " "))
				if text == "" {
					continue
				}
				if was := first[text]; was != nil {
					r.field(c, at, -1, fmt.Sprintf("The %s is that of %s.", key, was.called()))
					continue
				}
				first[text] = c
			}
		}
	},
}
