package fingerprint

import (
	"os"
	"path/filepath"
	"testing"
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
	if _, err := Of(filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("a file that is not there has a key")
	}
}
