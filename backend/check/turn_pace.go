package check

import (
	"fmt"

	"stet/backend/timecode"
)

// pace is how many words a turn has, and how long it runs; below 0 where that is not known.
func (t turnSight) pace() (words int, length timecode.Time) {
	words = t.words
	if t.turn.Span == nil {
		return words, -1
	}
	lasts, err := t.clock.Length(*t.turn.Span)
	if err != nil || lasts < 0 {
		return words, -1
	}
	return words, lasts
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
