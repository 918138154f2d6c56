// This file has an import of the shell take a transcript of another program again that was cut into chunks here, as the window
// does: cut like them. Where both changed the same, the library's stays, and that is told.

package service

import (
	"context"
	"fmt"
	"slices"

	"stet/backend/chunkfile"
)

// comeAgain is a file of another program that was taken in before, and says something else now.
const comeAgain = "file.again"

// Again tells of the transcripts that were taken again.
func (v ImportView) Again() []ProblemView { return v.again }

// takeAgain takes those of the refused files again whose episodes were cut into chunks.
func (s *Service) takeAgain(ctx context.Context, v *ImportView) {
	v.Refused = slices.DeleteFunc(v.Refused, func(p ProblemView) bool {
		if p.Code != comeAgain || ctx.Err() != nil {
			return false
		}
		paths := absolute([]string{p.File})
		a, err := s.Again(paths, 0)
		if err != nil || a.Episode == 0 {
			return false
		}
		q := RecutRequest{Episode: a.Episode, Paths: paths}
		plan, err := s.Recut(q)
		if err != nil {
			return false
		}
		conflicts := 0
		for _, c := range plan.Chunks {
			conflicts += len(c.Conflicts)
		}
		if plan.Changes > 0 {
			if _, err := s.TakeAgain(q); err != nil {
				return false
			}
			v.Updated++
		} else {
			v.Same++
		}
		if plan.Changes > 0 || conflicts > 0 {
			p.Severity, p.What = string(chunkfile.Warn), toldAgain(a, plan.Changes, conflicts)
			v.again = append(v.again, p)
		}
		return true
	})
}

// toldAgain says what became of a transcript that was taken again.
func toldAgain(a AgainView, changes, conflicts int) string {
	what := fmt.Sprintf("It was taken again, cut like the %s of %s: %s, in one step.", quantity(a.Chunks, "chunk"), a.Title, quantity(changes, "change"))
	if changes == 0 {
		what = fmt.Sprintf("It is cut like the %s of %s already.", quantity(a.Chunks, "chunk"), a.Title)
	}
	if conflicts > 0 {
		what += fmt.Sprintf(" %s changed on both sides: the library’s %s. Drop the file on the window to choose.", quantity(conflicts, "place"), verb(conflicts, "stays", "stay"))
	}
	return what
}
