package session

import (
	"context"
	"slices"

	"stet/backend/transcript"
)

// This file moves the line between two chunks, and lets headers follow their turns.

// structural says whether an op may change what a header repeats of its turns. A speaker given to one turn does not:
// the header is then looked at by its person.
func structural(op transcript.Op) bool {
	switch op.(type) {
	case transcript.SplitChunk, transcript.JoinChunk, transcript.MoveChunk, transcript.InsertChunk, transcript.DeleteChunk:
		return true
	case transcript.SetSpan, transcript.InsertTurn, transcript.DeleteTurn, transcript.SplitTurn, transcript.JoinTurn, transcript.MoveTurn:
		return true
	}
	return false
}

// standing is what all chunks say before an edit that may change it, and their order; titles are of those that may get
// another one.
type standing struct {
	extents map[transcript.ID]transcript.Extent
	order   []transcript.ID
	titles  map[transcript.ID]string
}

// stands looks at the chunks before an edit; it does not if that cannot change what their headers repeat.
func (s *Session) stands(ops []transcript.Op) standing {
	if !slices.ContainsFunc(ops, structural) {
		return standing{}
	}
	out := standing{extents: map[transcript.ID]transcript.Extent{}, order: s.doc.Chunks()}
	for _, id := range out.order {
		out.extents[id] = s.doc.Extent(id)
	}
	return out
}

// follow returns the ops that keep the headers true after an edit.
func (s *Session) follow(before standing) []transcript.Op {
	ops := append(s.followTitles(before.titles), s.followNumbers(before.order)...)
	var beside transcript.Extent
	for _, id := range s.doc.Chunks() {
		was, ok := before.extents[id]
		settled := !ok && slices.Contains(before.order, id)
		if !ok && !settled {
			was = beside // a new chunk says what the one says that it was parted from
		}
		if before.extents != nil && !settled {
			ops = append(ops, s.doc.Follow(id, was)...)
		}
		beside = was
	}
	return ops
}

// MoveBoundary lets a chunk begin with a turn: the turns between its beginning now and that turn go to the chunk before
// it, or come from there. Neither may be left without a turn.
func (s *Session) MoveBoundary(ctx context.Context, chunk, turn transcript.ID) (Result, error) {
	return s.Do(ctx, Edit{Compose: func(doc *transcript.Document, _ Files) (string, []transcript.Op, error) {
		ops, err := boundaryOps(doc, chunk, turn)
		return "Moved the chunk’s boundary", ops, err
	}})
}

func boundaryOps(doc *transcript.Document, chunk, turn transcript.ID) ([]transcript.Op, error) {
	chunks := doc.Chunks()
	at := slices.Index(chunks, chunk)
	if at < 1 {
		return nil, transcript.Refuse("there is no chunk before this one")
	}
	before := chunks[at-1]
	var ops []transcript.Op
	home, _ := doc.Home(turn)
	switch home {
	case chunk:
		end := len(doc.Order(before))
		order := doc.Order(chunk)
		for i, id := range order[:slices.Index(order, turn)] {
			ops = append(ops, transcript.MoveTurn{Turn: id, Chunk: before, At: end + i})
		}
	case before:
		order := doc.Order(before)
		from := slices.Index(order, turn)
		if from == 0 {
			return nil, transcript.Refuse("the chunk before would be left without a turn")
		}
		for i, id := range order[from:] {
			ops = append(ops, transcript.MoveTurn{Turn: id, Chunk: chunk, At: i})
		}
	default:
		return nil, transcript.Refuse("the turn stands in neither of the two chunks")
	}
	if len(ops) == 0 {
		return nil, transcript.Refuse("the chunk begins with this turn already")
	}
	return ops, nil
}
