package check

import (
	"fmt"
	"strings"
	"unicode"
)

var headerEnd = Check{
	ID: "header.end", Severity: Warn,
	Why:     "end_time is where the last turn ends. A word such as End is right at the end of the episode alone: players do not find the end of a chunk in the middle by it.",
	Example: "end_time: End, and another chunk follows",
	episode: func(e []*chunkSight, r *report) {
		last := 0
		for _, c := range e {
			n, _ := c.numberOf("chunk")
			last = max(last, n)
		}
		for _, c := range e {
			value, at := c.scalar("end_time")
			n, _ := c.numberOf("chunk")
			if at < 0 || !isWord(value) || n == 0 || n == last {
				continue
			}
			var repairs []Repair
			if c.source.Runs != nil {
				repairs = append(repairs, c.write("Write the end of the last turn", at, c.source.Runs.End.String()))
			}
			r.field(c, at, -1, fmt.Sprintf("end_time says %s, and chunk %d follows.", strings.TrimSpace(value), n+1), repairs...)
		}
	},
}

// isWord says that a value is a word, and no time.
func isWord(value string) bool {
	return value != "" && !strings.ContainsFunc(strings.TrimSpace(value), func(r rune) bool { return !unicode.IsLetter(r) })
}
