package sqlite

import (
	"slices"

	"stet/backend/transcript"
)

// This file keeps the copies that a chunk's row has of what its turns say: how many words, how many turns and how many of
// them are checked, from when to when.

// chunkState gathers what a chunk's row will need once its turns are written.
type chunkState struct {
	row   int64
	words int
	// turns and checked are how many more there are now.
	turns, checked int
	// span is set when the first or the last time of the chunk may have changed.
	span bool
}

// leaves takes a turn off the sums of the chunk that it stood in.
func (w *rowWriter) leaves(o oldTurn) error {
	var id transcript.ID
	if err := w.get("SELECT id FROM chunk WHERE row = ?", []any{o.chunk}, &id); err != nil {
		return err
	}
	s, err := w.chunk(id)
	if err != nil {
		return err
	}
	s.words -= o.words
	s.turns--
	s.checked -= toInt(o.checked)
	s.span = s.span || o.start != nil
	return nil
}

// writeSums brings the chunk's copies of what its turns say up to date.
func (w *rowWriter) writeSums(id transcript.ID, s *chunkState) error {
	if s.words != 0 || s.turns != 0 || s.checked != 0 {
		_, err := w.exec("UPDATE chunk SET words = words + ?, turns = turns + ?, checked = checked + ? WHERE row = ?",
			s.words, s.turns, s.checked, s.row)
		if err != nil {
			return err
		}
	}
	if !s.span {
		return nil
	}
	start, end, err := spanOf(w.doc, id)
	if err != nil {
		return err
	}
	_, err = w.exec("UPDATE chunk SET start_code = ?, end_code = ? WHERE row = ?", start, end, s.row)
	return err
}

// spanOf is from the start of the first turn that has a time to the end of the last; nil if none has.
func spanOf(doc *transcript.Document, id transcript.ID) (start, end *string, err error) {
	order := doc.Order(id)
	for _, turn := range order {
		if t, _ := doc.Turn(turn); t.Span != nil {
			c, err := toColumns(t)
			if err != nil {
				return nil, nil, err
			}
			start = c.start
			break
		}
	}
	for _, turn := range slices.Backward(order) {
		if t, _ := doc.Turn(turn); t.Span != nil {
			c, err := toColumns(t)
			return start, c.end, err
		}
	}
	return nil, nil, nil
}

func toInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
