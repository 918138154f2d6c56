// This file has an import of the shell take a transcript of another program again, as the window does: cut like the chunks, where it
// was cut into chunks here. The files of an episode are taken together. Where both changed the same, the library's stays, and that is
// told.

package service

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"stet/backend/chunkfile"
	"stet/backend/session"
	"stet/backend/transcript"
)

// comeAgain is a file of another program that was taken in before, and says something else now.
const comeAgain = "file.again"

// Again tells of the transcripts that were taken again.
func (v ImportView) Again() []ProblemView { return v.again }

// cutAgain is an episode whose transcript comes again, cut into chunks or not.
type cutAgain struct {
	AgainView
	// parts are the chunks that its files were taken in as, by these files; said is what each of them said then.
	parts map[string]transcript.ID
	files []string
	said  [][]transcript.Turn
}

// takeAgain takes those of the refused files again whose episodes the library can tell them by. The others stay refused.
func (s *Service) takeAgain(ctx context.Context, v *ImportView) {
	var episodes []session.EpisodeID
	come := map[session.EpisodeID][]string{}
	for _, p := range v.Refused {
		path := absolute([]string{p.File})[0]
		if p.Code != comeAgain {
			continue
		}
		if place, err := s.Store.Find(ctx, path+draftEnding); err == nil {
			if come[place.Episode] == nil {
				episodes = append(episodes, place.Episode)
			}
			come[place.Episode] = append(come[place.Episode], path)
		}
	}
	for _, id := range episodes {
		if ctx.Err() != nil {
			return
		}
		taken, told := s.takeEpisodeAgain(ctx, v, id, come[id])
		v.Refused = slices.DeleteFunc(v.Refused, func(p ProblemView) bool {
			took := p.Code == comeAgain && slices.Contains(taken, absolute([]string{p.File})[0])
			if took && told != "" {
				p.Severity, p.What = string(chunkfile.Warn), told
				v.again, told = append(v.again, p), ""
			}
			return took
		})
	}
}

// takeEpisodeAgain takes the transcript of an episode again, of which files have come, if none of its files is missing, each
// chunk's beginning is found and no turn goes that should not. It says which it took, and what became of them.
func (s *Service) takeEpisodeAgain(ctx context.Context, v *ImportView, id session.EpisodeID, come []string) (taken []string, told string) {
	a, err := s.cutFromFiles(ctx, id, come)
	if err != nil || a == nil {
		return nil, ""
	}
	q := RecutRequest{Episode: a.Episode, Paths: a.files}
	r, err := s.recut(q)
	if err != nil || r.unsure() || r.losesMore(a.said) {
		return nil, ""
	}
	taken = slices.DeleteFunc(slices.Clone(come), func(path string) bool { return r.uncut[a.parts[path]] })
	if len(taken) == 0 {
		return nil, ""
	}
	plan, conflicts := r.view(q), 0
	for _, c := range plan.Chunks {
		conflicts += len(c.Conflicts)
	}
	if plan.Changes == 0 {
		v.Same += len(taken)
	} else {
		if reply, err := s.TakeAgain(q); err != nil && reply.Step == 0 {
			return nil, ""
		}
		v.Updated += len(taken)
	}
	if plan.Changes > 0 || conflicts > 0 {
		told = toldAgain(a.AgainView, plan.Changes, conflicts)
	}
	return taken, told
}

// cutFromFiles is an episode with all files that it was cut from; nil where these are not its transcript.
func (s *Service) cutFromFiles(ctx context.Context, id session.EpisodeID, come []string) (*cutAgain, error) {
	var doc *transcript.Document
	a := &cutAgain{parts: map[string]transcript.ID{}}
	err := s.open.with(ctx, id, func(open *session.Session) error {
		open.Read(func(now *transcript.Document, files session.Files) {
			doc = now.Clone()
			part := func(chunk transcript.ID, path string) {
				path = partFile(path, come)
				a.parts[path], a.files = chunk, append(a.files, path)
			}
			for _, c := range doc.Chunks() {
				if path := files.Source(c).Path; path != "" && files.Plain(c) {
					part(c, path)
					a.said = append(a.said, files.Imported(c).Turns)
				}
			}
			for _, g := range files.Gone() {
				if chunkfile.Parse(g.Bytes).Chunk().Matter.Plain() {
					part(g.Chunk, g.Path)
				}
			}
		})
		return nil
	})
	if err != nil {
		return nil, err
	}
	text, err := readAgain(ctx, a.files)
	if err == nil && text != nil && begins(doc, text, true) {
		a.AgainView = againView(id, doc)
		return a, nil
	}
	return nil, err
}

// unsure says that a chunk's first turn is not in the transcript, so that nothing tells where the chunk begins.
func (r *recutting) unsure() bool {
	for i, id := range r.chunks {
		if r.starts[i].Turn < 0 && !r.leave[id] {
			return true
		}
	}
	return false
}

// losesMore says that turns would go that no file had which comes again, or with which one ended: it may have been cut short.
// said is what each file said before.
func (r *recutting) losesMore(said [][]transcript.Turn) bool {
	var gone, kept []transcript.Turn
	for _, op := range r.ops {
		if drop, is := op.(transcript.DeleteTurn); is {
			base, known := r.base[drop.Turn]
			if !known || !slices.ContainsFunc(said, func(part []transcript.Turn) bool { return hasTurn(part, base) }) {
				return true
			}
			gone = append(gone, base)
		}
	}
	for id := range r.used {
		kept = append(kept, r.base[id])
	}
	return len(gone) > 0 && slices.ContainsFunc(said, func(part []transcript.Turn) bool {
		for _, t := range slices.Backward(part) {
			if hasTurn(gone, t) {
				return true
			}
			if hasTurn(kept, t) {
				break
			}
		}
		return false
	})
}

func hasTurn(list []transcript.Turn, t transcript.Turn) bool {
	return slices.ContainsFunc(list, func(x transcript.Turn) bool { return transcript.SameTurn(x, t) })
}

// partFile is the file that a transcript was taken in from: where it is another program's, the library has its draft.
func partFile(path string, come []string) string {
	of, is := strings.CutSuffix(path, draftEnding)
	if !is || filepath.Ext(of) == "" {
		return path
	}
	if _, err := os.Stat(of); err == nil || slices.Contains(come, of) {
		return of
	}
	return path
}

// toldAgain says what became of a transcript that was taken again.
func toldAgain(a AgainView, changes, conflicts int) string {
	what := fmt.Sprintf("It was taken again, cut like the %s of %s: %s, in one step.", quantity(a.Chunks, "chunk"), a.Title, quantity(changes, "change"))
	switch {
	case changes == 0 && a.Uncut:
		what = fmt.Sprintf("%s says all of it already.", a.Title)
	case changes == 0:
		what = fmt.Sprintf("It is cut like the %s of %s already.", quantity(a.Chunks, "chunk"), a.Title)
	case a.Uncut:
		what = fmt.Sprintf("It was taken again into %s: %s, in one step.", a.Title, quantity(changes, "change"))
	}
	if conflicts > 0 {
		what += fmt.Sprintf(" %s changed on both sides: the library’s %s. Drop the file on the window to choose.", quantity(conflicts, "place"), verb(conflicts, "stays", "stay"))
	}
	return what
}
