// This file is about words that a person or a file has timed in another sound than the episode's is now. Nothing changes such a
// time, and what stands beside them goes round them, so that it is told of.

package service

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"

	"stet/backend/align"
	"stet/backend/chunkfile"
	"stet/backend/cut"
	"stet/backend/transcript"
)

// setElsewhere is the time of a word, and the file that was the episode's sound when it was set, as besideWords tells of it.
type setElsewhere struct {
	align.Span
	Sound string `json:"sound"`
	Print string `json:"print,omitempty"`
}

// isSet says that a person or a file has timed a word.
func isSet(w transcript.Timing) bool {
	return w.How == transcript.ByHand || w.How == transcript.Imported
}

// setElsewhere are the words that are not of the sound that is looked in now: those that were set while the other sound was
// searched that b is of, and those that were not of that one already, but for what is of this one again.
func (a *aligner) setElsewhere(b besideWords) []setElsewhere {
	out := slices.Clone(b.Elsewhere)
	for _, t := range a.turns {
		for _, w := range t.Times {
			if isSet(w) && !b.wasElsewhere(w) {
				out = append(out, setElsewhere{align.Span{Start: w.Start, End: w.End}, b.Sound, b.Print})
			}
		}
	}
	return slices.DeleteFunc(out, func(e setElsewhere) bool {
		same, known := a.service.prints.same(a.path, e.Print)
		return same || !known && e.Sound == a.path
	})
}

// named is what was found beside words. Where the file of the sound has another name by now, it goes by that.
func (a *aligner) named(ctx context.Context) besideWords {
	b := a.service.beside(ctx, a.id)
	if b.Sound == "" || b.Sound == a.path || b.otherThan(a.path, &a.service.prints) {
		return b
	}
	for i := range b.Elsewhere {
		if e := &b.Elsewhere[i]; e.Sound == b.Sound && e.Print == b.Print {
			e.Sound = a.path
		}
	}
	b.Sound = a.path
	err := a.service.noteBeside(ctx, a.id, b) // what fails is done the next time
	if raw, failed := json.Marshal(unwrittenKept{a.path, b.Stands}); err == nil && failed == nil && len(b.Stands) > 0 {
		_ = a.service.Store.Remember(ctx, unwrittenKey(a.id), string(raw))
	}
	return b
}

// wasElsewhere says that a word was set in another sound than the one that was searched. One that was set anew has another time.
func (b besideWords) wasElsewhere(w transcript.Timing) bool {
	return slices.ContainsFunc(b.Elsewhere, func(e setElsewhere) bool { return e.Start == w.Start && e.End == w.End })
}

// elsewhere tells of such words, and offers to have them looked for.
func (c *covering) elsewhere() []CoverageFinding {
	var places []CoveragePlace
	var first []transcript.Turn
	var ops []transcript.Op
	n := 0
	for i, p := range c.pieces {
		for k, t := range p.Chunk.Turns {
			now := slices.Clone(t.Times)
			for j, w := range now {
				if isSet(w) && c.beside.wasElsewhere(w) {
					now[j] = transcript.Timing{}
					n++
				}
			}
			if slices.Equal(now, t.Times) {
				continue
			}
			first, ops = append(first, t), append(ops, transcript.TimedAnew(t.ID, t.Times, now))
			if len(places) == 0 {
				places = append(places, c.placeOf(cut.Place{Piece: i, From: k}))
			}
		}
	}
	if n == 0 {
		return nil
	}
	of := c.beside.Elsewhere[0].Sound
	where := "in another sound, " + filepath.Base(of)
	if of == c.beside.Sound {
		where = "in what " + filepath.Base(of) + " was before"
	}
	what := fmt.Sprintf("%s %s timed by hand or by a file %s, and %s that time, which other words go round. Listen here; where it is not right, look for them in this sound, or drag their edges.",
		quantity(n, "word"), verb(n, "was", "were"), where, verb(n, "keeps", "keep"))
	return []CoverageFinding{{
		Key: "elsewhere|" + what, Kind: "elsewhere", Severity: string(chunkfile.Warn), What: what, Words: firstWords(first[0]), Places: places,
		Repairs: c.repair("Look for "+verb(n, "it", "them")+" in this sound", ops),
	}}
}
