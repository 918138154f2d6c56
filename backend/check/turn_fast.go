package check

import (
	"fmt"

	"stet/backend/timecode"
)

var turnFast = Check{
	ID: "turn.fast", Severity: Warn,
	Why:     "Nobody says more than 7 words a second for long: the turn’s time is too short for its words, or words of another turn stand in it.",
	Example: "40 words from 00:12:40:00 to 00:12:43:00",
	turn: func(t turnSight, r *report) {
		const fewest, most = 10, 7
		words, length := t.pace()
		if length < 0 || words < fewest || timecode.Time(words)*timecode.Second <= most*max(length, timecode.Second) {
			return
		}
		r.turn(t.turn, spanText(*t.turn.Span), fmt.Sprintf("%d words in %s: nobody speaks so fast. Look at the turn’s time.", words, seconds(length)))
	},
}
