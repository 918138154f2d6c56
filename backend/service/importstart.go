// This file begins imports and ends them: files are taken in all or none, and those whose names were others' until these
// were followed after that.

package service

import (
	"context"
	"errors"
	"slices"

	"stet/backend/session"
	"stet/backend/timecode"
)

// Import takes files and folders in. It returns the job's number at once.
func (s *Service) Import(paths []string, called []Called) (int64, error) {
	return s.startImport(paths, importHow{called: calledByFile(called)})
}

// ImportMoved is Import of files that were moved from folders that cannot be reached: their chunks go with them.
func (s *Service) ImportMoved(paths []string) (int64, error) {
	return s.startImport(paths, importHow{moved: true})
}

func (s *Service) startImport(paths []string, how importHow) (int64, error) {
	return s.jobs.start("import", "Looking for transcripts", func(ctx context.Context, j *job) (any, error) {
		defer s.Emit("library", nil)
		v, err := s.importPaths(ctx, paths, how, j.progress)
		if err != nil {
			return nil, err
		}
		return v, nil
	})
}

// ImportResult tells what an import did.
func (s *Service) ImportResult(id int64) (ImportView, error) { return result[ImportView](&s.jobs, id) }

// ImportNow takes files and folders in and waits until it is done, also transcripts that come again. Verbs use it.
func ImportNow(ctx context.Context, s *Service, paths []string, progress func(what string, done, total int)) (ImportView, error) {
	v, err := s.importPaths(ctx, paths, importHow{}, progress)
	s.takeAgain(ctx, &v)
	return v, sentence(err)
}

// ImportMovedNow is ImportNow of files that were moved, as ImportMoved takes them. Verbs use it.
func ImportMovedNow(ctx context.Context, s *Service, paths []string, progress func(what string, done, total int)) (ImportView, error) {
	v, err := s.importPaths(ctx, paths, importHow{moved: true}, progress)
	return v, sentence(err)
}

// importHow is how an import goes about it.
type importHow struct {
	// rate is the frame rate of new episodes; zero when nobody has told. Then semicolons may tell.
	rate timecode.Rate
	// moved says that files were moved from folders that cannot be reached.
	moved bool
	// called are the files of which somebody said what they are of, by their paths as they were asked for.
	called map[string]Called
	// times is a file in the folders that are asked for of which only the times are wanted; "" for none.
	times string
}

func (s *Service) importPaths(ctx context.Context, paths []string, how importHow, progress func(string, int, int)) (ImportView, error) {
	defer s.series.forget()
	defer s.disk.named()
	g, err := gatherAll(paths)
	if err != nil {
		return ImportView{}, err
	}
	g.files = slices.DeleteFunc(g.files, func(f found) bool { return f.path == how.times })
	im := &importing{
		service: s, importHow: how, asked: foldersAsked(paths), neighbours: namedIn{}, places: map[string]lookedUp{},
		view: ImportView{
			Conflicts: []ConflictView{}, Renamed: []RenamedFile{}, Gone: []ProblemView{}, Away: []ProblemView{}, Lost: []ProblemView{}, Refused: g.refused,
			Passed: append([]ProblemView{}, g.passed...), Skipped: g.skipped, Episodes: []int64{},
		},
	}
	if err := im.round(ctx, g.files, progress); err != nil {
		return ImportView{}, err
	}
	ctx = context.WithoutCancel(ctx)
	im.takeLeft(ctx)
	slices.Sort(im.view.Episodes)
	im.view.Episodes = slices.Compact(im.view.Episodes)
	if err := im.tellGone(ctx); err != nil {
		return ImportView{}, err
	}
	if err := im.tellTwice(ctx); err != nil {
		return ImportView{}, err
	}
	return im.view, nil
}

// round takes files in, or none of them.
func (im *importing) round(ctx context.Context, files []found, progress func(string, int, int)) error {
	store, err := im.service.Store.Begin(ctx, im.service.Now())
	if err != nil {
		return err
	}
	im.store, im.underway, im.met = store, im.service.underway(ctx), newMet()
	im.updates, im.lost, im.away, im.lostOnce = nil, nil, nil, false
	im.parts, im.renamed, im.freed, im.copies = map[session.EpisodeID][]read{}, map[string]lostFile{}, map[string]session.EpisodeID{}, map[string]lostFile{}
	if err := im.run(ctx, files, progress); err != nil {
		return errors.Join(err, store.Cancel())
	}
	return nil
}

// takeLeft takes in the files whose names were others' until these were followed. The rest is in and shows: what is not taken
// in of them is named.
func (im *importing) takeLeft(ctx context.Context) {
	files := im.left
	if im.left = nil; len(files) == 0 {
		return
	}
	if err := im.round(ctx, files, func(string, int, int) {}); err != nil {
		for _, f := range files {
			im.view.Refused = append(im.view.Refused, refuse(f.shown, 1, 1, "file.update", "%s", sentence(err)).ProblemView)
		}
		return
	}
	for _, f := range im.left {
		im.view.Refused = append(im.view.Refused, refuse(f.shown, 1, 1, "file.update", "It is not taken in yet. Import it again.").ProblemView)
	}
}
