// This file shows what a plan would change in a file, as long as both sides are what they were when it was made.

package service

import (
	"context"
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"

	"stet/backend/chunkfile"
	"stet/backend/session"
	"stet/backend/transcript"
)

// PlanDiff compares what stands on the disk with what a plan would write there.
func (s *Service) PlanDiff(id int64, index int) (DiffView, error) {
	p, err := s.plans.get(id)
	if err != nil {
		return DiffView{}, err
	}
	if index < 0 || index >= len(p.files) {
		return DiffView{}, fail(CodeNotFound, nil, "The list has no such file.")
	}
	if p.files[index].Format != "" {
		return s.otherDiff(p, index)
	}
	disk, text, err := s.plannedTexts(s.ctx, p.files[index])
	if err != nil {
		return DiffView{}, sentence(err)
	}
	return diffStanding(p.files[index].Path, disk, text, s.standingLines(s.ctx, p.files[index], text)), nil
}

// standingLines are the lines of a planned file whose faults were let stand.
func (s *Service) standingLines(ctx context.Context, f planned, text []byte) map[int]bool {
	out := map[int]bool{}
	if f.Gone {
		return out
	}
	_ = s.open.with(ctx, session.EpisodeID(f.Episode), func(open *session.Session) error {
		look := s.look(ctx, open)
		open.Read(func(doc *transcript.Document, files session.Files) {
			parsed := chunkfile.Parse(text)
			for _, p := range look.problems(doc, files, f.Chunk, parsed, problemViews(f.Path, parsed, doc.Order(f.Chunk))) {
				if p.Waived != "" && (p.Field != "" || p.Turn != 0) {
					out[p.Line] = true
				}
			}
		})
		return nil
	})
	return out
}

// PlannedNow returns what stands on the disk and what a plan would write there. Verbs use it.
func PlannedNow(ctx context.Context, s *Service, id int64, index int) (disk, text []byte, err error) {
	p, err := s.plans.get(id)
	if err != nil {
		return nil, nil, err
	}
	disk, text, err = s.plannedTexts(ctx, p.files[index])
	return disk, text, sentence(err)
}

// plannedTexts fails if either text is not what it was when the plan was made.
func (s *Service) plannedTexts(ctx context.Context, f planned) (disk, text []byte, err error) {
	if f.State == PlanHeld && !f.gated {
		return nil, nil, fail(CodeInvalid, nil, "%s", f.Reason)
	}
	if f.Gone {
		disk, err = f.current()
		return disk, nil, err
	}
	if text, err = s.plannedText(ctx, f); err != nil {
		return nil, nil, err
	}
	if disk, err = f.current(); err != nil {
		return nil, nil, err
	}
	if f.old == "" || f.onDisk && !f.moved {
		return disk, text, nil
	}
	// What is written here is the file of the old name.
	old, err := os.ReadFile(f.old)
	switch {
	case f.moved && (err != nil || sha256.Sum256(old) != f.oldHash):
		return disk, text, nil // another has that name already
	case err != nil:
		return nil, nil, missing(f.old, err)
	}
	return old, text, nil
}

// errOvertaken says that a plan no longer knows what stands on the disk.
var errOvertaken error = fail(CodeConflict, nil, "Another program changed this file since the list was made. Make the list again.")

// current reads what stands at the file's path; errOvertaken if that is not what stood there when the plan was made.
func (f *planned) current() ([]byte, error) {
	disk, err := os.ReadFile(f.Path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, missing(f.Path, err)
	}
	if (err == nil) != f.onDisk || f.onDisk && sha256.Sum256(disk) != f.diskHash {
		return nil, errOvertaken
	}
	return disk, nil
}

func (f *planned) overtaken() error {
	_, err := f.current()
	return err
}

// plannedText is the text of a planned file; it fails if the transcript has changed since.
func (s *Service) plannedText(ctx context.Context, f planned) ([]byte, error) {
	var text []byte
	err := s.open.with(ctx, session.EpisodeID(f.Episode), func(open *session.Session) error {
		var err error
		open.Read(func(doc *transcript.Document, files session.Files) { text, err = exportText(doc, files, f.Chunk) })
		return err
	})
	if err == nil && sha256.Sum256(text) != f.hash {
		err = fail(CodeConflict, nil, "The transcript has changed since this list was made. Make it again.")
	}
	return text, err
}
