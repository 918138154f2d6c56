package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stet/backend/lockfile"
	"stet/backend/session"
	"stet/backend/transcript"
)

func TestALibraryOpensUnderAnyName(t *testing.T) {
	for _, name := range []string{"a#b?c%41&d=e;f.stet", "with space and 'quotes'.stet", "Bücher:灯台.stet", "%2e%2e"} {
		folder := filepath.Join(t.TempDir(), "#? %")
		if err := os.Mkdir(folder, 0o755); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(folder, name)
		l := open(t, path)
		id, d := episode(t, l)
		closeLibrary(t, l)
		entries, err := os.ReadDir(folder)
		if err != nil || len(entries) != 1 || entries[0].Name() != name {
			t.Errorf("%s: the folder holds %v, %v", name, entries, err)
		}
		l = open(t, path)
		if !document(t, l, id).Equal(d) {
			t.Errorf("%s: another library was opened", name)
		}
	}
}

func TestTheConnectionsAreSetUp(t *testing.T) {
	l := open(t, libraryPath(t))
	for pragma, want := range map[string]string{
		"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "5000", "trusted_schema": "0",
		"cell_size_check": "1", "user_version": fmt.Sprint(len(migrations)), "application_id": fmt.Sprint(applicationID),
	} {
		var w, r string
		err := errors.Join(l.writer.conn.QueryRowContext(t.Context(), "PRAGMA "+pragma).Scan(&w), l.readers.QueryRow("PRAGMA "+pragma).Scan(&r))
		if err != nil || w != want || r != want {
			t.Errorf("%s is %s for the writer and %s for the readers, want %s, %v", pragma, w, r, want, err)
		}
	}
	if _, err := l.readers.Exec("DELETE FROM setting"); err == nil {
		t.Error("a reader can write")
	}
	for _, statement := range []string{"UPDATE op SET forward = ''", "DELETE FROM op", "DELETE FROM step", "UPDATE source SET below = ''"} {
		id, d := session.EpisodeID(0), (*transcript.Document)(nil)
		if rows, _ := l.Library(t.Context()); len(rows) == 0 {
			id, d = episode(t, l)
			mustDo(t, l, id, d, transcript.EditText{Turn: d.Order(d.Chunks()[0])[0], Text: "a"})
		}
		if _, err := l.writer.conn.ExecContext(t.Context(), statement); err == nil {
			t.Errorf("%s went through", statement)
		}
	}
}

func TestALibraryIsOpenOnce(t *testing.T) {
	path := libraryPath(t)
	l := open(t, path)
	link := filepath.Join(t.TempDir(), "another way")
	if err := os.Symlink(path, link); err != nil {
		t.Skip("no symbolic links here: ", err)
	}
	for _, p := range []string{path, link} {
		_, err := Open(t.Context(), p, Options{})
		var locked *session.LockedError
		if !errors.As(err, &locked) || !errors.Is(err, session.ErrLocked) || locked.PID != os.Getpid() {
			t.Fatalf("a second opening: %v", err)
		}
		raised := make(chan bool, 1)
		if err := l.OnRaise(func([]string) { raised <- true }); err != nil {
			t.Fatal(err)
		}
		if err := lockfile.Raise(locked.Lock, nil); err != nil {
			t.Error(err)
		}
		<-raised
	}
	closeLibrary(t, l)
	open(t, link)
}

func TestAClosedLibrarySaysSo(t *testing.T) {
	l := open(t, libraryPath(t))
	id, d := episode(t, l)
	closeLibrary(t, l)
	if _, err := do(t.Context(), l, id, d, transcript.SetStatus{Chunk: d.Chunks()[0], Status: transcript.Ready}); !errors.Is(err, session.ErrClosed) {
		t.Errorf("a commit: %v", err)
	}
	if _, err := l.Document(t.Context(), id); !errors.Is(err, session.ErrClosed) {
		t.Errorf("a document: %v", err)
	}
	closeLibrary(t, l)
}

func TestWhatIsNoLibraryIsLeftAlone(t *testing.T) {
	folder := t.TempDir()
	good := filepath.Join(folder, "good.stet")
	closeLibrary(t, open(t, good))
	library, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	edit := func(at int, with string) string {
		return string(library[:at]) + with + string(library[at+len(with):])
	}
	for _, c := range []struct {
		name, content string
		want          error
	}{
		{"empty", "", session.ErrNotLibrary},
		{"a text", strings.Repeat("The lamp was lit at dusk.\n", 50), session.ErrNotLibrary},
		{"cut short", string(library[:60]), session.ErrNotLibrary},
		{"a broken beginning", edit(0, "SQLite farmat 3"), session.ErrNotLibrary},
		{"another program's database", edit(68, "\x00\x00\x00\x00"), session.ErrNotLibrary},
		{"a newer one", edit(60, "\x00\x00\x00\x63"), session.ErrNewer},
		{"no version", edit(60, "\x00\x00\x00\x00"), session.ErrDamaged},
		{"cut in the middle", string(library[:4096*3+50]), session.ErrDamaged},
	} {
		path := filepath.Join(folder, "other.stet")
		if err := os.WriteFile(path, []byte(c.content), 0o644); err != nil {
			t.Fatal(err)
		}
		l, err := Open(t.Context(), path, Options{})
		if err == nil && c.want == session.ErrDamaged {
			err = l.Check(t.Context())
			closeLibrary(t, l)
		}
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
		if now, err := os.ReadFile(path); err != nil || string(now) != c.content {
			t.Errorf("%s: the file has changed (%v)", c.name, err)
		}
		os.Remove(path)
	}
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != 1 {
		t.Errorf("left lying about: %v, %v", entries, err)
	}
	if _, err := Open(t.Context(), folder, Options{}); !errors.Is(err, session.ErrNotLibrary) {
		t.Errorf("a folder: %v", err)
	}
}

func TestALibraryIsMadeOnlyWhereItMay(t *testing.T) {
	path := libraryPath(t)
	if _, err := Open(t.Context(), path, Options{MustExist: true}); !errors.Is(err, session.ErrMissing) {
		t.Error(err)
	}
	if _, err := Open(t.Context(), filepath.Join(path, "deeper"), Options{}); !errors.Is(err, session.ErrMissing) {
		t.Error(err)
	}
	// What is left of a library that was taken away may hold edits that it lacks.
	if err := os.WriteFile(path+"-wal", []byte("edits"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), path, Options{}); !errors.Is(err, session.ErrMissing) {
		t.Error(err)
	}
	os.Remove(path + "-wal")
	// What is left of an attempt to make one is nothing.
	if err := os.WriteFile(path+".new", []byte("half a library"), 0o644); err != nil {
		t.Fatal(err)
	}
	closeLibrary(t, open(t, path))
	if entries, err := os.ReadDir(filepath.Dir(path)); err != nil || len(entries) != 1 {
		t.Errorf("left lying about: %v, %v", entries, err)
	}
}

// later stands for what a coming version may do to the tables.
const later = "ALTER TABLE setting ADD COLUMN note TEXT NOT NULL DEFAULT 'from version 2'"

func withMigrations(t *testing.T, list ...string) {
	old := migrations
	migrations = append(old[:len(old):len(old)], list...)
	t.Cleanup(func() { migrations = old })
}

func TestAMigrationKeepsACopyOfTheLibrary(t *testing.T) {
	path := libraryPath(t)
	l := open(t, path)
	id, d := episode(t, l)
	if err := l.Remember(t.Context(), "place", "8"); err != nil {
		t.Fatal(err)
	}
	closeLibrary(t, l)

	withMigrations(t, later)
	l = open(t, path)
	var note string
	if err := l.readers.QueryRow("SELECT note FROM setting").Scan(&note); err != nil || note != "from version 2" {
		t.Errorf("the note is %q, %v", note, err)
	}
	if !document(t, l, id).Equal(d) {
		t.Error("the episode has changed")
	}
	closeLibrary(t, l)
	closeLibrary(t, open(t, path)) // needs no migration, and makes no copy
	if copies, err := filepath.Glob(path + ".version-*"); err != nil || len(copies) != 1 {
		t.Fatalf("the copies are %v, %v", copies, err)
	}
	migrations = migrations[:len(migrations)-1]
	if _, err := Open(t.Context(), path, Options{}); !errors.Is(err, session.ErrNewer) {
		t.Errorf("the older program opens it: %v", err)
	}
	l = open(t, fmt.Sprintf("%s.version-%d", path, len(migrations)))
	if !document(t, l, id).Equal(d) {
		t.Error("the copy says something else")
	}
	sound(t, l)
}

// older makes a library what it was before its latest versions.
var older = []string{
	"ALTER TABLE turn DROP COLUMN times; ALTER TABLE turn DROP COLUMN estimated; PRAGMA user_version = 1",
	"DROP TABLE word; PRAGMA user_version = 2",
}

func TestALibraryOfAnyVersionOpens(t *testing.T) {
	for version := len(migrations) - 1; version > 0; version-- {
		path := libraryPath(t)
		l := open(t, path)
		id, d := episode(t, l)
		for _, back := range slices.Backward(older[version-1:]) {
			if _, err := l.writer.conn.ExecContext(t.Context(), back); err != nil {
				t.Fatal(err)
			}
		}
		closeLibrary(t, l)
		l = open(t, path)
		if !document(t, l, id).Equal(d) {
			t.Errorf("version %d: the episode has changed", version)
		}
		mustDo(t, l, id, d, transcript.EditText{Turn: d.Order(d.Chunks()[0])[0], Text: "a "})
		sound(t, l)
	}
}

func TestAMigrationThatFailsChangesNothing(t *testing.T) {
	path := libraryPath(t)
	l := open(t, path)
	id, d := episode(t, l)
	closeLibrary(t, l)
	for _, broken := range []string{
		later + "; SELECT no_such_column FROM turn",
		later + "; UPDATE chunk SET source_id = source_id + 1000",
	} {
		withMigrations(t, broken)
		if _, err := Open(t.Context(), path, Options{}); err == nil {
			t.Fatal("it went through")
		}
		migrations = migrations[:len(migrations)-1]
		l = open(t, path)
		if !document(t, l, id).Equal(d) {
			t.Error("the episode has changed")
		}
		var on int
		if err := l.readers.QueryRow("SELECT count(*) FROM pragma_table_info('setting')").Scan(&on); err != nil || on != 2 {
			t.Errorf("the table has %d columns, %v", on, err)
		}
		closeLibrary(t, l)
	}
	copies, err := filepath.Glob(path + ".version-*")
	if err != nil || len(copies) != 2 {
		t.Errorf("the copies are %v, %v", copies, err)
	}
}

// A reader that another program has on the file keeps nobody from writing, and a writer there is waited for and then
// reported.
func TestAnotherProgramOnTheFile(t *testing.T) {
	path := libraryPath(t)
	l := open(t, path)
	id, d := episode(t, l)
	other, err := sql.Open("sqlite", uri(path, "mode=rw"))
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	conn, err := other.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.ExecContext(t.Context(), "BEGIN; SELECT count(*) FROM turn"); err != nil {
		t.Fatal(err)
	}
	op := transcript.EditText{Turn: d.Order(d.Chunks()[0])[0], Text: "a"}
	mustDo(t, l, id, d, op)
	if _, err := conn.ExecContext(t.Context(), "COMMIT; BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	if _, err := l.writer.conn.ExecContext(t.Context(), "PRAGMA busy_timeout = 10"); err != nil {
		t.Fatal(err)
	}
	before := document(t, l, id)
	c, err := apply(d, op)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Commit(context.Background(), id, d, c); !errors.Is(err, session.ErrBusy) {
		t.Errorf("a commit: %v", err)
	}
	if !document(t, l, id).Equal(before) {
		t.Error("it was kept nevertheless")
	}
	if _, err := conn.ExecContext(t.Context(), "ROLLBACK"); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Commit(t.Context(), id, d, c); err != nil {
		t.Error(err)
	}
}

func TestAReadOnlyFolderOrFile(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("nothing is read-only to root")
	}
	path := libraryPath(t)
	closeLibrary(t, open(t, path))
	for name, mode := range map[string]os.FileMode{path: 0o444, filepath.Dir(path): 0o555} {
		if err := os.Chmod(name, mode); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(t.Context(), path, Options{}); !errors.Is(err, session.ErrReadOnly) {
			t.Errorf("%s: %v", name, err)
		}
		if err := os.Chmod(name, 0o755); err != nil {
			t.Fatal(err)
		}
	}
}
