// This file ends a search that goes on where an earlier one was stopped. What that had found stood alone, and may lie in the
// way of what was found now: all words are looked at once more, as at the end of a search that was not stopped.

package service

import (
	"context"
	"slices"

	"stet/backend/align"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// resumed looks again for what was not found, and tells of what no word covers, which a search that was stopped has not told.
func (a *aligner) resumed(ctx context.Context, sound *align.Sound, progress func(what string, done, total int)) error {
	if !a.part || a.model == nil {
		return nil
	}
	if err := a.read(ctx); err != nil || len(a.turns) == 0 {
		return err
	}
	gaps := func(done, all timecode.Time) { progress(lookingForGaps, int(1000*done/max(1, all)), 1000) }
	gaps(0, 1)
	all := run{turns: a.turns, ends: a.ends, again: func(done, all timecode.Time) { progress(aligningAgain, int(1000*done/max(1, all)), 1000) }}
	asked, o := all.asked(a.clock), a.options(ctx, all)
	o.After = gaps
	if a.untimed {
		all.forget(asked)
	}
	var out align.Result
	for _, t := range a.turns {
		out.Turns = append(out.Turns, foundWords(t))
	}
	if n, heard := heardIn(out.Turns); n >= fewestLost && heard*4 < n {
		return nil
	}
	if _, err := all.findParts(ctx, a.model, sound, asked, o, &out); err != nil {
		return err
	}
	joinTwins(asked, out.Turns)
	gaps(0, 1)
	if err := mend(ctx, a.model, sound, asked, o, &out); err != nil {
		return err
	}
	if err := a.storeMoved(ctx, out.Turns); err != nil {
		return err
	}
	o.Progress = gaps
	now, err := align.Missed(ctx, a.model, sound, asked, out.Turns, o)
	if err != nil {
		return err
	}
	now.Turns = out.Turns
	all.told(a.model, asked, sound.Length(), &now)
	return a.service.keepBeside(ctx, a.id, now, a.turns, nil, sound.Length(), a.untimed)
}

// storeMoved stores the times of turns of which some words are elsewhere than they were, or known otherwise.
func (a *aligner) storeMoved(ctx context.Context, words [][]align.Word) error {
	const moved = timecode.Second / 50
	var turns []transcript.Turn
	var found [][]align.Word
	for i, t := range a.turns {
		now := timingsOf(words[i], t.Times)
		if !slices.EqualFunc(now, t.Times, func(a, b transcript.Timing) bool {
			return a.How == b.How && max(a.Start-b.Start, b.Start-a.Start, a.End-b.End, b.End-a.End) <= moved
		}) {
			turns, found = append(turns, t), append(found, words[i])
		}
	}
	_, err := a.store(context.WithoutCancel(ctx), turns, found)
	return err
}

// foundWords are the words of a turn as a search has found them.
func foundWords(t transcript.Turn) []align.Word {
	out := make([]align.Word, transcript.CountWords(t.Paragraphs))
	for i, w := range t.Times {
		if !w.How.Timed() || i >= len(out) {
			continue
		}
		out[i] = align.Word{Span: align.Span{Start: w.Start, End: w.End}, State: align.Estimated, Confidence: float64(w.Confidence) / 100}
		switch {
		case w.How == transcript.ByHand, w.How == transcript.Imported:
			out[i].State, out[i].Confidence = align.ByHand, 1
		case w.How == transcript.Measured, w.Confidence > 0:
			out[i].State = align.Aligned
		}
	}
	return out
}
