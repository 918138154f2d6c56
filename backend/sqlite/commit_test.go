package sqlite

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"stet/backend/session"
	"stet/backend/transcript"
)

func told(d *transcript.Document) string {
	s := fmt.Sprintf("%+v\n", d.Episode())
	for _, id := range d.Chunks() {
		c, _ := d.Chunk(id)
		s += fmt.Sprintf("%d %s %+v %q\n", c.ID, c.Status, c.Matter, c.Lead)
		for _, t := range c.Turns {
			s += fmt.Sprintf("  %d %v %q %q %v\n", t.ID, t.Span, t.Label(), t.Paragraphs, t.Checked)
		}
	}
	s += fmt.Sprintf("%+v\n", d.Notes())
	return s
}

func TestTheHistoryIsTold(t *testing.T) {
	l := open(t, libraryPath(t))
	id, d := episode(t, l)
	turn := d.Order(d.Chunks()[0])[0]
	commit := func(action session.Action, seq, at int64, name, text string) int64 {
		t.Helper()
		c, err := apply(d, transcript.EditText{Turn: turn, Text: text})
		if err != nil {
			t.Fatal(err)
		}
		c.Action, c.Step.Seq, c.Step.Name, c.Step.At = action, seq, name, at
		seq, err = l.Commit(t.Context(), id, d, c)
		if err != nil {
			t.Fatal(err)
		}
		return seq
	}
	history := func(limit int) string {
		t.Helper()
		steps, err := l.Steps(t.Context(), id, 0, limit)
		if err != nil {
			t.Fatal(err)
		}
		s := ""
		for _, x := range steps {
			s += fmt.Sprintf("%d %s %d %s; ", x.Seq, x.Name, x.At, x.State)
		}
		e, err := l.Ends(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		return s + "undo " + e.Undo + ", redo " + e.Redo
	}
	one := commit(session.Record, 0, 10, "One", "a")
	two := commit(session.Record, 0, 20, "Two", "b")
	commit(session.Extend, two, 21, "", "c")
	if got, want := history(-1), "2 Two 21 done; 1 One 10 done; undo Two, redo "; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	last, err := l.LastDone(t.Context(), id)
	if err != nil || last.Seq != two || len(last.Ops) != 2 || len(last.Inverses) != 2 {
		t.Fatalf("the last step is %+v, %v", last, err)
	}
	for range 2 {
		if err := travel(l, id, d, session.Undo); err != nil {
			t.Fatal(err)
		}
	}
	if next, err := l.LastUndone(t.Context(), id); err != nil || next.Seq != one || next.State != transcript.Undone {
		t.Errorf("redo would take %+v, %v", next, err)
	}
	if err := travel(l, id, d, session.Redo); err != nil {
		t.Fatal(err)
	}
	if got, want := history(-1), "2 Two 21 undone; 1 One 10 done; undo One, redo Two"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	commit(session.Record, 0, 30, "Three", "d")
	if got, want := history(2), "3 Three 30 done; 2 Two 21 abandoned; undo Three, redo "; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestACommitThatDoesNotFitChangesNothing(t *testing.T) {
	l := open(t, libraryPath(t))
	id, d := episode(t, l)
	turn := d.Order(d.Chunks()[0])[0]
	first := mustDo(t, l, id, d, transcript.EditText{Turn: turn, Text: "a"})
	mustDo(t, l, id, d, transcript.EditText{Turn: turn, Text: "b"})
	before := document(t, l, id)
	c, err := apply(d, transcript.EditText{Turn: turn, Text: "c"})
	if err != nil {
		t.Fatal(err)
	}
	try := func(want error, change func(*session.Commit)) {
		t.Helper()
		c := c
		change(&c)
		_, err := l.Commit(t.Context(), id, d, c)
		if !errors.Is(err, want) {
			t.Errorf("%v, want %v", err, want)
		}
		if !document(t, l, id).Equal(before) {
			t.Fatal("the document in the library has changed")
		}
		if steps, err := l.Steps(t.Context(), id, 0, -1); err != nil || len(steps) != 2 || steps[0].State != transcript.Done {
			t.Fatalf("the history is %+v, %v", steps, err)
		}
	}
	try(session.ErrHistory, func(c *session.Commit) { c.Action, c.Step.Seq = session.Extend, first })
	try(session.ErrHistory, func(c *session.Commit) { c.Action, c.Step.Seq = session.Undo, first })
	try(session.ErrHistory, func(c *session.Commit) { c.Action, c.Step.Seq = session.Redo, first })
	try(session.ErrHistory, func(c *session.Commit) { c.Action = 99 })
	try(session.ErrHistory, func(c *session.Commit) { c.Step.Inverses = nil })
	try(session.ErrNotFound, func(c *session.Commit) { c.Bases = map[transcript.ID]session.Source{77: {}} })
	other := newChunk(8, 2, 1, 1).Source
	try(session.ErrPresent, func(c *session.Commit) { c.Bases = map[transcript.ID]session.Source{d.Chunks()[0]: other} })
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := l.Commit(cancelled, id, d, c); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled commit: %v", err)
	}
	if _, err := l.Commit(t.Context(), id, d, c); err != nil {
		t.Errorf("after all that: %v", err)
	}
	if !document(t, l, id).Equal(d) {
		t.Error("the last commit was not kept")
	}
}

func TestBasesAndFlagsAreKept(t *testing.T) {
	path := libraryPath(t)
	l := open(t, path)
	id, d := episode(t, l)
	chunk := d.Chunks()[1]
	src, err := l.Source(t.Context(), id, chunk)
	if err != nil {
		t.Fatal(err)
	}
	old := src
	src.Bytes = []byte("what was just written")
	for _, c := range []session.Commit{
		{Action: session.Keep, Dirty: map[transcript.ID]bool{chunk: true}},
		{Action: session.Keep, Bases: map[transcript.ID]session.Source{chunk: src}, Problems: map[transcript.ID]session.Problems{chunk: {Errors: 5, Warnings: 6}}},
		{Action: session.Keep, Bases: map[transcript.ID]session.Source{chunk: src}},
	} {
		if _, err := l.Commit(t.Context(), id, d, c); err != nil {
			t.Fatal(err)
		}
	}
	closeLibrary(t, l)
	l = open(t, path)
	got, err := l.Source(t.Context(), id, chunk)
	if err != nil || string(got.Bytes) != string(src.Bytes) || got.Path != old.Path || got.Below != old.Below {
		t.Errorf("the source is %+v, %v", got, err)
	}
	place, err := l.Find(t.Context(), old.Path)
	if err != nil || !place.Dirty || place.Chunk != chunk {
		t.Errorf("the file is at %+v, %v", place, err)
	}
	rows, err := l.Library(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if c := rows[0].Chunks[1]; !c.Dirty || c.Errors != 5 || c.Warnings != 6 || rows[0].Chunks[0].Dirty {
		t.Errorf("the list has %+v", rows[0].Chunks)
	}
	// The same base twice is kept once, and what the file held before is still there.
	var kept int
	if err := l.readers.QueryRow("SELECT count(*) FROM source").Scan(&kept); err != nil || kept != 4 {
		t.Errorf("%d sources are kept, %v", kept, err)
	}
}

// An ID that the history speaks of is never given out again, also not after a restart.
func TestIDsAreNeverUsedAgain(t *testing.T) {
	path := libraryPath(t)
	l := open(t, path)
	id, d := episode(t, l)
	chunk := d.Chunks()[0]
	kept, passing := d.NewID(), d.NewID()
	mustDo(t, l, id, d, transcript.InsertTurn{Chunk: chunk, Turn: transcript.Turn{ID: kept}})
	mustDo(t, l, id, d, transcript.Batch{Ops: []transcript.Op{
		transcript.InsertTurn{Chunk: chunk, Turn: transcript.Turn{ID: passing}}, transcript.DeleteTurn{Turn: passing},
	}})
	mustDo(t, l, id, d, transcript.DeleteTurn{Turn: kept})
	note := d.NewID()
	mustDo(t, l, id, d, transcript.AddNote{Note: transcript.Note{ID: note, Kind: transcript.Bookmark}})
	mustDo(t, l, id, d, transcript.RemoveNote{Note: note})
	closeLibrary(t, l)
	if next := document(t, open(t, path), id).NewID(); next <= note {
		t.Errorf("the next ID is %d, after %d, %d and %d", next, kept, passing, note)
	}
}

// rowsWritten counts the rows that work changes.
func rowsWritten(t *testing.T, l *Library, work func()) int {
	t.Helper()
	total := func() (n int) {
		t.Helper()
		err := l.writer.do(t.Context(), func(x *tx) error { return x.get("SELECT total_changes()", nil, &n) })
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := total()
	work()
	return total() - before
}

func TestAnEditWritesFewRows(t *testing.T) {
	l := open(t, libraryPath(t))
	ids := importAll(t, l, newChunk(1, 1, 400, 20))
	id, d := ids[0], document(t, l, ids[0])
	chunk := d.Chunks()[0]
	order := d.Order(chunk)
	for _, c := range []struct {
		name string
		op   transcript.Op
	}{
		{"a word", transcript.EditText{Turn: order[200], Text: "Then "}},
		{"a speaker", transcript.SetSpeaker{Turn: order[5], Speaker: label("Cleo")}},
		{"a time", transcript.SetSpan{Turn: order[0], Span: spanAt(2)}},
		{"a turn at the front", transcript.InsertTurn{Chunk: chunk, Turn: transcript.Turn{ID: d.NewID()}}},
		{"a turn in the middle", transcript.InsertTurn{Chunk: chunk, At: 100, Turn: transcript.Turn{ID: d.NewID()}}},
		{"a turn at the end", transcript.InsertTurn{Chunk: chunk, At: 402, Turn: transcript.Turn{ID: d.NewID(), Span: spanAt(1)}}},
		{"a turn gone", transcript.DeleteTurn{Turn: order[7]}},
		{"a title", transcript.SetField{Chunk: chunk, At: 0, Was: "title", Field: transcript.Field{Key: "title", Kind: transcript.ScalarField}}},
	} {
		// Step, op, the row itself, the chunk's words and span, the episode's next ID; the index's own rows, new words.
		const most = 6 + 8
		if n := rowsWritten(t, l, func() { mustDo(t, l, id, d, c.op) }); n > most {
			t.Errorf("%s: %d rows", c.name, n)
		}
	}
	if !document(t, l, id).Equal(d) {
		t.Error("the library says something else")
	}
}

// Turns that crowd at one spot find room again and again; only now and then is the chunk spaced anew.
func TestTurnsCanCrowdAtOneSpot(t *testing.T) {
	for _, step := range []int{0, 1} { // always before the last, always behind it
		l := open(t, libraryPath(t))
		id, d := episode(t, l)
		chunk := d.Chunks()[0]
		anew := 0
		for i := range 200 {
			op := transcript.InsertTurn{Chunk: chunk, At: 4 + i*step, Turn: transcript.Turn{ID: d.NewID(), Paragraphs: []string{fmt.Sprint(i)}}}
			if rowsWritten(t, l, func() { mustDo(t, l, id, d, op) }) > 50 { // more than the index ever writes at once
				anew++
			}
		}
		if anew < 3 || anew > 8 {
			t.Errorf("the chunk was spaced anew %d times in 200", anew)
		}
		if !document(t, l, id).Equal(d) {
			t.Error("the turns are out of order")
		}
		closeLibrary(t, l)
	}
}

func TestManyTurnsComeAtOnce(t *testing.T) {
	l := open(t, libraryPath(t))
	id, d := episode(t, l)
	chunk := d.Chunks()[1]
	for round := range 4 {
		var b transcript.Batch
		for i := range 500 {
			b.Ops = append(b.Ops, transcript.InsertTurn{Chunk: chunk, At: 3 + i + round, Turn: transcript.Turn{ID: d.NewID()}})
		}
		for _, turn := range d.Order(chunk)[:6] {
			b.Ops = append(b.Ops, transcript.SetSpeaker{Turn: turn, Speaker: label("Cleo")})
		}
		mustDo(t, l, id, d, b)
		if !document(t, l, id).Equal(d) {
			t.Fatalf("round %d: the turns are out of order", round)
		}
	}
	// Turned round: every turn is the same, and every place another.
	order := d.Order(chunk)
	var b transcript.Batch
	for _, turn := range order {
		x, _ := d.Turn(turn)
		b.Ops = append(b.Ops, transcript.DeleteTurn{Turn: turn}, transcript.InsertTurn{Chunk: chunk, At: 0, Turn: x})
	}
	mustDo(t, l, id, d, b)
	got := document(t, l, id)
	slices.Reverse(order)
	if !got.Equal(d) || !slices.Equal(got.Order(chunk), order) {
		t.Error("the turns are not turned round")
	}
}
