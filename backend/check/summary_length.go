package check

import "fmt"

var summaryLength = Check{
	ID: "summary.length", Severity: Warn,
	Why:     "A summary is 2 to 5 whole sentences: it stands in full in lists of chunks.",
	Example: "summary: About bells.",
	chunk: func(c *chunkSight, r *report) {
		const fewest, most = 2, 5
		summary, at := c.scalar("summary")
		if at < 0 {
			return
		}
		// "… of Acme Corp. Europe …" may be one sentence or two: it is too short or too long only if it is that either way.
		n := len(sentences(summary))
		switch {
		case n == 0: // field.empty says it
		case n < fewest && mostSentences(summary) >= fewest:
		case n == 1:
			r.field(c, at, -1, fmt.Sprintf("The summary is 1 sentence; %d to %d are usual.", fewest, most))
		case n < fewest || n > most:
			r.field(c, at, -1, fmt.Sprintf("The summary is %d sentences; %d to %d are usual.", n, fewest, most))
		}
	},
}
