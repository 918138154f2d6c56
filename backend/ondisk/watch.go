// Package ondisk tells when other programs do something in folders. It reads no files, and does not know what is in them:
// whoever is told looks for themselves.
//
// Folders are followed by github.com/fsnotify/fsnotify (BSD-3, the well-kept way to the notes of all systems, 2026). Where a
// system gives no notes, as on drives of the network or when its watches are used up, it says so by the clock.
package ondisk

import (
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"
)

// pace is how fast things go.
type pace struct {
	// rest is how long nothing must happen before it is told, most how long that can put it off: a checkout of hundreds of
	// files is told once or twice.
	rest, most time.Duration
	// slow is how often it is told that somebody should look even though nothing was heard, quick the same where a folder
	// cannot be heard.
	slow, quick time.Duration
}

var usual = pace{rest: 250 * time.Millisecond, most: 2 * time.Second, slow: 20 * time.Second, quick: 3 * time.Second}

// Watcher follows folders until it is closed.
type Watcher struct {
	folders []string
	tell    func()
	pace    pace
	stop    chan struct{}
	ended   chan struct{}
	once    sync.Once
}

// Watch follows folders, not what lies in folders below them. tell is called by one goroutine, never twice at once, some
// time after something has happened; it must not close the Watcher.
func Watch(folders []string, tell func()) *Watcher {
	return watch(folders, tell, usual, fsnotify.NewWatcher)
}

func watch(folders []string, tell func(), p pace, open func() (*fsnotify.Watcher, error)) *Watcher {
	w := &Watcher{folders: folders, tell: tell, pace: p, stop: make(chan struct{}), ended: make(chan struct{})}
	notes, err := open()
	if err != nil {
		notes = nil
	}
	heard := w.follow(notes)
	go w.run(notes, heard)
	return w
}

// Close ends the following, and waits for it.
func (w *Watcher) Close() {
	w.once.Do(func() { close(w.stop) })
	<-w.ended
}

// follow asks for notes of all folders, also of those that went and came again. It reports whether it gets them.
func (w *Watcher) follow(notes *fsnotify.Watcher) (all bool) {
	if notes == nil {
		return false
	}
	all = true
	for _, f := range w.folders {
		if notes.Add(f) != nil {
			all = false
		}
	}
	return all
}

func (w *Watcher) run(notes *fsnotify.Watcher, heard bool) {
	defer close(w.ended)
	var events chan fsnotify.Event
	var faults chan error
	if notes != nil {
		defer notes.Close()
		events, faults = notes.Events, notes.Errors
	}
	every := func() time.Duration {
		if heard {
			return w.pace.slow
		}
		return w.pace.quick
	}
	look := time.NewTimer(every())
	defer look.Stop()
	// since is when the first thing happened that is not told yet.
	var since time.Time
	soon := func() {
		if since.IsZero() {
			since = time.Now()
		}
		look.Reset(min(w.pace.rest, max(0, w.pace.most-time.Since(since))))
	}
	for {
		select {
		case <-w.stop:
			return
		case e := <-events:
			if e.Op != fsnotify.Chmod {
				soon()
			}
		case <-faults:
			// Notes were lost: anything may have happened.
			soon()
		case <-look.C:
			since = time.Time{}
			heard = w.follow(notes)
			w.tell()
			look.Reset(every())
		}
	}
}
