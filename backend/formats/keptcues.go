package formats

import (
	"slices"
	"strings"
	"unicode/utf8"

	"stet/backend/timecode"
	"stet/backend/transcript"
)

// This file finds the cues of the file that a turn came from in the times of its words: a reader shares a cue's time among
// its words by their letters (Fill), so each cue has its own pace, and begins and ends at whole milliseconds. Where words
// were changed since, the paces are broken, and those cues are not found again.

// cuesOf are the words behind which the cues ended that the words of a turn came in, the last of them the last word; none
// where the words do not tell.
func cuesOf(words []string, times transcript.Timings) []int {
	var ends []int
	list := pacesOf(words, times)
	for i := range list {
		end := list[i].end
		// What does not end where a cue could belongs to one that was changed.
		if list[i].lasts(times) && wholeEnd(times[end-1].End) && (end == len(words) || whole(times[end].Start)) {
			ends = append(ends, end)
		}
	}
	if len(ends) == 0 || ends[len(ends)-1] != len(words) || !whole(times[0].Start) {
		return nil
	}
	return ends
}

// paced are words that follow each other in one pace, which lies between low and high.
type paced struct {
	from, end int
	low, high perLetter
}

func (p paced) lasts(times transcript.Timings) bool { return times[p.end-1].End > times[p.from].Start }

// mostChanged is how many words within a cue can be others than they were, and the cue be known again: its pace goes on
// behind them.
const mostChanged = 4

// pacesOf parts the words of a turn by their pace; nil where one has another time than its share of a cue.
func pacesOf(words []string, times transcript.Timings) []paced {
	var list []paced
	for from := 0; from < len(words); {
		p := pacedFrom(words, times, from)
		if p.end == from {
			return nil
		}
		from = p.end
		list = append(list, p)
		for i := len(list) - 2; i >= 0 && p.from-list[i].end <= mostChanged && times[list[i].end].Start == times[list[i].end-1].End; i-- {
			if list[i].low.below(p.high) && p.low.below(list[i].high) {
				list[i].end = p.end
				list = list[:i+1]
				break
			}
		}
	}
	return list
}

// pacedFrom are the words from one on that have one pace; none if that one has another time than its share of a cue.
func pacedFrom(words []string, times transcript.Timings, from int) paced {
	// One flick more or less is rounding.
	p, letters := paced{from: from, end: from, low: perLetter{0, 1}, high: perLetter{1, 0}}, 0
	for i := from; i < len(words) && times[i].How == transcript.Between && (i == from || times[i].Start == times[i-1].End); i++ {
		letters += utf8.RuneCountInString(words[i])
		so := int64(times[i].End - times[from].Start)
		low, high := greater(p.low, perLetter{so - 1, int64(letters)}), less(p.high, perLetter{so + 1, int64(letters)})
		if i > from && !low.below(high) {
			break
		}
		p.low, p.high, p.end = low, high, i+1
	}
	return p
}

// perLetter is a pace: how many flicks so many letters take.
type perLetter struct{ flicks, letters int64 }

func (f perLetter) below(g perLetter) bool { return f.flicks*g.letters < g.flicks*f.letters }

func greater(f, g perLetter) perLetter {
	if f.below(g) {
		return g
	}
	return f
}

func less(f, g perLetter) perLetter {
	if g.below(f) {
		return g
	}
	return f
}

func whole(t timecode.Time) bool { return t == timecode.FromMillis(t.Millis()) }

// wholeEnd is whole of where a cue ends, also of one that markSeams marked.
func wholeEnd(t timecode.Time) bool { return whole(t) || whole(t+1) }

// markSeams lets cues of a turn be told apart that follow each other in one pace: the last word of the one ends a flick
// (1/705,600,000 s) before the next begins.
func markSeams(words []string, times transcript.Timings, seams []Seam) {
	ends := cuesOf(words, times)
	if ends == nil {
		return
	}
	for _, s := range seams {
		last, next := &times[s.Word-1], times[s.Word]
		if !slices.Contains(ends, s.Word) && last.How == transcript.Between && next.How == transcript.Between && last.End == next.Start && whole(last.End) {
			last.End--
		}
	}
}

// stretches are the ends of the stretches of a turn that become cues: those that the file had, where they can be shown, and
// others. own are those ends that the file had.
func (c Captions) stretches(words []string, times transcript.Timings, known transcript.Timings, label string) (ends []int, own map[int]bool) {
	own = map[int]bool{}
	from := 0
	for _, end := range c.ownCues(words, known) {
		if from > 0 {
			label = ""
		}
		if utf8.RuneCountInString(strings.Join(words[from:end], " ")) <= c.Whole {
			ends = append(ends, end)
		} else {
			for _, at := range c.ends(words[from:end], times[from:end], label) {
				ends = append(ends, from+at)
			}
		}
		own[end] = true
		from = end
	}
	if from == 0 {
		return c.ends(words, times, label), own
	}
	return ends, own
}

func (c Captions) ownCues(words []string, known transcript.Timings) []int {
	if len(known) != len(words) {
		return nil
	}
	return cuesOf(words, known)
}

// estimated says whether the place where a cue of a turn ends and the next begins, behind a word, was worked out: nobody has
// told when the words beside it are said.
func estimated(known transcript.Timings, end int) bool {
	return !told(known, end-1) && !told(known, end)
}

func told(known transcript.Timings, word int) bool {
	return word < len(known) && known[word].How.Timed() && known[word].How != transcript.Between
}

// heardWhole says that the turn begins with its first word and ends with its last, and somebody has told when they are said.
func (s *Said) heardWhole() bool {
	last := len(s.Times) - 1
	return last >= 0 && told(s.Times, 0) && told(s.Times, last) && s.Times[0].Start == s.Start && s.Times[last].End == s.End
}

// Shared says that no word of the turn has a time but one that was worked out by letters.
func (s *Said) Shared() bool {
	for i := range s.Times {
		if told(s.Times, i) {
			return false
		}
	}
	return true
}
