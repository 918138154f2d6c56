package sqlite

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"stet/backend/session"
)

// This file makes a library, and brings an older one to the newest version. It never makes one older, and touches none
// that it has not copied.

//go:embed schema_1.sql
var schema1 string

//go:embed schema_2.sql
var schema2 string

//go:embed schema_3.sql
var schema3 string

//go:embed schema_4.sql
var schema4 string

//go:embed schema_5.sql
var schema5 string

//go:embed schema_6.sql
var schema6 string

//go:embed schema_7.sql
var schema7 string

//go:embed schema_8.sql
var schema8 string

//go:embed schema_9.sql
var schema9 string

//go:embed schema_10.sql
var schema10 string

//go:embed schema_11.sql
var schema11 string

//go:embed schema_12.sql
var schema12 string

//go:embed schema_13.sql
var schema13 string

//go:embed schema_14.sql
var schema14 string

//go:embed schema_15.sql
var schema15 string

//go:embed schema_16.sql
var schema16 string

//go:embed schema_17.sql
var schema17 string

//go:embed schema_18.sql
var schema18 string

//go:embed schema_19.sql
var schema19 string

// migrations take a library from one version to the next; the first makes version 1 of an empty file. One that has
// been released is never changed.
var migrations = []string{schema1, schema2, schema3, schema4, schema5, schema6, schema7, schema8, schema9, schema10, schema11, schema12, schema13, schema14, schema15, schema16, schema17, schema18, schema19}

// fillings are what a migration does besides its script, in the same transaction.
var fillings = map[string]func(context.Context, *sql.Tx) error{schema4: indexAll}

// create makes an empty library. It is made beside its place and moved there whole, so that there is never half a one.
func create(ctx context.Context, path string) error {
	if _, err := os.Stat(path + "-wal"); err == nil {
		return fmt.Errorf("%w, but %s-wal, which belongs to one, is there: put the library back, or take that file away",
			session.ErrMissing, filepath.Base(path))
	}
	fresh := path + ".new"
	if err := removeAll(fresh, fresh+"-journal"); err != nil {
		return err
	}
	if err := makeAt(ctx, fresh); err != nil {
		_ = removeAll(fresh, fresh+"-journal")
		return err
	}
	return moveTo(fresh, path)
}

func makeAt(ctx context.Context, path string) error {
	db, err := sql.Open("sqlite", newName(path))
	if err != nil {
		return err
	}
	defer db.Close()
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d", applicationID)); err != nil {
		return err
	}
	return migrate(ctx, conn, path, migrations)
}

// moveTo renames a file, and sees that the new name outlives a power cut.
func moveTo(from, to string) error {
	file, err := os.OpenFile(from, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	err = errors.Join(file.Sync(), file.Close())
	if err == nil {
		err = os.Rename(from, to)
	}
	if err != nil {
		return errors.Join(err, removeAll(from))
	}
	syncFolder(filepath.Dir(to))
	return nil
}

// syncFolder does what it can: not every system has a folder that can be synced.
func syncFolder(path string) {
	folder, err := os.Open(path)
	if err != nil {
		return
	}
	_ = folder.Sync()
	folder.Close()
}

func removeAll(paths ...string) error {
	for _, p := range paths {
		if err := os.Remove(p); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// migrate brings a library to the newest version, each step in a transaction of its own. A library that holds anything
// is copied before.
func migrate(ctx context.Context, conn *sql.Conn, path string, steps []string) error {
	version, err := userVersion(ctx, conn)
	if err != nil || version == len(steps) {
		return err
	}
	if version > 0 {
		if _, err := keepCopy(ctx, conn, path, version); err != nil {
			return fmt.Errorf("copying the library before bringing it to version %d: %w", len(steps), err)
		}
	}
	for ; version < len(steps); version++ {
		if err := bring(ctx, conn, steps[version], version+1); err != nil {
			return fmt.Errorf("bringing the library to version %d: %w", version+1, err)
		}
	}
	return nil
}

// bring runs one migration. References between rows are checked at its end, not while it rebuilds tables; the setting
// cannot change within a transaction.
func bring(ctx context.Context, conn *sql.Conn, script string, version int) (err error) {
	if _, err := conn.ExecContext(ctx, "PRAGMA foreign_keys = OFF"); err != nil {
		return err
	}
	defer func() {
		_, offErr := conn.ExecContext(context.WithoutCancel(ctx), "PRAGMA foreign_keys = ON")
		err = errors.Join(err, offErr)
	}()
	t, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer t.Rollback() // does nothing after Commit
	if _, err := t.ExecContext(ctx, script); err != nil {
		return err
	}
	if fill := fillings[script]; fill != nil {
		if err := fill(ctx, t); err != nil {
			return err
		}
	}
	var table string
	switch err := t.QueryRowContext(ctx, "SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1").Scan(&table); {
	case err == nil:
		return fmt.Errorf("%w: rows of table %s point to nothing", session.ErrDamaged, table)
	case !errors.Is(err, sql.ErrNoRows):
		return err
	}
	if _, err := t.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", version)); err != nil {
		return err
	}
	return t.Commit()
}

// keepCopy writes a copy of the library beside it, opens it to see that it is whole, and returns its path.
func keepCopy(ctx context.Context, conn *sql.Conn, path string, version int) (string, error) {
	partial := path + ".copying"
	if err := removeAll(partial, partial+"-journal"); err != nil {
		return "", err
	}
	_, err := conn.ExecContext(ctx, "VACUUM INTO ?", partial)
	if err == nil {
		err = checkCopy(ctx, partial, version)
	}
	if err != nil {
		return "", errors.Join(err, removeAll(partial, partial+"-journal"))
	}
	copied := freeName(fmt.Sprintf("%s.version-%d", path, version))
	return copied, moveTo(partial, copied)
}

func checkCopy(ctx context.Context, path string, version int) error {
	if err := inspectHeader(path); err != nil {
		return err
	}
	db, err := sql.Open("sqlite", lookName(path))
	if err != nil {
		return err
	}
	defer db.Close()
	if err := check(ctx, db); err != nil {
		return err
	}
	if got, err := userVersion(ctx, db); err != nil || got != version {
		return errors.Join(fmt.Errorf("%w: the copy is of version %d instead of %d", session.ErrDamaged, got, version), err)
	}
	return nil
}

// freeName returns the path, with a number after it if something stands there already.
func freeName(path string) string {
	name := path
	for n := 2; ; n++ {
		if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
			return name
		}
		name = fmt.Sprintf("%s-%d", path, n)
	}
}
