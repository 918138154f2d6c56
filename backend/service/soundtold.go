// This file tells of a sound that is not the one of the text, or ends before it does: then it is the sound that is to be
// chosen anew, and no word to be taken out.

package service

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"stet/backend/chunkfile"
	"stet/backend/cut"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// fewestHeard is how many words there must be, for the few that are heard to say that the sound is another one; where none is heard,
// fewestSaid are enough.
const fewestHeard = 30

// hardlyHeard says that of so many words so few are heard that a sound, of a length, must be another one. late are those that it
// is too short for: where it is full of words that are heard, these say nothing.
func hardlyHeard(words, heard, late int, length timecode.Time) bool {
	if timecode.Time(heard)*timecode.Second >= length {
		words -= late
	}
	return words >= fewestHeard && heard*4 < words || words >= fewestSaid && heard == 0
}

// otherSound says so of words that were looked for, "" where it is not so.
func otherSound(words, heard int) string {
	return fmt.Sprintf("Of %s %d %s heard: the sound is silent, of something else, or in another language. Choose the sound that the text is of.",
		quantity(words, "word"), heard, verb(heard, "is", "are"))
}

// otherSound tells of a sound in which hardly a word of the episode is heard, though it was looked for: where there is a model of the
// language, words that were only put where it is loud were not heard either.
func (c *covering) otherSound() (CoverageFinding, bool) {
	words, heard, unspoken, guessed, late := 0, 0, 0, 0, 0
	place, behind := CoveragePlace{}, c.behindTheSound()
	for i, p := range c.pieces {
		for k, t := range p.Chunk.Turns {
			for _, w := range t.Times {
				words++
				if w.How.Sure() {
					heard++
				}
				switch w.How {
				case transcript.Guessed:
					guessed++
				case transcript.Unspoken:
					if unspoken++; behind[t.ID] {
						late++
					}
				}
			}
			if place.Turn == 0 {
				place = c.placeOf(cut.Place{Piece: i, From: k})
			}
		}
	}
	if c.beside.Part || !hardlyHeard(words, heard, late, c.beside.Length) || 2*(unspoken+guessed) < words {
		return CoverageFinding{}, false
	}
	if 2*unspoken < words && (c.model == nil || c.model() == nil) {
		return CoverageFinding{}, false
	}
	what := otherSound(words, heard)
	return CoverageFinding{Key: "sound|" + what, Kind: "sound", Severity: string(chunkfile.Warn), What: what, Places: []CoveragePlace{place}, Repairs: []CoverageRepair{}}, true
}

// tooShortFor tells of turns that come too late for the sound, if a misfit is such.
func (c *covering) tooShortFor(m misfit) bool {
	last, ok := c.doc.Turn(m.Last)
	if !ok {
		return false
	}
	var of transcript.Chunk
	for _, p := range c.pieces {
		if slices.ContainsFunc(p.Chunk.Turns, func(t transcript.Turn) bool { return t.ID == m.Last }) {
			of = p.Chunk
		}
	}
	return m.tooShort(c.beside.Length, c.doc.Episode().Clock(), of, last)
}

// behindTheSound are the turns that the sound is too short for.
func (c *covering) behindTheSound() map[transcript.ID]bool {
	out := map[transcript.ID]bool{}
	for _, m := range c.beside.Misfits {
		if !c.tooShortFor(m) {
			continue
		}
		within := false
		for _, p := range c.pieces {
			for _, t := range p.Chunk.Turns {
				within = within || t.ID == m.First
				if within {
					out[t.ID] = true
				}
				within = within && t.ID != m.Last
			}
		}
	}
	return out
}

// ofTheSound are the turns of whose words it is not told that they are not heard: it is told of the sound that it is another one, or
// ends before them, or the search has not come to its end.
// Few words at the end may be a paragraph too many.
func (c *covering) ofTheSound() map[transcript.ID]bool {
	out := map[transcript.ID]bool{}
	// What a search has not found so far, it may yet find elsewhere: nothing is said of that before its end.
	if _, other := c.otherSound(); other || c.beside.Part {
		for _, p := range c.pieces {
			for _, t := range p.Chunk.Turns {
				out[t.ID] = true
			}
		}
		return out
	}
	behind, n := c.behindTheSound(), 0
	for _, r := range slices.Backward(c.silentRuns()) {
		if r.room.End < math.MaxInt64 || slices.ContainsFunc(r.turns, func(t transcript.Turn) bool { return !behind[t.ID] }) {
			break
		}
		n += r.words
		for _, t := range r.turns {
			out[t.ID] = true
		}
	}
	if n < fewestHeard {
		return nil
	}
	return out
}

// soundFirst has what tells of the sound itself come before what that brings about.
func soundFirst(found []CoverageFinding) {
	behind := func(f CoverageFinding) int {
		if f.Kind == "sound" {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(found, func(a, b CoverageFinding) int { return cmp.Compare(behind(a), behind(b)) })
}
