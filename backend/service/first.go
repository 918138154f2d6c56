// This file compares chunks with what their files have said, and gets that back. Getting it back is an edit: no file is
// read or written.

package service

import (
	"bytes"
	"errors"

	"stet/backend/session"
	"stet/backend/transcript"
)

// Versions tells which chunks of an episode differ from what their files said: as imported, and as last read or written.
// A version is left out where it is the same as the one before.
func (s *Service) Versions(episode int64) ([]VersionView, error) {
	out := []VersionView{}
	err := s.open.with(s.ctx, session.EpisodeID(episode), func(open *session.Session) error {
		open.Read(func(doc *transcript.Document, files session.Files) {
			another := false
			for _, v := range []session.Version{session.Imported, session.InFile} {
				view := VersionView{Version: v, Chunks: []transcript.ID{}, Made: []transcript.ID{}}
				for _, c := range doc.Chunks() {
					another = another || files.Has(c, session.InFile) && !bytes.Equal(imported(files, c), files.Source(c).Bytes)
					if v == session.Imported && files.Source(c).Made {
						view.Made = append(view.Made, c)
					}
					if !files.Says(c, v) {
						view.Chunks = append(view.Chunks, c)
					}
				}
				if v == session.Imported || another {
					out = append(out, view)
				}
			}
		})
		return nil
	})
	return out, sentence(err)
}

// imported is a chunk's file as it was imported first; nil of one that was made here.
func imported(files session.Files, chunk transcript.ID) []byte {
	if !files.Has(chunk, session.Imported) {
		return nil
	}
	text, _ := files.Version(chunk, session.Imported)
	return text
}

// CompareVersion compares a version of a chunk's file with what an export would write.
func (s *Service) CompareVersion(episode int64, chunk transcript.ID, version session.Version) (DiffView, error) {
	var v DiffView
	err := s.open.with(s.ctx, session.EpisodeID(episode), func(open *session.Session) error {
		err := errNoChunk
		open.Read(func(doc *transcript.Document, files session.Files) {
			if _, known := doc.Head(chunk); !known {
				return
			}
			var was, text []byte
			if was, err = files.Version(chunk, version); err != nil {
				return
			}
			if text, err = files.Text(chunk); err == nil {
				v = diffView(files.Source(chunk).Path, was, text)
			}
		})
		return err
	})
	return v, sentence(err)
}

// GetBack makes chunks say again what a version of their files says, as one step; no chunks means all of the episode.
func (s *Service) GetBack(episode int64, chunks []transcript.ID, version session.Version) (EditReply, error) {
	return s.change(session.EpisodeID(episode), func(open *session.Session) (session.Result, error) {
		chunks := chunks
		name := "Got the episode back"
		made := false
		open.Read(func(doc *transcript.Document, files session.Files) {
			switch len(chunks) {
			case 0:
				chunks = doc.Chunks()
			case 1:
				head, known := doc.Head(chunks[0])
				made = known && !files.Has(chunks[0], version)
				name = "the chunk"
				if n := chunkNumber(head); n != "" {
					name = "chunk " + n
				}
				if made {
					name = "the words of " + name
				}
				name = "Got " + name + " back"
			default:
				name = "Got chunks back"
			}
		})
		r, err := open.GetBack(s.ctx, chunks, version, name+" "+as(version))
		if errors.Is(err, session.ErrNothing) && made {
			return r, nothingOf(version)
		}
		return r, unless(err, version)
	})
}

// nothingOf says why a chunk that was made here has nothing to get back.
func nothingOf(v session.Version) error {
	if v == session.InFile {
		return fail(CodeInvalid, session.ErrNothing, "This chunk has no file yet. Export it first.")
	}
	return fail(CodeInvalid, session.ErrNothing, "The words of this chunk stand as imported already. The chunk itself was made here: join it with the one before to have it gone.")
}

// GetTurnBack does the same for one turn.
func (s *Service) GetTurnBack(episode int64, turn transcript.ID, version session.Version) (EditReply, error) {
	return s.change(session.EpisodeID(episode), func(open *session.Session) (session.Result, error) {
		r, err := open.GetTurnBack(s.ctx, turn, version, "Got the turn back "+as(version))
		return r, unless(err, version)
	})
}

// unless says that it stands so already, if that is all that is wrong.
func unless(err error, v session.Version) error {
	if errors.Is(err, session.ErrNothing) {
		return fail(CodeInvalid, err, "It stands %s already.", as(v))
	}
	return err
}

func as(v session.Version) string {
	if v == session.InFile {
		return "as in its file"
	}
	return "as imported"
}
