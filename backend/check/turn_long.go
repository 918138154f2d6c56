package check

import (
	"fmt"

	"stet/backend/timecode"
)

var turnLong = Check{
	ID: "turn.long", Severity: Warn,
	Why:     "A turn that goes on far longer than its words do has a wrong end, or words are missing.",
	Example: "3 words from 00:12:40:00 to 00:14:05:00",
	turn: func(t turnSight, r *report) {
		const shortest, wordsAtLeast = 20 * timecode.Second, 2 // a word in 2 seconds
		words, length := t.pace()
		if words == 0 || length < shortest || timecode.Time(words*wordsAtLeast)*timecode.Second >= length {
			return
		}
		r.turn(t.turn, spanText(*t.turn.Span), fmt.Sprintf("%s for %s: the turn is too long for its words.", seconds(length), counted(words, "word")))
	},
}
