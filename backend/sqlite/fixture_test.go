package sqlite

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stet/backend/session"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// The tests tell of a podcast about lighthouses.

var noon = time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)

func libraryPath(t testing.TB) string {
	t.Helper()
	return filepath.Join(t.TempDir(), "lights.stet")
}

func open(t testing.TB, path string) *Library {
	t.Helper()
	l, err := Open(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closeLibrary(t, l) })
	return l
}

func closeLibrary(t testing.TB, l *Library) {
	t.Helper()
	if err := l.Close(); err != nil {
		t.Error(err)
	}
}

func sound(t testing.TB, l *Library) {
	t.Helper()
	var found string
	if err := l.readers.QueryRow("PRAGMA integrity_check").Scan(&found); err != nil || found != "ok" {
		t.Fatalf("integrity_check says %q, %v", found, err)
	}
	var table string
	if err := l.readers.QueryRow(`SELECT "table" FROM pragma_foreign_key_check`).Scan(&table); err == nil {
		t.Fatalf("rows of %s point to nothing", table)
	}
}

func spanAt(seconds int) *timecode.Span {
	code := func(s int) timecode.Code {
		c, err := timecode.Parse(fmt.Sprintf("%02d:%02d:%02d:%02d", s/3600, s/60%60, s%60, s%25))
		if err != nil {
			panic(err)
		}
		return c
	}
	return &timecode.Span{Start: code(seconds), End: code(seconds + 4)}
}

func label(s string) *string { return &s }

var lampWords = strings.Fields("the lamp at the point burns all night and the keeper counts every ship that turns " +
	"before the reef where fog came down in März and nobody saw the 🔦 until morning")

// say is a paragraph of so many words.
func say(r *rand.Rand, words int) string {
	var b strings.Builder
	for i := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(lampWords[r.IntN(len(lampWords))])
	}
	return b.String()
}

// newChunk is chunk number n of an episode, as a file of so many turns.
func newChunk(episode, n, turns, words int) session.NewChunk {
	r := rand.New(rand.NewPCG(uint64(episode), uint64(n)))
	name := fmt.Sprintf("ep%02d-%02d.md", episode, n)
	c := transcript.Chunk{Matter: transcript.Matter{Form: transcript.FieldMatter, Fields: []transcript.Field{
		{Key: "title", Kind: transcript.ScalarField, Value: "Keepers & <lamps> " + fmt.Sprint(n)},
		{Key: "series", Kind: transcript.ScalarField, Value: "Lighthouses"},
		{Key: "chunk", Kind: transcript.ScalarField, Value: fmt.Sprintf("%02d", n)},
		{Key: "tags", Kind: transcript.ListField, Items: []string{"lamps", "fog", "\"quoted\""}},
		{Key: "topics", Kind: transcript.ListField},
		{Key: "place", Kind: transcript.OpaqueField, Value: "{lat: 57, note: |\n  two lines}"},
	}}, Lead: []string{"Episode " + fmt.Sprint(episode)}}
	for i := range turns {
		t := transcript.Turn{Span: spanAt(n*600 + i*5), Speaker: label([]string{"Ada", "Björn", "(Horn)"}[i%3])}
		if i%7 == 3 {
			t.Span = nil
		}
		if i%11 == 5 {
			t.Speaker = nil
		}
		t.Paragraphs = []string{say(r, words-words/3), say(r, words/3)}
		c.Turns = append(c.Turns, t)
	}
	text := fmt.Sprintf("---\ntitle: %s\n---\n%s", name, say(r, turns*words))
	return session.NewChunk{
		Source:  session.Source{Path: filepath.Join(string(filepath.Separator)+"shows", name), Below: "shows/" + name, Bytes: []byte(text)},
		Episode: transcript.Episode{Series: "Lighthouses", Key: fmt.Sprint(episode), Title: "The Reef", Rate: timecode.Rate2997Drop, Sound: "reef.ogg"},
		Chunk:   c, Errors: n % 2, Warnings: n,
	}
}

func importAll(t testing.TB, l *Library, files ...session.NewChunk) []session.EpisodeID {
	t.Helper()
	i, err := l.Begin(t.Context(), noon)
	if err != nil {
		t.Fatal(err)
	}
	if err := i.Add(t.Context(), files); err != nil {
		t.Fatal(err)
	}
	ids, err := i.Finish(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

// episode imports one of three chunks and reads it.
func episode(t testing.TB, l *Library) (session.EpisodeID, *transcript.Document) {
	t.Helper()
	ids := importAll(t, l, newChunk(8, 1, 9, 30), newChunk(8, 2, 12, 30), newChunk(8, 3, 5, 30))
	return ids[0], document(t, l, ids[0])
}

func document(t testing.TB, l *Library, id session.EpisodeID) *transcript.Document {
	t.Helper()
	d, err := l.Document(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// do applies ops and commits them as a step of their own.
func do(ctx context.Context, l *Library, id session.EpisodeID, d *transcript.Document, ops ...transcript.Op) (int64, error) {
	c, err := apply(d, ops...)
	if err != nil {
		return 0, err
	}
	c.Step.Name, c.Step.At = "Mend", noon.UnixMicro()
	return l.Commit(ctx, id, d, c)
}

func apply(d *transcript.Document, ops ...transcript.Op) (session.Commit, error) {
	c := session.Commit{Action: session.Record}
	for _, op := range ops {
		change, inverse, err := d.Apply(op)
		if err != nil {
			return c, err
		}
		c.Change.Merge(change)
		c.Step.Ops, c.Step.Inverses = append(c.Step.Ops, op), append(c.Step.Inverses, inverse)
	}
	return c, nil
}

func mustDo(t testing.TB, l *Library, id session.EpisodeID, d *transcript.Document, ops ...transcript.Op) int64 {
	t.Helper()
	seq, err := do(t.Context(), l, id, d, ops...)
	if err != nil {
		t.Fatal(err)
	}
	return seq
}

// travel undoes or does again one step, as a session would.
func travel(l *Library, id session.EpisodeID, d *transcript.Document, action session.Action) error {
	which, ops := l.LastDone, transcript.Step.Undo
	if action == session.Redo {
		which, ops = l.LastUndone, transcript.Step.Redo
	}
	s, err := which(context.Background(), id)
	if err != nil {
		return err
	}
	change, _, err := d.Apply(ops(s))
	if err != nil {
		return err
	}
	_, err = l.Commit(context.Background(), id, d, session.Commit{Action: action, Step: s, Change: change})
	return err
}
