// Package reconcile brings together two versions of a chunk that both came from a third: what was done to it here, and what
// another program did to its file. Turns are merged word by word, fields one by one, lists item by item. It opens no files
// and chooses no side: what both changed, each in its own way, it hands back as a conflict.
package reconcile

import (
	"slices"

	"stet/backend/transcript"
)

// Result is what a chunk is to be.
type Result struct {
	// Chunk has what either side changed, and mine where both changed differently. Turns that only they have bear no ID.
	Chunk     transcript.Chunk
	Conflicts []Conflict

	mine, theirs transcript.Chunk
	// splits says of a turn without an ID which word of mine it begins with.
	splits map[int]origin
	// joined are turns of mine that went, while their words stand in the turn before.
	joined []transcript.ID
	// among are the turns that were compared; nil where all of the chunk was.
	among map[transcript.ID]bool
}

// Conflict is one without IDs of its own, nor those of turns that are new.
type Conflict struct {
	transcript.Conflict
	// at are the places in Result.Chunk.Turns: from, to.
	at [2]int
}

// Chunks merges. The IDs are those of mine.
func Chunks(base, mine, theirs transcript.Chunk) Result {
	r := Result{Chunk: mine, mine: mine, theirs: theirs}
	r.matter(base.Matter, mine.Matter, theirs.Matter)
	r.lead(base.Lead, mine.Lead, theirs.Lead)
	r.turns(base.Turns, mine.Turns, theirs.Turns)
	return r
}

// Among is a result for which only some turns were compared, the rest of theirs being mine: it settles no conflict about
// anything else.
func (r Result) Among(turns map[transcript.ID]bool) Result {
	r.among = turns
	return r
}

// compared reports whether all that a conflict is about was compared.
func (r Result) compared(c transcript.Conflict) bool {
	return r.among == nil || len(c.Turns) > 0 && !slices.ContainsFunc(c.Turns, func(id transcript.ID) bool { return !r.among[id] })
}

func (r *Result) lead(base, mine, theirs []string) {
	b, m, t := transcript.Canonical(base), transcript.Canonical(mine), transcript.Canonical(theirs)
	switch {
	case slices.Equal(b, t) || slices.Equal(m, t):
	case slices.Equal(b, m):
		r.Chunk.Lead = theirs
	default:
		r.conflict(transcript.Conflict{
			Field: transcript.LeadPlace,
			Base:  transcript.Side{Lead: base}, Mine: transcript.Side{Lead: mine}, Theirs: transcript.Side{Lead: theirs},
			Both: &transcript.Side{Lead: slices.Concat(mine, theirs)},
		})
	}
}

func (r *Result) conflict(c transcript.Conflict) {
	r.Conflicts = append(r.Conflicts, Conflict{Conflict: c})
}
