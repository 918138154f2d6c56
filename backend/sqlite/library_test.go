package sqlite

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"testing"

	"stet/backend/session"
	"stet/backend/transcript"
)

func TestAnImportedEpisodeIsReadBack(t *testing.T) {
	path := libraryPath(t)
	l := open(t, path)
	files := []session.NewChunk{newChunk(8, 10, 4, 20), newChunk(8, 2, 5, 20), newChunk(8, 1, 6, 20)}
	files[1].Chunk.Matter = transcript.Matter{Form: transcript.RawMatter, Raw: "title: one: two\n\ttab"}
	files[1].Chunk.Lead = nil
	ids := importAll(t, l, files...)
	closeLibrary(t, l)
	l = open(t, path)
	d := document(t, l, ids[0])
	if got := d.Episode(); got != files[0].Episode {
		t.Errorf("the episode is %+v", got)
	}
	order := d.Chunks()
	// Where front matter cannot be read, the file's name tells the number.
	for i, want := range []session.NewChunk{files[2], files[1], files[0]} {
		got, _ := d.Chunk(order[i])
		if !transcript.SameChunk(got, want.Chunk) || got.Matter.Raw != want.Chunk.Matter.Raw || got.Status != transcript.Draft {
			t.Errorf("chunk %d is\n%+v\nwant\n%+v", i, got, want.Chunk)
		}
		src, err := l.Source(t.Context(), ids[0], order[i])
		if err != nil || src.Path != want.Source.Path || src.Below != want.Source.Below || string(src.Bytes) != string(want.Source.Bytes) {
			t.Errorf("its source is %+v, %v", src, err)
		}
		place, err := l.Find(t.Context(), want.Source.Path)
		if want := (session.Place{Episode: ids[0], Chunk: order[i], Hash: sha256.Sum256(want.Source.Bytes)}); err != nil || place != want {
			t.Errorf("its file is at %+v, %v", place, err)
		}
	}
	sound(t, l)
}

func TestTheListSaysWhatTheDocumentsSay(t *testing.T) {
	l := open(t, libraryPath(t))
	files := []session.NewChunk{newChunk(10, 1, 4, 20), newChunk(9, 1, 4, 20), newChunk(9, 2, 4, 20), newChunk(9, 3, 4, 20)}
	files[3].Chunk.Turns = nil
	other := newChunk(1, 1, 3, 9)
	other.Episode.Series, other.Source.Path = "bells", "/elsewhere.md"
	importAll(t, l, append(files, other)...)
	check := func() {
		t.Helper()
		rows, err := l.Library(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, row := range rows {
			names = append(names, row.Episode.Series+" "+row.Episode.Key)
			compareRow(t, l, row)
		}
		if want := "[bells 1 Lighthouses 9 Lighthouses 10]"; fmt.Sprint(names) != want {
			t.Errorf("the episodes are %v", names)
		}
	}
	check()

	id := mustFind(t, l, files[1].Source.Path)
	d := document(t, l, id)
	chunks := d.Chunks()
	first, last := d.Order(chunks[0])[0], slices.Max(d.Order(chunks[0]))
	for _, op := range []transcript.Op{
		transcript.EditText{Turn: first, Text: "Two words "},
		transcript.SetSpan{Turn: first, Span: nil},
		transcript.SetSpan{Turn: last, Span: spanAt(7000)},
		transcript.SetChecked{Turn: first, Checked: true}, transcript.SetChecked{Turn: last, Checked: true},
		transcript.DeleteTurn{Turn: first},
		transcript.SetField{Chunk: chunks[0], At: 0, Was: "title", Field: transcript.Field{Key: "title", Kind: transcript.ScalarField, Value: "New"}},
		transcript.RemoveField{Chunk: chunks[0], At: 2, Was: "chunk"},
		transcript.SetStatus{Chunk: chunks[1], Status: transcript.Ready},
		transcript.InsertTurn{Chunk: chunks[2], Turn: transcript.Turn{ID: d.NewID(), Span: spanAt(1), Paragraphs: []string{"a b c"}}},
		transcript.SetEpisode{Episode: transcript.Episode{Series: "Lighthouses", Key: "9", Title: "Fog", Offset: -7}},
		transcript.DeleteTurn{Turn: last},
	} {
		mustDo(t, l, id, d, op)
		check()
	}
	for travel(l, id, d, session.Undo) == nil {
		check()
	}
}

func mustFind(t *testing.T, l *Library, path string) session.EpisodeID {
	t.Helper()
	place, err := l.Find(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	return place.Episode
}

// compareRow works out from the document what the list should say of it.
func compareRow(t *testing.T, l *Library, row session.EpisodeRow) {
	t.Helper()
	d := document(t, l, row.ID)
	if row.Episode != d.Episode() {
		t.Errorf("the list has %+v, the document %+v", row.Episode, d.Episode())
	}
	var ids []transcript.ID
	for _, c := range row.Chunks {
		ids = append(ids, c.ID)
		chunk, _ := d.Chunk(c.ID)
		words, checked, number, title := 0, 0, "", ""
		var start, end string
		for _, turn := range chunk.Turns {
			for _, p := range turn.Paragraphs {
				words += countWords(p)
			}
			if turn.Checked {
				checked++
			}
			if turn.Span != nil {
				if start == "" {
					start = turn.Span.Start.String()
				}
				end = turn.Span.End.String()
			}
		}
		if f, ok := chunk.Field("chunk"); ok {
			number = f.Value
		}
		if f, ok := chunk.Field("title"); ok {
			title = f.Value
		}
		got := fmt.Sprint(c.Words, c.Turns, c.Checked, c.Number, c.Title, c.Status)
		if want := fmt.Sprint(words, len(chunk.Turns), checked, number, title, chunk.Status); got != want {
			t.Errorf("episode %d, chunk %d: the list says %s, the document %s", row.ID, c.ID, got, want)
		}
		gotStart, gotEnd := "", ""
		if c.Span != nil {
			gotStart, gotEnd = c.Span.Start.String(), c.Span.End.String()
		}
		if gotStart != start || gotEnd != end {
			t.Errorf("episode %d, chunk %d: the list says %s to %s, the document %s to %s", row.ID, c.ID, gotStart, gotEnd, start, end)
		}
	}
	if !slices.Equal(ids, d.Chunks()) {
		t.Errorf("the list has chunks %v, the document %v", ids, d.Chunks())
	}
}

// countWords counts by its own rule: a word starts where a space ends.
func countWords(s string) int {
	n, in := 0, false
	for _, r := range s {
		if r != ' ' && !in {
			n++
		}
		in = r != ' '
	}
	return n
}

func TestWhatIsNotThereIsNotFound(t *testing.T) {
	l := open(t, libraryPath(t))
	id, d := episode(t, l)
	ctx := t.Context()
	errs := map[string]error{}
	_, errs["an episode"] = l.Document(ctx, 99)
	_, errs["a chunk's source"] = l.Source(ctx, id, 9999)
	_, errs["a file"] = l.Find(ctx, "/nowhere")
	_, errs["a step to undo"] = l.LastDone(ctx, id)
	_, errs["a step to redo"] = l.LastUndone(ctx, id)
	_, errs["an episode to change"] = l.Commit(ctx, 99, d, session.Commit{})
	for what, err := range errs {
		if !errors.Is(err, session.ErrNotFound) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if e, err := l.Ends(ctx, id); err != nil || e != (session.Ends{}) {
		t.Errorf("the ends are %+v, %v", e, err)
	}
	if value, err := l.Recall(ctx, "never told"); value != "" || err != nil {
		t.Errorf("recalled %q, %v", value, err)
	}
}

func TestSettingsAreRemembered(t *testing.T) {
	path := libraryPath(t)
	l := open(t, path)
	for _, v := range []string{"first", "ep 8 & \"turn\" 3"} {
		if err := l.Remember(t.Context(), "place", v); err != nil {
			t.Fatal(err)
		}
	}
	closeLibrary(t, l)
	if v, err := open(t, path).Recall(t.Context(), "place"); v != "ep 8 & \"turn\" 3" || err != nil {
		t.Errorf("recalled %q, %v", v, err)
	}
}

func TestNumbersAreOrderedAsNumbers(t *testing.T) {
	want := []string{"", "2", "9", "09b", "10", "10a", "Épisode", "ep 2", "Ep 10", "ep 10"}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, natural)
	// Letters beyond ASCII sort behind, byte by byte.
	want = []string{"", "2", "9", "09b", "10", "10a", "ep 2", "Ep 10", "ep 10", "Épisode"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}
