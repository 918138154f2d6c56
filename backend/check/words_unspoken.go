package check

import (
	"fmt"
	"strings"

	"stet/backend/timecode"
	"stet/backend/transcript"
)

var wordsUnspoken = Check{
	ID: "words.unspoken", Severity: Warn,
	Why:     "Words that were looked for in the sound and are not there belong to another part of it, or were never said: an advertisement that was cut, a paragraph too many.",
	Example: "a sentence that was cut from the sound, and still stands in the text",
	turn: func(t turnSight, r *report) {
		// A word that nobody hears is most likely mumbled.
		const fewest = 2
		for from := 0; from < len(t.turn.Times); from++ {
			to := from
			for to < len(t.turn.Times) && t.turn.Times[to].How == transcript.Unspoken {
				to++
			}
			if to-from >= fewest {
				unspoken(t.turn, from, to, r)
			}
			from = max(from, to)
		}
	},
}

// aWord is the least time that a word takes where many are said.
const aWord = timecode.Second / 5

// roomOf is how much of the sound lies between the words beside some, from first up to end; none where these have no time.
func roomOf(times transcript.Timings, first, end int) timecode.Time {
	if first == 0 || end >= len(times) || !times[first-1].How.Timed() || !times[end].How.Timed() {
		return 0
	}
	return times[end].Start - times[first-1].End
}

// unspoken tells of words of a turn, and offers to take out those that stand in one paragraph.
func unspoken(t *transcript.Turn, first, end int, r *report) {
	words := strings.Fields(strings.Join(t.Paragraphs, "\n"))
	if end > len(words) {
		return
	}
	text := strings.Join(words[first:end], " ")
	if end-first == len(words) {
		r.turn(t, text, fmt.Sprintf("None of the %s of this turn is in the sound: %s. Listen there; take the turn out if it was cut, or choose the sound that it is in.",
			counted(len(words), "word"), quoted(around(text, 0, 0))))
		return
	}
	what := fmt.Sprintf("%s not in the sound: %s. Listen there; take them out, or move them to where they are said.", counted(end-first, "word"), quoted(around(text, 0, 0)))
	if room := roomOf(t.Times, first, end); room >= timecode.Second && room >= timecode.Time(end-first)*aWord {
		what = fmt.Sprintf("%s not in the sound: %s. In their place are %.1f s of it, where something else may be said. Listen there; write that in their place, or take them out if nobody speaks.",
			counted(end-first, "word"), quoted(around(text, 0, 0)), float64(room)/float64(timecode.Second))
	}
	var repairs []Repair
	place := func(from, to int) (int, int, int) {
		para, a, b, _ := transcript.Anchor{From: from, To: to}.WordPlace(t.Paragraphs)
		return para, a, b
	}
	para, from, _ := place(first, first+1)
	if last, _, to := place(end-1, end); last == para {
		p := t.Paragraphs[para]
		switch {
		case from > 0:
			from = len(strings.TrimRight(p[:from], " "))
		case to < len(p):
			to = len(p) - len(strings.TrimLeft(p[to:], " "))
		}
		repairs = append(repairs, replaceWords("Take them out", t, para, from, to, ""))
	}
	r.turn(t, text, what, repairs...)
}
