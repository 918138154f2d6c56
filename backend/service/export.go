// This file carries a plan out. It writes what was planned or nothing, and decides about no file: the plan has.

package service

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"stet/backend/atomicfile"
	"stet/backend/session"
	"stet/backend/transcript"
)

// What became of a file, beside the Plan states.
const (
	FileWritten = "written"
	FileFailed  = "failed"
)

// Export carries a plan out, and returns the job's number at once. Files in conflict are written only if overwrite
// names their places in the plan.
func (s *Service) Export(id int64, overwrite []int) (int64, error) {
	p, err := s.plans.get(id)
	if err != nil {
		return 0, err
	}
	return s.jobs.start("export", "Writing files", func(ctx context.Context, j *job) (any, error) {
		v, err := s.export(ctx, p, overwrite, j.progress)
		s.Emit("library", nil)
		return v, err
	})
}

// ExportResult tells what an export did.
func (s *Service) ExportResult(id int64) (ExportView, error) { return result[ExportView](&s.jobs, id) }

// ExportNow carries a plan out and waits until it is done. Verbs use it.
func ExportNow(ctx context.Context, s *Service, id int64, overwrite []int, progress func(what string, done, total int)) (ExportView, error) {
	p, err := s.plans.get(id)
	if err != nil {
		return ExportView{}, err
	}
	v, err := s.export(ctx, p, overwrite, progress)
	return v, sentence(err)
}

// export carries a plan out. What was written is told of, also where the rest was stopped or failed.
func (s *Service) export(ctx context.Context, p *plan, overwrite []int, progress func(string, int, int)) (ExportView, error) {
	var told telling
	adopted := map[session.EpisodeID]bool{}
	for _, f := range p.files {
		if id := session.EpisodeID(f.Episode); f.Path == f.home && f.State != PlanSame && f.State != PlanHeld && !adopted[id] {
			adopted[id] = true
			if err := s.open.with(ctx, id, func(open *session.Session) error { return s.adopt(ctx, open) }); err != nil {
				return ExportView{}, err
			}
		}
	}
	v, err := s.exportFiles(ctx, p, overwrite, &told, progress)
	s.plans.end(p, v.Files)
	s.disk.named()
	ctx = context.WithoutCancel(ctx)
	kept := s.keepExported(ctx, p, v)
	message, untold := s.message(ctx, &told)
	v.Message, v.Stands = message, s.broughtAlong(ctx, p, s.standing(ctx, &told))
	if untold == nil {
		untold = s.waiversTold(ctx, &told)
	}
	err = cmp.Or(err, kept, untold)
	if err == nil {
		progress("Done", len(p.files), len(p.files))
	}
	return v, err
}

func (s *Service) exportFiles(ctx context.Context, p *plan, overwrite []int, told *telling, progress func(string, int, int)) (ExportView, error) {
	v := ExportView{Files: make([]ExportedFile, len(p.files))}
	for i, f := range p.files {
		v.Files[i] = ExportedFile{Path: f.Path, State: f.State, Reason: f.Reason}
	}
	// held says of files that are written together which of them cannot be.
	type group struct {
		episode int64
		id      transcript.ID
	}
	held := map[group]string{}
	of := func(f planned) group { return group{f.Episode, f.group} }
	for i, f := range p.files {
		if f.group != 0 && (f.State == PlanHeld || f.State == PlanConflict && !slices.Contains(overwrite, i)) {
			held[of(f)] = f.Title
		}
	}
	underway, err := s.setOut(ctx, p)
	if err != nil {
		return v, err
	}
	moved := map[group]bool{}
	// A file that was begun is finished, and the library told of it: only between files can it be stopped.
	whole := context.WithoutCancel(ctx)
	var stopped error
	for n, i := range p.order {
		f := p.files[i]
		if f.Format != "" {
			continue
		}
		if stopped = ctx.Err(); stopped != nil {
			break
		}
		progress("Writing "+filepath.Base(f.Path), n, len(p.files))
		out := &v.Files[i]
		if with := held[of(f)]; with != "" && f.group != 0 {
			if f.State != PlanHeld && f.State != PlanConflict && f.State != PlanSame && !(f.moved && moved[of(f)]) {
				out.State, out.Reason = PlanHeld, togetherReason(with, "cannot be written")
			}
			continue
		}
		if f.moved {
			if moved[of(f)] {
				continue
			}
			moved[of(f)] = true
			var unit []int
			for k, other := range p.files {
				if other.moved && of(other) == of(f) {
					unit = append(unit, k)
				}
			}
			if err := s.exportMoved(whole, p, unit, &v, told, func(what string) { progress(what, n, len(p.files)) }); err != nil {
				return v, err
			}
			for _, k := range unit {
				if v.Files[k].State != FileWritten && v.Files[k].State != PlanSame {
					held[of(f)] = p.files[k].Title
				}
			}
			continue
		}
		var err error
		switch out.State, err = s.exportFile(whole, f, slices.Contains(overwrite, i), told); out.State {
		case FileWritten:
			v.Written, out.Reason = v.Written+1, ""
		case PlanSame:
			v.Same++
		}
		if err != nil {
			out.Reason = writeReason(f.Path, err)
		}
		if f.group != 0 && (err != nil || out.State != FileWritten && out.State != PlanSame) {
			held[of(f)] = f.Title
		}
	}
	// What was not begun is not underway.
	if err := s.arrived(whole, underway, p, v); err != nil || stopped != nil {
		return v, cmp.Or(stopped, err)
	}
	err = s.exportOthers(ctx, p, overwrite, &v, told, progress)
	return v, err
}

// exportFile writes one file as planned, and returns what became of it. A chunk whose file goes back to where it came
// from then stands as it is on the disk. What is written, told hears of.
func (s *Service) exportFile(ctx context.Context, f planned, overwrite bool, told *telling) (string, error) {
	if f.Gone {
		was, _ := f.current()
		state, err := s.removeGone(ctx, f, overwrite)
		if state == FileWritten && !f.left {
			told.add(f, was, nil)
		}
		return state, err
	}
	home := f.Path == f.home
	if f.State == PlanHeld || f.State == PlanConflict && !overwrite || f.State == PlanSame && (!home || f.rebased) {
		return f.State, nil
	}
	was, text, err := s.plannedTexts(ctx, f)
	var no *Error
	switch {
	case errors.As(err, &no) && no.Code == CodeConflict:
		return PlanConflict, err
	case err != nil:
		return FileFailed, err
	}
	state := PlanSame
	if f.State != PlanSame {
		state = FileWritten
		if err := f.write(text); errors.Is(err, errOvertaken) {
			return PlanConflict, errOvertaken
		} else if err != nil {
			return FileFailed, err
		}
		told.add(f, was, text)
	}
	if !home {
		return state, nil
	}
	if err := f.removeOld(); err != nil {
		return FileFailed, err
	}
	source := session.Source{Path: f.home, Below: f.below, Bytes: text}
	if err := s.rebase(ctx, session.EpisodeID(f.Episode), f.Chunk, source, f.takes); err != nil {
		// It stands there, and the library does not know it: it is underway still.
		return FileFailed, err
	}
	return state, s.letSlugStand(ctx, f)
}

// write puts the file there, unless somebody else has changed what stands there since it was planned.
func (f *planned) write(text []byte) error {
	if f.Path != f.home {
		if err := os.MkdirAll(filepath.Dir(f.Path), 0o755); err != nil {
			return err
		}
	}
	return atomicfile.Write(f.Path, text, f.overtaken)
}

// rebase tells the library that a chunk's file is another now; takes is the chunk that was joined and had it before.
func (s *Service) rebase(ctx context.Context, id session.EpisodeID, chunk transcript.ID, src session.Source, takes transcript.ID) error {
	return s.open.with(ctx, id, func(open *session.Session) error {
		if takes != 0 {
			if err := open.Forget(ctx, takes); err != nil {
				return err
			}
		}
		r, err := open.Rebase(ctx, map[transcript.ID]session.Source{chunk: src})
		if err != nil {
			return err
		}
		s.Emit("patch", s.wholeChunks(ctx, open, []transcript.ID{chunk}, r))
		return nil
	})
}

func writeReason(path string, err error) string {
	var e *Error
	switch {
	case errors.As(err, &e):
		return e.Message
	case isReadOnly(err):
		return "The file, its folder or its drive is read-only. Allow writing there, or export to another folder."
	case errors.Is(err, fs.ErrNotExist):
		return "The folder " + filepath.Dir(path) + " is not there. Connect its drive, or export to another folder."
	}
	return sentence(err).Error()
}
