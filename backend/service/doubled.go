// This file has a turn that stands twice told of in one place: by the checks, where it stands below itself with the same
// time, and else by the coverage; never beside that as words that are not in the sound, or too many for their time.

package service

import (
	"slices"

	"stet/backend/check"
	"stet/backend/cut"
	"stet/backend/transcript"
)

// toldTwice are the turns of which it is told that they stand twice.
func (c *covering) toldTwice() map[transcript.ID]bool {
	told := map[transcript.ID]bool{}
	for _, f := range c.ledger.Findings {
		if f.Kind != cut.Twice {
			continue
		}
		for _, p := range f.Places {
			for _, t := range c.pieces[p.Piece].Chunk.Turns[p.From:p.To] {
				told[t.ID] = true
			}
		}
	}
	return told
}

// checked says that the checks tell of a finding already.
func (c *covering) checked(f cut.Finding) bool {
	if f.Kind != cut.Twice || len(f.Places) != 2 {
		return false
	}
	a, b := f.Places[0], f.Places[1]
	turns := c.pieces[a.Piece].Chunk.Turns
	return a.Piece == b.Piece && a.To == a.From+1 && b.From == a.To && b.To == b.From+1 && check.StandsTwice(turns[a.From], turns[b.From])
}

// saidOnce says that the sound holds one of the places of a finding, and nothing of another.
func (c *covering) saidOnce(f cut.Finding) bool {
	least, most := 1, 0
	for _, p := range f.Places {
		least, most = min(least, c.silence(p)), max(most, c.silence(p))
	}
	return least == 0 && most == 1
}

// silence is 1 where no word of a place is in the sound, and else 0, also where nobody has listened.
func (c *covering) silence(p cut.Place) int {
	n := 0
	for _, t := range c.pieces[p.Piece].Chunk.Turns[p.From:p.To] {
		if n += len(t.Times); len(t.Times) > 0 && !unsaid(t) {
			return 0
		}
	}
	return min(n, 1)
}

// wordForWord says that places have the same turns.
func (c *covering) wordForWord(places []cut.Place) bool {
	turns := func(p cut.Place) []transcript.Turn { return c.pieces[p.Piece].Chunk.Turns[p.From:p.To] }
	return !slices.ContainsFunc(places, func(p cut.Place) bool {
		return !slices.EqualFunc(turns(p), turns(places[0]), func(a, b transcript.Turn) bool {
			return slices.Equal(transcript.Words(a.Paragraphs), transcript.Words(b.Paragraphs))
		})
	})
}

// unsaid says that no word of a turn is in the sound, in which all were looked for.
func unsaid(t transcript.Turn) bool {
	return len(t.Times) > 0 && !slices.ContainsFunc(t.Times, func(w transcript.Timing) bool { return w.How != transcript.Unspoken })
}

// saidElsewhere adds the turns that the sound does not hold, and of which another one has the same words and is heard: they stand
// twice.
func (c *covering) saidElsewhere(told map[transcript.ID]bool) map[transcript.ID]bool {
	said := map[string]bool{}
	for _, p := range c.pieces {
		for _, t := range p.Chunk.Turns {
			if heardOf(t.Times) > 0 {
				said[saidIn(t)] = true
			}
		}
	}
	for _, p := range c.pieces {
		for _, t := range p.Chunk.Turns {
			if unsaid(t) && said[saidIn(t)] {
				if told == nil {
					told = map[transcript.ID]bool{}
				}
				told[t.ID] = true
			}
		}
	}
	return told
}

// wordsIn counts the words of turns as everything else does, and not as they sound.
func wordsIn(turns []transcript.Turn) (n int) {
	for _, t := range turns {
		n += transcript.CountWords(t.Paragraphs)
	}
	return n
}

// once leaves out that turns which stand twice are too many for their time.
func (c *covering) once(found []CoverageFinding) []CoverageFinding {
	return slices.DeleteFunc(found, func(f CoverageFinding) bool {
		return f.Kind == "misfit" && !slices.ContainsFunc(f.Places, func(p CoveragePlace) bool { return !c.twice[p.Turn] })
	})
}
