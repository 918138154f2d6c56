// This file has the words of the library's other episodes found in their sounds, one after the other, when those of the
// episode that is open are: with one processor at most, and none while anything else goes on.

package service

import (
	"context"
	"sync"
	"time"

	"stet/backend/session"
)

const (
	othersJob = "alignments"
	// openingFor is how long after an episode was opened the others still wait.
	openingFor = 2 * time.Second
	// yieldFor is how long they wait at a time.
	yieldFor = 50 * time.Millisecond
)

// AlignOthers finds the words of the library's episodes that have a sound and are not open, one after the other, and returns
// the job. It is 0 where nothing is left to do, or such work is under way.
func (s *Service) AlignOthers() (int64, error) {
	tried := map[session.EpisodeID]bool{}
	_, some, err := s.unaligned(s.ctx, tried)
	if err != nil || !some || s.jobs.has(othersJob) {
		return 0, sentence(err)
	}
	return s.jobs.start(othersJob, aligning, func(ctx context.Context, job *job) (any, error) {
		for {
			row, some, err := s.unaligned(ctx, tried)
			if err != nil || !some {
				return nil, err
			}
			tried[row.ID] = true
			// What cannot be heard is told of when it is opened.
			_ = s.alignOther(ctx, row, job)
			if err := ctx.Err(); err != nil {
				return nil, err
			}
		}
	})
}

// unaligned is the next episode whose sound no search has come to the end of, but for the one that is open and those that
// were tried.
func (s *Service) unaligned(ctx context.Context, tried map[session.EpisodeID]bool) (session.EpisodeRow, bool, error) {
	rows, err := s.Store.Library(ctx)
	if err != nil {
		return session.EpisodeRow{}, false, err
	}
	open := s.sound.of()
	for _, row := range rows {
		if row.Episode.Sound == "" || tried[row.ID] || row.ID == open {
			continue
		}
		if b := s.beside(ctx, row.ID); b.Part || b.otherThan(row.Episode.Sound, &s.prints) {
			return row, true, nil
		}
	}
	return session.EpisodeRow{}, false, nil
}

func (s *Service) alignOther(ctx context.Context, row session.EpisodeRow, job *job) error {
	ctx, end := s.following.begin(ctx, row.ID)
	defer end()
	s.giveWay(ctx)
	a := &aligner{service: s, id: row.ID, path: row.Episode.Sound, workers: 1, gentle: true, aside: true}
	_, err := a.align(ctx, func(_ string, done, total int) {
		job.progress(aligning+" of "+row.Episode.Series+" "+row.Episode.Key, done, total)
	})
	return err
}

// giveWay waits while an episode is being opened, something plays, or other work is under way.
func (s *Service) giveWay(ctx context.Context) {
	for ctx.Err() == nil && (s.sound.busy() || s.jobs.hasOther(othersJob)) {
		time.Sleep(yieldFor)
	}
}

// following is the search of an episode that is not open. It ends when somebody wants to search that episode.
type following struct {
	mu   sync.Mutex
	id   session.EpisodeID // 0 while there is none
	stop context.CancelFunc
	over chan struct{}
}

func (f *following) begin(ctx context.Context, id session.EpisodeID) (context.Context, func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	ctx, stop := context.WithCancel(ctx)
	over := make(chan struct{})
	f.id, f.stop, f.over = id, stop, over
	return ctx, func() {
		f.mu.Lock()
		f.id = 0
		f.mu.Unlock()
		stop()
		close(over)
	}
}

// leave ends the search of an episode, and waits until it has.
func (f *following) leave(id session.EpisodeID) {
	f.mu.Lock()
	if f.id != id || id == 0 {
		f.mu.Unlock()
		return
	}
	stop, over := f.stop, f.over
	f.mu.Unlock()
	stop()
	<-over
}
