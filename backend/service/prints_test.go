package service

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// A sound's file is looked into once, and again where its size or the time of its last change is another one.
func TestASoundIsLookedIntoOnceAsLongAsNobodyWritesIt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.wav")
	changed := time.Now().Add(-time.Hour)
	write := func(text string, at time.Time) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
	}
	var p prints
	if got := p.of(path); got != "" {
		t.Errorf("a file that is not there has the print %s", got)
	}
	write("one", changed)
	first := p.of(path)
	// What it holds by now tells whether it was looked into.
	write("two", changed)
	if got := p.of(path); first == "" || got != first {
		t.Errorf("it was looked into again: %q, then %q", first, got)
	}
	write("two", changed.Add(time.Second))
	later := p.of(path)
	write("three", changed.Add(time.Second))
	if longer := p.of(path); later == first || longer == later {
		t.Errorf("%q, later %q, longer %q", first, later, longer)
	}
}
