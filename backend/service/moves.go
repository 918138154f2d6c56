// This file hands file names on from one chunk to another, as where two chunks swap theirs. All texts are on the disk under
// names of their own before the first is put over another: at no time words stand in no file, and an export that was cut
// off is finished by the next.

package service

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"stet/backend/atomicfile"
	"stet/backend/session"
	"stet/backend/transcript"
)

// leaves says whether a chunk's file is to have another name, so that the name that it has is free then.
func leaves(doc *transcript.Document, files session.Files, id transcript.ID) bool {
	head, _ := doc.Head(id)
	var f planned
	f.place(doc, files, id, head)
	return f.State != PlanHeld && f.old != ""
}

// handOn compares the planned files of an episode that are renamed with what stands under their old names, and marks those
// whose name goes to another, or comes from one.
func handOn(list []planned, underway underway) {
	at := map[transcript.ID]int{}
	for i, f := range list {
		at[f.Chunk] = i
	}
	coming := map[transcript.ID]*planned{}
	for i := range list {
		f := &list[i]
		if f.onto == 0 || f.State == PlanHeld {
			continue
		}
		other, planned := at[f.onto]
		if !planned {
			f.State, f.Reason = PlanHeld, "The file of another chunk stands where this one is to go: export the whole episode."
			continue
		}
		f.moved, list[other].moved, list[other].kept = true, true, true
		coming[f.onto] = f
	}
	for i := range list {
		f := &list[i]
		if f.text == nil {
			continue
		}
		var onto *[32]byte
		if c := coming[f.Chunk]; c != nil {
			onto = &c.hash
		}
		if f.onto != 0 && f.State == PlanConflict {
			f.State, f.Reason = PlanHeld, overtakenName(f.Path)
		}
		f.compareOld(onto, underway)
	}
}

// overtakenName says why a name cannot be handed on.
func overtakenName(path string) string {
	return "Another program changed " + filepath.Base(path) + " since Stet read it, and the file of another chunk is to stand there. Import it first."
}

const (
	asideHead = ".stet-"
	asideTail = ".moving"
)

// aside is where the text of a file stands until it has its name.
func (f *planned) aside() string {
	return filepath.Join(filepath.Dir(f.Path), asideHead+filepath.Base(f.Path)+asideTail)
}

// exportMoved writes files whose names are handed on, all or none: the places of them in the plan are given. What became of
// each goes into the view, and what changed into told. Between each two steps it tells.
func (s *Service) exportMoved(ctx context.Context, p *plan, unit []int, v *ExportView, told *telling, step func(what string)) error {
	texts := map[int][]byte{}
	for _, i := range unit {
		_, text, err := s.plannedTexts(ctx, p.files[i])
		if err != nil {
			v.refuse(p, unit, i, err)
			return nil
		}
		texts[i] = text
	}
	writes := slices.DeleteFunc(slices.Clone(unit), func(i int) bool { return p.files[i].State == PlanSame })
	for _, i := range writes {
		f := &p.files[i]
		step("Writing " + filepath.Base(f.Path))
		err := os.MkdirAll(filepath.Dir(f.Path), 0o755)
		if err == nil {
			err = atomicfile.Write(f.aside(), texts[i], nil)
		}
		if err != nil {
			for _, i := range writes {
				_ = os.Remove(p.files[i].aside())
			}
			v.refuse(p, unit, i, err)
			return nil
		}
	}
	for _, i := range writes {
		f := &p.files[i]
		step("Naming " + filepath.Base(f.Path))
		if err := atomicfile.Move(f.aside(), f.Path, f.overtaken); err != nil {
			v.refuse(p, unit, i, err)
			return nil
		}
	}
	for _, i := range unit {
		step("Tidying up")
		if err := p.files[i].removeOld(); err != nil {
			v.refuse(p, unit, i, err)
			return nil
		}
	}
	step("Keeping the names")
	if err := s.rebaseMoved(ctx, p, unit, texts, told); err != nil {
		return err
	}
	for _, i := range unit {
		out := &v.Files[i]
		if out.State, out.Reason = FileWritten, ""; p.files[i].State == PlanSame {
			out.State = PlanSame
			v.Same++
			continue
		}
		v.Written++
	}
	return nil
}

// refuse says of files that are written together that one of them was not, and why.
func (v *ExportView) refuse(p *plan, unit []int, at int, err error) {
	for _, i := range unit {
		v.Files[i].State, v.Files[i].Reason = PlanHeld, togetherReason(p.files[at].Title, "cannot be written")
	}
	out := &v.Files[at]
	var e *Error
	if out.State = FileFailed; errors.As(err, &e) && e.Code == CodeConflict {
		out.State = PlanConflict
	}
	out.Reason = writeReason(p.files[at].Path, err)
}

// rebaseMoved tells the library of all files at once which are theirs now.
func (s *Service) rebaseMoved(ctx context.Context, p *plan, unit []int, texts map[int][]byte, told *telling) error {
	return s.open.with(ctx, session.EpisodeID(p.files[unit[0]].Episode), func(open *session.Session) error {
		bases := map[transcript.ID]session.Source{}
		for _, i := range unit {
			f := p.files[i]
			if f.takes != 0 {
				if err := open.Forget(ctx, f.takes); err != nil {
					return err
				}
			}
			bases[f.Chunk] = session.Source{Path: f.home, Below: f.below, Bytes: texts[i]}
			open.Read(func(_ *transcript.Document, files session.Files) { told.add(f, files.Source(f.Chunk).Bytes, texts[i]) })
		}
		r, err := open.Rebase(ctx, bases)
		if err != nil {
			return err
		}
		s.Emit("patch", s.wholeChunks(ctx, open, slices.Sorted(maps.Keys(bases)), r))
		return nil
	})
}
