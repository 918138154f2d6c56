package check

import (
	"fmt"
	"strings"

	"stet/backend/casing"
)

var topicWords = Check{
	ID: "topic.words", Severity: Warn,
	Why:     "A topic has 1 to 4 words and no hyphens; a longer one is a sentence, and one with hyphens most likely a tag.",
	Example: "topics: Open-Source-Moats",
	covers:  []string{"topic.case"},
	chunk: func(c *chunkSight, r *report) {
		const most = 4
		c.eachItem(func(at, item int, topic string) {
			words := len(strings.Fields(topic))
			switch {
			case words > most:
				r.field(c, at, item, fmt.Sprintf("The topic %s has %d words; 1 to %d are usual.", quoted(topic), words, most))
			case strings.Contains(topic, "-"):
				parted := casing.Title(strings.Join(strings.FieldsFunc(topic, func(c rune) bool { return c == '-' || c == ' ' }), " "))
				r.field(c, at, item, fmt.Sprintf("The topic %s has a hyphen.", quoted(topic)), c.writeItem(at, item, parted))
			}
		}, "topics")
	},
}
