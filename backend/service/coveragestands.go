// This file tells of what the coverage finds whether somebody let it stand where the gate and the checks tell of it, and why. It
// changes nothing.

package service

import (
	"slices"
	"sync"

	"stet/backend/cut"
	"stet/backend/session"
	"stet/backend/transcript"
)

// gateLook is what the gate looks at an episode with.
type gateLook struct {
	*looking
	episode session.EpisodeID
	// paths are the files of chunks, names what these are called once they are written.
	paths, names map[transcript.ID]string
}

func lookAs(look *looking, open *session.Session) gateLook {
	g := gateLook{look, open.ID(), map[transcript.ID]string{}, map[transcript.ID]string{}}
	open.Read(func(doc *transcript.Document, files session.Files) {
		for _, id := range doc.Chunks() {
			g.paths[id], g.names[id] = files.Source(id).Path, ownPath(doc, files, id)
		}
	})
	return g
}

// stoodBy finds what the gate tells of findings, and whether all of it was let stand.
func (c *covering) stoodBy(g gateLook, takenOut func(gaps []cut.Finding) map[int]bool) func(cut.Finding) (why string, faults []FaultRequest) {
	if len(g.waivers) == 0 && (g.files == nil || len(g.files.stands.why) == 0) {
		return func(cut.Finding) (string, []FaultRequest) { return "", nil }
	}
	here := sync.OnceValue(func() map[int]bool { return takenOut(c.gaps()) })
	often := c.saidAsOften()
	shared := sync.OnceValue(c.sharedTurns)
	return func(f cut.Finding) (why string, faults []FaultRequest) {
		told := uncovered{}
		switch {
		case f.Kind == cut.Gap && len(c.full.against) > 0 && !often(f):
			c.tellGap(told, f, here())
		case f.Kind == cut.Twice:
			in := func(piece int) bool {
				return slices.ContainsFunc(f.Places, func(p cut.Place) bool { return p.Piece == piece })
			}
			for _, at := range pairsInOrder(shared()) {
				if chunk := c.pieces[at.piece].Chunk.ID; in(at.piece) && in(at.with) {
					told[chunk] = append(told[chunk], c.sharedProblem(at, shared()[at], g.names))
				}
			}
		}
		for _, piece := range c.pieces {
			chunk := piece.Chunk.ID
			for _, p := range g.weighed(c.doc, g.paths[chunk], chunk, told[chunk]) {
				if p.Waived == "" {
					return "", nil
				}
				why, faults = p.Waived, append(faults, FaultRequest{int64(g.episode), chunk, p.Turn, p.Field, p.Code, p.Words})
			}
		}
		return why, faults
	}
}
