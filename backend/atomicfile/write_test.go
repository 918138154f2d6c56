package atomicfile

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
)

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func entries(t *testing.T, dir string) int {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	return len(list)
}

func TestAFileKeepsItsModeBits(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ep.md")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, mode := range []fs.FileMode{0o600, 0o640, 0o755} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		if err := Write(path, []byte("new"), nil); err != nil {
			t.Fatal(err)
		}
		info, _ := os.Stat(path)
		if read(t, path) != "new" || runtime.GOOS != "windows" && info.Mode().Perm() != mode {
			t.Errorf("%q with mode %v, want mode %v", read(t, path), info.Mode(), mode)
		}
	}
	if entries(t, filepath.Dir(path)) != 1 {
		t.Error("something is left beside the file")
	}
}

func TestANewFileIsMade(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ep.md")
	if err := Write(path, []byte("new"), nil); err != nil {
		t.Fatal(err)
	}
	if read(t, path) != "new" {
		t.Error(read(t, path))
	}
}

func TestALinkStaysALink(t *testing.T) {
	dir := t.TempDir()
	real, link := filepath.Join(dir, "real.md"), filepath.Join(dir, "link.md")
	if err := os.WriteFile(real, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(real, link); err != nil {
		t.Skipf("no symbolic links here: %v", err)
	}
	if err := Write(link, []byte("new"), nil); err != nil {
		t.Fatal(err)
	}
	if at, err := os.Readlink(link); err != nil || at != real || read(t, real) != "new" {
		t.Errorf("the link points to %q (%v), the file holds %q", at, err, read(t, real))
	}
}

func TestAReadOnlyFileIsLeftAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ep.md")
	if err := os.WriteFile(path, []byte("old"), 0o444); err != nil {
		t.Fatal(err)
	}
	if err := Write(path, []byte("new"), nil); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("got %v", err)
	}
	if read(t, path) != "old" {
		t.Error(read(t, path))
	}
}

func TestAMissingFolderIsAnError(t *testing.T) {
	if err := Write(filepath.Join(t.TempDir(), "none", "ep.md"), nil, nil); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

// A real full disk: a file system of 256 kB, into which the new version does not fit.
func TestAFullDiskLeavesTheOldFile(t *testing.T) {
	if runtime.GOOS != "linux" || os.Getuid() != 0 {
		t.Skip("mounting a small file system needs Linux and root")
	}
	dir := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("mount: %v: %s", err, out)
	}
	t.Cleanup(func() { _ = exec.Command("umount", dir).Run() })
	path := filepath.Join(dir, "ep.md")
	if err := Write(path, []byte("old"), nil); err != nil {
		t.Fatal(err)
	}
	if err := Write(path, bytes.Repeat([]byte("x"), 1<<20), nil); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("got %v", err)
	}
	if read(t, path) != "old" || entries(t, dir) != 1 {
		t.Errorf("%q, and %d files in the folder", read(t, path), entries(t, dir))
	}
}

func TestACheckThatFailsLeavesTheOldFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ep.md")
	if err := Write(path, []byte("old"), nil); err != nil {
		t.Fatal(err)
	}
	no := errors.New("somebody else was here")
	if err := Write(path, []byte("new"), func() error { return no }); !errors.Is(err, no) {
		t.Errorf("got %v", err)
	}
	if read(t, path) != "old" || entries(t, filepath.Dir(path)) != 1 {
		t.Errorf("%q, and %d files in the folder", read(t, path), entries(t, filepath.Dir(path)))
	}
}

// A file system without nameless files takes the way of other systems.
func TestAFileWithANameOfItsOwn(t *testing.T) {
	dir := t.TempDir()
	tmp, err := createNamed(dir)
	if err != nil {
		t.Fatal(err)
	}
	if entries(t, dir) != 1 {
		t.Error("it has no name")
	}
	if err := tmp.discard(); err != nil || entries(t, dir) != 0 {
		t.Errorf("%v, and %d files in the folder", err, entries(t, dir))
	}
}

// What goes wrong is told of the file that was asked for, and not of the one that was to become it.
func TestAnErrorNamesTheFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gone", "ep.md")
	var e *fs.PathError
	if err := Write(path, []byte("new"), nil); !errors.As(err, &e) || e.Path != path {
		t.Errorf("%v", err)
	}
}
