// This file takes the times of a file away that go on behind the end of the sound that an episode has: nothing is said there, so
// that they are of another recording, or of another cut of this one. Their words are looked for in the sound.

package service

import (
	"context"
	"fmt"

	"stet/backend/session"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// tookBeyond is the step that takes such times away.
const tookBeyond = "Took away the times from a file that go on behind the end of the sound"

// beyondOps are what takes from turns the times that files have told and that a sound of a length does not hold, and how many
// words lose theirs, of which the last was to end at ends. Where they are few, as words that a recogniser hears in silence, the
// others stay, and none ends behind it. Where they go, what was put between them goes, too.
func beyondOps(turns []transcript.Turn, length timecode.Time) (ops []transcript.Op, words int, ends timecode.Time) {
	told, late := 0, 0
	for _, t := range turns {
		for _, w := range t.Times {
			if w.How != transcript.Imported {
				continue
			}
			ends = max(ends, w.End)
			if told++; w.Start >= length {
				late++
			}
		}
	}
	if length <= 0 || ends <= length {
		return nil, 0, 0
	}
	all := late*100 > told*mostBeyond
	for _, t := range turns {
		now := make(transcript.Timings, len(t.Times))
		some := false
		for i, w := range t.Times {
			switch {
			case !w.How.Timed() || w.How == transcript.ByHand:
			case all && w.How != transcript.Measured || w.Start >= length:
				if w.How == transcript.Imported {
					words++
				}
				w, some = transcript.Timing{}, true
			case w.End > length:
				w.End, some = length, true
			}
			now[i] = w
		}
		if some {
			ops = append(ops, transcript.TimedAnew(t.ID, t.Times, now))
		}
	}
	return ops, words, ends
}

// beyondTold says what was taken away, "" where no word lost its time.
func beyondTold(words int, ends, length timecode.Time) string {
	if words == 0 {
		return ""
	}
	return fmt.Sprintf("The times that a file gave to %s were taken away: they go on to %s, and the sound ends at %s, so they are of another recording, or of another cut of this one. The words are looked for in the sound.",
		quantity(words, "word"), soundTime(ends), soundTime(length))
}

// dropBeyond takes such times away in a step of its own: the file of the sound may be another one than when they were taken.
func (a *aligner) dropBeyond(ctx context.Context, length timecode.Time) error {
	if ops, _, _ := beyondOps(a.turns, length); len(ops) == 0 {
		return nil
	}
	_, err := a.service.change(a.id, func(open *session.Session) (session.Result, error) {
		return open.Do(ctx, session.Edit{Compose: func(doc *transcript.Document, _ session.Files) (string, []transcript.Op, error) {
			ops, words, ends := beyondOps(turnsOf(doc, cutChunks(doc)), length)
			a.view.Beyond = beyondTold(words, ends, length)
			return tookBeyond, ops, nil
		}})
	})
	if err != nil {
		return err
	}
	a.service.Emit("episode", map[string]int64{"id": int64(a.id)})
	return a.read(ctx)
}
