package lockfile

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// Windows keeps others from reading what is locked, so the lock lies on a byte far behind what stands in the file.
func place() *windows.Overlapped { return &windows.Overlapped{OffsetHigh: 0x7fffffff} }

func lock(file *os.File) error {
	const flags = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	err := windows.LockFileEx(windows.Handle(file.Fd()), flags, 0, 1, 0, place())
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) || errors.Is(err, windows.ERROR_IO_PENDING) {
		return errHeld
	}
	return err
}

// discard leaves the file where it is, empty: Windows removes no file that is open.
func discard(_ string, file *os.File) error {
	err := file.Truncate(0)
	return errors.Join(err, windows.UnlockFileEx(windows.Handle(file.Fd()), 0, 1, 0, place()))
}
