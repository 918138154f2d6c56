// This file finds where the speaker changes while a word is being said: a program that told the voices apart has cut there.
// Only words that were heard count. It changes nothing.

package service

import (
	"fmt"

	"stet/backend/chunkfile"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// inWord is how far from both ends of a word a change must lie to be within it: less is how surely words are found.
const inWord = timecode.Second / 10

// midWord tells of a turn that ends within its last word, or within the first one of the turn after it, which begins there
// and is somebody else's.
func (c *covering) midWord(h heardTurn, after *heardTurn) (CoverageFinding, bool) {
	if after == nil || after.turn.Span.Start != h.turn.Span.End || after.turn.Label() == h.turn.Label() {
		return CoverageFinding{}, false
	}
	clock := c.doc.Episode().Clock()
	at, err := clock.AudioTime(h.turn.Span.End)
	if err != nil {
		return CoverageFinding{}, false
	}
	ours, theirs := transcript.Words(h.turn.Paragraphs), transcript.Words(after.turn.Paragraphs)
	last, first := h.turn.Times[len(h.turn.Times)-1], after.turn.Times[0]
	within := func(w transcript.Timing) bool { return w.Start+inWord <= at && at <= w.End-inWord }
	var word string
	var to timecode.Time
	switch {
	case within(last):
		word, to = ours[len(ours)-1], last.End
	case within(first):
		word, to = theirs[0], first.Start
	default:
		return CoverageFinding{}, false
	}
	ops := c.changeAt(h.turn, after.turn, to)
	if ops == nil {
		return CoverageFinding{}, false
	}
	var what string
	if to < at {
		what = fmt.Sprintf("The speaker changes at %s, when “%s” is already being said: it begins %s.", h.turn.Span.End, word, away(to-at))
	} else {
		what = fmt.Sprintf("The speaker changes at %s, while “%s” is still being said: it ends %s.", h.turn.Span.End, word, away(to-at))
	}
	return CoverageFinding{
		Key: fmt.Sprintf("midword|%d|%s", h.turn.ID, what), Kind: "midword", Severity: string(chunkfile.Warn), What: what, Words: firstWords(after.turn),
		Places:  []CoveragePlace{h.place, after.place},
		Repairs: c.repair("Change the speaker at the word", ops),
	}, true
}

// changeAt makes two turns that meet do so at another time of the sound; nil where one of them has no room for it.
func (c *covering) changeAt(a, b transcript.Turn, to timecode.Time) []transcript.Op {
	clock := c.doc.Episode().Clock()
	code := clock.CodeAt(to, a.Span.End.Form)
	ends, begins := *a.Span, *b.Span
	ends.End, begins.Start = code, code
	for _, span := range []timecode.Span{ends, begins} {
		if from, till, err := span.Times(clock.Rate); err != nil || till < from || !clock.Counts(to) {
			return nil
		}
	}
	return []transcript.Op{
		transcript.SetSpan{Turn: a.ID, Span: &ends, Estimated: a.Estimated &^ transcript.EndEdge},
		transcript.SetSpan{Turn: b.ID, Span: &begins, Estimated: b.Estimated &^ transcript.StartEdge},
	}
}
