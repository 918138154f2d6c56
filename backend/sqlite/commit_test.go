package sqlite

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"stet/backend/session"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// randomOp is an op that may or may not fit the document.
func randomOp(d *transcript.Document, r *rand.Rand) transcript.Op {
	chunks := d.Chunks()
	id := chunks[r.IntN(len(chunks))]
	c, _ := d.Chunk(id)
	if len(c.Turns) > 0 && r.IntN(4) > 0 {
		return randomTurnOp(d, r, c)
	}
	at, was := r.IntN(len(c.Matter.Fields)+1), ""
	if at < len(c.Matter.Fields) {
		was = c.Matter.Fields[at].Key
	}
	field := transcript.Field{Key: "k" + fmt.Sprint(r.IntN(9)), Kind: transcript.ScalarField, Value: say(r, 2)}
	if r.IntN(2) == 0 {
		field = transcript.Field{Key: "l", Kind: transcript.ListField, Items: []string{say(r, 1), "", "\"é\"\n"}}
	}
	switch r.IntN(9) {
	case 0:
		return transcript.SetField{Chunk: id, At: at, Was: was, Field: field}
	case 1, 2:
		return transcript.InsertField{Chunk: id, At: at, Field: field}
	case 3:
		return transcript.RemoveField{Chunk: id, At: at, Was: was}
	case 4:
		return transcript.MoveField{Chunk: id, From: at, To: r.IntN(len(c.Matter.Fields) + 1), Was: was}
	case 5:
		return transcript.SetLead{Chunk: id, Lead: []string{say(r, 3), "", "\\ & <"}[:r.IntN(4)]}
	case 6:
		return transcript.SetStatus{Chunk: id, Status: []transcript.Status{transcript.Draft, transcript.Ready}[r.IntN(2)]}
	case 7:
		m := transcript.Matter{Form: transcript.RawMatter, Raw: "a: b: " + say(r, 2)}
		if r.IntN(3) > 0 {
			m = transcript.Matter{Form: transcript.FieldMatter, Fields: []transcript.Field{field}, Raw: "mended"}
		}
		return transcript.SetMatter{Chunk: id, Matter: m}
	default:
		e := d.Episode()
		e.Title, e.Offset = say(r, 2), e.Offset+1
		return transcript.SetEpisode{Episode: e}
	}
}

func randomTurnOp(d *transcript.Document, r *rand.Rand, c transcript.Chunk) transcript.Op {
	i := r.IntN(len(c.Turns))
	t := c.Turns[i]
	switch r.IntN(12) {
	case 8:
		at := len(t.Paragraphs[0])
		return transcript.SplitTurn{Turn: t.ID, At: at * r.IntN(2), New: d.NewID()}
	case 9:
		return transcript.JoinTurn{Turn: t.ID, Glue: " "}
	case 10:
		chunks := d.Chunks()
		return transcript.MoveTurn{Turn: t.ID, Chunk: chunks[r.IntN(len(chunks))], At: r.IntN(4)}
	case 11:
		times := make(transcript.Timings, transcript.CountWords(t.Paragraphs))
		for i := range times {
			times[i] = transcript.Timing{Start: timecode.Time(i), End: timecode.Time(r.Int64N(1 << 40)), How: transcript.How(r.IntN(3))}
			if times[i].How == transcript.Unknown {
				times[i] = transcript.Timing{}
			}
			times[i].End = max(times[i].End, times[i].Start)
		}
		return transcript.SetTimes{Turn: t.ID, Times: times}
	case 0:
		return transcript.EditText{Turn: t.ID, To: len(t.Paragraphs[0]), Text: say(r, r.IntN(5))}
	case 1:
		return transcript.SetSpeaker{Turn: t.ID, Speaker: []*string{nil, label("Cleo"), label("Ada")}[r.IntN(3)]}
	case 2:
		return transcript.SetSpan{Turn: t.ID, Span: []*transcript.Turn{{}, {Span: spanAt(r.IntN(9000))}}[r.IntN(2)].Span}
	case 3:
		return transcript.DeleteTurn{Turn: t.ID}
	case 4:
		return transcript.SetParagraphs{Turn: t.ID, Paragraphs: []string{"", say(r, 3), ""}[r.IntN(3):]}
	case 5:
		// The same turn somewhere else, as a batch may have it.
		chunks := d.Chunks()
		to := chunks[r.IntN(len(chunks))]
		at := r.IntN(len(d.Order(to)) + 1)
		if to == c.ID && at > 0 {
			at--
		}
		return transcript.Batch{Ops: []transcript.Op{transcript.DeleteTurn{Turn: t.ID}, transcript.InsertTurn{Chunk: to, At: at, Turn: t}}}
	case 6:
		gone := d.NewID()
		return transcript.Batch{Ops: []transcript.Op{
			transcript.InsertTurn{Chunk: c.ID, At: i, Turn: transcript.Turn{ID: gone}}, transcript.DeleteTurn{Turn: gone},
			transcript.InsertTurn{Chunk: c.ID, At: i, Turn: transcript.Turn{ID: d.NewID(), Span: spanAt(i), Paragraphs: []string{say(r, 4)}}},
			transcript.SetParagraphs{Turn: t.ID, Paragraphs: []string{say(r, 2)}},
			transcript.InsertTurn{Chunk: c.ID, At: i + 2, Turn: transcript.Turn{ID: d.NewID()}},
		}}
	default:
		return transcript.InsertTurn{Chunk: c.ID, At: i, Turn: transcript.Turn{ID: d.NewID(), Speaker: label("Dora"), Paragraphs: []string{say(r, 3)}}}
	}
}

// Whatever was edited, undone and done again, the library says the same as the document; undoing all of it, after a
// restart, gives what was imported.
func TestRandomEditsAreKeptAndUndone(t *testing.T) {
	for seed := range uint64(4) {
		path := libraryPath(t)
		l := open(t, path)
		id, d := episode(t, l)
		start := document(t, l, id)
		r := rand.New(rand.NewPCG(seed, 4))
		made := 0
		for range 150 {
			switch r.IntN(6) {
			case 0:
				if err := travel(l, id, d, session.Undo); err != nil && !errors.Is(err, session.ErrNotFound) {
					t.Fatalf("seed %d: undo: %v", seed, err)
				}
			case 1:
				if err := travel(l, id, d, session.Redo); err != nil && !errors.Is(err, session.ErrNotFound) {
					t.Fatalf("seed %d: redo: %v", seed, err)
				}
			default:
				c, err := apply(d, randomOp(d, r))
				if err != nil {
					continue
				}
				made++
				extendIfLast(t, l, id, &c, r)
				if _, err := l.Commit(t.Context(), id, d, c); err != nil {
					t.Fatalf("seed %d: %T: %v", seed, c.Step.Ops[0], err)
				}
			}
			if got := document(t, l, id); !got.Equal(d) {
				t.Fatalf("seed %d: the library has\n%s\nthe document\n%s", seed, told(got), told(d))
			}
		}
		if made < 60 {
			t.Fatalf("seed %d: only %d edits fitted", seed, made)
		}
		rows, err := l.Library(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		compareRow(t, l, rows[0])
		sound(t, l)
		closeLibrary(t, l)

		l = open(t, path)
		d = document(t, l, id)
		for err = nil; err == nil; {
			err = travel(l, id, d, session.Undo)
		}
		if !errors.Is(err, session.ErrNotFound) {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if !d.Equal(start) || !document(t, l, id).Equal(start) {
			t.Fatalf("seed %d: undoing all gave\n%s\ninstead of\n%s", seed, told(d), told(start))
		}
		closeLibrary(t, l)
	}
}

// extendIfLast lets some commits extend the step before, where a session could.
func extendIfLast(t *testing.T, l *Library, id session.EpisodeID, c *session.Commit, r *rand.Rand) {
	t.Helper()
	_, err := l.LastUndone(t.Context(), id)
	last, lastErr := l.LastDone(t.Context(), id)
	if errors.Is(err, session.ErrNotFound) && lastErr == nil && r.IntN(3) == 0 {
		c.Action, c.Step.Seq = session.Extend, last.Seq
	}
}

func told(d *transcript.Document) string {
	s := fmt.Sprintf("%+v\n", d.Episode())
	for _, id := range d.Chunks() {
		c, _ := d.Chunk(id)
		s += fmt.Sprintf("%d %s %+v %q\n", c.ID, c.Status, c.Matter, c.Lead)
		for _, t := range c.Turns {
			s += fmt.Sprintf("  %d %v %q %q\n", t.ID, t.Span, t.Label(), t.Paragraphs)
		}
	}
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
	closeLibrary(t, l)
	if next := document(t, open(t, path), id).NewID(); next <= passing {
		t.Errorf("the next ID is %d, after %d and %d", next, kept, passing)
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
