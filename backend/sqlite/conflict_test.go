package sqlite

import (
	"crypto/sha256"
	"errors"
	"testing"

	"stet/backend/session"
	"stet/backend/transcript"
)

func TestAConflictIsKeptUntilItIsSettled(t *testing.T) {
	path := libraryPath(t)
	l := open(t, path)
	id, d := episode(t, l)
	chunk := d.Chunks()[0]
	turn := d.Order(chunk)[0]
	commit := func(op transcript.Op) {
		t.Helper()
		change, inverse, err := d.Apply(op)
		if err != nil {
			t.Fatal(err)
		}
		step := transcript.Step{Name: "Took in changes from disk", State: transcript.Done, Ops: []transcript.Op{op}, Inverses: []transcript.Op{inverse}}
		if _, err := l.Commit(t.Context(), id, d, session.Commit{Step: step, Change: change}); err != nil {
			t.Fatal(err)
		}
		closeLibrary(t, l)
		l = open(t, path)
		if !document(t, l, id).Equal(d) {
			t.Fatal("read again, the episode is another")
		}
	}
	first, second := d.NewID(), d.NewID()
	commit(transcript.Batch{Ops: []transcript.Op{
		transcript.AddConflict{Conflict: transcript.Conflict{ID: first, Chunk: chunk, Turns: []transcript.ID{turn}, Theirs: transcript.Side{
			Turns: []transcript.Turn{{ID: turn, Span: spanAt(3), Paragraphs: []string{"a fog horn"}}},
		}}},
		transcript.AddConflict{Conflict: transcript.Conflict{ID: second, Chunk: chunk, Field: "title", Mine: transcript.Side{
			Field: &transcript.Field{Key: "title", Kind: transcript.ScalarField, Value: "Fog"},
		}}},
	}})
	if got := document(t, l, id).Conflicts(chunk); len(got) != 2 || got[0].ID != second || got[1].Theirs.Turns[0].Span.Start != spanAt(3).Start {
		t.Errorf("%+v", got)
	}
	commit(transcript.DropConflict{Conflict: first})
	if got := document(t, l, id).Conflicts(0); len(got) != 1 || got[0].ID != second {
		t.Errorf("%+v", got)
	}
	sound(t, l)
}

func TestWhatAFileHeldIsFoundByItsSum(t *testing.T) {
	l := open(t, libraryPath(t))
	id, d := episode(t, l)
	src, err := l.Source(t.Context(), id, d.Chunks()[0])
	if err != nil {
		t.Fatal(err)
	}
	if got, err := l.Held(t.Context(), sha256.Sum256(src.Bytes)); err != nil || string(got) != string(src.Bytes) {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := l.Held(t.Context(), sha256.Sum256([]byte("nothing"))); !errors.Is(err, session.ErrNotFound) {
		t.Error(err)
	}
}

// A library that knows no conflicts gets room for them, and loses nothing.
func TestALibraryFromBeforeThereWereConflicts(t *testing.T) {
	path := libraryPath(t)
	l := open(t, path)
	id, d := episode(t, l)
	if _, err := l.writer.conn.ExecContext(t.Context(), "DROP TABLE conflict; DROP INDEX source_by_sum; "+gapless+"PRAGMA user_version = 13;"); err != nil {
		t.Fatal(err)
	}
	closeLibrary(t, l)
	l = open(t, path)
	if got := document(t, l, id); !got.Equal(d) || len(got.Conflicts(0)) != 0 {
		t.Error("the episode is another")
	}
	sound(t, l)
}
