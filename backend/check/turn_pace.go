package check

import (
	"fmt"

	"stet/backend/timecode"
)

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
