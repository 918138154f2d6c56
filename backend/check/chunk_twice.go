package check

import "fmt"

var chunkTwice = Check{
	ID: "chunk.twice", Severity: Error,
	Why:     "Two chunks of an episode with one number cannot be told apart.",
	Example: "two files that say chunk: 4",
	episode: func(e []*chunkSight, r *report) {
		first := map[int]*chunkSight{}
		for _, c := range e {
			n, at := c.numberOf("chunk")
			if n == 0 {
				continue
			}
			if was := first[n]; was != nil {
				r.field(c, at, -1, fmt.Sprintf("Chunk %d is there already: %s.", n, was.called()))
				continue
			}
			first[n] = c
		}
	},
}

// called is what a chunk is called in a sentence.
func (c *chunkSight) called() string {
	if c.source.Name != "" {
		return c.source.Name
	}
	if title, _ := c.scalar("title"); title != "" {
		return quoted(title)
	}
	return "a chunk without a title"
}
