// This file puts the service together, takes it apart, and turns what went wrong below into sentences.

package service

import (
	"context"
	"errors"
	"io/fs"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"stet/backend/audio"
	"stet/backend/pedal"
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
	// Sounds reads sounds, beside the player.
	Sounds Sounds
	// HID is where devices such as foot pedals are; nil where nobody presses them, as in the verbs.
	HID pedal.System
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
	ctx       context.Context
	stop      context.CancelFunc
	open      openSessions
	jobs      jobs
	plans     plans
	formats   formatPlans
	sound     sound
	waves     waves
	ears      ears
	following following
	searching searching
	series    seriesIndexes
	checks    checkers
	models    models
	prints    prints
	pedals    *pedal.Watcher
	disk      disk
	closed    sync.Once
	edited    atomic.Int64 // when somebody edited last, in µs
	inSight   atomic.Int64 // the turn on the screen, as far as a search was told
	waiving   sync.Mutex   // held while what was let stand is brought in line with its file
}

// New makes a service of a library that is open.
func New(c Config) *Service {
	if c.Emit == nil {
		c.Emit = func(string, any) {}
	}
	s := &Service{Config: c}
	s.ctx, s.stop = context.WithCancel(context.Background())
	s.open.init(s)
	s.jobs.init(s)
	s.disk.init(s)
	s.plans.byID = map[int64]*plan{}
	s.waves.service = s
	s.series = seriesIndexes{service: s, byName: map[string]*seriesIndex{}, stale: map[string]map[session.ChunkRef]bool{}}
	s.sound.start(s)
	s.startPedals()
	return s
}

// Shutdown ends what the service has going, waits for it, and closes the player and the library.
func Shutdown(s *Service) error {
	var err error
	s.closed.Do(func() {
		s.stop()
		s.disk.close()
		s.jobs.end()
		if s.pedals != nil {
			err = s.pedals.Close()
		}
		if s.Player != nil {
			err = errors.Join(err, s.Player.Close())
		}
		err = errors.Join(err, s.Store.Close())
	})
	return err
}

// sentence makes an *Error of whatever went wrong below.
func sentence(err error) error {
	var e *Error
	var no *refusal
	var at *fs.PathError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &e):
		return e
	case errors.As(err, &no):
		return no.sentence()
	case errors.Is(err, session.ErrNothing):
		return fail(CodeNotFound, err, "There is nothing more.")
	case errors.Is(err, session.ErrNotThere):
		return fail(CodeInvalid, err, "This turn was not in the file then: it has come since.")
	case errors.Is(err, session.ErrForgotten):
		return fail(CodeInvalid, err, "%s.", capital(session.ErrForgotten.Error()))
	case errors.Is(err, session.ErrNotFound):
		return fail(CodeNotFound, err, "The library does not have this any more.")
	case errors.Is(err, transcript.ErrOp):
		return fail(CodeInvalid, err, "%s.", capital(err.Error()))
	case errors.Is(err, session.ErrFull), errors.Is(err, syscall.ENOSPC):
		return fail(CodeFull, err, "The drive is full. Make room on it and try again; what was saved before is safe.")
	case errors.Is(err, session.ErrReadOnly):
		return fail(CodeReadOnly, err, "%s.", capital(session.ErrReadOnly.Error()))
	case isReadOnly(err) && errors.As(err, &at) && at.Op == "write":
		return fail(CodeReadOnly, err, "%s cannot be written: the system does not allow it in this folder. Allow writing there, or choose another folder.", at.Path)
	case isReadOnly(err):
		return fail(CodeReadOnly, err, "The system does not allow it: %s.", err)
	case errors.Is(err, session.ErrLocked):
		return fail(CodeLocked, err, "%s.", capital(err.Error()))
	}
	return fail(CodeFailed, err, "%s.", strings.TrimSuffix(capital(err.Error()), "."))
}

func isReadOnly(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS)
}
