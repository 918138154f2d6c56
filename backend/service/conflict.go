package service

import (
	"os"
	"path/filepath"

	"stet/backend/chunkfile"
	"stet/backend/session"
	"stet/backend/transcript"
)

// TakeTheirs makes a chunk what its file on the disk says now. It can be undone.
func (s *Service) TakeTheirs(episode int64, chunk transcript.ID) (EditReply, error) {
	return s.change(session.EpisodeID(episode), func(open *session.Session) (session.Result, error) {
		src, err := onDisk(open, chunk)
		if err != nil {
			return session.Result{}, err
		}
		return open.TakeTheirs(s.ctx, chunk, src, "Take "+filepath.Base(src.Path)+" from the disk")
	})
}

// KeepMine says that the library's text is to stand against what another program wrote: the next export writes it
// over that.
func (s *Service) KeepMine(episode int64, chunk transcript.ID) (EditReply, error) {
	return s.change(session.EpisodeID(episode), func(open *session.Session) (session.Result, error) {
		src, err := onDisk(open, chunk)
		if err != nil {
			return session.Result{}, err
		}
		return open.Rebase(s.ctx, map[transcript.ID]session.Source{chunk: src})
	})
}

// onDisk reads the chunk's file as it is on the disk now.
func onDisk(open *session.Session, chunk transcript.ID) (session.Source, error) {
	var src session.Source
	known := false
	open.Read(func(doc *transcript.Document, files session.Files) {
		if _, known = doc.Head(chunk); known {
			src = files.Source(chunk)
		}
	})
	if !known {
		return src, errNoChunk
	}
	text, err := readText(src.Path)
	if err != nil {
		return src, err
	}
	src.Bytes = text
	return src, nil
}

// CompareFile compares the file on the disk with what an export would write.
func (s *Service) CompareFile(episode int64, chunk transcript.ID) (DiffView, error) {
	var v DiffView
	err := s.open.with(s.ctx, session.EpisodeID(episode), func(open *session.Session) error {
		src, err := onDisk(open, chunk)
		if err != nil {
			return err
		}
		open.Read(func(doc *transcript.Document, files session.Files) {
			var text []byte
			if text, err = files.Text(chunk); err == nil {
				v = diffView(src.Path, src.Bytes, text)
			}
		})
		return err
	})
	return v, sentence(err)
}

// Repairs lists ways to make a chunk's front matter readable, each with what it would change in the file.
func (s *Service) Repairs(episode int64, chunk transcript.ID) ([]RepairView, error) {
	out := []RepairView{}
	err := s.repairs(episode, chunk, func(open *session.Session, src session.Source, list []chunkfile.Repair) error {
		for _, r := range list {
			out = append(out, RepairView{What: r.What, Line: r.Line, Diff: diffView(src.Path, src.Bytes, r.After)})
		}
		return nil
	})
	return out, sentence(err)
}

// Repair makes one of them. It can be undone.
func (s *Service) Repair(episode int64, chunk transcript.ID, n int) (EditReply, error) {
	return s.change(session.EpisodeID(episode), func(open *session.Session) (session.Result, error) {
		var op transcript.Op
		var name string
		err := s.repairs(episode, chunk, func(_ *session.Session, _ session.Source, list []chunkfile.Repair) error {
			if n < 0 || n >= len(list) {
				return fail(CodeNotFound, nil, "There is no such repair any more.")
			}
			op, name = transcript.SetMatter{Chunk: chunk, Matter: list[n].Matter}, list[n].What
			return nil
		})
		if err != nil {
			return session.Result{}, err
		}
		return open.Do(s.ctx, session.Edit{Name: name, Ops: []transcript.Op{op}})
	})
}

func (s *Service) repairs(episode int64, chunk transcript.ID, f func(*session.Session, session.Source, []chunkfile.Repair) error) error {
	return s.open.with(s.ctx, session.EpisodeID(episode), func(open *session.Session) error {
		var src session.Source
		var list []chunkfile.Repair
		known := false
		open.Read(func(doc *transcript.Document, files session.Files) {
			var head transcript.Chunk
			if head, known = doc.Head(chunk); known {
				src = files.Source(chunk)
				if head.Matter.Form == transcript.RawMatter {
					list = chunkfile.Repairs(chunkfile.Parse(src.Bytes))
				}
			}
		})
		if !known {
			return errNoChunk
		}
		return f(open, src, list)
	})
}
