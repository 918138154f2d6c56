package session

import (
	"errors"
	"fmt"
)

// What a Store's errors wrap, besides ErrNotFound. Each is a sentence that says what to do; a caller tells them apart
// with errors.Is, never by their text.
var (
	// ErrFull: nothing of the change is stored. The library can be used on, and the change be tried again.
	ErrFull = errors.New("the drive that holds the library is full: free some space on it, then try again; " +
		"everything saved before is safe")
	// ErrReadOnly: the library, its folder or its drive cannot be written.
	ErrReadOnly = errors.New("the library cannot be written: its drive, its folder or the file is read-only; " +
		"change that, or move the library to a folder of your own")
	// ErrBusy: another program keeps the library's file locked.
	ErrBusy = errors.New("another program is holding the library's file (a backup or a synchronising program, perhaps): " +
		"wait for it to finish, then try again")
	// ErrDisk: the drive failed at reading or writing.
	ErrDisk = errors.New("the drive that holds the library fails at reading or writing: check that it is connected, " +
		"then open the library again")
	// ErrDamaged: the file is a library, but not whole.
	ErrDamaged = errors.New("the library's file is damaged: keep it, and go back to a copy of it")
	// ErrMissing: there is no library at that path.
	ErrMissing = errors.New("there is no library")
	// ErrNotLibrary: the file is something else. It is left as it was.
	ErrNotLibrary = errors.New("this is not a Stet library")
	// ErrNewer: a newer Stet has made or changed the library. It is left as it was.
	ErrNewer = errors.New("the library was written by a newer Stet: install that version to open it")
	// ErrLocked: see LockedError.
	ErrLocked = errors.New("the library is open in another Stet")
	// ErrClosed: the Store was closed.
	ErrClosed = errors.New("the library has been closed")
	// ErrImporting: a library takes one import at a time.
	ErrImporting = errors.New("another import is running: wait for it to finish, or cancel it")
	// ErrTaken: a series has one episode of a number.
	ErrTaken = errors.New("the number is taken")
	// ErrPresent: a file belongs to one chunk.
	ErrPresent = errors.New("the file is in the library already")
	// ErrHistory: the step named is not the one whose turn it is.
	ErrHistory = errors.New("the change does not fit the history")
	// ErrForgotten: a step that was undone and left behind before the history became a tree.
	ErrForgotten = errors.New("an older Stet did not keep what this step was done to, so it can only be listed")
)

// LockedError says that another program has the library open. It wraps ErrLocked.
type LockedError struct {
	// Library is the path of the library, Lock that of its lock file, through which the other program can be asked to
	// come to the front.
	Library, Lock string
	// PID is the other program's process; 0 when that is not known.
	PID int
}

func (e *LockedError) Error() string {
	if e.PID == 0 {
		return fmt.Sprintf("%s: %v: close it there first", e.Library, ErrLocked)
	}
	return fmt.Sprintf("%s: %v (process %d): close it there first", e.Library, ErrLocked, e.PID)
}

func (e *LockedError) Unwrap() error { return ErrLocked }
