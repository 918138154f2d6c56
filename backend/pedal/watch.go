// This file follows the devices as they come and go, and hears those that are pedals. All calls to the system but the
// reading are made by one goroutine on one thread, which some systems ask for.

package pedal

import (
	"errors"
	"io/fs"
	"runtime"
	"slices"
	"sync"
	"time"
)

const (
	// lookEvery is how long a pedal may go unnoticed.
	lookEvery = 2 * time.Second
	// readWait is how long an end may go unnoticed by those who read.
	readWait = 250 * time.Millisecond
)

// Hears is told what happens, by several goroutines; it must not block, and not call the Watcher.
type Hears struct {
	Pressed func(Press)
	// Changed says that Devices has something else to tell.
	Changed func()
}

// Watcher hears all pedals of a system.
type Watcher struct {
	system System
	hears  Hears
	again  chan struct{}
	stop   chan struct{}
	ended  chan struct{}
	once   sync.Once
	err    error

	mu      sync.Mutex
	chosen  map[ID]bool
	devices []Device

	// readers, by path, are those of the one goroutine.
	readers map[string]*reader
}

// reader is one part of a pedal that is read.
type reader struct {
	id   ID
	port Port
	stop chan struct{}
	done chan struct{}
}

// Watch hears the pedals that are known, and those that were chosen, until it is closed.
func Watch(system System, chosen []ID, hears Hears) *Watcher {
	return watch(system, chosen, hears, lookEvery)
}

func watch(system System, chosen []ID, hears Hears, every time.Duration) *Watcher {
	w := &Watcher{
		system: system, hears: hears, chosen: map[ID]bool{}, readers: map[string]*reader{},
		again: make(chan struct{}, 1), stop: make(chan struct{}), ended: make(chan struct{}),
	}
	for _, id := range chosen {
		w.chosen[id] = true
	}
	go w.run(every)
	return w
}

// Close ends the hearing, lets go of what is held, and closes the system.
func (w *Watcher) Close() error {
	w.once.Do(func() { close(w.stop) })
	<-w.ended
	return w.err
}

// Devices are those that are pedals or could be, as they were found last.
func (w *Watcher) Devices() []Device {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.devices)
}

// Choose says that a device is a pedal, or is none after all, and returns all that were chosen.
func (w *Watcher) Choose(id ID, on bool) []ID {
	w.mu.Lock()
	defer w.mu.Unlock()
	if on {
		w.chosen[id] = true
	} else {
		delete(w.chosen, id)
	}
	select {
	case w.again <- struct{}{}:
	default:
	}
	var out []ID
	for each := range w.chosen {
		out = append(out, each)
	}
	slices.SortFunc(out, func(a, b ID) int {
		return int(a.Vendor)<<16 + int(a.Product) - int(b.Vendor)<<16 - int(b.Product)
	})
	return out
}

func (w *Watcher) run(every time.Duration) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	defer close(w.ended)
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		w.look()
		select {
		case <-w.stop:
			for path := range w.readers {
				w.end(path)
			}
			w.err = w.system.Close()
			return
		case <-w.again:
		case <-tick.C:
		}
	}
}

// look brings readers and devices up to date with what is there. A system that does not answer has changed nothing.
func (w *Watcher) look() {
	for path, r := range w.readers {
		select {
		case <-r.done:
			w.end(path)
		default:
		}
	}
	found, err := w.system.List()
	if err != nil {
		return
	}
	found = candidates(found)
	w.mu.Lock()
	wanted := func(id ID) bool { _, ok := known[id]; return ok || w.chosen[id] }
	hear := map[string]bool{}
	for _, f := range found {
		hear[f.Path] = wanted(f.ID)
	}
	var devices []Device
	for _, f := range found {
		if !slices.ContainsFunc(devices, func(d Device) bool { return d.ID == f.ID }) {
			model, ok := known[f.ID]
			name := f.Name
			if name == "" {
				name = model.name
			}
			devices = append(devices, Device{ID: f.ID, Name: name, Known: ok, Chosen: w.chosen[f.ID]})
		}
	}
	w.mu.Unlock()
	for path := range w.readers {
		if !hear[path] {
			w.end(path)
		}
	}
	for _, f := range found {
		if !hear[f.Path] {
			continue
		}
		err := w.begin(f)
		d := &devices[slices.IndexFunc(devices, func(d Device) bool { return d.ID == f.ID })]
		switch {
		case err == nil:
			d.Read, d.Denied, d.Problem = true, false, ""
		case d.Read:
			// Another part of it is read.
		case errors.Is(err, fs.ErrPermission):
			d.Denied = true
		default:
			d.Problem = err.Error()
		}
	}
	w.mu.Lock()
	same := slices.Equal(devices, w.devices)
	w.devices = devices
	w.mu.Unlock()
	if !same {
		w.hears.Changed()
	}
}

// begin reads a part, if nobody does yet.
func (w *Watcher) begin(f Found) error {
	if w.readers[f.Path] != nil {
		return nil
	}
	port, err := w.system.Open(f.Path)
	if err != nil {
		return err
	}
	r := &reader{id: f.ID, port: port, stop: make(chan struct{}), done: make(chan struct{})}
	w.readers[f.Path] = r
	go w.read(r, layoutOf(port.Descriptor(), known[f.ID].bits))
	return nil
}

// end waits until a part is not read any more, and closes it. What closing says of a device that has gone helps nobody.
func (w *Watcher) end(path string) {
	r := w.readers[path]
	delete(w.readers, path)
	close(r.stop)
	<-r.done
	_ = r.port.Close()
}

// read tells what a part does until it is told to stop or the device is gone. It leaves no switch pressed.
func (w *Watcher) read(r *reader, l layout) {
	defer close(r.done)
	var held [most]bool
	tell := func(number int, down bool) { w.hears.Pressed(Press{Switch: number, Down: down, Device: r.id}) }
	defer func() {
		for i, down := range held {
			if down {
				tell(i+1, false)
			}
		}
	}()
	report := make([]byte, longest/8+1)
	for {
		select {
		case <-r.stop:
			return
		default:
		}
		n, err := r.port.Read(report, readWait)
		if err != nil {
			return
		}
		if n > 0 {
			l.take(report[:n], &held, tell)
		}
	}
}
