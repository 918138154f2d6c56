package session

import (
	"context"
	"slices"

	"stet/backend/transcript"
)

// This file takes times of words that a machine found in the sound. They are no step: nobody decided anything, so nobody
// is to meet them when taking back what they did, and what was undone can still be done again.

// Measured are the times of a turn's words, as they were found for the words that it had.
type Measured struct {
	Turn  transcript.ID
	Words []string
	// Had are the times that they had then.
	Had   transcript.Timings
	Times transcript.Timings
}

// Measure gives turns the times that were found, but for words that a person or a file has timed, and turns that have
// other words by now, or were timed by somebody meanwhile, or are gone. What it returns names no step; its Change is empty
// where nothing is new.
func (s *Session) Measure(ctx context.Context, found []Measured) (Result, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var ops []transcript.Op
	for _, m := range found {
		t, ok := s.doc.Turn(m.Turn)
		if !ok || !slices.Equal(transcript.Words(t.Paragraphs), m.Words) || !m.Had.SameTold(t.Times) {
			continue
		}
		times := slices.Clone(m.Times)
		times.KeepTold(t.Times)
		if times.Settle(); !slices.Equal(times, t.Times) {
			ops = append(ops, transcript.SetTimes{Turn: m.Turn, Times: times})
		}
	}
	if len(ops) == 0 {
		return Result{}, nil
	}
	_, inverses, change, err := s.apply(Edit{Ops: ops})
	if err != nil {
		return Result{}, err
	}
	r, err := s.commit(ctx, Commit{Action: Keep, Change: change})
	if err != nil {
		s.takeBack(inverses)
		s.mark(change)
	}
	return r, err
}
