// Package atomicfile replaces a file by new bytes so that whoever looks, whatever happens, finds the old bytes or the
// new ones and never a part. It never writes into a file that stands.
package atomicfile

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// NewFileMode is what a file gets that was not there before, less the umask.
const NewFileMode fs.FileMode = 0o644

// Write puts data under path: into a temporary file beside it, synced, read back and compared, given the mode bits of
// the file that it replaces, and renamed over it. Where path is a symbolic link, the file that it points to is replaced. After an error
// what stood at path stands there still, and nothing is left beside it. The folder must exist.
func Write(path string, data []byte) (err error) {
	path, mode, err := target(path)
	if err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".stet-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, removed(tmp.Name()))
		}
	}()
	if _, err = tmp.Write(data); err != nil {
		_ = tmp.Close()
		return err
	}
	if err = tmp.Chmod(mode); err != nil {
		_ = tmp.Close()
		return err
	}
	if err = tmp.Sync(); err != nil {
		_ = tmp.Close()
		return err
	}
	if err = tmp.Close(); err != nil {
		return err
	}
	if err = readBack(tmp.Name(), data); err != nil {
		return err
	}
	if err = os.Rename(tmp.Name(), path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// readBack makes sure that the drive gives back what it was given.
func readBack(path string, data []byte) error {
	got, err := os.ReadFile(path)
	if err == nil && !bytes.Equal(got, data) {
		err = errors.New("the drive did not keep what was written; it may be failing")
	}
	return err
}

func removed(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// target follows links, and tells the mode that the new file is to have.
func target(path string) (string, fs.FileMode, error) {
	real, err := filepath.EvalSymlinks(path)
	if errors.Is(err, fs.ErrNotExist) {
		if _, lerr := os.Lstat(path); lerr == nil {
			return "", 0, fmt.Errorf("%s points to a file that is not there", path)
		}
		return path, NewFileMode, nil
	}
	if err != nil {
		return "", 0, err
	}
	info, err := os.Stat(real)
	if err != nil {
		return "", 0, err
	}
	if !info.Mode().IsRegular() {
		return "", 0, fmt.Errorf("%s is not a file", path)
	}
	if info.Mode().Perm()&0o200 == 0 {
		return "", 0, fmt.Errorf("%s is marked as read-only: %w", path, fs.ErrPermission)
	}
	return real, info.Mode().Perm(), nil
}
