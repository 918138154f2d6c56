package sqlite

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"stet/backend/session"
	"stet/backend/transcript"
)

func begin(t *testing.T, l *Library) session.Import {
	t.Helper()
	i, err := l.Begin(t.Context(), noon)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

// counts tells how many rows the tables have that an import fills.
func counts(t *testing.T, l *Library) string {
	t.Helper()
	s := ""
	for _, table := range []string{"episode", "source", "chunk", "field", "turn", "import"} {
		var n int
		if err := l.readers.QueryRow("SELECT count(*) FROM " + table).Scan(&n); err != nil {
			t.Fatal(err)
		}
		s += fmt.Sprint(table, " ", n, " ")
	}
	return s
}

func TestAnImportShowsOnlyWhenItIsFinished(t *testing.T) {
	l := open(t, libraryPath(t))
	id, d := episode(t, l)
	before := counts(t, l)
	i := begin(t, l)
	files := []session.NewChunk{newChunk(8, 4, 5, 10), newChunk(9, 1, 5, 10)}
	for _, f := range files {
		if err := i.Add(t.Context(), []session.NewChunk{f}); err != nil {
			t.Fatal(err)
		}
	}
	rows, err := l.Library(t.Context())
	if err != nil || len(rows) != 1 || len(rows[0].Chunks) != 3 {
		t.Errorf("the list has %+v, %v", rows, err)
	}
	if !document(t, l, id).Equal(d) {
		t.Error("the episode has changed")
	}
	if _, err := l.Find(t.Context(), files[0].Source.Path); !errors.Is(err, session.ErrNotFound) {
		t.Errorf("the file is found: %v", err)
	}
	if err := i.Cancel(); err != nil {
		t.Fatal(err)
	}
	if after := counts(t, l); after != before {
		t.Errorf("cancelling left %s, before it was %s", after, before)
	}
	if _, err := i.Finish(t.Context()); err == nil {
		t.Error("a cancelled import was finished")
	}
	if err := i.Add(t.Context(), files); err == nil {
		t.Error("a cancelled import took files")
	}

	i = begin(t, l)
	if err := i.Add(t.Context(), files); err != nil {
		t.Fatal(err)
	}
	ids, err := i.Finish(t.Context())
	if err != nil || len(ids) != 2 || ids[0] != id {
		t.Fatalf("episodes %v, %v", ids, err)
	}
	if err := i.Cancel(); err != nil {
		t.Error(err)
	}
	if got := document(t, l, id); len(got.Chunks()) != 4 {
		t.Errorf("the episode has %d chunks", len(got.Chunks()))
	}
	sound(t, l)
}

func TestAnImportThatNeverFinishedIsSweptAway(t *testing.T) {
	path := libraryPath(t)
	l := open(t, path)
	episode(t, l)
	before := counts(t, l)
	i := begin(t, l)
	for n := range 3 * sweepChunks {
		if err := i.Add(t.Context(), []session.NewChunk{newChunk(20+n%7, n, 2, 4)}); err != nil {
			t.Fatal(err)
		}
	}
	closeLibrary(t, l)
	if err := i.Cancel(); !errors.Is(err, session.ErrClosed) {
		t.Errorf("cancelling after the end: %v", err)
	}
	l = open(t, path)
	if after := counts(t, l); after != before {
		t.Errorf("opening left %s, before it was %s", after, before)
	}
	// The same files can be imported now.
	importAll(t, l, newChunk(20, 0, 2, 4))
	sound(t, l)
}

func TestOneImportAtATime(t *testing.T) {
	l := open(t, libraryPath(t))
	i := begin(t, l)
	if _, err := l.Begin(t.Context(), noon); !errors.Is(err, session.ErrImporting) {
		t.Errorf("a second import: %v", err)
	}
	if err := i.Cancel(); err != nil {
		t.Fatal(err)
	}
	if ids, err := begin(t, l).Finish(t.Context()); err != nil || len(ids) != 0 {
		t.Errorf("an empty import gave %v, %v", ids, err)
	}
	begin(t, l)
}

func TestAnImportThatFailedCannotBeFinished(t *testing.T) {
	bad := map[string]func(*session.NewChunk){
		"a file twice": func(n *session.NewChunk) { n.Source.Path = newChunk(8, 1, 0, 0).Source.Path },
		"not UTF-8":    func(n *session.NewChunk) { n.Chunk.Turns[0].Paragraphs[0] = "\xff" },
		"a NUL":        func(n *session.NewChunk) { n.Chunk.Matter.Fields[0].Value = "a\x00" },
		"a line break": func(n *session.NewChunk) { n.Chunk.Turns[0].Paragraphs[0] = "a\nb" },
		"no such form": func(n *session.NewChunk) { n.Chunk.Matter.Form = "verse" },
	}
	for name, spoil := range bad {
		t.Run(name, func(t *testing.T) {
			l := open(t, libraryPath(t))
			episode(t, l)
			before := counts(t, l)
			i := begin(t, l)
			good, spoilt := newChunk(9, 1, 2, 4), newChunk(9, 2, 2, 4)
			spoil(&spoilt)
			if err := i.Add(t.Context(), []session.NewChunk{good, spoilt}); err == nil {
				t.Fatal("it was taken")
			} else if name == "a file twice" && !errors.Is(err, session.ErrPresent) {
				t.Error(err)
			}
			if _, err := i.Finish(t.Context()); err == nil {
				t.Error("it was finished")
			}
			if err := i.Cancel(); err != nil {
				t.Error(err)
			}
			if after := counts(t, l); after != before {
				t.Errorf("it left %s, before it was %s", after, before)
			}
		})
	}
}

func TestACancelledContextStopsAnImport(t *testing.T) {
	l := open(t, libraryPath(t))
	ctx, cancel := context.WithCancel(t.Context())
	i := begin(t, l)
	cancel()
	if err := i.Add(ctx, []session.NewChunk{newChunk(1, 1, 2, 4)}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if err := i.Cancel(); err != nil {
		t.Error(err)
	}
	if got := counts(t, l); got != "episode 0 source 0 chunk 0 field 0 turn 0 import 0 " {
		t.Error(got)
	}
}

func TestChunksStandInTheOrderOfTheirNumbers(t *testing.T) {
	l := open(t, libraryPath(t))
	number := func(n int, number, path string, at int) session.NewChunk {
		c := newChunk(8, n, 1, 4)
		c.Source.Path = path
		c.Chunk.Matter.Fields[2].Value = number
		c.Chunk.Turns[0].Span = spanAt(at)
		return c
	}
	none := number(5, "", "/z", 900)
	none.Chunk.Matter = transcript.Matter{Form: transcript.NoMatter}
	untimed := number(6, "2", "/a", 1)
	untimed.Chunk.Turns[0].Span = nil
	importAll(t, l, number(1, "10", "/c", 5), number(2, "9", "/d", 5))
	importAll(t, l, none, untimed, number(3, "02", "/e", 30), number(4, "2", "/b", 7), number(7, "2", "/a2", 30))
	rows, err := l.Library(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, c := range rows[0].Chunks {
		got += c.Source + " "
	}
	if want := "/b /a2 /e /a /d /c /z "; got != want {
		t.Errorf("the chunks are %s, want %s", got, want)
	}
}

// A document that was open before an import goes on giving out IDs of its own, and never one that the import took.
func TestAnOpenEpisodeCanBeEditedWhileItIsImportedInto(t *testing.T) {
	l := open(t, libraryPath(t))
	id, d := episode(t, l)
	i := begin(t, l)
	insert := func(d *transcript.Document) {
		t.Helper()
		mustDo(t, l, id, d, transcript.InsertTurn{Chunk: d.Chunks()[0], Turn: transcript.Turn{ID: d.NewID()}})
	}
	for n := range 4 {
		insert(d)
		if err := i.Add(t.Context(), []session.NewChunk{newChunk(8, 10+n, 20, 4)}); err != nil {
			t.Fatal(err)
		}
		if d = document(t, l, id); n%2 == 0 {
			insert(d)
		}
	}
	if _, err := i.Finish(t.Context()); err != nil {
		t.Fatal(err)
	}
	insert(d)
	if got := document(t, l, id); len(got.Chunks()) != 7 || len(got.Order(got.Chunks()[0])) != 9+7 {
		t.Errorf("there are %d chunks, and %d turns in the first", len(got.Chunks()), len(got.Order(got.Chunks()[0])))
	}
	sound(t, l)
}

func TestEditsReadsAndAnImportGoOnTogether(t *testing.T) {
	l := open(t, libraryPath(t))
	id, d := episode(t, l)
	i := begin(t, l)
	var work sync.WaitGroup
	start := func(f func() error) {
		work.Go(func() {
			if err := f(); err != nil {
				t.Error(err)
			}
		})
	}
	start(func() error {
		for n := range 40 {
			var files []session.NewChunk
			for k := range 10 {
				files = append(files, newChunk(10+n, k, 20, 10))
			}
			if err := i.Add(t.Context(), files); err != nil {
				return err
			}
		}
		_, err := i.Finish(t.Context())
		return err
	})
	start(func() error {
		for n := range 100 {
			turn := d.Order(d.Chunks()[n%3])[0]
			if _, err := do(t.Context(), l, id, d, transcript.EditText{Turn: turn, Text: "Oh. "}); err != nil {
				return err
			}
		}
		return nil
	})
	for range 3 {
		start(func() error {
			for range 20 {
				rows, err := l.Library(t.Context())
				if err != nil {
					return err
				}
				if len(rows) != 1 && len(rows) != 41 {
					return fmt.Errorf("half an import shows: %d episodes", len(rows))
				}
				if _, err := l.Document(t.Context(), id); err != nil {
					return err
				}
				if _, err := l.Pin(t.Context(), "Lighthouses", []string{"Ada", "Björn"}); err != nil {
					return err
				}
			}
			return nil
		})
	}
	work.Wait()
	if !document(t, l, id).Equal(d) {
		t.Error("an edit was lost")
	}
	sound(t, l)
}
