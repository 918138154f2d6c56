package session

import (
	"context"
	"errors"
	"fmt"

	"stet/backend/transcript"
)

// This file goes back and forth in the history. It makes no steps.

// ErrNothing says that there is nothing to undo or to do again.
var ErrNothing = errors.New("there is nothing more")

// Undo takes the last step back.
func (s *Session) Undo(ctx context.Context) (Result, error) {
	return s.travel(ctx, Commit{Action: Undo}, s.store.LastDone, transcript.Step.Undo)
}

// UndoStep takes a step back if it is the last one; else there is nothing to take back.
func (s *Session) UndoStep(ctx context.Context, seq int64) (Result, error) {
	return s.travel(ctx, Commit{Action: Undo}, only(seq, s.store.LastDone), transcript.Step.Undo)
}

// WithdrawStep takes a tentative step back if it is the last one done. What can be done again is what could be before it.
func (s *Session) WithdrawStep(ctx context.Context, seq int64, left []int64) (Result, error) {
	return s.travel(ctx, Commit{Action: Withdraw, Left: left}, only(seq, s.store.LastDone), transcript.Step.Undo)
}

// RedoStep does a step again if it is the one that was undone last; else there is nothing to do again.
func (s *Session) RedoStep(ctx context.Context, seq int64) (Result, error) {
	return s.travel(ctx, Commit{Action: Redo}, only(seq, s.store.LastUndone), transcript.Step.Redo)
}

// only finds what find does if that is one step.
func only(seq int64, find func(context.Context, EpisodeID) (transcript.Step, error)) func(context.Context, EpisodeID) (transcript.Step, error) {
	return func(ctx context.Context, id EpisodeID) (transcript.Step, error) {
		step, err := find(ctx, id)
		if err == nil && step.Seq != seq {
			err = ErrNotFound
		}
		return step, err
	}
}

// Redo does the last undone step again.
func (s *Session) Redo(ctx context.Context) (Result, error) {
	return s.travel(ctx, Commit{Action: Redo}, s.store.LastUndone, transcript.Step.Redo)
}

func (s *Session) travel(ctx context.Context, c Commit, find func(context.Context, EpisodeID) (transcript.Step, error), op func(transcript.Step) transcript.Op) (Result, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	step, err := find(ctx, s.id)
	if errors.Is(err, ErrNotFound) {
		return Result{}, ErrNothing
	}
	if err != nil {
		return Result{}, err
	}
	files, err := s.filesAfter(ctx, op(step))
	if err != nil {
		return Result{}, err
	}
	change, inverse, err := s.doc.Apply(op(step))
	if err != nil {
		return Result{}, fmt.Errorf("step %d (%s) does not fit the text: %w", step.Seq, step.Name, err)
	}
	c.Step, c.Change, c.Bases = step, change, files
	r, err := s.commit(ctx, c)
	if err != nil {
		s.takeBack([]transcript.Op{inverse})
		s.mark(change)
		return Result{}, err
	}
	s.typing = typed{}
	return r, nil
}

// leaveTyping takes the step of typing back to which a change belongs that leaves none of it: then it is no step, and what
// it did to times and ticks goes with it. The change is in the document. It says whether there was such a step.
func (s *Session) leaveTyping(ctx context.Context, inverses []transcript.Op) (Result, bool, error) {
	step, err := s.store.LastDone(ctx, s.id)
	if err != nil || step.Seq != s.typing.step {
		return Result{}, false, nil
	}
	s.takeBack(inverses)
	change, inverse, err := s.doc.Apply(step.Undo())
	if err != nil {
		return Result{}, false, fmt.Errorf("step %d (%s) does not fit the text: %w", step.Seq, step.Name, err)
	}
	r, err := s.commit(ctx, Commit{Action: Withdraw, Step: step, Change: change})
	if err != nil {
		s.takeBack([]transcript.Op{inverse})
		s.mark(change)
		return Result{}, false, err
	}
	s.typing = typed{}
	return r, true, nil
}

// GoTo takes back and does again what lies between the text as it is and the text as it was after a step, in one go. It
// is no step itself. 0 stands for the text before the first step; a step that was undone and left behind can be gone to
// as well.
func (s *Session) GoTo(ctx context.Context, seq int64) (Result, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ends, err := s.store.Ends(ctx, s.id)
	if err != nil {
		return Result{}, err
	}
	if ends.Last == seq {
		return Result{}, ErrNothing
	}
	c := Commit{Action: GoTo, From: ends.Last}
	if seq != 0 {
		found, err := s.store.Steps(ctx, s.id, seq+1, 1)
		if err != nil {
			return Result{}, err
		}
		if len(found) == 0 || found[0].Seq != seq {
			return Result{}, fmt.Errorf("step %d: %w", seq, ErrNotFound)
		}
		c.Step = found[0]
	}
	way, err := s.store.Way(ctx, s.id, c.From, seq)
	if err != nil {
		return Result{}, err
	}
	if c.Bases, err = s.filesAfter(ctx, transcript.Batch{Ops: way.Ops}); err != nil {
		return Result{}, err
	}
	change, inverse, err := s.doc.Apply(transcript.Batch{Ops: way.Ops})
	if err != nil {
		return Result{}, fmt.Errorf("the way to step %d does not fit the text: %w", seq, err)
	}
	c.Change = change
	r, err := s.commit(ctx, c)
	if err != nil {
		s.takeBack([]transcript.Op{inverse})
		s.mark(change)
		return Result{}, err
	}
	s.typing = typed{}
	return r, nil
}
