// This file keeps the episodes that are open. It does not look into them.

package service

import (
	"context"
	"sync"

	"stet/backend/session"
)

// keptOpen is how many episodes stay in memory after their last use.
const keptOpen = 6

// openSessions keeps one session an episode, however many ask for it: never two, since each would save over what it
// does not know of the other.
type openSessions struct {
	service *Service
	mu      sync.Mutex
	byID    map[session.EpisodeID]*openSession
	clock   int64
}

// openSession is an episode's place. Those who use its session share mu; who replaces it holds mu alone.
type openSession struct {
	mu      sync.RWMutex
	session *session.Session

	// users and used belong to openSessions.mu.
	users int
	used  int64
}

func (o *openSessions) init(s *Service) {
	o.service, o.byID = s, map[session.EpisodeID]*openSession{}
}

// with calls f with the episode's session. f must not ask for the same episode again.
func (o *openSessions) with(ctx context.Context, id session.EpisodeID, f func(*session.Session) error) error {
	e := o.enter(id)
	defer o.leave(e)
	for {
		e.mu.RLock()
		if e.session != nil {
			defer e.mu.RUnlock()
			return f(e.session)
		}
		e.mu.RUnlock()
		if err := o.fill(ctx, id, e); err != nil {
			return err
		}
	}
}

// alone calls f while nobody else uses the episode's session. f must not ask for the same episode again.
func (o *openSessions) alone(ctx context.Context, id session.EpisodeID, f func(*session.Session) error) error {
	e := o.enter(id)
	defer o.leave(e)
	e.mu.Lock()
	defer e.mu.Unlock()
	if err := o.open(ctx, id, e); err != nil {
		return err
	}
	return f(e.session)
}

// forget drops an episode's session, because the library has more of it now. It waits for those who use it; who comes
// later reads the episode anew.
func (o *openSessions) forget(id session.EpisodeID) {
	e := o.enter(id)
	defer o.leave(e)
	e.mu.Lock()
	defer e.mu.Unlock()
	e.session = nil
}

func (o *openSessions) fill(ctx context.Context, id session.EpisodeID, e *openSession) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	return o.open(ctx, id, e)
}

// open expects that the caller has e.mu for itself.
func (o *openSessions) open(ctx context.Context, id session.EpisodeID, e *openSession) error {
	if e.session != nil {
		return nil
	}
	var err error
	e.session, err = session.Open(ctx, o.service.Store, id, o.service.Now)
	return err
}

func (o *openSessions) enter(id session.EpisodeID) *openSession {
	o.mu.Lock()
	defer o.mu.Unlock()
	e := o.byID[id]
	if e == nil {
		e = &openSession{}
		o.byID[id] = e
	}
	e.users++
	o.clock++
	e.used = o.clock
	return e
}

// leave lets go of an episode, and of those not used for longest if too many are kept.
func (o *openSessions) leave(e *openSession) {
	o.mu.Lock()
	defer o.mu.Unlock()
	e.users--
	for len(o.byID) > keptOpen {
		var oldest session.EpisodeID
		var found *openSession
		for id, x := range o.byID {
			if x.users == 0 && (found == nil || x.used < found.used) {
				oldest, found = id, x
			}
		}
		if found == nil {
			return
		}
		delete(o.byID, oldest)
	}
}
