// This file says whether words stand somewhere still: before a file goes, and before one is written without them. There is
// this one measure.

package service

import (
	"slices"
	"strings"

	"stet/backend/timecode"
	"stet/backend/transcript"
)

// fewWords are said so often that a turn of them is known by its time alone.
const fewWords = 5

// standing are turns that words may stand in, in their order.
type standing struct {
	turns []transcript.Turn
	words [][]string
	// all are the words of all turns, one after another, and at where each of them stands in all.
	all []string
	at  map[string][]int
}

func standingIn(turns []transcript.Turn) *standing {
	s := &standing{turns: turns, at: map[string][]int{}}
	for _, t := range turns {
		words := wordsOf(t)
		for _, w := range words {
			s.at[w] = append(s.at[w], len(s.all))
			s.all = append(s.all, w)
		}
		s.words = append(s.words, words)
	}
	return s
}

// has says whether all words of a turn stand in one of the turns, in their order, or without a gap in several that come one
// after another, as where a turn was parted.
func (s *standing) has(was transcript.Turn) bool {
	words := wordsOf(was)
	if len(words) == 0 {
		return true
	}
	for i, now := range s.words {
		if inOrder(words, now) && (len(words) >= fewWords || !apart(s.turns[i], was)) {
			return true
		}
	}
	return len(words) >= fewWords && slices.ContainsFunc(s.at[words[0]], func(from int) bool {
		return from+len(words) <= len(s.all) && slices.Equal(s.all[from:from+len(words)], words)
	})
}

// lost are the first words of a turn that the turns do not have; "" if they have all.
func (s *standing) lost(was []transcript.Turn) string {
	for _, t := range was {
		if !s.has(t) {
			return firstWords(t)
		}
	}
	return ""
}

// inOrder says whether words stand among others in their order.
func inOrder(words, among []string) bool {
	at := 0
	for _, w := range among {
		if at < len(words) && w == words[at] {
			at++
		}
	}
	return at == len(words)
}

// apart says that two turns are said at different times.
func apart(now, was transcript.Turn) bool {
	if now.Span == nil || was.Span == nil {
		return false
	}
	from, to, err := now.Span.Times(timecode.Rate30)
	start, end, errWas := was.Span.Times(timecode.Rate30)
	return err == nil && errWas == nil && (to < start || end < from)
}

// saidIn is the words of a turn as one text, however its paragraphs part them.
func saidIn(t transcript.Turn) string { return strings.Join(wordsOf(t), " ") }

func wordsOf(t transcript.Turn) []string { return strings.Fields(strings.Join(t.Paragraphs, " ")) }

func firstWords(t transcript.Turn) string {
	words := wordsOf(t)
	if len(words) > 8 {
		return strings.Join(words[:8], " ") + "…"
	}
	return strings.Join(words, " ")
}
