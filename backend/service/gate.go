// This file is the publish gate: a chunk with an error among its checks is held back, unless somebody let the error stand
// and said why. It looks at what would be written alone, mends nothing, and keeps no other chunk from going out, but those
// whose files are written together with the one that is held.

package service

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"stet/backend/check"
	"stet/backend/session"
	"stet/backend/transcript"
)

// errorsAmong are the problems that keep a chunk from being published. Where it is to go out with its errors, they are those
// that hold it all the same.
func errorsAmong(problems []ProblemView, withErrors bool) []ProblemView {
	var out []ProblemView
	for _, p := range problems {
		if p.Severity == string(check.Error) && (!withErrors || p.Code == unsettledCode) {
			out = append(out, p)
		}
	}
	return out
}

// gate holds a file back if its chunk has errors. What does not differ from what stands there is not written, so there is
// nothing to hold; with all, its errors are told all the same, since the chunk is not to go out in another file either.
func (f *planned) gate(doc *transcript.Document, files session.Files, look *looking, cover uncovered, all, withErrors bool) {
	if (f.State == PlanSame || f.State == PlanHeld) && !all {
		return
	}
	wrong := errorsAmong(append(chunkHead(doc, files, f.Chunk, look).Problems, cover[f.Chunk]...), withErrors)
	if f.home != files.Source(f.Chunk).Path {
		// The file is named after its slug as it is written.
		wrong = slices.DeleteFunc(wrong, func(p ProblemView) bool { return p.Code == "slug.file" })
	}
	if len(wrong) == 0 {
		return
	}
	f.Checks = len(wrong)
	if f.State == PlanHeld {
		return
	}
	f.Problem, f.Turn = &wrong[0], wrong[0].Turn
	f.Reason = whyNotPublished(doc, wrong)
	if f.State != PlanSame {
		f.State, f.gated = PlanHeld, true
	}
}

// asksCover says that errors of the coverage would hold files of an episode, which are those from first on.
func (p *plan) asksCover(first int, all bool) bool {
	return len(p.files) > first && (all || slices.ContainsFunc(p.files[first:], func(f planned) bool { return f.State != PlanSame && f.State != PlanHeld }))
}

// gate holds back those of an episode's planned files, from first on, whose chunks have errors, and says which these are.
func (p *plan) gate(doc *transcript.Document, files session.Files, look *looking, cover uncovered, first int, all, withErrors bool) (leave []LeaveOut) {
	for i := first; i < len(p.files); i++ {
		f := &p.files[i]
		if f.gate(doc, files, look, cover, all, withErrors); f.Checks > 0 {
			leave = append(leave, LeaveOut{Chunk: f.Chunk, Why: hasErrors(f.Checks)})
		}
	}
	return leave
}

// isHeldBack begins what is said of a chunk that goes out in no file.
const isHeldBack = "Its chunk is held back. "

// IsHeldBack tells a chunk that is held back from what else may be wrong with files. Verbs use it.
func IsHeldBack(p ProblemView) bool { return strings.HasPrefix(p.What, isHeldBack) }

// heldBack are the chunks of an episode that go out in no file, and the first error of each.
func (s *Service) heldBack(ctx context.Context, id session.EpisodeID, withErrors bool) (leave []LeaveOut, why []ProblemView, err error) {
	err = s.open.with(ctx, id, func(open *session.Session) error {
		look := s.look(ctx, open)
		var cover uncovered
		if !withErrors {
			cover = s.uncovered(ctx, open, look, nil)
		}
		open.Read(func(doc *transcript.Document, files session.Files) {
			if withErrors && len(doc.Conflicts(0)) == 0 {
				return
			}
			for _, chunk := range doc.Chunks() {
				if wrong := errorsAmong(append(chunkHead(doc, files, chunk, look).Problems, cover[chunk]...), withErrors); len(wrong) > 0 {
					leave = append(leave, LeaveOut{Chunk: chunk, Why: hasErrors(len(wrong))})
					first := wrong[0]
					first.What = isHeldBack + whyNotPublished(doc, wrong)
					why = append(why, first)
				}
			}
		})
		return ctx.Err()
	})
	return leave, why, err
}

// wrongFiles are the errors of files that no library has, by the names that they were asked for with.
func wrongFiles(ctx context.Context, paths []string, progress func(string, int, int)) (map[string][]ProblemView, error) {
	v, err := CheckNow(ctx, paths, Against{}, progress)
	if err != nil {
		return nil, err
	}
	out := map[string][]ProblemView{}
	for _, p := range errorsAmong(v.Problems, false) {
		out[p.File] = append(out[p.File], p)
	}
	return out, nil
}

// fileHeldBack says of a file with errors that its chunk goes out in no file: the first of them, where it is.
func fileHeldBack(wrong []ProblemView) ProblemView {
	first := wrong[0]
	first.What = isHeldBack + first.What + besides(wrong)
	return first
}

func hasErrors(n int) string { return oneOrMore(n, "it has an error", "it has %d errors") }

// whyNotPublished says the first of a chunk's errors, and where it is.
func whyNotPublished(doc *transcript.Document, wrong []ProblemView) string {
	first := wrong[0]
	why := first.What
	if t, there := doc.Turn(first.Turn); there && t.Span != nil {
		at := "Its turn at " + t.Span.Start.String()
		if rest, own := strings.CutPrefix(why, "This turn "); own {
			why = at + " " + rest
		} else if !strings.Contains(why, t.Span.Start.String()) {
			why = at + ": " + why
		}
	}
	return why + besides(wrong)
}

// besides says how many errors there are after the first.
func besides(wrong []ProblemView) string {
	if len(wrong) < 2 {
		return ""
	}
	return fmt.Sprintf(" There %s besides.", oneOrMore(len(wrong)-1, "is 1 more error", "are %d more errors"))
}

func oneOrMore(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return fmt.Sprintf(many, n)
}
