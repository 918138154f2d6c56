package service

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// A sound that differs anywhere, as where a word was bleeped out, is another one, though it is as long and was not renamed; a copy
// is the same.
func TestASoundThatWasChangedAnywhereIsAnother(t *testing.T) {
	dir, data := t.TempDir(), make([]byte, 4<<20)
	write := func(name string, at time.Time) string {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
		return path
	}
	var p prints
	first, second := time.Unix(1e9, 0), time.Unix(1e9+1, 0)
	path := write("talk.wav", first)
	was := p.of(path, "")
	for name, at := range map[string]time.Time{"moved.wav": first, "copied.wav": second} {
		if same, known := p.same(write(name, at), was); !same || !known {
			t.Errorf("%s is another sound, or nobody knows", name)
		}
	}
	if had := p.of(path, was); had != was {
		t.Errorf("%q was %q", had, was)
	}
	for at := 100_000; at < len(data)-100_000; at += 517_123 {
		data[at] = 1
		for _, name := range []string{"talk.wav", "bleeped.wav"} {
			if same, known := p.same(write(name, second), was); same || !known {
				t.Errorf("%s, changed at %d, is the same sound, or nobody knows", name, at)
			}
		}
		data[at] = 0
	}
	if same, known := p.same(filepath.Join(dir, "none.wav"), was); same || known {
		t.Error("a sound that is not there is known")
	}
}
