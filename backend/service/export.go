package service

import (
	"context"
	"crypto/sha256"
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
func ExportNow(ctx context.Context, s *Service, id int64, overwrite []int) (ExportView, error) {
	p, err := s.plans.get(id)
	if err != nil {
		return ExportView{}, err
	}
	v, err := s.export(ctx, p, overwrite, func(string, int, int) {})
	return v, sentence(err)
}

func (s *Service) export(ctx context.Context, p *plan, overwrite []int, progress func(string, int, int)) (ExportView, error) {
	v := ExportView{Files: []ExportedFile{}}
	for i, f := range p.files {
		if err := ctx.Err(); err != nil {
			return v, err
		}
		progress("Writing "+filepath.Base(f.Path), i, len(p.files))
		state, err := s.exportFile(ctx, f, p.view.To == "", slices.Contains(overwrite, i))
		out := ExportedFile{Path: f.Path, State: state, Reason: f.Reason}
		switch {
		case err != nil:
			out.Reason = writeReason(f.Path, err)
		case state == FileWritten:
			v.Written, out.Reason = v.Written+1, ""
		case state == PlanSame:
			v.Same++
		}
		v.Files = append(v.Files, out)
	}
	progress("Done", len(p.files), len(p.files))
	return v, nil
}

// exportFile writes one file as planned, and returns what became of it. home says that it goes back to where it came
// from, so that the chunk then stands as it is on the disk.
func (s *Service) exportFile(ctx context.Context, f planned, home, overwrite bool) (string, error) {
	switch f.State {
	case PlanHeld, PlanSame:
		return f.State, nil
	case PlanConflict:
		if !overwrite {
			return PlanConflict, nil
		}
	}
	text, err := s.plannedText(ctx, f)
	if err != nil {
		return FileFailed, err
	}
	disk, err := os.ReadFile(f.Path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return FileFailed, err
	}
	if (err == nil) != f.onDisk || f.onDisk && sha256.Sum256(disk) != f.diskHash {
		return PlanConflict, fail(CodeConflict, nil, "Another program changed this file since the list was made. Make the list again.")
	}
	if !home {
		if err := os.MkdirAll(filepath.Dir(f.Path), 0o755); err != nil {
			return FileFailed, err
		}
	}
	if err := atomicfile.Write(f.Path, text); err != nil {
		return FileFailed, err
	}
	if !home {
		return FileWritten, nil
	}
	source := f.source
	source.Bytes = text
	return FileWritten, s.rebase(ctx, session.EpisodeID(f.Episode), f.Chunk, source)
}

func (s *Service) rebase(ctx context.Context, id session.EpisodeID, chunk transcript.ID, src session.Source) error {
	return s.open.with(ctx, id, func(open *session.Session) error {
		r, err := open.Rebase(ctx, map[transcript.ID]session.Source{chunk: src})
		if err != nil {
			return err
		}
		patch, err := s.patch(ctx, open, r)
		if err != nil {
			return err
		}
		// Every turn of the chunk stands as in its file now, or differs from another one.
		open.Read(func(doc *transcript.Document, files session.Files) {
			patch.Heads = []ChunkHead{chunkHead(doc, files, chunk)}
			for _, t := range doc.Order(chunk) {
				patch.Turns = append(patch.Turns, turnView(doc, files, chunk, t, doc.Episode().Clock()))
			}
		})
		s.Emit("patch", patch)
		return nil
	})
}

func writeReason(path string, err error) string {
	var e *Error
	switch {
	case errors.As(err, &e):
		return e.Message
	case errors.Is(err, fs.ErrNotExist):
		return "The folder " + filepath.Dir(path) + " is not there. Connect its drive, or export to another folder."
	}
	return sentence(err).Error()
}
