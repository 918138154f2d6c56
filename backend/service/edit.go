// This file makes changes, and tells what they made new. It knows no change by its meaning: ops come and are done.

package service

import (
	"context"
	"slices"
	"time"

	"stet/backend/chunkfile"
	"stet/backend/session"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// Edit changes an episode. When it returns, the change is on the disk. After an error nothing has changed.
func (s *Service) Edit(r EditRequest) (EditReply, error) {
	var ops []transcript.Op
	for _, raw := range r.Ops {
		op, err := transcript.DecodeOp(raw)
		if err != nil {
			return EditReply{}, fail(CodeInvalid, err, "%s.", capital(err.Error()))
		}
		ops = appendFlat(ops, op)
	}
	return s.change(session.EpisodeID(r.Episode), func(open *session.Session) (session.Result, error) {
		return open.Do(s.ctx, session.Edit{Name: r.Name, Ops: ops, UTF16: true, Typing: r.Typing})
	})
}

// appendFlat appends a batch's ops one by one, since each counts in what the one before left.
func appendFlat(ops []transcript.Op, op transcript.Op) []transcript.Op {
	switch o := op.(type) {
	case transcript.Batch:
		for _, x := range o.Ops {
			ops = appendFlat(ops, x)
		}
		return ops
	case transcript.SetMatter:
		o.Matter = readMatter(o.Matter)
		return append(ops, o)
	}
	return append(ops, op)
}

// readMatter understands front matter that was mended by hand, as soon as it can be.
func readMatter(m transcript.Matter) transcript.Matter {
	if m.Form != transcript.RawMatter {
		return m
	}
	read := chunkfile.Parse([]byte("---\n" + m.Raw + "\n---\n")).Chunk().Matter
	if read.Form != transcript.FieldMatter {
		return m
	}
	read.Raw = m.Raw
	return read
}

// MoveBoundary lets a chunk begin with a turn that stands in it or in the chunk before it.
func (s *Service) MoveBoundary(episode int64, chunk, turn transcript.ID) (EditReply, error) {
	return s.change(session.EpisodeID(episode), func(open *session.Session) (session.Result, error) {
		return open.MoveBoundary(s.ctx, chunk, turn)
	})
}

// SetEdge lets a turn begin, or end, at a place in the sound.
func (s *Service) SetEdge(episode int64, turn transcript.ID, end bool, at timecode.Time) (EditReply, error) {
	return s.change(session.EpisodeID(episode), func(open *session.Session) (session.Result, error) {
		return open.SetEdge(s.ctx, turn, end, at)
	})
}

// SetWordEdge lets a word of a turn, counted from 0, begin, or end, at a place in the sound.
func (s *Service) SetWordEdge(episode int64, turn transcript.ID, word int, end bool, at timecode.Time) (EditReply, error) {
	length := s.lengthOf(s.ctx, session.EpisodeID(episode))
	return s.change(session.EpisodeID(episode), func(open *session.Session) (session.Result, error) {
		return open.SetWordEdge(s.ctx, turn, word, end, at, length)
	})
}

// MoveEdge moves where a turn begins, or ends, by frames.
func (s *Service) MoveEdge(episode int64, turn transcript.ID, end bool, frames int) (EditReply, error) {
	return s.change(session.EpisodeID(episode), func(open *session.Session) (session.Result, error) {
		return open.MoveEdge(s.ctx, turn, end, frames)
	})
}

func (s *Service) change(id session.EpisodeID, do func(*session.Session) (session.Result, error)) (EditReply, error) {
	var reply EditReply
	s.edited.Store(time.Now().UnixMicro())
	err := s.guarded(s.ctx, id, func(open *session.Session) error {
		was := seriesOf(open)
		r, err := do(open)
		if err == nil {
			now := seriesOf(open)
			if now != was {
				s.moved(id)
			}
			s.series.changed(now, id, r.Change.Chunks.IDs())
			again := s.seekInRoom(open, r.Change)
			reply = s.told(id, r, func() PatchView { return withTurns(open, s.wholeChunks(s.ctx, open, r.Based, r), again) })
		}
		return err
	})
	if reply.Patch.Sound != nil {
		s.followSound(id, *reply.Patch.Sound)
	}
	return reply, sentence(err)
}

// guarded calls f with the episode's session. Should f panic, the window gets an error and not silence, which would hold
// up all edits behind this one, and the episode is read again from the library, which has all that was ever saved.
func (s *Service) guarded(ctx context.Context, id session.EpisodeID, f func(*session.Session) error) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			s.open.forget(id)
			s.Emit("episode", map[string]int64{"id": int64(id)})
			err = fail(CodeFailed, nil, "Stet made a mistake (%v). What was saved before is safe; please report this.", fault)
		}
	}()
	return s.open.with(ctx, id, f)
}

// changeChunk is change where all of a chunk may differ from its file in other ways than before.
func (s *Service) changeChunk(id session.EpisodeID, chunk transcript.ID, do func(*session.Session) (session.Result, error)) (EditReply, error) {
	var reply EditReply
	err := s.guarded(s.ctx, id, func(open *session.Session) error {
		r, err := do(open)
		if err == nil {
			reply = s.told(id, r, func() PatchView { return s.wholeChunks(s.ctx, open, []transcript.ID{chunk}, r) })
		}
		return err
	})
	return reply, sentence(err)
}

// told is the reply to a change that is on the disk. Where chunks came, went or moved, the window reads the episode again.
// Should showing it panic, the reply says nothing new, and the window reads the episode again: an error would have it make
// the change once more.
func (s *Service) told(id session.EpisodeID, r session.Result, patch func() PatchView) (reply EditReply) {
	if len(r.Based) > 0 {
		s.Emit("disk", map[string]int64{"id": int64(id)})
	}
	reply = EditReply{Step: r.Step, SavedAt: r.At.UnixMilli(), Name: r.Name}
	defer func() {
		if recover() != nil {
			reply.Patch = PatchView{
				Episode: int64(id), Heads: []ChunkHead{}, Orders: []OrderView{}, Turns: []TurnView{}, Removed: []transcript.ID{},
				Notes: []NoteView{}, NotesGone: []transcript.ID{}, Speakers: []SpeakerView{}, History: HistoryView{Undo: r.Name},
			}
			s.Emit("episode", map[string]int64{"id": int64(id)})
		}
	}()
	reply.Patch = patch()
	if r.Change.Sequence {
		s.Emit("episode", map[string]int64{"id": int64(id)})
		s.Emit("library", nil)
	}
	return reply
}

// wholeChunks is a patch with all of chunks whose files are others now.
func (s *Service) wholeChunks(ctx context.Context, open *session.Session, chunks []transcript.ID, r session.Result) PatchView {
	p := s.patch(ctx, open, r)
	if len(chunks) == 0 || r.Change.Sequence {
		return p
	}
	look := s.look(ctx, open)
	open.Read(func(doc *transcript.Document, files session.Files) {
		p.Heads = slices.DeleteFunc(p.Heads, func(h ChunkHead) bool { return slices.Contains(chunks, h.ID) })
		p.Turns = slices.DeleteFunc(p.Turns, func(t TurnView) bool {
			home, _ := doc.Home(t.ID)
			return slices.Contains(chunks, home)
		})
		for _, chunk := range chunks {
			p.Heads = append(p.Heads, chunkHead(doc, files, chunk, look))
			for _, t := range doc.Order(chunk) {
				p.Turns = append(p.Turns, turnView(doc, files, chunk, t, doc.Episode().Clock()))
			}
		}
	})
	return p
}

// patch cannot fail: the change that it tells of is on the disk, and an error would say that it is not.
func (s *Service) patch(ctx context.Context, open *session.Session, r session.Result) PatchView {
	p := PatchView{
		Episode: int64(open.ID()), Heads: []ChunkHead{}, Orders: []OrderView{}, Turns: []TurnView{}, Removed: []transcript.ID{},
		Notes: []NoteView{}, NotesGone: []transcript.ID{},
	}
	var labels []string
	var series string
	var look *looking
	if r.Change.Episode || r.Change.Sequence || len(r.Change.Chunks.IDs())+len(r.Flipped) > 0 {
		look = s.look(ctx, open)
	}
	open.Read(func(doc *transcript.Document, files session.Files) {
		e := doc.Episode()
		series, labels = e.Series, doc.Speakers()
		if r.Change.Episode {
			clock := clockView(e)
			p.Clock, p.Sound = &clock, &e.Sound
		}
		heads := map[transcript.ID]bool{}
		touched := append(r.Change.Chunks.IDs(), r.Flipped...)
		orders := r.Change.Orders.IDs()
		if r.Change.Episode {
			// A new clock may leave turns without a place.
			touched = doc.Chunks()
		}
		if r.Change.Sequence {
			// What is typed before the window has read the episode again is told of in the chunks as they are now.
			p.Chunks = doc.Chunks()
			touched, orders = p.Chunks, p.Chunks
		}
		for _, id := range touched {
			if !heads[id] {
				heads[id] = true
				p.Heads = append(p.Heads, chunkHead(doc, files, id, look))
			}
		}
		for _, id := range orders {
			p.Orders = append(p.Orders, OrderView{Chunk: id, Turns: doc.Order(id)})
		}
		turns := r.Change.Turns.IDs()
		if r.Change.Episode {
			// A new clock moves every turn in the sound.
			turns = nil
			for _, c := range doc.Chunks() {
				turns = append(turns, doc.Order(c)...)
			}
		}
		for _, id := range turns {
			home, _ := doc.Home(id)
			p.Turns = append(p.Turns, turnView(doc, files, home, id, e.Clock()))
		}
		p.Removed = append(p.Removed, r.Change.Removed.IDs()...)
		for _, id := range r.Change.Notes.IDs() {
			if n, stands := doc.Note(id); stands {
				p.Notes = append(p.Notes, noteView(n))
			} else {
				p.NotesGone = append(p.NotesGone, id)
			}
		}
	})
	var err error
	if p.Speakers, err = s.speakers(ctx, series, labels); err != nil {
		p.Speakers = numbered(labels, nil)
	}
	if p.History, err = s.history(ctx, open.ID()); err != nil {
		p.History = HistoryView{Undo: r.Name}
	}
	return p
}

// Heads returns chunks without their turns, with what is wrong with them as they stand now. Edits of words alone do not
// send them.
func (s *Service) Heads(episode int64, chunks []transcript.ID) ([]ChunkHead, error) {
	heads := []ChunkHead{}
	err := s.open.with(s.ctx, session.EpisodeID(episode), func(open *session.Session) error {
		look := s.look(s.ctx, open)
		open.Read(func(doc *transcript.Document, files session.Files) {
			for _, id := range chunks {
				if _, known := doc.Head(id); known {
					heads = append(heads, chunkHead(doc, files, id, look))
				}
			}
		})
		return nil
	})
	return heads, sentence(err)
}

var errNoChunk error = fail(CodeNotFound, nil, "There is no such chunk.")
