// This file settles what a file on the disk and the library say differently, and repairs front matter. It takes no side
// unasked, and does not write files: exports do.

package service

import (
	"stet/backend/chunkfile"
	"stet/backend/session"
	"stet/backend/transcript"
)

// TakeTheirs makes a chunk what its file on the disk says now. It can be undone.
func (s *Service) TakeTheirs(episode int64, chunk transcript.ID) (EditReply, error) {
	return s.changeChunk(session.EpisodeID(episode), chunk, func(open *session.Session) (session.Result, error) {
		src, err := onDisk(open, chunk)
		if err != nil {
			return session.Result{}, err
		}
		return open.TakeTheirs(s.ctx, chunk, src, takeName(src.Path))
	})
}

// KeepMine says that the library's text is to stand against what another program wrote: the next export writes it
// over that, in the lines that differ.
func (s *Service) KeepMine(episode int64, chunk transcript.ID) (EditReply, error) {
	return s.changeChunk(session.EpisodeID(episode), chunk, func(open *session.Session) (session.Result, error) {
		src, err := onDisk(open, chunk)
		if err != nil {
			return session.Result{}, err
		}
		open.Read(func(doc *transcript.Document, _ session.Files) {
			mine, _ := doc.Chunk(chunk)
			_, err = chunkfile.Update(src.Bytes, mine)
		})
		if err != nil {
			return session.Result{}, fail(CodeInvalid, err,
				"Yours cannot be written into the file that stands there now: %s. Export it, and overwrite the file whole.", err)
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
	text, err := readText(src.Path, src.Path)
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
	err := s.open.with(s.ctx, session.EpisodeID(episode), func(open *session.Session) error {
		list, err := repairsOf(open, chunk)
		for _, r := range list {
			out = append(out, RepairView{What: r.What, Line: r.Line, Diff: diffView(r.path, r.before, r.after)})
		}
		return err
	})
	return out, sentence(err)
}

// Repair makes one of them. It can be undone.
func (s *Service) Repair(episode int64, chunk transcript.ID, n int) (EditReply, error) {
	return s.change(session.EpisodeID(episode), func(open *session.Session) (session.Result, error) {
		list, err := repairsOf(open, chunk)
		switch {
		case err != nil:
			return session.Result{}, err
		case n < 0 || n >= len(list):
			return session.Result{}, fail(CodeNotFound, nil, "There is no such repair any more.")
		}
		op := transcript.SetMatter{Chunk: chunk, Matter: list[n].Matter}
		return open.Do(s.ctx, session.Edit{Name: "Repaired the front matter", Ops: []transcript.Op{op}})
	})
}

// repair is one that can be made, with the whole file before and after it.
type repair struct {
	chunkfile.Repair
	path          string
	before, after []byte
}

func repairsOf(open *session.Session, chunk transcript.ID) (list []repair, err error) {
	err = errNoChunk
	open.Read(func(doc *transcript.Document, files session.Files) {
		now, known := doc.Chunk(chunk)
		if !known {
			return
		}
		err = nil
		if now.Matter.Form != transcript.RawMatter {
			return
		}
		src := files.Source(chunk)
		text, refused := files.Text(chunk)
		if refused != nil {
			text = src.Bytes
		}
		for _, r := range chunkfile.Repairs(chunkfile.Parse(text)) {
			now.Matter = r.Matter
			// One that cannot be written is none.
			if after, refused := chunkfile.Update(text, now); refused == nil {
				list = append(list, repair{Repair: r, path: src.Path, before: text, after: after})
			}
		}
	})
	return list, err
}
