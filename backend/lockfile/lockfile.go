// Package lockfile keeps a thing to one program at a time, by a lock file beside it, and lets the program that comes
// second ask the first to come to the front. The lock is the operating system's own, so it ends with the program,
// however that ends; what stands in the file is only for those who find it taken.
//
// It knows nothing of what is locked, and never waits for a lock.
package lockfile

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
)

// HeldError says that another Lock, of this or another program, holds the file.
type HeldError struct {
	Path string
	// PID is the process that holds it; 0 when that cannot be read.
	PID int
}

func (e *HeldError) Error() string {
	return fmt.Sprintf("%s is held by process %d", e.Path, e.PID)
}

// Lock is a lock that is held. It is safe for use by several goroutines.
type Lock struct {
	path  string
	token string

	mu     sync.Mutex
	file   *os.File
	caller *caller
}

// card is what the holder leaves in the file.
type card struct {
	PID int `json:"pid"`
	// Port is where on 127.0.0.1 the holder listens; 0 when it does not.
	Port  int    `json:"port,omitempty"`
	Token string `json:"token,omitempty"`
}

// errHeld is what the system's lock functions return when somebody else has it.
var errHeld = errors.New("held")

// Acquire takes the lock at path, a file that it makes and that nothing else should use. If somebody has it, the error
// is a *HeldError at once; any other error is the file system's.
func Acquire(path string) (*Lock, error) {
	token := make([]byte, 16)
	if _, err := rand.Read(token); err != nil {
		return nil, err
	}
	for range 100 {
		file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
		if err != nil {
			return nil, err
		}
		if err := lock(file); err != nil {
			held, _ := read(file)
			file.Close()
			if errors.Is(err, errHeld) {
				return nil, &HeldError{Path: path, PID: held.PID}
			}
			return nil, &os.PathError{Op: "lock", Path: path, Err: err}
		}
		// Whoever held the file may have removed it between our opening and locking it: then ours is a lock on nothing.
		if !stands(path, file) {
			file.Close()
			continue
		}
		l := &Lock{path: path, token: hex.EncodeToString(token), file: file}
		if err := l.write(card{PID: os.Getpid()}); err != nil {
			l.Release()
			return nil, err
		}
		return l, nil
	}
	return nil, &HeldError{Path: path}
}

func stands(path string, file *os.File) bool {
	there, err := os.Stat(path)
	if err != nil {
		return false
	}
	ours, err := file.Stat()
	return err == nil && os.SameFile(there, ours)
}

// Release gives the lock back, and ends the calls of OnRaise's function. A second Release does nothing.
func (l *Lock) Release() error {
	l.mu.Lock()
	file, caller := l.file, l.caller
	l.file, l.caller = nil, nil
	l.mu.Unlock()
	if file == nil {
		return nil
	}
	if caller != nil {
		caller.stop()
	}
	err := discard(l.path, file)
	return errors.Join(err, file.Close())
}

// write expects that nobody else uses l.file.
func (l *Lock) write(c card) error {
	text, err := json.Marshal(c)
	if err != nil {
		return err
	}
	if err := l.file.Truncate(0); err != nil {
		return err
	}
	_, err = l.file.WriteAt(append(text, '\n'), 0)
	return err
}

func read(r io.ReaderAt) (card, error) {
	var c card
	text, err := io.ReadAll(io.NewSectionReader(r, 0, 4096))
	if err != nil {
		return c, err
	}
	return c, json.Unmarshal(text, &c)
}
