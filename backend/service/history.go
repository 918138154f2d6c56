// This file lists the history of an episode, and goes about in it. It does not know what a step is about.

package service

import (
	"context"

	"stet/backend/session"
)

// Undo takes the last step of an episode back.
func (s *Service) Undo(episode int64) (EditReply, error) {
	return s.travel(session.EpisodeID(episode), func(open *session.Session) (session.Result, error) { return open.Undo(s.ctx) })
}

// Redo does the last undone step of an episode again.
func (s *Service) Redo(episode int64) (EditReply, error) {
	return s.travel(session.EpisodeID(episode), func(open *session.Session) (session.Result, error) { return open.Redo(s.ctx) })
}

// GoToStep goes to a step of an episode, back, on, or to one that was left behind; 0 is the text before the first.
func (s *Service) GoToStep(episode, seq int64) (EditReply, error) {
	return s.travel(session.EpisodeID(episode), func(open *session.Session) (session.Result, error) { return open.GoTo(s.ctx, seq) })
}

// travel is change where the transcript that the episode is held against may be another afterwards.
func (s *Service) travel(id session.EpisodeID, do func(*session.Session) (session.Result, error)) (EditReply, error) {
	reply, err := s.change(id, func(open *session.Session) (session.Result, error) {
		r, err := do(open)
		if err == nil {
			s.seekAgain(open, r.Change.Turns.IDs())
		}
		return r, err
	})
	if err == nil && len(s.takenAgain(s.ctx, id)) > 0 {
		s.Emit("disk", map[string]int64{"id": int64(id)})
	}
	return reply, err
}

func (s *Service) history(ctx context.Context, id session.EpisodeID) (HistoryView, error) {
	names, err := s.Store.Ends(ctx, id)
	return HistoryView{Undo: names.Undo, Redo: names.Redo}, err
}

// stepsView lists the latest steps of an episode, newest first. The window gets it from the handler, since a history is
// long.
func stepsView(ctx context.Context, s *Service, id session.EpisodeID, limit int) (StepsView, error) {
	v := StepsView{Steps: []StepView{}}
	steps, err := s.Store.Steps(ctx, id, 0, max(limit, 0))
	if err != nil {
		return v, sentence(err)
	}
	for _, x := range steps {
		v.Steps = append(v.Steps, StepView{Seq: x.Seq, Name: x.Name, Place: x.Place, At: x.At / 1000, State: x.State})
	}
	v.Total, err = s.Store.CountSteps(ctx, id)
	return v, sentence(err)
}
