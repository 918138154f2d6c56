// Package atomicfile replaces a file by new bytes so that whoever looks, whatever happens, finds the old bytes or the
// new ones and never a part. It never writes into a file that stands.
package atomicfile

import (
	"bytes"
	"crypto/rand"
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
func Write(path string, data []byte, check func() error) (err error) {
	path, old, err := target(path)
	if err != nil {
		return err
	}
	tmp, err := create(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, tmp.discard()) }()
	if _, err = tmp.Write(data); err != nil {
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
	if err = readBack(tmp.File, data); err != nil {
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

// readBack makes sure that the file holds what was written.
func readBack(f *os.File, data []byte) error {
	// In parts: what is written may be large, and would be held twice.
	part := make([]byte, 64<<10)
	for at := 0; ; {
		n, err := f.ReadAt(part, int64(at))
		if err != nil && err != io.EOF {
			return err
		}
		if at+n > len(data) || !bytes.Equal(part[:n], data[at:at+n]) || err == io.EOF && at+n < len(data) {
			return errors.New("the drive did not keep what was written; it may be failing")
		}
		if err == io.EOF {
			return nil
		}
		at += n
	}
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
