package fingerprint

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestAKeyIsOfWhatAFileHolds(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.wav")
	write := func(data []byte) Key {
		t.Helper()
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		k, err := Of(path)
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	data := make([]byte, 3*sampled)
	first := write(data)
	moved := filepath.Join(t.TempDir(), "b.wav")
	if err := os.Rename(path, moved); err != nil {
		t.Fatal(err)
	}
	if k, err := Of(moved); err != nil || k != first {
		t.Error("a file that was moved is another one")
	}
	data[len(data)-1] = 1
	if write(data) == first {
		t.Error("the end does not count")
	}
	alike := func() Key {
		t.Helper()
		k, err := OfAll(path)
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	copied := alike()
	if err := os.Chtimes(path, time.Unix(1, 0), time.Unix(1, 0)); err != nil {
		t.Fatal(err)
	}
	if alike() != copied {
		t.Error("a copy is another file")
	}
	data[len(data)/2] = 1
	if write(data); alike() == copied {
		t.Error("the middle does not count")
	}
	if _, err := Of(filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("a file that is not there has a key")
	}
}
