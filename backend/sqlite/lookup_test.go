package sqlite

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"stet/backend/search"
	"stet/backend/session"
	"stet/backend/transcript"
)

// rowsWith are the turns that a lookup finds.
func rowsWith(t testing.TB, l *Library, p search.Phrase) []int64 {
	t.Helper()
	var rows []int64
	for after := int64(0); ; {
		found, err := l.Lookup(t.Context(), p, after, 7)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			rows, after = append(rows, f.Row), f.Row
		}
		if len(found) < 7 {
			return rows
		}
	}
}

// inStep sees that every word is found in the turns that say it, and in no others.
func inStep(t testing.TB, l *Library) {
	t.Helper()
	want := map[string][]int64{}
	for after := int64(0); ; {
		all, err := l.Lookup(t.Context(), search.Phrase{}, after, 100)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range all {
			for w := range strings.FieldsSeq(search.Index(strings.Join(f.Turn.Paragraphs, "\n"))) {
				if rows := want[w]; len(rows) == 0 || rows[len(rows)-1] != f.Row {
					want[w] = append(rows, f.Row)
				}
			}
			after = f.Row
		}
		if len(all) < 100 {
			break
		}
	}
	words, err := l.Vocabulary(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for w := range words {
		seen[w] = true
		if got := rowsWith(t, l, search.Phrase{Words: []string{w}}); !slices.Equal(got, want[w]) {
			t.Fatalf("%q is found in the rows %v, and stands in %v", w, got, want[w])
		}
	}
	for w := range want {
		if !seen[w] {
			t.Fatalf("%q is not in the list of all words", w)
		}
	}
}

// indexless makes a library what version 3 left of it, whose program wrote no words.
const indexless = `
DROP TRIGGER turn_word_goes; DROP TABLE turn_word; DROP TABLE word; DROP TABLE mishearing; DROP TABLE standing;
ALTER TABLE turn DROP COLUMN checked; ALTER TABLE chunk DROP COLUMN turns; ALTER TABLE chunk DROP COLUMN checked;
DROP TABLE note; DROP TABLE known_word; DROP INDEX turn_by_speaker; ALTER TABLE speaker DROP COLUMN name;
DROP TABLE registry_step; DROP TABLE registry; DROP TABLE waiver; DROP TABLE conflict; DROP INDEX source_by_sum; ALTER TABLE chunk DROP COLUMN indent;
` + gapless + `PRAGMA user_version = 3;`

func TestALibraryFromBeforeThereWasAnIndex(t *testing.T) {
	path := libraryPath(t)
	l := open(t, path)
	id, d := episode(t, l)
	if _, err := l.writer.conn.ExecContext(t.Context(), indexless); err != nil {
		t.Fatal(err)
	}
	closeLibrary(t, l)
	l = open(t, path)
	if !document(t, l, id).Equal(d) {
		t.Error("the episode has changed")
	}
	rows, err := l.Library(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	compareRow(t, l, rows[0])
	inStep(t, l)
	sound(t, l)
}

func TestTheIndexFollowsEveryEdit(t *testing.T) {
	l := open(t, libraryPath(t))
	id, d := episode(t, l)
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 60 {
		chunk := d.Chunks()[r.IntN(3)]
		order := d.Order(chunk)
		switch turn := order[r.IntN(len(order))]; r.IntN(6) {
		case 0:
			mustDo(t, l, id, d, transcript.EditText{Turn: turn, Text: fmt.Sprintf("word%d ", n)})
		case 1:
			mustDo(t, l, id, d, transcript.SetParagraphs{Turn: turn, Paragraphs: []string{say(r, 5), "Straße İx " + say(r, 3)}})
		case 2:
			if len(order) > 1 {
				mustDo(t, l, id, d, transcript.DeleteTurn{Turn: turn})
			}
		case 3:
			mustDo(t, l, id, d, transcript.InsertTurn{Chunk: chunk, At: r.IntN(len(order)), Turn: transcript.Turn{ID: d.NewID(), Paragraphs: []string{say(r, 4)}}})
		case 4:
			mustDo(t, l, id, d, transcript.SetSpeaker{Turn: turn, Speaker: label("Mira")})
		case 5:
			if err := travel(l, id, d, session.Undo); err != nil && n > 5 {
				t.Fatal(err)
			}
		}
	}
	inStep(t, l)
	sound(t, l)
}

func TestAnImportThatIsCancelledLeavesNoWords(t *testing.T) {
	l := open(t, libraryPath(t))
	episode(t, l)
	i, err := l.Begin(t.Context(), noon)
	if err != nil {
		t.Fatal(err)
	}
	c := newChunk(9, 1, 3, 10)
	c.Chunk.Turns[0].Paragraphs = []string{"foghorn"}
	if err := i.Add(t.Context(), []session.NewChunk{c}); err != nil {
		t.Fatal(err)
	}
	if rows := rowsWith(t, l, search.Phrase{Words: []string{"foghorn"}}); rows != nil {
		t.Errorf("found before it shows: %v", rows)
	}
	if err := i.Cancel(); err != nil {
		t.Fatal(err)
	}
	inStep(t, l)
	var n int
	if err := l.readers.QueryRow("SELECT count(*) FROM turn_word WHERE turn_word MATCH 'foghorn'").Scan(&n); err != nil || n != 0 {
		t.Errorf("%d left, %v", n, err)
	}
}

func TestLookup(t *testing.T) {
	l := open(t, libraryPath(t))
	c := newChunk(1, 1, 0, 0)
	for _, text := range []string{
		"The lighthouse keeper", "A keeper of lights", "Lights! Houses.", "ein Leuchtturmwärter", "Wärter", "the light-house", "",
		"🔦 STRASSE", "Straße", "yes🦀no",
	} {
		c.Chunk.Turns = append(c.Chunk.Turns, transcript.Turn{Paragraphs: []string{text}})
	}
	importAll(t, l, c)
	for _, x := range []struct {
		query search.Query
		want  int
	}{
		{search.Query{Text: "light"}, 4},
		{search.Query{Text: "light", Whole: true}, 1},
		{search.Query{Text: "house"}, 3},
		{search.Query{Text: "wärter"}, 2},
		{search.Query{Text: "house keep"}, 1},
		{search.Query{Text: "lights houses", Whole: true}, 1}, // what stands between words is not looked up
		{search.Query{Text: "straße"}, 1},
		{search.Query{Text: "yes", Whole: true}, 1},
		{search.Query{Text: "no", Whole: true}, 1},
		{search.Query{Text: "lamp"}, 0},
		{search.Query{Text: `keeper.*lights`, Expr: true}, 2},
		{search.Query{Text: `^.?$`, Expr: true}, 10},
	} {
		p, err := x.query.Compile()
		if err != nil {
			t.Fatal(err)
		}
		if rows := rowsWith(t, l, p.Needs()); len(rows) != x.want {
			t.Errorf("%+v needs %+v and finds the rows %v, want %d", x.query, p.Needs(), rows, x.want)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := l.Lookup(ctx, search.Phrase{}, 0, 5); err == nil {
		t.Error("a lookup that nobody waits for any more goes on")
	}
}

func TestThePartOfTooManyWordsIsNotLookedUp(t *testing.T) {
	l := open(t, libraryPath(t))
	c := newChunk(1, 1, 1, 5)
	var b strings.Builder
	for n := range mostEndings + 1 {
		fmt.Fprintf(&b, "n%dght ", n)
	}
	c.Chunk.Turns[0].Paragraphs = []string{b.String(), "midnight sun"}
	importAll(t, l, c)
	for _, words := range [][]string{{"ght"}, {"ght", "sun"}} {
		if rows := rowsWith(t, l, search.Phrase{Words: words, Before: true, After: true}); len(rows) != 1 {
			t.Errorf("%q is found in %v", words, rows)
		}
	}
}

func TestTheGlossaryAndWhatStands(t *testing.T) {
	path := libraryPath(t)
	l := open(t, path)
	id, _ := episode(t, l)
	pairs := []search.Pair{{Wrong: "engine X", Right: "NGINX"}, {Wrong: "fog horn", Right: "foghorn"}}
	stand := session.Stand{Turn: 2, Reason: "misheard", Words: "fog horn"}
	for _, err := range []error{
		l.SetGlossary(t.Context(), "Lighthouses", []search.Pair{{Wrong: "old", Right: "gone"}}),
		l.SetGlossary(t.Context(), "Lighthouses", pairs),
		l.LetStand(t.Context(), id, stand, true), l.LetStand(t.Context(), id, stand, true),
		l.LetStand(t.Context(), id, session.Stand{Turn: 3}, true), l.LetStand(t.Context(), id, session.Stand{Turn: 3}, false),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	closeLibrary(t, l)
	l = open(t, path)
	got, err := l.Glossary(t.Context(), "Lighthouses")
	if other, oerr := l.Glossary(t.Context(), "Reefs"); err != nil || oerr != nil || !slices.Equal(got, pairs) || len(other) != 0 {
		t.Errorf("%v, %v, %v, %v", got, err, other, oerr)
	}
	if stands, err := l.Standing(t.Context(), id); err != nil || len(stands) != 1 || !stands[stand] {
		t.Errorf("%v, %v", stands, err)
	}
	if err := l.LetStand(t.Context(), 999, stand, true); err == nil {
		t.Error("something stands in an episode that is not there")
	}
	sound(t, l)
}

// BenchmarkSearch10000Chunks looks for words of every kind in a library of 10,000 chunks and 18 million words, 50 turns
// to show, and beside it reads the turns through with LIKE until it has as many.
func BenchmarkSearch10000Chunks(b *testing.B) {
	l := open(b, libraryPath(b))
	importMany(b, l)
	id, d := session.EpisodeID(500), (*transcript.Document)(nil)
	d = document(b, l, id)
	for n, chunk := range d.Chunks() {
		mustDo(b, l, id, d, transcript.EditText{Turn: d.Order(chunk)[n], Text: fmt.Sprintf("The foghorn of pier %d. ", n)})
	}
	queries := []search.Query{{Text: "lamp"}, {Text: "foghorn"}, {Text: "keeper counts"}, {Text: "oghor"}, {Text: "pier 7", Whole: true}, {Text: "März"}, {Text: "nowhere"}}
	var ours, beside []time.Duration
	for b.Loop() {
		q := queries[len(ours)%len(queries)]
		start := time.Now()
		p, err := q.Compile()
		if err != nil {
			b.Fatal(err)
		}
		found, err := l.Lookup(b.Context(), p.Needs(), 0, 50)
		if err != nil || (len(found) > 0) == (q.Text == "nowhere") {
			b.Fatal(q, len(found), err)
		}
		ours = append(ours, time.Since(start))
		b.StopTimer()
		if len(beside) < len(queries) {
			start = time.Now()
			rows, err := l.readers.Query("SELECT row, text FROM turn WHERE text LIKE ? LIMIT 50", "%"+q.Text+"%")
			if err != nil {
				b.Fatal(err)
			}
			if err := eachRow(rows, func(scan func(...any) error) error { var row, text any; return scan(&row, &text) }); err != nil {
				b.Fatal(err)
			}
			beside = append(beside, time.Since(start))
		}
		b.StartTimer()
	}
	for name, times := range map[string][]time.Duration{"": ours, "like-": beside} {
		slices.Sort(times)
		b.ReportMetric(milliseconds(times[len(times)/2]), name+"p50-ms")
		b.ReportMetric(milliseconds(times[len(times)*95/100]), name+"p95-ms")
	}
}
