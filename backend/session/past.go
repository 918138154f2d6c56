package session

import (
	"context"
	"errors"
	"sync"

	"stet/backend/transcript"
)

// past is a copy of the document as it was after some step. It goes to and fro in the history by itself; the document
// and its edits do not wait for it, but for the moment in which the copy is made.
type past struct {
	mu  sync.Mutex
	doc *transcript.Document
	// at is a step that another one stands on, so that no typing is added to it any more; or 0.
	at int64
}

// Delta tells what a step made of the document as it then was. The step comes without its ops.
func (s *Session) Delta(ctx context.Context, seq int64) (transcript.Step, transcript.Delta, error) {
	s.past.mu.Lock()
	defer s.past.mu.Unlock()
	step, err := s.store.Step(ctx, s.id, seq)
	if err != nil {
		return step, transcript.Delta{}, err
	}
	if step.After == transcript.NotKnown {
		return step, transcript.Delta{}, ErrForgotten
	}
	if s.past.doc == nil {
		if err := s.copyPast(ctx); err != nil {
			return step, transcript.Delta{}, err
		}
	}
	way, err := s.store.Way(ctx, s.id, s.past.at, step.After)
	if err != nil {
		return step, transcript.Delta{}, err
	}
	// All or nothing: after an error the copy is where it was.
	if _, _, err := s.past.doc.Apply(transcript.Batch{Ops: way.Ops}); err != nil {
		return step, transcript.Delta{}, err
	}
	s.past.at = step.After
	delta, err := s.past.doc.Delta(step.Redo())
	step.Ops, step.Inverses = nil, nil
	return step, delta, err
}

// copyPast begins with the document as it was before the last step, to which a letter may be added any moment.
func (s *Session) copyPast(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	last, err := s.store.LastDone(ctx, s.id)
	if errors.Is(err, ErrNotFound) {
		s.past.doc, s.past.at = s.doc.Clone(), 0
		return nil
	}
	if err != nil {
		return err
	}
	if last.After == transcript.NotKnown {
		return ErrForgotten
	}
	doc := s.doc.Clone()
	if _, _, err := doc.Apply(last.Undo()); err != nil {
		return err
	}
	s.past.doc, s.past.at = doc, last.After
	return nil
}
