// This file keeps what is found of edited turns and the words around them one after the other. What nobody has heard gives way to
// what was: where a part of an episode was searched so far, guessed words reach over what the next turn says.

package service

import (
	"context"
	"iter"
	"slices"

	"stet/backend/align"
	"stet/backend/session"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// side is what stands on one side of turns: where its nearest word with a time ends (or begins), if there is one, and the turns of
// which words gave way.
type side struct {
	edge  timecode.Time
	known bool
	gave  []session.Measured
}

// placed puts what was found of turns on end between the words around them, and returns it with the turns of which words gave way.
// Turns that stand elsewhere than they are said are in nobody's way.
func (a *aligner) placed(found []session.Measured) []session.Measured {
	if len(found) == 0 {
		return nil
	}
	at, end := a.place(found[0].Turn), a.place(found[len(found)-1].Turn)+1
	if at < 0 || end <= at {
		return found
	}
	heard := measuredIn(found)
	before, ok := sideOf(slices.Backward(a.turns[:at]), heard, true)
	after, okay := sideOf(slices.All(a.turns[end:]), heard, false)
	if !ok || !okay || before.known && after.known && before.edge > after.edge {
		return found
	}
	for _, m := range found {
		for i := range m.Times {
			if i >= len(m.Had) || m.Times[i] != m.Had[i] {
				keepBetween(&m.Times[i], before, after)
			}
		}
	}
	return slices.Concat(before.gave, found, after.gave)
}

// storeBeside stores what was found of turns on end, which others may be looked for beside.
func (a *aligner) storeBeside(ctx context.Context, found []session.Measured) error {
	all := a.placed(found)
	if err := a.measured(ctx, all); err != nil {
		return err
	}
	now := map[transcript.ID]transcript.Timings{}
	for _, m := range all {
		now[m.Turn] = slices.Clone(m.Times)
		now[m.Turn].Settle()
	}
	for i, t := range a.turns {
		if times, stored := now[t.ID]; stored {
			a.turns[i].Times = times
		}
	}
	return nil
}

// measuredIn is from where the first word that was heard begins to where the last one ends, nil where none was.
func measuredIn(found []session.Measured) (heard *align.Span) {
	for _, m := range found {
		for _, w := range m.Times {
			switch {
			case w.How != transcript.Measured:
			case heard == nil:
				heard = &align.Span{Start: w.Start, End: w.End}
			default:
				heard.End = max(heard.End, w.End)
			}
		}
	}
	return heard
}

// sideOf goes through turns from the nearest one on, up to a word that was heard. It says whether that is out of the way.
func sideOf(turns iter.Seq2[int, transcript.Turn], heard *align.Span, before bool) (s side, ok bool) {
	for _, t := range turns {
		now := slices.Clone(t.Times)
		sure := false
		for k := 0; k < len(now) && !sure; k++ {
			w := &now[k]
			if before {
				w = &now[len(now)-1-k]
			}
			if !w.How.Timed() {
				continue
			}
			sure = w.How.Sure()
			if heard != nil && (before && w.End > heard.Start || !before && w.Start < heard.End) {
				if sure {
					return side{}, false
				}
				giveWay(w, *heard, before)
			}
			if w.How.Timed() && !s.known {
				if s.edge, s.known = w.Start, true; before {
					s.edge = w.End
				}
			}
		}
		if !slices.Equal(now, t.Times) {
			s.gave = append(s.gave, session.Measured{Turn: t.ID, Words: transcript.Words(t.Paragraphs), Had: t.Times, Times: now})
		}
		if sure {
			break
		}
	}
	return s, true
}

// giveWay ends a word before what was heard, or begins it behind. One that no time is left for is looked for again.
func giveWay(w *transcript.Timing, heard align.Span, before bool) {
	if before {
		w.End = heard.Start
	} else {
		w.Start = heard.End
	}
	if w.End-w.Start < leastSaid {
		*w = transcript.Timing{}
	}
}

// keepBetween keeps a word that nobody has set between two sides. One that no time is left for is not in the sound.
func keepBetween(w *transcript.Timing, before, after side) {
	if !w.How.Timed() || isSet(*w) {
		return
	}
	had := *w
	if before.known {
		w.Start, w.End = max(w.Start, before.edge), max(w.End, before.edge)
	}
	if after.known {
		w.Start, w.End = min(w.Start, after.edge), min(w.End, after.edge)
	}
	if *w != had && w.End-w.Start < leastSaid {
		*w = transcript.Timing{How: transcript.Unspoken}
	}
}
