// This file tells of turns that end in the pause behind their words, well before the turn behind them begins. Subtitles do so to
// be read; it is one line for all of an episode.

package service

import (
	"fmt"

	"stet/backend/chunkfile"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// placesOfLingering is how many of them are listed.
const placesOfLingering = 8

// lingering tells of such turns, and offers to end them with their words.
func (c *covering) lingering(turns []heardTurn) []CoverageFinding {
	clock := c.doc.Episode().Clock()
	var found []heardTurn
	var ops []transcript.Op
	for i, h := range turns {
		before, after := nextTo(turns, i)
		if what, _, _ := besideItsWords(clock, h, before, after); what != "" || !lingers(clock, h, after) || !clock.Counts(h.last) {
			continue
		}
		span := *h.turn.Span
		span.End = clock.CodeAt(h.last, span.End.Form)
		found = append(found, h)
		ops = append(ops, transcript.SetSpan{Turn: h.turn.ID, Span: &span, Estimated: h.turn.Estimated &^ transcript.EndEdge})
	}
	if len(found) == 0 {
		return nil
	}
	n, first := len(found), found[0]
	f := CoverageFinding{Kind: "lingering", Severity: string(chunkfile.Warn), Words: firstWords(first.turn), Repairs: c.repair("End "+verb(n, "it with its", "them with their")+" words", ops)}
	for _, h := range found[:min(n, placesOfLingering)] {
		f.Places = append(f.Places, h.place)
	}
	f.What = fmt.Sprintf("%d turns end in the pause behind their words, more than %.1f s after the last one.", n, seconds(offAtLeast))
	if n == 1 {
		_, end, _ := clock.Place(*first.turn.Span)
		f.What = fmt.Sprintf("The turn ends at %s, in the pause behind its words, and its last word does so %s.", first.turn.Span.End, away(first.last-end))
	}
	f.Key = fmt.Sprintf("lingering|%d|%s", first.turn.ID, f.What)
	return []CoverageFinding{f}
}

// lingers says that a turn ends in the pause behind its words, and not where the turn after it begins.
func lingers(clock timecode.Clock, h heardTurn, after *heardTurn) bool {
	_, end, err := clock.Place(*h.turn.Span)
	if err != nil || after == nil || end <= h.last+offAtLeast {
		return false
	}
	next, _, err := clock.Place(*after.turn.Span)
	return err == nil && next > end+offAtLeast
}
