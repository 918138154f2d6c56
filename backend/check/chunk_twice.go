package check

import (
	"fmt"

	"stet/backend/transcript"
)

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
func (c *chunkSight) called() string { return Called(c.Chunk, c.source) }

// Called is what a chunk is called in a sentence.
func Called(c transcript.Chunk, source Source) string {
	if source.Name != "" {
		return source.Name
	}
	if title, _ := c.Field("title"); title.Kind == transcript.ScalarField && title.Value != "" {
		return quoted(title.Value)
	}
	return "a chunk without a title"
}
