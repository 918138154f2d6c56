package sqlite

import (
	"errors"
	"strings"
	"testing"

	"stet/backend/session"
	"stet/backend/transcript"
)

// fill commits ever more text until the library takes no more, and returns the commit that failed.
func fill(t *testing.T, l *Library, id session.EpisodeID, d *transcript.Document) session.Commit {
	t.Helper()
	turn := d.Order(d.Chunks()[0])[0]
	for range 5000 {
		c, err := apply(d, transcript.EditText{Turn: turn, Text: strings.Repeat("fog ", 500)})
		if err != nil {
			t.Fatal(err)
		}
		_, err = l.Commit(t.Context(), id, d, c)
		if err == nil {
			continue
		}
		if !errors.Is(err, session.ErrFull) {
			t.Fatalf("instead of being full: %v", err)
		}
		return c
	}
	t.Fatal("the library is never full")
	return session.Commit{}
}

// holdsAllBut makes sure that the library has what the document has, but for a commit that failed.
func holdsAllBut(t *testing.T, l *Library, id session.EpisodeID, d *transcript.Document, failed session.Commit) {
	t.Helper()
	if _, _, err := d.Apply(failed.Step.Undo()); err != nil {
		t.Fatal(err)
	}
	if !document(t, l, id).Equal(d) {
		t.Fatal("the library has something else than what was acknowledged")
	}
	if _, _, err := d.Apply(failed.Step.Redo()); err != nil {
		t.Fatal(err)
	}
}

func TestALibraryThatMayNotGrow(t *testing.T) {
	path := libraryPath(t)
	l := open(t, path)
	id, _ := episode(t, l)
	closeLibrary(t, l)
	l, err := Open(t.Context(), path, Options{MaxPages: 120})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closeLibrary(t, l) })
	d := document(t, l, id)
	failed := fill(t, l, id, d)
	holdsAllBut(t, l, id, d, failed)
	before := counts(t, l)
	i := begin(t, l)
	if err := i.Add(t.Context(), []session.NewChunk{newChunk(30, 1, 400, 50)}); !errors.Is(err, session.ErrFull) {
		t.Errorf("an import: %v", err)
	}
	if err := i.Cancel(); err != nil {
		t.Error(err)
	}
	if after := counts(t, l); after != before {
		t.Errorf("it left %s, before it was %s", after, before)
	}
	// What needs no room goes on. Undo may need some, since the words that come back go into the index.
	if err := l.Remember(t.Context(), "place", "1"); err != nil {
		t.Errorf("a setting: %v", err)
	}
	stood := document(t, l, id)
	if err := travel(l, id, document(t, l, id), session.Undo); err != nil && (!errors.Is(err, session.ErrFull) || !document(t, l, id).Equal(stood)) {
		t.Errorf("undo: %v", err)
	}
	closeLibrary(t, l)
	l = open(t, path)
	d = document(t, l, id)
	mustDo(t, l, id, d, failed.Step.Ops...)
	if !document(t, l, id).Equal(d) {
		t.Error("with room again, the edit is not kept")
	}
	sound(t, l)
}
