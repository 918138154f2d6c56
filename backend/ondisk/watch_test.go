package ondisk

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// patient is a pace at which nothing is told by the clock.
var patient = pace{rest: 30 * time.Millisecond, most: 300 * time.Millisecond, slow: time.Hour, quick: time.Hour}

func following(t *testing.T, p pace, open func() (*fsnotify.Watcher, error), folders ...string) *atomic.Int64 {
	t.Helper()
	var told atomic.Int64
	w := watch(folders, func() { told.Add(1) }, p, open)
	t.Cleanup(w.Close)
	return &told
}

func until(t *testing.T, what string, is func() bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); !is(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("never: " + what)
		}
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestWhatHappensInAFolderIsTold(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a.md")
	write(t, file, "a")
	told := following(t, patient, fsnotify.NewWatcher, dir)
	for _, c := range []struct {
		what string
		do   func()
	}{
		{"written over", func() { write(t, file, "b") }},
		{"put in its place", func() {
			write(t, filepath.Join(dir, "new"), "c")
			if err := os.Rename(filepath.Join(dir, "new"), file); err != nil {
				t.Fatal(err)
			}
		}},
		{"removed", func() {
			if err := os.Remove(file); err != nil {
				t.Fatal(err)
			}
		}},
		{"arrived", func() { write(t, filepath.Join(dir, "b.md"), "b") }},
	} {
		before := told.Load()
		c.do()
		until(t, c.what, func() bool { return told.Load() > before })
		time.Sleep(3 * patient.rest)
	}
}

func TestMuchAtOnceIsToldOnce(t *testing.T) {
	dir := t.TempDir()
	told := following(t, pace{rest: 200 * time.Millisecond, most: time.Minute, slow: time.Hour, quick: time.Hour}, fsnotify.NewWatcher, dir)
	for i := range 400 {
		write(t, filepath.Join(dir, fmt.Sprintf("%d.md", i)), "text")
	}
	until(t, "told", func() bool { return told.Load() > 0 })
	if n := told.Load(); n > 2 {
		t.Errorf("400 files are told %d times", n)
	}
}

// A folder that went and came again is followed again.
func TestAFolderThatComesAgain(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "show")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	p := patient
	p.quick = 50 * time.Millisecond
	told := following(t, p, fsnotify.NewWatcher, dir)
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	until(t, "that it went", func() bool { return told.Load() > 0 })
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	time.Sleep(4 * p.quick)
	before := told.Load()
	write(t, filepath.Join(dir, "a.md"), "a")
	until(t, "that a file came", func() bool { return told.Load() > before })
}

// Where the system has no watches left, and where a folder gives no notes, the clock says that it is time to look.
func TestWithoutNotes(t *testing.T) {
	p := patient
	p.quick = 20 * time.Millisecond
	none := func() (*fsnotify.Watcher, error) { return nil, errors.New("too many open files") }
	told := following(t, p, none, t.TempDir())
	until(t, "by the clock", func() bool { return told.Load() > 2 })
	told = following(t, p, fsnotify.NewWatcher, filepath.Join(t.TempDir(), "not there"))
	until(t, "by the clock", func() bool { return told.Load() > 2 })
}
