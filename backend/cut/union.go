package cut

import "stet/backend/transcript"

// This file makes a transcript of the pieces themselves, where there is no other to hold them against, and finds turns again
// in what was.

// Union is every turn of the pieces, in their order, once: what says the same at the same time is one turn.
func Union(pieces []Piece) []transcript.Turn {
	var out []transcript.Turn
	known := map[string][]spoken{}
	for _, p := range pieces {
		for _, t := range p.Chunk.Turns {
			s := speak(t)
			if s.span != "" && s.n > 0 {
				if saidBefore(known[s.span], s) {
					continue
				}
				known[s.span] = append(known[s.span], s)
			}
			out = append(out, t)
		}
	}
	return out
}

func saidBefore(known []spoken, s spoken) bool {
	for _, k := range known {
		if alike(k, s) >= same {
			return true
		}
	}
	return false
}

// Matches finds each of some turns among those that were: none, or several that it is made of.
func Matches(turns, was []transcript.Turn) [][]int {
	return newDeck(speakAll(was)).find(speakAll(turns))
}
