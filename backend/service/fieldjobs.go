// This file carries changes of front matter out, as work that tells how far it is and can be stopped. What was changed
// before somebody stops it is taken back.

package service

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"

	"stet/backend/session"
	"stet/backend/transcript"
)

// Kinds of jobs with front matter.
const (
	jobPreview = "preview"
	jobChange  = "change"
)

// StartFieldsPlan begins to work out what edits would do to the files of chunks, as they would be exported.
func (s *Service) StartFieldsPlan(r FieldsRequest) (int64, error) {
	if err := CheckEdits(r.Edits); err != nil {
		return 0, err
	}
	return s.jobs.start(jobPreview, "Looking at the chunks", func(ctx context.Context, job *job) (any, error) {
		return s.planFields(ctx, r, func(done, total int) { job.progress("Looking at the chunks", done, total) })
	})
}

// StartFields begins to make edits of chunks, one step an episode. What cannot be changed stays as it is.
func (s *Service) StartFields(r FieldsRequest) (int64, error) {
	if err := CheckEdits(r.Edits); err != nil {
		return 0, err
	}
	return s.jobs.start(jobChange, r.Name, func(ctx context.Context, job *job) (any, error) {
		return begun(s.changeFields(ctx, r, func(done, total int) { job.progress(r.Name, done, total) }))
	})
}

// StartUndoFields begins to take the steps of one change back, where each is still the last of its episode.
func (s *Service) StartUndoFields(steps FieldsSteps, episode int64) (int64, error) {
	const what = "Taking the change back"
	return s.jobs.start(jobChange, what, func(ctx context.Context, job *job) (any, error) {
		return begun(s.undoFields(ctx, steps, episode, func(done, total int) { job.progress(what, done, total) }))
	})
}

// FieldsResult is what came of StartFields or StartUndoFields; of one that was stopped, that nothing is changed.
func (s *Service) FieldsResult(job int64) (FieldsReply, error) {
	return result[FieldsReply](&s.jobs, job)
}

// begun is what a job returns: nothing where it ended before it told of the episode asked from.
func begun(reply FieldsReply, err error) (any, error) {
	if err != nil && reply.Edit.SavedAt == 0 {
		return nil, err
	}
	return reply, err
}

// counting makes of a call for each thing done one that counts them, from however many goroutines.
func counting(total int, progress func(done, total int)) func() {
	var mu sync.Mutex
	done := 0
	return func() {
		mu.Lock()
		defer mu.Unlock()
		done++
		// What is done at once is not worth a word.
		if total > 1 {
			progress(done, total)
		}
	}
}

func newFieldsReply() FieldsReply {
	return FieldsReply{Steps: FieldsSteps{Episodes: []EpisodeStep{}, Series: []SeriesStep{}}}
}

func (s *Service) changeFields(ctx context.Context, r FieldsRequest, progress func(done, total int)) (FieldsReply, error) {
	reply := newFieldsReply()
	w, err := s.fieldsWork(ctx, r)
	if err != nil {
		return reply, err
	}
	if r.Entity != nil {
		// Somebody who speaks keeps number and colour.
		if err := s.Store.Inherit(ctx, r.Series, r.Entity.Name, r.Entity.To); err != nil {
			return reply, err
		}
	}
	s.inEpisodes(ctx, &reply, r.Episode, w.episodes, progress, w.change(&reply))
	if ctx.Err() == nil {
		steps, failed := w.moveShared()
		reply.Steps.Series = steps
		reply.Failed = strings.TrimSpace(reply.Failed + " " + strings.Join(failed, " "))
		return reply, nil
	}
	// Nobody asked for half of the change, so there is none to do again.
	back, err := s.takeBack(context.WithoutCancel(ctx), reply.Steps, r.Episode, func(int, int) {}, func(open *session.Session, ctx context.Context, x EpisodeStep) (session.Result, error) {
		return open.WithdrawStep(ctx, x.Step, x.left)
	})
	back.Steps, back.Chunks = newFieldsReply().Steps, 0
	return back, errors.Join(ctx.Err(), err)
}

// change makes the edits in one episode.
func (w *fieldsWork) change(reply *FieldsReply) func(context.Context, *session.Session) (session.Result, int, error) {
	return func(ctx context.Context, open *session.Session) (done session.Result, n int, err error) {
		held, stands := 0, false
		done, err = w.do(ctx, open, func(head transcript.Chunk, c fieldsChunk) {
			if len(c.ops) > 0 {
				n++
			}
			if c.held != "" {
				held++
				stands = stands || w.r.standsIn(head)
			}
		})
		w.mu.Lock()
		reply.Held += held
		w.through[open.ID()] = err == nil && !stands
		w.mu.Unlock()
		return done, n, err
	}
}

func (s *Service) undoFields(ctx context.Context, steps FieldsSteps, episode int64, progress func(done, total int)) (FieldsReply, error) {
	return s.takeBack(ctx, steps, episode, progress, func(open *session.Session, ctx context.Context, x EpisodeStep) (session.Result, error) {
		return open.UndoStep(ctx, x.Step)
	})
}

func (s *Service) takeBack(
	ctx context.Context, steps FieldsSteps, episode int64, progress func(done, total int), back func(*session.Session, context.Context, EpisodeStep) (session.Result, error),
) (FieldsReply, error) {
	reply := newFieldsReply()
	ids, byID := stepsByID(steps.Episodes)
	s.inEpisodes(ctx, &reply, episode, ids, progress, func(ctx context.Context, open *session.Session) (session.Result, int, error) {
		done, err := back(open, ctx, byID[open.ID()])
		if errors.Is(err, session.ErrNothing) {
			err = fail(CodeConflict, nil, "something else was done there since, so it stays as it is.")
		}
		return done, len(done.Change.Chunks.IDs()), err
	})
	if ctx.Err() != nil {
		return s.redoFields(context.WithoutCancel(ctx), reply.Steps.Episodes, episode), ctx.Err()
	}
	for _, x := range steps.Series {
		if err := s.undoTagMove(x); err != nil {
			reply.Failed = strings.TrimSpace(reply.Failed + " " + AsError(err).Message)
		}
	}
	return reply, nil
}

// redoFields does again what an undo took back that was stopped.
func (s *Service) redoFields(ctx context.Context, steps []EpisodeStep, episode int64) FieldsReply {
	reply := newFieldsReply()
	ids, byID := stepsByID(steps)
	s.inEpisodes(ctx, &reply, episode, ids, func(int, int) {}, func(ctx context.Context, open *session.Session) (session.Result, int, error) {
		done, err := open.RedoStep(ctx, byID[open.ID()].Step)
		return done, 1, err
	})
	return reply
}

func stepsByID(steps []EpisodeStep) (ids []session.EpisodeID, byID map[session.EpisodeID]EpisodeStep) {
	byID = map[session.EpisodeID]EpisodeStep{}
	for _, x := range steps {
		id := session.EpisodeID(x.Episode)
		ids, byID[id] = append(ids, id), x
	}
	return ids, byID
}

// inEpisodes does something in many episodes, some at a time. do says how many chunks it changed; without any, nothing
// was done.
func (s *Service) inEpisodes(ctx context.Context, reply *FieldsReply, from int64, ids []session.EpisodeID, progress func(done, total int), do func(context.Context, *session.Session) (session.Result, int, error)) {
	var mu sync.Mutex
	var failed []string
	asked := session.EpisodeID(from)
	told := counting(len(ids), progress)
	one := func(id session.EpisodeID) {
		defer told()
		title := "An episode"
		err := s.guarded(ctx, id, func(open *session.Session) error {
			open.Read(func(doc *transcript.Document, _ session.Files) { title = episodeTitle(doc.Episode()) })
			done, n, err := do(ctx, open)
			if err != nil {
				return err
			}
			if id == asked {
				if n == 0 {
					done.At = s.Now()
				}
				reply.Edit = s.told(id, done, func() PatchView { return s.patch(s.ctx, open, done) })
			}
			if n > 0 {
				s.series.changed(seriesOf(open), id, done.Change.Chunks.IDs())
				mu.Lock()
				defer mu.Unlock()
				reply.Chunks += n
				reply.Steps.Episodes = append(reply.Steps.Episodes, EpisodeStep{int64(id), done.Step, done.Left})
			}
			return nil
		})
		if err != nil && ctx.Err() == nil {
			mu.Lock()
			defer mu.Unlock()
			failed = append(failed, fmt.Sprintf("%s: %s", title, AsError(err).Message))
		}
	}
	// Where one waits for the drive to have its change, others are read.
	atOnce(ctx, len(ids), runtime.GOMAXPROCS(0)+2, func(i int) { one(ids[i]) })
	if reply.Edit.SavedAt == 0 {
		s.nothingNew(reply, asked)
	}
	slices.Sort(failed)
	reply.Failed = strings.Join(failed, " ")
	slices.SortFunc(reply.Steps.Episodes, func(a, b EpisodeStep) int { return int(a.Episode - b.Episode) })
	if len(reply.Steps.Episodes) > 1 || len(reply.Steps.Episodes) == 1 && reply.Steps.Episodes[0].Episode != from {
		s.Emit("library", nil)
	}
}

// nothingNew is the reply for a window whose own episode stays as it is.
func (s *Service) nothingNew(reply *FieldsReply, id session.EpisodeID) {
	none := session.Result{At: s.Now()}
	// Without its episode a window has nothing to show anew either.
	_ = s.open.with(s.ctx, id, func(open *session.Session) error {
		reply.Edit = s.told(id, none, func() PatchView { return s.patch(s.ctx, open, none) })
		return nil
	})
}
