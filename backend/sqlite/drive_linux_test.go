package sqlite

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"stet/backend/session"
)

// drive mounts a small drive of its own.
func drive(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, "size=2m"); err != nil {
		t.Skip("only who may mount a drive can fill one: ", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(folder, 0); err != nil {
			t.Error(err)
		}
	})
	return folder
}

func TestAFullDrive(t *testing.T) {
	folder := drive(t)
	path := filepath.Join(folder, "lights.stet")
	l := open(t, path)
	id, d := episode(t, l)

	ballast := filepath.Join(folder, "ballast")
	file, err := os.Create(ballast)
	if err != nil {
		t.Fatal(err)
	}
	for block := make([]byte, 4096); err == nil; {
		_, err = file.Write(block)
	}
	if file.Close(); !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
	failed := fill(t, l, id, d)
	holdsAllBut(t, l, id, d, failed)
	if _, err := Open(t.Context(), filepath.Join(folder, "new.stet"), Options{}); !errors.Is(err, session.ErrFull) {
		t.Errorf("a new library: %v", err)
	}

	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Commit(t.Context(), id, d, failed); err != nil {
		t.Errorf("with room again: %v", err)
	}
	if !document(t, l, id).Equal(d) {
		t.Error("the library lacks something")
	}
	sound(t, l)
	closeLibrary(t, l)
	l = open(t, path)
	if !document(t, l, id).Equal(d) {
		t.Error("the library lacks something after it was opened again")
	}
	closeLibrary(t, l)
}

func TestADriveThatBecameFullWhileTheLibraryWasClosed(t *testing.T) {
	folder := drive(t)
	path := filepath.Join(folder, "lights.stet")
	l := open(t, path)
	id, d := episode(t, l)
	closeLibrary(t, l)
	if err := os.WriteFile(filepath.Join(folder, "ballast"), make([]byte, 2<<20), 0o644); !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
	l, err := Open(t.Context(), path, Options{})
	if err != nil {
		if !errors.Is(err, session.ErrFull) {
			t.Fatal(err)
		}
	} else {
		closeLibrary(t, l)
	}
	if err := os.Remove(filepath.Join(folder, "ballast")); err != nil {
		t.Fatal(err)
	}
	l = open(t, path)
	if !document(t, l, id).Equal(d) {
		t.Error("the library has changed")
	}
	closeLibrary(t, l)
}

func TestADriveForReadingAlone(t *testing.T) {
	folder := drive(t)
	path := filepath.Join(folder, "lights.stet")
	l := open(t, path)
	episode(t, l)
	closeLibrary(t, l)
	if err := syscall.Mount("", folder, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{path, filepath.Join(folder, "new.stet")} {
		if _, err := Open(t.Context(), p, Options{}); !errors.Is(err, session.ErrReadOnly) {
			t.Errorf("%s: %v", p, err)
		}
	}
	if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
		t.Errorf("the library has changed (%v)", err)
	}
}
