// This file looks whether a chunk can be said in the time that its header gives: a header may have kept the time of the
// first turn alone.

package service

import (
	"slices"

	"stet/backend/align"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

const (
	// wordsAMinute is more than anybody says; fewer words than fewestSaid tell nothing of it.
	wordsAMinute = 300
	fewestSaid   = 12
)

// headerMisfit is the stretch of the sound that a chunk's header gives, if there are more words in it than can be said there.
func headerMisfit(c transcript.Chunk, clock timecode.Clock) (given align.Span, words int, misfit bool) {
	first, fine := c.HeaderStart()
	last, ok := c.HeaderEnd()
	if !fine || !ok {
		return given, 0, false
	}
	start, end, err := clock.Place(timecode.Span{Start: first, End: last})
	lasts := clock.Between(start, end)
	if err != nil || lasts <= 0 {
		return given, 0, false
	}
	for _, t := range c.Turns {
		words += transcript.CountWords(t.Paragraphs)
	}
	perMinute := float64(words) * 60 * float64(timecode.Second) / float64(lasts)
	return align.Span{Start: start, End: end}, words, words >= fewestSaid && perMinute > wordsAMinute
}

// outside tells whether the time of a header lies outside of a sound, whose length is 0 while nobody knows it.
func outside(given align.Span, length timecode.Time) bool {
	return length > 0 && (given.Start >= length || given.End <= 0)
}

// reachOut tells whether the time of one of some turns lies outside of a sound, or goes on there: the room that it has in the sound says
// nothing of it where the clock is off.
func reachOut(turns []transcript.Turn, clock timecode.Clock, length timecode.Time) bool {
	return slices.ContainsFunc(turns, func(t transcript.Turn) bool {
		if t.Span == nil {
			return false
		}
		start, end, err := clock.Place(*t.Span)
		return err == nil && (start < 0 || length > 0 && end > length)
	})
}
