// This file runs what takes long. It does not know what the work is.

package service

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"time"

	"stet/backend/session"
)

// jobs is the long work: one of each kind at a time, each in a goroutine of its own.
type jobs struct {
	service *Service
	mu      sync.Mutex
	running sync.WaitGroup
	ended   bool
	next    int64
	byID    map[int64]*job
}

type job struct {
	owner  *jobs
	view   JobView
	cancel context.CancelFunc
	result any
	told   time.Time
	later  *time.Timer   // tells how far it is now, where it was told of too shortly before
	over   chan struct{} // closed when it is
	// telling is held while the window is told, so that the newest view is the last that it hears.
	telling sync.Mutex
}

// keptJobs is about how many finished jobs can still be asked for their result.
const keptJobs = 20

// tellEvery keeps progress from flooding the window.
const tellEvery = 100 * time.Millisecond

func (j *jobs) init(s *Service) {
	j.service, j.byID = s, map[int64]*job{}
}

// start runs work, and refuses a second job of the same kind. What work returns beside an error is kept as its result,
// too, unless it is nil.
func (j *jobs) start(kind, what string, work func(ctx context.Context, job *job) (any, error)) (int64, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.ended {
		return 0, fail(CodeFailed, session.ErrClosed, "%s.", capital(session.ErrClosed.Error()))
	}
	if j.runs(kind) {
		return 0, fail(CodeInvalid, nil, "Another %s is under way. Wait for it, or cancel it.", kind)
	}
	j.next++
	ctx, cancel := context.WithCancel(j.service.ctx)
	x := &job{owner: j, cancel: cancel, over: make(chan struct{}), view: JobView{ID: j.next, Kind: kind, State: JobRunning, What: what}}
	j.byID[x.view.ID] = x
	for id, old := range j.byID {
		if id <= j.next-keptJobs && old.view.State != JobRunning {
			delete(j.byID, id)
		}
	}
	j.running.Add(1)
	go func() {
		defer j.running.Done()
		defer cancel()
		result, err := work(ctx, x)
		j.finish(x, result, err)
	}()
	return x.view.ID, nil
}

// has tells whether a job of a kind is under way.
func (j *jobs) has(kind string) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.runs(kind)
}

// hasOther tells whether a job of any other kind is under way.
func (j *jobs) hasOther(kind string) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, x := range j.byID {
		if x.view.Kind != kind && x.view.State == JobRunning {
			return true
		}
	}
	return false
}

func (j *jobs) runs(kind string) bool {
	for _, x := range j.byID {
		if x.view.Kind == kind && x.view.State == JobRunning {
			return true
		}
	}
	return false
}

// spawn runs what is short and belongs to no job.
func (j *jobs) spawn(work func()) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if !j.ended {
		j.running.Go(work)
	}
}

func (j *jobs) finish(x *job, result any, err error) {
	j.mu.Lock()
	x.result = result
	switch {
	case err == nil:
		x.view.State = JobDone
	case errors.Is(err, context.Canceled):
		x.view.State = JobCancelled
	default:
		x.view.State, x.view.Problem = JobFailed, sentence(err).Error()
	}
	close(x.over)
	j.mu.Unlock()
	x.tell(true)
}

// tell tells the window how a job stands: how far it is only until it is over, and that it is over once.
func (x *job) tell(over bool) {
	x.telling.Lock()
	defer x.telling.Unlock()
	at := x.owner.service.Now() // the clock may have a lock of its own
	x.owner.mu.Lock()
	view := x.view
	if x.later != nil {
		x.later.Stop()
	}
	x.told, x.later = at, nil
	x.owner.mu.Unlock()
	if over || view.State == JobRunning {
		x.owner.service.Emit("job", view)
	}
}

// over is closed when a job is over; so it is of one that nobody knows.
func (j *jobs) over(id int64) <-chan struct{} {
	j.mu.Lock()
	defer j.mu.Unlock()
	if x := j.byID[id]; x != nil {
		return x.over
	}
	none := make(chan struct{})
	close(none)
	return none
}

// progress tells how far a job has come: at once, or when the window was told of it a moment ago, a moment later, so that
// work that comes to a halt shows where.
func (x *job) progress(what string, done, total int) {
	at := x.owner.service.Now()
	x.owner.mu.Lock()
	x.view.What, x.view.Done, x.view.Total = what, done, total
	since := at.Sub(x.told)
	now := since >= tellEvery || done == total
	if !now && x.later == nil {
		x.later = time.AfterFunc(tellEvery-max(since, 0), func() { x.tell(false) })
	}
	x.owner.mu.Unlock()
	if now {
		x.tell(false)
	}
}

// end lets no more jobs begin, and waits for those under way.
func (j *jobs) end() {
	j.mu.Lock()
	j.ended = true
	j.mu.Unlock()
	j.running.Wait()
}

// result returns what a job made; of one that was cancelled or failed, what it made until then.
func result[T any](j *jobs, id int64) (T, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	var none T
	x := j.byID[id]
	if x == nil {
		return none, fail(CodeNotFound, nil, "There is no such work.")
	}
	r, ok := x.result.(T)
	switch {
	case ok:
		return r, nil
	case x.view.State == JobFailed:
		return none, fail(CodeFailed, nil, "%s", x.view.Problem)
	case x.view.State == JobCancelled:
		return none, fail(CodeNotFound, nil, "This work was stopped, and left nothing.")
	}
	return none, fail(CodeNotFound, nil, "This work has no result yet.")
}

// Jobs lists the work under way and what was done lately.
func (s *Service) Jobs() []JobView {
	s.jobs.mu.Lock()
	defer s.jobs.mu.Unlock()
	out := []JobView{}
	for _, id := range slices.Sorted(maps.Keys(s.jobs.byID)) {
		out = append(out, s.jobs.byID[id].view)
	}
	return out
}

// CancelJob asks work to stop. It leaves the library as it was, and files whole.
func (s *Service) CancelJob(id int64) error {
	s.jobs.mu.Lock()
	defer s.jobs.mu.Unlock()
	x := s.jobs.byID[id]
	if x == nil {
		return fail(CodeNotFound, nil, "There is no such work.")
	}
	x.cancel()
	return nil
}
