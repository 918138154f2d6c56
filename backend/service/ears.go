// This file joins those who read the same sound at the same time: what is decoded for its waveform serves the search for
// its words.

package service

import (
	"sync"

	"stet/backend/align"
	"stet/backend/audio"
)

// ears are the sound that words are looked for in; nil while there is none.
type ears struct {
	mu    sync.Mutex
	path  string
	sound *align.Sound
}

// lend lets a sound hear what is read of its file, until the returned function is called.
func (e *ears) lend(path string, sound *align.Sound) (back func()) {
	e.set(path, sound)
	return func() { e.set("", nil) }
}

func (e *ears) set(path string, sound *align.Sound) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.path, e.sound = path, sound
}

// openBeside opens a sound so that whoever looks for words in it hears what is read.
func (s *Service) openBeside(path string) (audio.Source, error) {
	src, err := s.Sounds.Open(path)
	if err != nil {
		return nil, err
	}
	return align.Beside(src, func() *align.Sound {
		s.ears.mu.Lock()
		defer s.ears.mu.Unlock()
		if s.ears.path != path {
			return nil
		}
		return s.ears.sound
	}), nil
}
