package session_test

import (
	"bytes"
	"strings"
	"testing"

	"stet/backend/session"
	"stet/backend/transcript"
)

// What is looked at by the files alone says what the library does; where a chunk differs from its file, it is not.
func TestLookSaysWhatTheLibraryDoes(t *testing.T) {
	f := open(t, tower, strings.ReplaceAll(tower, "chunk: 1", "chunk: 2"))
	look := func(see func(*transcript.Document, session.Files)) bool {
		rows, err := f.store.Library(ctx)
		if err != nil || len(rows) != 1 {
			t.Fatal(rows, err)
		}
		ok, err := session.Look(ctx, f.store, rows[0], see)
		if err != nil {
			t.Fatal(err)
		}
		return ok
	}
	chunks := 0
	ok := look(func(doc *transcript.Document, files session.Files) {
		f.Read(func(kept *transcript.Document, its session.Files) {
			for _, id := range kept.Chunks() {
				a, _ := doc.Chunk(id)
				b, known := kept.Chunk(id)
				if !known || !transcript.SameChunk(a, b) || a.Status != b.Status {
					t.Errorf("%+v is not %+v", a, b)
				}
				a.Matter.Fields = append([]transcript.Field{{Key: "mood", Kind: transcript.ScalarField, Value: "calm"}}, a.Matter.Fields...)
				got, err := files.TextOf(id, a)
				want, failed := its.TextOf(id, a)
				if err != nil || failed != nil || !bytes.Equal(got, want) || !bytes.Contains(got, []byte("mood: calm")) {
					t.Errorf("%s (%v) is not %s (%v)", got, err, want, failed)
				}
				chunks++
			}
		})
	})
	if !ok || chunks != 2 {
		t.Errorf("%v, %d chunks were seen", ok, chunks)
	}
	f.typeIn(f.turn(0).ID, 0, "Well, ")
	if look(func(*transcript.Document, session.Files) {
		t.Error("an episode that differs from its files was looked at")
	}) {
		t.Error("an episode that differs from its files is said to be as they are")
	}
}
