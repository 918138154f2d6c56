package service

import (
	"context"
	"errors"
	"io/fs"
	"sync"
	"syscall"
	"time"

	"stet/backend/audio"
	"stet/backend/session"
	"stet/backend/transcript"
)

// Config is what a Service is made of.
type Config struct {
	Store session.Store
	// Path is the library's file, for showing.
	Path string
	// Player plays the sound; nil where nobody listens, as in the verbs.
	Player audio.Player
	// Emit sends an event to the window; nil where there is none. It must not block.
	Emit func(name string, data any)
	// Now tells the time.
	Now func() time.Time
	// SampleDir is where the sample episode is put when somebody asks for it.
	SampleDir string
}

// Service is one open library. Its exported methods are what the window can call; they are safe for use by several
// goroutines.
type Service struct {
	Config
	ctx    context.Context
	stop   context.CancelFunc
	open   openSessions
	jobs   jobs
	plans  plans
	sound  sound
	closed sync.Once
}

// New makes a service of a library that is open.
func New(c Config) *Service {
	if c.Emit == nil {
		c.Emit = func(string, any) {}
	}
	s := &Service{Config: c}
	s.ctx, s.stop = context.WithCancel(context.Background())
	s.open = openSessions{service: s, byID: map[session.EpisodeID]*openSession{}}
	s.jobs.init(s)
	s.plans.byID = map[int64]*plan{}
	s.sound.start(s)
	return s
}

// Shutdown ends what the service has going, waits for it, and closes the player and the library.
func Shutdown(s *Service) error {
	var err error
	s.closed.Do(func() {
		s.stop()
		s.jobs.wait()
		if s.Player != nil {
			err = s.Player.Close()
		}
		err = errors.Join(err, s.Store.Close())
	})
	return err
}

// keptOpen is how many episodes stay in memory after their last use.
const keptOpen = 6

// openSessions keeps one session an episode, however many ask for it.
type openSessions struct {
	service *Service
	mu      sync.Mutex
	byID    map[session.EpisodeID]*openSession
	clock   int64
}

type openSession struct {
	once    sync.Once
	session *session.Session
	err     error
	users   int
	used    int64
}

// with calls f with the episode's session.
func (o *openSessions) with(ctx context.Context, id session.EpisodeID, f func(*session.Session) error) error {
	o.mu.Lock()
	e := o.byID[id]
	if e == nil {
		e = &openSession{}
		o.byID[id] = e
	}
	e.users++
	o.clock++
	e.used = o.clock
	o.mu.Unlock()
	defer o.release(id, e)
	e.once.Do(func() { e.session, e.err = session.Open(ctx, o.service.Store, id, o.service.Now) })
	if e.err != nil {
		return e.err
	}
	return f(e.session)
}

func (o *openSessions) release(id session.EpisodeID, e *openSession) {
	o.mu.Lock()
	defer o.mu.Unlock()
	e.users--
	if e.err != nil && o.byID[id] == e {
		delete(o.byID, id)
	}
	for len(o.byID) > keptOpen {
		var oldest session.EpisodeID
		var found *openSession
		for k, x := range o.byID {
			if x.users == 0 && (found == nil || x.used < found.used) {
				oldest, found = k, x
			}
		}
		if found == nil {
			return
		}
		delete(o.byID, oldest)
	}
}

// forget drops an episode's session, because the library has more of it now. Edits under way finish on the old one
// first; their rows are in the library.
func (o *openSessions) forget(id session.EpisodeID) {
	o.mu.Lock()
	defer o.mu.Unlock()
	delete(o.byID, id)
}

// sentence makes an *Error of whatever went wrong below.
func sentence(err error) error {
	var e *Error
	switch {
	case err == nil || errors.As(err, &e):
		return err
	case errors.Is(err, session.ErrNothing):
		return fail(CodeNotFound, err, "There is nothing more.")
	case errors.Is(err, session.ErrNotFound):
		return fail(CodeNotFound, err, "The library does not have this any more.")
	case errors.Is(err, transcript.ErrOp):
		return fail(CodeInvalid, err, "%s.", capital(err.Error()))
	case errors.Is(err, session.ErrFull), errors.Is(err, syscall.ENOSPC):
		return fail(CodeFull, err, "The drive is full. Make room on it; nothing is lost, and Stet tries again.")
	case errors.Is(err, session.ErrReadOnly), errors.Is(err, fs.ErrPermission):
		return fail(CodeReadOnly, err, "It cannot be written: %s.", err)
	}
	return fail(CodeFailed, err, "%s.", capital(err.Error()))
}
