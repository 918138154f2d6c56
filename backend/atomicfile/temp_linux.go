package atomicfile

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// create makes a file without a name, so that a kill leaves nothing behind; on a file system that has none, one with a
// name.
func create(dir string) (*temp, error) {
	f, err := os.OpenFile(dir, unix.O_TMPFILE|os.O_RDWR, 0o666)
	if err != nil {
		return createNamed(dir)
	}
	return &temp{File: f}, nil
}

// link gives the file a name, if it has none.
func (t *temp) link() (string, error) {
	if t.name != "" {
		return t.name, nil
	}
	// The folder's name is that of the file while it has none.
	name := freshName(t.Name())
	err := unix.Linkat(unix.AT_FDCWD, fmt.Sprintf("/proc/self/fd/%d", t.Fd()), unix.AT_FDCWD, name, unix.AT_SYMLINK_FOLLOW)
	if err != nil {
		return "", &os.LinkError{Op: "link", Old: t.Name(), New: name, Err: err}
	}
	t.name = name
	return name, nil
}
