package sqlite

import (
	"errors"
	"fmt"
	"math/rand/v2"
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
	if r.IntN(6) == 0 {
		return randomNote(d, r, c)
	}
	if len(c.Turns) > 0 && r.IntN(4) > 0 {
		return randomTurnOp(d, r, c)
	}
	if r.IntN(4) == 0 {
		return randomChunkOp(d, r, c)
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

func randomChunkOp(d *transcript.Document, r *rand.Rand, c transcript.Chunk) transcript.Op {
	made := transcript.Chunk{ID: d.NewID(), Lead: []string{say(r, 1)}, Matter: transcript.Matter{
		Form: transcript.FieldMatter, Fields: []transcript.Field{{Key: "chunk", Kind: transcript.ScalarField, Value: "7"}, {Key: "title", Kind: transcript.ScalarField, Value: say(r, 2)}},
	}}
	switch r.IntN(8) {
	case 0:
		return transcript.InsertChunk{At: r.IntN(len(d.Chunks()) + 1), Chunk: made}
	case 1:
		return transcript.DeleteChunk{Chunk: c.ID}
	case 2, 3:
		return transcript.MoveChunk{Chunk: c.ID, At: r.IntN(len(d.Chunks()))}
	case 4, 5:
		if len(c.Turns) > 0 {
			return transcript.SplitChunk{Turn: c.Turns[r.IntN(len(c.Turns))].ID, New: made}
		}
	}
	return transcript.JoinChunk{Chunk: c.ID}
}

func randomNote(d *transcript.Document, r *rand.Rand, c transcript.Chunk) transcript.Op {
	notes := d.Notes()
	if len(notes) > 0 && r.IntN(2) == 0 {
		n := notes[r.IntN(len(notes))]
		if r.IntN(3) == 0 {
			return transcript.RemoveNote{Note: n.ID}
		}
		return transcript.SetNote{Note: n.ID, Text: say(r, 2) + "\n🔦", Resolved: r.IntN(2) == 0}
	}
	n := transcript.Note{ID: d.NewID(), Kind: transcript.Comment, Text: say(r, 3)}
	if r.IntN(2) == 0 {
		n.Kind, n.Text = transcript.Bookmark, ""
	}
	if len(c.Turns) > 0 {
		n.Turn, n.From = c.Turns[r.IntN(len(c.Turns))].ID, r.IntN(8)
		n.To = n.From + r.IntN(4)
	}
	return transcript.AddNote{Note: n}
}

func randomTurnOp(d *transcript.Document, r *rand.Rand, c transcript.Chunk) transcript.Op {
	i := r.IntN(len(c.Turns))
	t := c.Turns[i]
	switch r.IntN(14) {
	case 12, 13:
		return transcript.SetChecked{Turn: t.ID, Checked: r.IntN(3) > 0}
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
