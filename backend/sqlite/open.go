// Package sqlite keeps a library in one SQLite file, as session.Store describes it. It is the only importer of the
// driver. It takes a file that is not a library, or a newer Stet's, for nobody's business and leaves it alone; and it
// never opens the database's file other than through SQLite while the library is open, since closing it again would
// drop the locks of the whole process.
//
// A library lies on a local drive: its log is shared by memory, which no network drive can do.
package sqlite

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"stet/backend/lockfile"
	"stet/backend/session"
)

// Options are what Open can be told.
type Options struct {
	// MustExist has Open refuse, with session.ErrMissing, to make a library where there is none.
	MustExist bool
	// MaxPages holds the file to so many pages of 4 KiB, beyond which a change fails with session.ErrFull; 0 is no limit.
	MaxPages int
}

// Library is a library that is open. It implements session.Store.
type Library struct {
	path    string
	lock    *lockfile.Lock
	writer  *writer
	readers *readers
	// vocabulary is what searching has read of the list of all words.
	vocabulary vocabulary
	// importing is the import under way; it belongs to who has entered the writer.
	importing *importer
}

var _ session.Store = (*Library)(nil)

// Open opens the library at path, and makes it if there is none. If another program has it open, the error is a
// *session.LockedError; the others are those of package session. The caller closes the Library.
func Open(ctx context.Context, path string, o Options) (*Library, error) {
	full, err := resolve(path)
	if err != nil {
		return nil, opening(path, err)
	}
	lock, err := acquire(full, o)
	if err != nil {
		return nil, opening(full, err)
	}
	l := &Library{path: full, lock: lock}
	if err := l.open(ctx, o); err != nil {
		l.release()
		return nil, opening(full, err)
	}
	return l, nil
}

func opening(path string, err error) error {
	var locked *session.LockedError
	if errors.As(err, &locked) {
		return locked
	}
	return fmt.Errorf("opening the library %s: %w", path, explain(err))
}

// resolve finds the one name of a library, so that two ways to it meet at one lock.
func resolve(path string) (string, error) {
	full, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	if real, err := filepath.EvalSymlinks(full); err == nil {
		return real, nil
	}
	folder, err := filepath.EvalSymlinks(filepath.Dir(full))
	if errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("%w, and no folder %s to make it in", session.ErrMissing, filepath.Dir(full))
	}
	return filepath.Join(folder, filepath.Base(full)), err
}

func acquire(path string, o Options) (*lockfile.Lock, error) {
	if _, err := os.Stat(path); o.MustExist && errors.Is(err, fs.ErrNotExist) {
		return nil, session.ErrMissing
	}
	lock, err := lockfile.Acquire(lockPath(path))
	var held *lockfile.HeldError
	if errors.As(err, &held) {
		return nil, &session.LockedError{Library: path, Lock: held.Path, PID: held.PID}
	}
	return lock, err
}

func lockPath(library string) string { return library + ".lock" }

func (l *Library) open(ctx context.Context, o Options) error {
	_, err := os.Stat(l.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		err = create(ctx, l.path)
	case err == nil:
		err = inspect(ctx, l.path, len(migrations))
	}
	if err != nil {
		return err
	}
	if l.writer, err = openWriter(ctx, l.path, o); err != nil {
		return err
	}
	if err := migrate(ctx, l.writer.conn, l.path, migrations); err != nil {
		return err
	}
	if l.readers, err = openReaders(l.path); err != nil {
		return err
	}
	return l.sweep(ctx)
}

// OnRaise has f called, in a goroutine of its own, when another program that found the library locked asks this one to
// come to the front, and to open the paths that it was started with.
func (l *Library) OnRaise(f func(paths []string)) error { return l.lock.OnRaise(f) }

// Check reads the whole file and returns an error that is session.ErrDamaged if it is not sound. It takes seconds for
// a large library, and keeps nobody waiting meanwhile.
func (l *Library) Check(ctx context.Context) error {
	return l.explain(check(ctx, l.readers))
}

// explain explains an error of the readers.
func (l *Library) explain(err error) error {
	if err != nil && l.writer.closed.Load() {
		return fmt.Errorf("%w (%w)", session.ErrClosed, err)
	}
	return explain(err)
}

type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func check(ctx context.Context, db querier) error {
	var found string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&found); err != nil {
		return err
	}
	if found != "ok" {
		return fmt.Errorf("%w (%s)", session.ErrDamaged, found)
	}
	return nil
}

// Close waits for the change under way, and lets go of the library. An import that has not finished leaves nothing.
func (l *Library) Close() error {
	<-l.writer.turn
	defer l.writer.leave()
	if l.writer.closed.Swap(true) {
		return nil
	}
	return explain(l.release())
}

// release closes whatever is open. It expects that nobody else uses the writer.
func (l *Library) release() error {
	var errs []error
	if l.readers != nil {
		errs = append(errs, l.readers.Close())
	}
	if l.writer != nil {
		// Tidying: whatever of it fails is done at the next opening.
		_, _ = l.writer.conn.ExecContext(context.Background(), "PRAGMA optimize")
		_, _ = l.writer.conn.ExecContext(context.Background(), "PRAGMA wal_checkpoint(TRUNCATE)")
		errs = append(errs, l.writer.close())
	}
	errs = append(errs, l.lock.Release())
	return errors.Join(errs...)
}

// applicationID stands in the header of every library: "Stet".
const applicationID = 0x53746574

// inspect refuses what is not a library of this version or an older one. It writes nothing.
func inspect(ctx context.Context, path string, newest int) error {
	if err := inspectHeader(path); err != nil {
		return err
	}
	version, err := versionOf(ctx, path)
	switch {
	case err != nil:
		return err
	case version > newest:
		return fmt.Errorf("%w (it is of version %d, this Stet knows versions up to %d)", session.ErrNewer, version, newest)
	case version < 1:
		return fmt.Errorf("%w: it says to be of version %d", session.ErrDamaged, version)
	}
	return writable(path)
}

// writable asks the system, since SQLite would open a file that it cannot write for reading, without a word.
func writable(path string) error {
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return file.Close()
}

func versionOf(ctx context.Context, path string) (version int, err error) {
	db, err := sql.Open("sqlite", lookName(path))
	if err != nil {
		return 0, err
	}
	version, err = userVersion(ctx, db)
	return version, errors.Join(err, db.Close())
}

func userVersion(ctx context.Context, db querier) (version int, err error) {
	return version, db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version)
}

// inspectHeader reads the file itself, before SQLite may: SQLite would make a database of an empty file.
func inspectHeader(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	if info, err := file.Stat(); err != nil || !info.Mode().IsRegular() {
		return errors.Join(session.ErrNotLibrary, err)
	}
	const length, idAt = 100, 68 // https://www.sqlite.org/fileformat.html#the_database_header
	var header [length]byte
	if _, err := io.ReadFull(file, header[:]); err != nil {
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return fmt.Errorf("%w: the file is too short to be one", session.ErrNotLibrary)
		}
		return err
	}
	if string(header[:16]) != "SQLite format 3\x00" {
		return fmt.Errorf("%w, or its beginning is damaged: if it was one, go back to a copy of it", session.ErrNotLibrary)
	}
	if binary.BigEndian.Uint32(header[idAt:]) != applicationID {
		return fmt.Errorf("%w, but the database of another program", session.ErrNotLibrary)
	}
	return nil
}
