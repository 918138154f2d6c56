// Package atomicfile replaces a file by new bytes so that whoever looks, whatever happens, finds the old bytes or the
// new ones and never a part. It never writes into a file that stands.
package atomicfile

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Write puts data under path: into a file without a name, or beside it under a name of its own where the system has no
// such files; synced, read back and compared, given the mode bits of the file that it replaces and, as far as the system
// allows it, its owner and group, and renamed over it.
// Where path is a symbolic link, the file that it points to is replaced. The folder must exist.
//
// check, unless it is nil, is called last of all before the rename; its error is Write's. After an error what stood at
// path stands there still, and nothing is left beside it; only if the folder cannot be synced after the rename are the
// new bytes there, and may not outlive a power cut.
func Write(path string, data []byte, check func() error) error {
	return WriteFrom(path, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	}, check)
}

// WriteFrom is Write for what is too large to be held: write is called once, and gives the bytes to what it is handed.
// Its error is WriteFrom's.
func WriteFrom(path string, write func(io.Writer) error, check func() error) (err error) {
	path, old, err := target(path)
	if err != nil {
		return err
	}
	tmp, err := create(filepath.Dir(path))
	if err != nil {
		return about(path, err)
	}
	defer func() { err = errors.Join(err, tmp.discard()) }()
	sum := sha256.New()
	if err = write(io.MultiWriter(tmp.File, sum)); err != nil {
		return err
	}
	if old != nil {
		// Before the mode bits: a new owner takes some of them away.
		keepOwner(tmp.File, old)
		if err = tmp.Chmod(old.Mode().Perm()); err != nil {
			return err
		}
	}
	if err = tmp.Sync(); err != nil {
		return err
	}
	if err = readBack(tmp.File, sum.Sum(nil)); err != nil {
		return err
	}
	name, err := tmp.link()
	if err != nil {
		return err
	}
	if check != nil {
		if err = check(); err != nil {
			return err
		}
	}
	if err = os.Rename(name, path); err != nil {
		return err
	}
	tmp.name = ""
	return syncFolder(filepath.Dir(path))
}

// Move puts a file that Write made under another name in the same folder, over what stands there. check is as Write's.
func Move(from, to string, check func() error) error {
	to, old, err := target(to)
	if err != nil {
		return err
	}
	if old != nil {
		if err := os.Chmod(from, old.Mode().Perm()); err != nil {
			return err
		}
	}
	if check != nil {
		if err := check(); err != nil {
			return err
		}
	}
	if err := os.Rename(from, to); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(to))
}

// about makes an error one of the file that was to be written, and not of the one that was to become it.
func about(path string, err error) error {
	var e *fs.PathError
	if errors.As(err, &e) {
		return &fs.PathError{Op: "write", Path: path, Err: e.Err}
	}
	return err
}

// temp is a file that becomes another one, or nothing. name is "" while it has none.
type temp struct {
	*os.File
	name string
}

// discard closes the file, and removes it if it still has a name.
func (t *temp) discard() error {
	err := t.Close()
	if errors.Is(err, os.ErrClosed) {
		err = nil
	}
	if t.name == "" {
		return err
	}
	if rerr := os.Remove(t.name); rerr != nil && !errors.Is(rerr, fs.ErrNotExist) {
		err = errors.Join(err, rerr)
	}
	return err
}

// createNamed makes a new file beside others, with the mode that the umask leaves.
func createNamed(dir string) (*temp, error) {
	name := freshName(dir)
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, err
	}
	return &temp{File: f, name: name}, nil
}

// freshName is a name that no other file has.
func freshName(dir string) string { return filepath.Join(dir, ".stet-"+rand.Text()) }

// readBack makes sure that the file holds what was written, whose SHA-256 is given.
func readBack(f *os.File, want []byte) error {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	got := sha256.New()
	if _, err := io.Copy(got, f); err != nil {
		return err
	}
	if !bytes.Equal(got.Sum(nil), want) {
		return errors.New("the drive did not keep what was written; it may be failing")
	}
	return nil
}

// target follows links, and tells of the file that stands there; nil if there is none.
func target(path string) (string, fs.FileInfo, error) {
	real, err := filepath.EvalSymlinks(path)
	if errors.Is(err, fs.ErrNotExist) {
		if _, lerr := os.Lstat(path); lerr == nil {
			return "", nil, fmt.Errorf("%s points to a file that is not there", path)
		}
		return path, nil, nil
	}
	if err != nil {
		return "", nil, err
	}
	info, err := os.Stat(real)
	if err != nil {
		return "", nil, err
	}
	if !info.Mode().IsRegular() {
		return "", nil, fmt.Errorf("%s is not a file", path)
	}
	if info.Mode().Perm()&0o200 == 0 {
		return "", nil, fmt.Errorf("%s is marked as read-only: %w", path, fs.ErrPermission)
	}
	return real, info, nil
}
