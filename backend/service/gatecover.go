// This file tells the gate and the report what the coverage of an episode tells: turns that stand in two chunks, and, where a
// transcript is known, turns that stand in none. While somebody types it is not asked.

package service

import (
	"cmp"
	"fmt"
	"slices"

	"stet/backend/check"
	"stet/backend/cut"
	"stet/backend/session"
	"stet/backend/transcript"
)

// uncovered are the errors of the coverage, by the chunks that they are in.
type uncovered map[transcript.ID][]ProblemView

// uncovered holds an episode against its transcript, or its chunks against one another.
func (s *Service) uncovered(id session.EpisodeID, doc *transcript.Document, files session.Files, look *looking) uncovered {
	source, folders := cutFrom(doc, files)
	c := coverOf(doc, s.fullText(id, doc, source, folders), nil)
	out := uncovered{}
	for _, f := range c.ledger.Findings {
		if f.Kind == cut.Gap && len(c.full.against) > 0 {
			c.tellGap(out, f)
		}
	}
	c.tellShared(out, files)
	for chunk, list := range out {
		out[chunk] = look.weighed(doc, files, chunk, list)
	}
	return out
}

// tellGap tells of turns that stand in no chunk: in the one that they belong to, or else the one behind which they are missing.
func (c *covering) tellGap(out uncovered, f cut.Finding) {
	piece := max(0, c.ledger.Home(f.From))
	if c.ledger.Home(f.From) < 0 && len(f.Places) > 0 {
		piece = f.Places[0].Piece
	}
	if len(c.pieces) == 0 {
		return
	}
	chunk := c.pieces[piece].Chunk
	out[chunk.ID] = append(out[chunk.ID], ProblemView{
		Code: "chunk.gap", Words: firstWords(c.turns[f.From]),
		What: fmt.Sprintf("%s from %s %s in no chunk.", turnsAndWords(f.To-f.From, f.Words), when(c.turns[f.From]), verb(f.To-f.From, "stands", "stand")),
	})
}

// tellShared tells in each chunk of its turns that stand in one above it, too.
func (c *covering) tellShared(out uncovered, files session.Files) {
	type pair struct{ piece, with int }
	turns := map[pair][]int{}
	for _, f := range c.ledger.Findings {
		if f.Kind != cut.Twice {
			continue
		}
		for _, p := range f.Places {
			for _, with := range f.Places {
				if at := (pair{p.Piece, with.Piece}); with.Piece < p.Piece {
					for i := p.From; i < p.To; i++ {
						turns[at] = append(turns[at], i)
					}
				}
			}
		}
	}
	pairs := make([]pair, 0, len(turns))
	for at := range turns {
		pairs = append(pairs, at)
	}
	slices.SortFunc(pairs, func(a, b pair) int { return cmp.Or(a.piece-b.piece, a.with-b.with) })
	for _, at := range pairs {
		list := turns[at]
		slices.Sort(list)
		list = slices.Compact(list)
		chunk := c.pieces[at.piece].Chunk
		first := chunk.Turns[list[0]]
		name := check.Called(c.pieces[at.with].Chunk, sourceOf(ownPath(c.doc, files, c.pieces[at.with].Chunk.ID), nil))
		what := fmt.Sprintf("The turn at %s stands in %s, too.", when(first), name)
		if len(list) > 1 {
			what = fmt.Sprintf("%d turns from %s on stand in %s, too.", len(list), when(first), name)
		}
		out[chunk.ID] = append(out[chunk.ID], ProblemView{Code: "turn.shared", Turn: first.ID, Words: name, What: what})
	}
}

// weighed are errors of a chunk as its series weighs them; what was let stand is marked.
func (l *looking) weighed(doc *transcript.Document, files session.Files, chunk transcript.ID, list []ProblemView) (out []ProblemView) {
	path := files.Source(chunk).Path
	for _, p := range list {
		severity, on := l.series.Weigh(p.Code, check.Error)
		if !on {
			continue
		}
		c, _ := check.Named(p.Code)
		p.File, p.Line, p.Column, p.Severity, p.Why = path, 1, 1, string(severity), c.Why
		out = append(out, l.letStand(doc, path, chunk, p))
	}
	return out
}
