package service_test

import (
	"sync"
	"time"
)

// window keeps what the service tells, and has the clock that the service reads.
type window struct {
	mu     sync.Mutex
	now    time.Time
	events []event
	// told is signalled after each event.
	told *sync.Cond
}

type event struct {
	name string
	data any
}

func (w *window) emit(name string, data any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.events = append(w.events, event{name, data})
	w.told.Broadcast()
}

func (w *window) time() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *window) pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

// wait returns the first event, told or to come, that fits.
func wait[T any](w *window, name string, fits func(T) bool) T {
	w.mu.Lock()
	defer w.mu.Unlock()
	for {
		for _, e := range w.events {
			if v, ok := e.data.(T); ok && e.name == name && fits(v) {
				return v
			}
		}
		w.told.Wait()
	}
}

// all returns the events of one name.
func all[T any](w *window, name string) []T {
	w.mu.Lock()
	defer w.mu.Unlock()
	var out []T
	for _, e := range w.events {
		if v, ok := e.data.(T); ok && e.name == name {
			out = append(out, v)
		}
	}
	return out
}

// forget lets the next wait be for what comes from now on.
func (w *window) forget() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.events = nil
}
