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

// pace is how many words a turn has, and how long it runs; below 0 where that is not known.
func (t turnSight) pace() (words int, length timecode.Time) {
	words = countWords(t.turn.Paragraphs)
	if t.turn.Span == nil {
		return words, -1
	}
	from, to, err := t.turn.Span.Times(t.clock.Rate)
	if err != nil || to < from {
		return words, -1
	}
	return words, to - from
}

func seconds(t timecode.Time) string {
	if t >= minute {
		return minutes(t)
	}
	return fmt.Sprintf("%d s", t/timecode.Second)
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
