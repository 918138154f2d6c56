// This file holds the words that were not heard against the speech that no word covers: only of those that nobody can have
// said is it advised to take them out.

package service

import (
	"math"

	"stet/backend/align"
	"stet/backend/timecode"
)

// AlignedMissing is words of a turn on end that were not heard, from one up to another of all.
type AlignedMissing struct {
	First, Last int
	// Beside is where somebody speaks at their place and no word is written, long enough for them; nil where that is not so.
	Beside *AlignedSpan
}

// Missing are the words that were not heard, but for those that the sound ends before.
func (v AlignedFile) Missing() (out []AlignedMissing) {
	var uncovered []align.Span
	for _, u := range v.Uncovered {
		uncovered = append(uncovered, align.Span{Start: timeIn(u.Start), End: timeIn(u.End)})
	}
	for first := 0; first < len(v.Words); {
		last := first
		for last < len(v.Words) && v.Words[last].unheard() {
			last++
		}
		if last == first {
			first++
			continue
		}
		within := align.Span{End: math.MaxInt64}
		if first > 0 {
			within.Start = timeIn(v.Words[first-1].End)
		}
		if last < len(v.Words) {
			within.End = timeIn(v.Words[last].Start)
		}
		var beside *AlignedSpan
		if u, ok := besideSpeech(within, last-first, uncovered); ok {
			span := spanIn(u.Start, u.End)
			beside = &span
		}
		for to := first; first < last; first = to {
			for to < last && v.Words[to].Turn == v.Words[first].Turn {
				to++
			}
			if !v.beyond(v.Words[first]) && !v.standsTwice(v.Words[first].Turn) {
				out = append(out, AlignedMissing{first, to, beside})
			}
		}
	}
	return out
}

func (w AlignedWord) unheard() bool { return w.State == "not spoken" }

// beyond tells whether the sound ends before a word.
func (v AlignedFile) beyond(w AlignedWord) bool {
	for _, m := range v.Misfits {
		if m.Ends && w.Turn >= m.First && w.Turn <= m.Last && w.Start >= m.Start {
			return true
		}
	}
	return false
}

// timeIn is a time that is told in seconds, to the millisecond.
func timeIn(seconds float64) timecode.Time {
	return timecode.FromMillis(int64(math.Round(1000 * seconds)))
}

// besideSpeech is from where to where within a stretch somebody speaks and no word is written, if so many can be said there.
func besideSpeech(within align.Span, words int, uncovered []align.Span) (beside align.Span, ok bool) {
	long := timecode.Time(0)
	for _, u := range uncovered {
		if u.Start < within.Start-besideWord || u.End-besideWord > within.End {
			continue
		}
		if long == 0 {
			beside = u
		}
		long += u.End - u.Start
		beside.Start, beside.End = min(beside.Start, u.Start), max(beside.End, u.End)
	}
	return beside, long > 0 && long*wordsAMinute >= timecode.Time(words)*60*timecode.Second
}
