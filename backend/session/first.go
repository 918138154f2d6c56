package session

import (
	"context"
	"errors"
	"slices"

	"stet/backend/transcript"
)

// This file gets back what a file said: when it was imported first, or when it was last read or written. It is an edit
// like any other.

// Version names what a chunk's file has said.
type Version string

const (
	// Imported is the file as it was imported first.
	Imported Version = "imported"
	// InFile is the file as it was last read or written, which is what stands on the disk unless another program was at it.
	InFile Version = "file"
)

// ErrNotThere says that the version has no such turn.
var ErrNotThere = errors.New("this turn is not in that version")

// Bytes returns a version of a chunk's file, which must not be changed.
func (f Files) Bytes(chunk transcript.ID, v Version) []byte {
	if src := f.s.files[chunk].source; v == InFile {
		return src.Bytes
	} else {
		return src.first()
	}
}

// Says reports whether the document says of the chunk what that version says.
func (f Files) Says(chunk transcript.ID, v Version) bool {
	b := f.s.files[chunk]
	if v == InFile || b.first == nil {
		return !b.dirty()
	}
	now, _ := f.s.doc.Chunk(chunk)
	return transcript.SameChunk(*b.first, now)
}

// version is what a version of the chunk's file says.
func (b *baseline) version(v Version) transcript.Chunk {
	if v == Imported && b.first != nil {
		return *b.first
	}
	return b.chunk
}

// GetBack makes chunks say again what a version of their files says, in one step of that name. ErrNothing if they do.
func (s *Session) GetBack(ctx context.Context, chunks []transcript.ID, v Version, name string) (Result, error) {
	return s.getBack(ctx, name, func() (ops []transcript.Op, err error) {
		for _, id := range chunks {
			b := s.files[id]
			if b == nil {
				return nil, ErrNotFound
			}
			if b.fresh() {
				continue // no file has ever said anything of it
			}
			some, err := s.doc.Differences(id, b.version(v))
			if err != nil {
				return nil, err
			}
			ops = append(ops, some...)
		}
		return ops, nil
	})
}

// GetTurnBack does the same for one turn.
func (s *Session) GetTurnBack(ctx context.Context, turn transcript.ID, v Version, name string) (Result, error) {
	return s.getBack(ctx, name, func() ([]transcript.Op, error) {
		now, known := s.doc.Turn(turn)
		if !known {
			return nil, ErrNotFound
		}
		was, found := s.turnIn(turn, v)
		if !found {
			return nil, ErrNotThere
		}
		return transcript.TurnDifferences(now, was), nil
	})
}

// turnIn finds what a turn was in a version of its file; of one that came from another chunk, by its time.
func (s *Session) turnIn(id transcript.ID, v Version) (transcript.Turn, bool) {
	home, _ := s.doc.Home(id)
	was, now := s.files[home].version(v).Turns, s.doc.Order(home)
	chunk, _ := s.doc.Chunk(home)
	at := slices.Index(now, id)
	for _, p := range transcript.Align(was, chunk.Turns) {
		if p.New == at && p.Old >= 0 {
			return was[p.Old], true
		}
	}
	if span := chunk.Turns[at].Span; span != nil {
		for _, c := range s.doc.Chunks() {
			for _, t := range s.files[c].version(v).Turns {
				if transcript.SameSpan(t.Span, span) {
					return t, true
				}
			}
		}
	}
	return transcript.Turn{}, false
}

func (s *Session) getBack(ctx context.Context, name string, find func() ([]transcript.Op, error)) (Result, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ops, err := find()
	if err != nil {
		return Result{}, err
	}
	if len(ops) == 0 {
		return Result{}, ErrNothing
	}
	return s.do(ctx, Edit{Name: name, Ops: ops})
}
