package transcript

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"stet/backend/timecode"
)

func span(t testing.TB, from, to string) *timecode.Span {
	t.Helper()
	a, err := timecode.Parse(from)
	if err != nil {
		t.Fatal(err)
	}
	b, err := timecode.Parse(to)
	if err != nil {
		t.Fatal(err)
	}
	return &timecode.Span{Start: a, End: b}
}

func label(s string) *string { return &s }

// measured are the times of n words, a quarter of a second each with a tenth between, from a place on.
func measured(at timecode.Time, n int) Timings {
	var t Timings
	for range n {
		t = append(t, Timing{Start: at, End: at + timecode.Second/4, How: Measured})
		at += timecode.Second/4 + timecode.Second/10
	}
	return t
}

func sample(t testing.TB) *Document {
	t.Helper()
	chunk := func(n int) Chunk {
		c := Chunk{Matter: Matter{Form: FieldMatter, Fields: []Field{
			{Key: "title", Kind: ScalarField, Value: fmt.Sprintf("Bells %d", n)},
			{Key: "tags", Kind: ListField, Items: []string{"bells", "towers"}},
			{Key: "map", Kind: OpaqueField, Value: "{a: b}"},
		}}, Lead: []string{"Episode 3"}}
		for i := range 6 {
			c.Turns = append(c.Turns, Turn{
				Span:    span(t, fmt.Sprintf("00:0%d:%02d:00", n, i*5), fmt.Sprintf("00:0%d:%02d:12", n, i*5+4)),
				Speaker: label([]string{"Ada", "Björn"}[i%2]),
				Paragraphs: []string{
					fmt.Sprintf("The clock, the höck of turn %d.", i), "It rang 🔔 twice.",
				},
				Times: measured(timecode.Time(n*60+i*5)*timecode.Second, 11),
			})
		}
		return c
	}
	d, err := NewDocument(Episode{Series: "Bell Towers", Key: "3"}, []Chunk{chunk(1), chunk(2)})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// someTurns are turns of one chunk, now and then one of them twice.
func someTurns(turns []Turn, r *rand.Rand) (ids []ID) {
	for _, t := range turns {
		for range r.IntN(8) / 3 {
			ids = append(ids, t.ID)
		}
	}
	return ids
}

func randomOp(d *Document, r *rand.Rand) Op {
	chunks := d.Chunks()
	id := chunks[r.IntN(len(chunks))]
	c, _ := d.Chunk(id)
	words := []string{"", "bell", "ö", "🔔", " ", "a longer run of words"}
	word := func() string { return words[r.IntN(len(words))] }
	field := func() Field {
		if r.IntN(2) == 0 {
			return Field{Key: "k" + word(), Kind: ScalarField, Value: word()}
		}
		return Field{Key: "l" + word(), Kind: ListField, Items: []string{word(), word()}}
	}
	if r.IntN(6) == 0 {
		return randomNote(d, r)
	}
	if r.IntN(6) == 0 {
		return randomChunkOp(d, r, c)
	}
	if len(c.Turns) > 0 && r.IntN(3) > 0 {
		t := c.Turns[r.IntN(len(c.Turns))]
		place := func() (p, at int) {
			p = r.IntN(len(t.Paragraphs))
			return p, r.IntN(len(t.Paragraphs[p]) + 1)
		}
		switch r.IntN(13) {
		case 10, 11:
			return SetChecked{Turn: t.ID, Checked: r.IntN(3) > 0}
		case 0:
			p := r.IntN(len(t.Paragraphs))
			n := len(t.Paragraphs[p])
			from := r.IntN(n + 1)
			return EditText{Turn: t.ID, Para: p, From: from, To: from + r.IntN(n-from+1), Text: word()}
		case 1:
			return SetSpeaker{Turn: t.ID, Speaker: label(word())}
		case 2:
			return SetSpan{Turn: t.ID, Estimated: Edges(r.IntN(2))}
		case 3:
			return DeleteTurn{Turn: t.ID}
		case 4:
			return SetParagraphs{Turn: t.ID, Paragraphs: []string{word(), word()}}
		case 5, 6:
			p, at := place()
			return SplitTurn{Turn: t.ID, Para: p, At: at, New: d.NewID()}
		case 7:
			return JoinTurn{Turn: t.ID, Glue: []string{"", " "}[r.IntN(2)]}
		case 8:
			return MoveTurn{Turn: t.ID, Chunk: chunks[r.IntN(len(chunks))], At: r.IntN(8)}
		case 9:
			return SetSpeakers{Turns: someTurns(c.Turns, r), Speaker: label([]string{"Ada", "Cleo", " "}[r.IntN(3)])}
		default:
			return InsertTurn{Chunk: id, At: r.IntN(len(c.Turns) + 1), Turn: Turn{ID: d.NewID(), Paragraphs: []string{word()}}}
		}
	}
	at := r.IntN(len(c.Matter.Fields) + 1)
	was := ""
	if at < len(c.Matter.Fields) {
		was = c.Matter.Fields[at].Key
	}
	switch r.IntN(7) {
	case 0:
		return SetField{Chunk: id, At: at, Was: was, Field: field()}
	case 1:
		return InsertField{Chunk: id, At: at, Field: field()}
	case 2:
		return RemoveField{Chunk: id, At: at, Was: was}
	case 3:
		return MoveField{Chunk: id, From: at, To: r.IntN(len(c.Matter.Fields) + 1), Was: was}
	case 4:
		return SetLead{Chunk: id, Lead: []string{word()}}
	case 5:
		return SetStatus{Chunk: id, Status: []Status{Draft, Ready, "nonsense"}[r.IntN(3)]}
	default:
		return SetEpisode{Episode: Episode{Series: "Bell Towers", Key: "3", Title: word()}}
	}
}

func randomChunkOp(d *Document, r *rand.Rand, c Chunk) Op {
	made := Chunk{ID: d.NewID(), Lead: []string{"Episode 4"}, Matter: Matter{Form: FieldMatter, Fields: []Field{{Key: "chunk", Kind: ScalarField, Value: "7"}}}}
	switch r.IntN(7) {
	case 0:
		return InsertChunk{At: r.IntN(len(d.Chunks()) + 2), Chunk: made}
	case 1:
		return DeleteChunk{Chunk: c.ID}
	case 2, 3:
		return MoveChunk{Chunk: c.ID, At: r.IntN(len(d.Chunks()) + 1)}
	case 4, 5:
		if len(c.Turns) > 0 {
			return SplitChunk{Turn: c.Turns[r.IntN(len(c.Turns))].ID, New: made}
		}
	}
	return JoinChunk{Chunk: c.ID}
}

// No change of chunks loses a turn, or changes their order but by moving whole chunks.
func TestChunksComeAndGoWithoutTheirTurns(t *testing.T) {
	order := func(d *Document) (all []ID) {
		for _, c := range d.Chunks() {
			all = append(all, d.Order(c)...)
		}
		return all
	}
	d := sample(t)
	before, chunks := order(d), d.Chunks()
	made := Chunk{ID: d.NewID(), Matter: Matter{Form: FieldMatter}}
	c, inverse, err := d.Apply(SplitChunk{Turn: before[2], New: made})
	if err != nil {
		t.Fatal(err)
	}
	if !c.Sequence || !c.Made.Has(made.ID) || fmt.Sprint(d.Chunks()) != fmt.Sprint([]ID{chunks[0], made.ID, chunks[1]}) {
		t.Errorf("%+v, chunks %v", c, d.Chunks())
	}
	if fmt.Sprint(d.Order(made.ID), order(d)) != fmt.Sprint(before[2:6], before) {
		t.Errorf("the new chunk has %v, the episode %v", d.Order(made.ID), order(d))
	}
	if _, _, err := d.Apply(DeleteChunk{Chunk: made.ID}); !errors.Is(err, ErrOp) {
		t.Errorf("a chunk with turns went: %v", err)
	}
	if _, _, err := d.Apply(JoinChunk{Chunk: chunks[1]}); err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(order(d)) != fmt.Sprint(before) || fmt.Sprint(d.Chunks()) != fmt.Sprint([]ID{chunks[0], made.ID}) {
		t.Errorf("joined: %v in %v", order(d), d.Chunks())
	}
	if head, _ := d.Head(made.ID); fmt.Sprint(head.Lead) != "[Episode 3]" {
		t.Errorf("the text before the first turn is %v", head.Lead)
	}
	for _, op := range []Op{
		JoinChunk{Chunk: chunks[0]}, SplitChunk{Turn: before[0], New: Chunk{ID: d.NewID()}}, SplitChunk{Turn: before[1], New: made},
		MoveChunk{Chunk: made.ID, At: 2}, InsertChunk{At: 9, Chunk: Chunk{ID: d.NewID()}}, InsertChunk{Chunk: Chunk{ID: d.NewID(), Turns: []Turn{{}}}},
	} {
		if _, _, err := d.Apply(op); !errors.Is(err, ErrOp) {
			t.Errorf("%+v: %v", op, err)
		}
	}
	if _, _, err := sample(t).Apply(inverse); err == nil {
		t.Error("what takes a split back fits where nothing was split")
	}
}

// Random edits, refused ones among them, then undoing all of them gives the start; the journal's form of every op does
// the same as the op.
func TestUndoingEverythingGivesTheStart(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 1))
		d, twin, start := sample(t), sample(t), sample(t)
		var inverses []Op
		applied := 0
		for range 150 {
			var op Op = randomOp(d, r)
			if r.IntN(5) == 0 {
				op = Batch{Ops: []Op{op, randomOp(d, r), randomOp(d, r)}}
			}
			before := snapshot(d)
			_, inverse, err := d.Apply(op)
			if err != nil {
				if snapshot(d) != before {
					t.Fatalf("seed %d: a refused %s left the document changed: %v\n%+v\n%s\n%s", seed, op.Kind(), err, op, before, snapshot(d))
				}
				continue
			}
			applied++
			inverses = append(inverses, inverse)
			checkWords(t, d)
			checkNotes(t, d)
			if _, _, err := twin.Apply(recode(t, op)); err != nil {
				t.Fatalf("seed %d: %s from the journal: %v", seed, op.Kind(), err)
			}
		}
		if applied < 30 {
			t.Fatalf("seed %d: only %d edits applied", seed, applied)
		}
		if !d.Equal(twin) {
			t.Fatalf("seed %d: the journal's ops made another document", seed)
		}
		for i := len(inverses) - 1; i >= 0; i-- {
			if _, _, err := d.Apply(recode(t, inverses[i])); err != nil {
				t.Fatalf("seed %d: undo: %v", seed, err)
			}
		}
		if !d.Equal(start) {
			t.Fatalf("seed %d: undoing all gave\n%s\ninstead of\n%s", seed, snapshot(d), snapshot(start))
		}
	}
}

// checkWords holds every turn to its law: a time for each word, or none at all.
func checkWords(t *testing.T, d *Document) {
	t.Helper()
	for id, turn := range d.turns {
		if n := CountWords(turn.Paragraphs); len(turn.Times) > 0 && len(turn.Times) != n {
			t.Fatalf("turn %d has %d words and %d times: %q", id, n, len(turn.Times), turn.Paragraphs)
		}
	}
}

func recode(t *testing.T, op Op) Op {
	t.Helper()
	raw, err := EncodeOp(op)
	if err != nil {
		t.Fatal(err)
	}
	back, err := DecodeOp(raw)
	if err != nil {
		t.Fatalf("%s: %v", raw, err)
	}
	return back
}

func snapshot(d *Document) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%+v\n", d.Episode())
	for _, id := range d.Chunks() {
		c, _ := d.Chunk(id)
		fmt.Fprintf(&b, "%d %s %+v %q\n", c.ID, c.Status, c.Matter, c.Lead)
		for _, t := range c.Turns {
			fmt.Fprintf(&b, "  %d %v %d %q %q %v %v\n", t.ID, t.Span, t.Estimated, t.Label(), t.Paragraphs, t.Times, t.Checked)
		}
	}
	for _, n := range d.Notes() {
		fmt.Fprintf(&b, "%+v\n", n)
	}
	return b.String()
}

// Differences are enough to make one version into another, whatever happened between them.
func TestDifferencesMakeOneVersionIntoTheOther(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 2))
		d, other := sample(t), sample(t)
		for range r.IntN(40) {
			if op := randomOp(other, r); !strings.HasPrefix(op.Kind(), "chunk.") {
				_, _, _ = other.Apply(op)
			}
		}
		for i, id := range d.Chunks() {
			want, _ := other.Chunk(other.Chunks()[i])
			ops, err := d.Differences(id, want)
			if err != nil {
				t.Fatal(err)
			}
			if _, _, err := d.Apply(Batch{Ops: ops}); err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
			if got, _ := d.Chunk(id); !SameChunk(got, want) {
				t.Fatalf("seed %d: got\n%+v\nwant\n%+v", seed, got, want)
			}
		}
	}
}

func TestAlignFindsTheTurnThatChanged(t *testing.T) {
	turn := func(at int, text string) Turn {
		return Turn{Span: span(t, fmt.Sprintf("00:00:%02d:00", at), fmt.Sprintf("00:00:%02d:00", at+1)), Speaker: label("Ada"), Paragraphs: []string{text}}
	}
	old := []Turn{turn(0, "one"), turn(1, "two"), turn(2, "three"), turn(3, "four")}
	for _, c := range []struct {
		name string
		now  []Turn
		want []Pair
	}{
		{"nothing", old, []Pair{{0, 0}, {1, 1}, {2, 2}, {3, 3}}},
		{"words", []Turn{old[0], turn(1, "too"), old[2], old[3]}, []Pair{{0, 0}, {1, 1}, {2, 2}, {3, 3}}},
		{"one gone", []Turn{old[0], old[2], old[3]}, []Pair{{0, 0}, {1, -1}, {2, 1}, {3, 2}}},
		{"one come", []Turn{old[0], old[1], turn(9, "new"), old[2], old[3]}, []Pair{{0, 0}, {1, 1}, {-1, 2}, {2, 3}, {3, 4}}},
		{"one gone, its neighbour mended", []Turn{old[0], turn(2, "free"), old[3]}, []Pair{{0, 0}, {1, -1}, {2, 1}, {3, 2}}},
	} {
		if got := Align(old, c.now); fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestAChangeSaysWhatItTouched(t *testing.T) {
	d := sample(t)
	ids := d.Order(d.Chunks()[0])
	c, inverse, err := d.Apply(Batch{Ops: []Op{
		SetSpeaker{Turn: ids[0], Speaker: label("Cleo")}, EditText{Turn: ids[0], To: 3, Text: "That"}, DeleteTurn{Turn: ids[1]},
	}})
	if err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(c.Turns.IDs(), c.Removed.IDs(), c.Orders.IDs()) != fmt.Sprint([]ID{ids[0]}, []ID{ids[1]}, []ID{d.Chunks()[0]}) {
		t.Errorf("touched %v, removed %v, orders %v", c.Turns.IDs(), c.Removed.IDs(), c.Orders.IDs())
	}
	c, _, err = d.Apply(inverse)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Removed.IDs()) != 0 || !c.Turns.Has(ids[1]) {
		t.Errorf("the undo says removed %v, turns %v", c.Removed.IDs(), c.Turns.IDs())
	}
}

func TestOpsRefuseWhatAFileCannotHold(t *testing.T) {
	d := sample(t)
	id, chunk := d.Order(d.Chunks()[0])[0], d.Chunks()[0]
	for _, op := range []Op{
		EditText{Turn: id, Text: "two\nlines"}, EditText{Turn: id, Text: "\xff"}, EditText{Turn: id, Text: "nul \x00"},
		EditText{Turn: id, From: 16, To: 17, Text: "half a letter"}, EditText{Turn: id, From: 4000, To: 4000}, EditText{Turn: 99},
		SetSpeaker{Turn: id, Speaker: label(" ")}, SetSpeaker{Turn: id, Speaker: label("Ada ")}, SetParagraphs{Turn: id},
		SetField{Chunk: chunk, At: 0, Was: "tags", Field: Field{Key: "tags", Kind: ListField}},
		SetField{Chunk: chunk, At: 2, Was: "map", Field: Field{Key: "map", Kind: ScalarField}},
		InsertTurn{Chunk: chunk, Turn: Turn{ID: id}}, SetEpisode{Episode: Episode{Series: "Another"}},
	} {
		if _, _, err := d.Apply(op); err == nil {
			t.Errorf("%+v was let through", op)
		}
	}
}
