package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"stet/backend/session"
	"stet/backend/transcript"
)

// states tells of each step its state and what it stands on, oldest first.
func states(t *testing.T, l *Library, id session.EpisodeID) string {
	t.Helper()
	steps, err := l.Steps(t.Context(), id, 0, -1)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, s := range steps {
		out = append([]string{fmt.Sprintf("%d>%d %s", s.Seq, s.After, s.State)}, out...)
	}
	return strings.Join(out, ", ")
}

// goTo goes to a step as a session does.
func goTo(l *Library, id session.EpisodeID, d *transcript.Document, to int64) error {
	ctx := context.Background()
	ends, err := l.Ends(ctx, id)
	if err != nil {
		return err
	}
	way, err := l.Way(ctx, id, ends.Last, to)
	if err != nil {
		return err
	}
	change, _, err := d.Apply(transcript.Batch{Ops: way.Ops})
	if err != nil {
		return err
	}
	_, err = l.Commit(ctx, id, d, session.Commit{Action: session.GoTo, From: ends.Last, Step: transcript.Step{Seq: to}, Change: change})
	return err
}

func TestTheHistoryIsATree(t *testing.T) {
	l := open(t, libraryPath(t))
	id, d := episode(t, l)
	turn := d.Order(d.Chunks()[0])[0]
	mend := func(text string) { t.Helper(); mustDo(t, l, id, d, transcript.EditText{Turn: turn, Text: text}) }
	undo := func() {
		t.Helper()
		if err := travel(l, id, d, session.Undo); err != nil {
			t.Fatal(err)
		}
	}
	texts := map[int64]string{}
	note := func(seq int64) { texts[seq] = told(d) }
	note(0)
	mend("a")
	note(1)
	mend("b")
	note(2)
	mend("c")
	note(3)
	undo()
	mend("d")
	note(4)
	undo()
	undo()
	mend("e")
	note(5)
	if got, want := states(t, l, id), "1>0 done, 2>1 abandoned, 3>2 abandoned, 4>2 abandoned, 5>1 done"; got != want {
		t.Fatalf("%s, want %s", got, want)
	}
	for _, c := range []struct {
		to   int64
		want string
	}{
		{3, "1>0 done, 2>1 done, 3>2 done, 4>2 abandoned, 5>1 abandoned"},
		{1, "1>0 done, 2>1 undone, 3>2 undone, 4>2 abandoned, 5>1 abandoned"},
		{0, "1>0 undone, 2>1 undone, 3>2 undone, 4>2 abandoned, 5>1 abandoned"},
		{2, "1>0 done, 2>1 done, 3>2 undone, 4>2 abandoned, 5>1 abandoned"},
		{5, "1>0 done, 2>1 abandoned, 3>2 abandoned, 4>2 abandoned, 5>1 done"},
		{2, "1>0 done, 2>1 done, 3>2 abandoned, 4>2 undone, 5>1 abandoned"},
		{4, "1>0 done, 2>1 done, 3>2 abandoned, 4>2 done, 5>1 abandoned"},
	} {
		if err := goTo(l, id, d, c.to); err != nil {
			t.Fatalf("to %d: %v", c.to, err)
		}
		if got := states(t, l, id); got != c.want {
			t.Errorf("at %d: %s, want %s", c.to, got, c.want)
		}
		if told(d) != texts[c.to] || !document(t, l, id).Equal(d) {
			t.Errorf("at %d stands another text", c.to)
		}
	}
	undo()
	if err := travel(l, id, d, session.Redo); err != nil || told(d) != texts[4] {
		t.Errorf("undo and redo on a line gone to: %v", err)
	}
	_, err := l.Commit(t.Context(), id, d, session.Commit{Action: session.GoTo, From: 3, Step: transcript.Step{Seq: 1}})
	if !errors.Is(err, session.ErrHistory) {
		t.Errorf("a way from where the history does not stand: %v", err)
	}
}

// older makes a library as version 1 had it, with done, undone and abandoned steps, and a chunk that was exported.
const older = `
INSERT INTO episode VALUES(1, 'Lighthouses', '8', '', '', 0, '', 9), (2, 'Lighthouses', '9', '', '', 0, '', 9);
INSERT INTO import VALUES(1, 0, 'done');
INSERT INTO source VALUES(1, '/s/a.md', 'a.md', zeroblob(32), x'61'), (2, '', 'b.md', zeroblob(32), x'62'),
  (3, '/s/a.md', 'a.md', zeroblob(32), x'63'), (4, '/s/a.md', 'a.md', zeroblob(32), x'64');
INSERT INTO chunk VALUES(1, 1, 1, 1, 0, 'draft', 'none', '', '[]', 4, '/s/a.md', 1, 0, 0, '', '', NULL, NULL, 0),
  (2, 2, 1, 1, 0, 'draft', 'none', '', '[]', 2, NULL, 0, 0, 0, '', '', NULL, NULL, 0);
INSERT INTO speaker VALUES('Lighthouses', 'Ada', 3);
INSERT INTO turn VALUES(1, 1, 2, 1, 10, NULL, NULL, NULL, 'ab', 1);
INSERT INTO step VALUES(1, 1, 'One', 1, 'done'), (2, 2, 'Elsewhere', 2, 'done'), (3, 1, 'Left', 3, 'abandoned'),
  (4, 1, 'Two', 4, 'done'), (5, 1, 'Three', 5, 'undone');
INSERT INTO op VALUES(1, 0, '{"kind":"text","turn":2,"para":0,"from":0,"to":0,"text":"a"}', '{"kind":"text","turn":2,"para":0,"from":0,"to":1}'),
  (4, 0, '{"kind":"text","turn":2,"para":0,"from":1,"to":1,"text":"b"}', '{"kind":"text","turn":2,"para":0,"from":1,"to":2}'),
  (5, 0, '{"kind":"text","turn":2,"para":0,"from":2,"to":2,"text":"c"}', '{"kind":"text","turn":2,"para":0,"from":2,"to":3}');`

// ofVersionOne makes that library, with what a script changes in it.
func ofVersionOne(t *testing.T, script string) (path string) {
	t.Helper()
	path = libraryPath(t)
	all := migrations
	migrations = all[:1]
	closeLibrary(t, open(t, path))
	migrations = all
	db, err := sql.Open("sqlite", uri(path, "mode=rw"))
	if err == nil {
		_, err = db.Exec(older + script)
	}
	if err != nil {
		t.Fatal(err)
	}
	db.Close()
	return path
}

func TestOldStepsTellWhatWasDone(t *testing.T) {
	for told, want := range map[string]string{
		"Give the turn to Mira": "Gave the turn to Mira", "Join turns": "Joined turns", "Mend a word": "Mended a word",
		"Move the chunk’s boundary": "Moved the chunk’s boundary", "Paste": "Pasted",
		"Bookmark": "Bookmarked", "New paragraph": "Made a paragraph",
		"Take 1.md from the disk": "Took 1.md from the disk", "Set the end to 00:00:01:00": "Set the end to 00:00:01:00",
		"Changed “Give” to “Take”": "Changed “Give” to “Take”", "Gave the turn to Mira": "Gave the turn to Mira",
	} {
		l := open(t, ofVersionOne(t, "UPDATE step SET name = '"+told+"' WHERE seq = 4"))
		steps, err := l.Steps(t.Context(), 1, 0, -1)
		if err != nil {
			t.Fatal(err)
		}
		if got := steps[1]; got.Seq != 4 || got.Name != want || steps[0].Name != "Three" {
			t.Errorf("%q is told as %q", told, got.Name)
		}
	}
}

func TestALibraryOfVersionOneGetsItsTree(t *testing.T) {
	path := ofVersionOne(t, "")
	l := open(t, path)
	sound(t, l)
	if got, want := states(t, l, 1), "1>0 done, 3>-1 abandoned, 4>1 done, 5>4 undone"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got, want := states(t, l, 2), "2>0 done"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	a, err := l.Source(t.Context(), 1, 1)
	if err != nil || string(a.Bytes) != "d" || string(a.First) != "a" {
		t.Errorf("the first chunk came from %q, first %q, %v", a.Bytes, a.First, err)
	}
	b, err := l.Source(t.Context(), 2, 1)
	if err != nil || string(b.Bytes) != "b" || b.First != nil {
		t.Errorf("the second came from %q, first %q, %v", b.Bytes, b.First, err)
	}
	people, err := l.Pin(t.Context(), "Lighthouses", []string{"Ada", "Björn"})
	if err != nil || people["Ada"] != (session.Person{Number: 3}) || people["Björn"] != (session.Person{Number: 1}) {
		t.Errorf("the speakers are %v, %v", people, err)
	}
	d := document(t, l, 1)
	for to, want := range map[int64]string{5: "abc", 0: "", 1: "a"} {
		if err := goTo(l, 1, d, to); err != nil {
			t.Fatal(err)
		}
		if turn, _ := d.Turn(2); turn.Paragraphs[0] != want {
			t.Errorf("at %d stands %q", to, turn.Paragraphs[0])
		}
	}
	if err := goTo(l, 1, d, 3); !errors.Is(err, session.ErrForgotten) {
		t.Errorf("to a step of which too little is known: %v", err)
	}
	if copies, err := os.Stat(path + ".version-1"); err != nil || copies.Size() == 0 {
		t.Errorf("no copy of the older library: %v", err)
	}
}
