package session

import (
	"context"
	"errors"

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

// has says whether there is that version of a file: of a chunk that was made here nothing was imported, and of one that
// has not been exported yet, or whose file was removed, there is no file.
func (v Version) has(src Source) bool {
	if v == InFile {
		return src.Path != ""
	}
	return !src.Made
}

// Has reports whether there is that version of the chunk's file.
func (f Files) Has(chunk transcript.ID, v Version) bool { return v.has(f.s.files[chunk].source) }

// Version returns a version of a chunk's file, which must not be changed. Of a chunk that was made here, as imported are
// the words of its turns: it is the chunk with those in it. Nil where there is no such version.
func (f Files) Version(chunk transcript.ID, v Version) ([]byte, error) {
	b := f.s.files[chunk]
	switch {
	case v.has(b.source) && v == InFile:
		return b.source.Bytes, nil
	case v.has(b.source):
		return b.source.first(), nil
	case v == InFile:
		return nil, nil
	}
	return f.s.text(chunk, f.s.worded(chunk))
}

// Says reports whether the document says of the chunk what that version says, if there is one.
func (f Files) Says(chunk transcript.ID, v Version) bool {
	b := f.s.files[chunk]
	now, _ := f.s.doc.Chunk(chunk)
	switch {
	case v == InFile:
		return !v.has(b.source) || !b.dirty()
	case b.source.Made:
		return transcript.SameChunk(f.s.worded(chunk), now)
	case b.first == nil && !b.fresh():
		return !b.dirty()
	}
	return transcript.SameChunk(b.version(v), now)
}

// version is what a version of the chunk's file says.
func (b *baseline) version(v Version) transcript.Chunk {
	if v == Imported && b.first != nil {
		return *b.first
	}
	return b.chunk
}

// worded is a chunk with the words of its turns as they were imported, in whichever file.
func (s *Session) worded(id transcript.ID) transcript.Chunk {
	c, _ := s.doc.Chunk(id)
	owners := s.owners(Imported)
	for i, t := range c.Turns {
		if o, ok := owners[t.ID]; ok {
			c.Turns[i] = o.turn
			c.Turns[i].ID = t.ID
		}
	}
	return c
}

// GetBack makes chunks say again what a version of their files says, in one step of that name. ErrNothing if they do.
// Turns that stand in other chunks now come home, and those of others go to where they were: none is made anew that stands
// somewhere, and none goes that stood in another file.
func (s *Session) GetBack(ctx context.Context, chunks []transcript.ID, v Version, name string) (Result, error) {
	return s.getBack(ctx, name, func() ([]transcript.Op, []transcript.ID, error) { return s.backOps(chunks, v) })
}

// GetTurnBack does the same for one turn, which stays where it is.
func (s *Session) GetTurnBack(ctx context.Context, turn transcript.ID, v Version, name string) (Result, error) {
	return s.getBack(ctx, name, func() ([]transcript.Op, []transcript.ID, error) {
		now, known := s.doc.Turn(turn)
		if !known {
			return nil, nil, ErrNotFound
		}
		was, found := s.owners(v)[turn]
		if !found {
			return nil, nil, ErrNotThere
		}
		return transcript.TurnDifferences(now, was.turn), nil, nil
	})
}

func (s *Session) getBack(ctx context.Context, name string, find func() ([]transcript.Op, []transcript.ID, error)) (Result, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ops, settled, err := find()
	if err != nil {
		return Result{}, err
	}
	if len(ops) == 0 {
		return Result{}, ErrNothing
	}
	return s.do(ctx, Edit{Name: name, Ops: ops, settled: settled})
}
