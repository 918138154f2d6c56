package sqlite

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"stet/backend/session"
)

// This file says in the session's words what the driver and the file system report. It never looks at their text.

// explain wraps an error of the driver or the file system in the session's sentence for it. An error that has none
// stays as it is.
func explain(err error) error {
	if err == nil {
		return nil
	}
	if s := sentence(err); s != nil && !errors.Is(err, s) {
		return fmt.Errorf("%w (%w)", s, err)
	}
	return err
}

func sentence(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		switch {
		case errors.Is(err, syscall.ENOSPC):
			return session.ErrFull
		case errors.Is(err, fs.ErrPermission), errors.Is(err, readOnlyDrive):
			return session.ErrReadOnly
		}
		return nil
	}
	// SQLite allocates the file that its connections share; on a full drive this is what fails first.
	if e.Code() == sqlite3.SQLITE_IOERR_SHMSIZE {
		return session.ErrFull
	}
	const primary = 0xff // the rest of a code says more closely what happened
	switch e.Code() & primary {
	case sqlite3.SQLITE_FULL:
		return session.ErrFull
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM:
		return session.ErrReadOnly
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return session.ErrBusy
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return session.ErrDamaged
	case sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN:
		return session.ErrDisk
	}
	return nil
}

func isUniqueViolation(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE
}
