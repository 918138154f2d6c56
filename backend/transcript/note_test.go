package transcript

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

func randomNote(d *Document, r *rand.Rand) Op {
	notes := d.Notes()
	if len(notes) == 0 || r.IntN(2) == 0 {
		chunks := d.Chunks()
		turns := append(d.Order(chunks[r.IntN(len(chunks))]), 0, 99999)
		kind := []NoteKind{Comment, Bookmark, "nonsense"}[r.IntN(9)/4]
		from := r.IntN(12)
		return AddNote{Note: Note{
			ID: d.NewID(), Kind: kind, Text: []string{"", "Is it so? 🔔\nI doubt it."}[r.IntN(2)],
			Anchor: Anchor{Turn: turns[r.IntN(len(turns))], From: from, To: from + r.IntN(4)},
		}}
	}
	n := notes[r.IntN(len(notes))]
	switch r.IntN(4) {
	case 0:
		return RemoveNote{Note: n.ID}
	case 1:
		return PlaceNotes{Places: []NotePlace{{n.ID, Anchor{Turn: n.Turn, From: r.IntN(9), To: r.IntN(9), Lost: r.IntN(2) == 0}}}}
	default:
		return SetNote{Note: n.ID, Text: []string{"", "Settled."}[r.IntN(2)], Resolved: r.IntN(2) == 0}
	}
}

// checkNotes holds every note to its law: it stands at words that are there, and its turn knows of it.
func checkNotes(t *testing.T, d *Document) {
	t.Helper()
	held := 0
	for turn, notes := range d.noted {
		held += len(notes)
		for _, n := range notes {
			words := 0
			if x, ok := d.Turn(turn); ok {
				words = CountWords(x.Paragraphs)
			} else if turn != 0 {
				t.Fatalf("note %d stands at turn %d, which is gone", n.ID, turn)
			}
			if n.Turn != turn || d.notes[n.ID] != n || n.From < 0 || n.To > words || n.From > n.To || words > 0 && n.From == n.To {
				t.Fatalf("note %+v stands at turn %d of %d words", *n, turn, words)
			}
		}
	}
	if held != len(d.notes) {
		t.Fatalf("%d notes stand somewhere, of %d", held, len(d.notes))
	}
}

// noted writes the words that a note stands at, after the turn's place in its chunk.
func noted(d *Document, id ID) string {
	n, ok := d.Note(id)
	if !ok {
		return "gone"
	}
	lost := ""
	if n.Lost {
		lost = " (lost)"
	}
	if n.Turn == 0 {
		return "nowhere" + lost
	}
	turn, _ := d.Turn(n.Turn)
	home, _ := d.Home(n.Turn)
	at := 0
	for i, o := range d.Order(home) {
		if o == n.Turn {
			at = i
		}
	}
	return fmt.Sprintf("%d: %s%s", at, strings.Join(wordsOf(turn.Paragraphs)[n.From:n.To], " "), lost)
}

func noteOn(t *testing.T, d *Document, turn ID, from, to int) ID {
	t.Helper()
	id := d.NewID()
	_, _, err := d.Apply(AddNote{Note: Note{ID: id, Kind: Comment, Text: "Is it?", Anchor: Anchor{Turn: turn, From: from, To: to}}})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestNotesStayAtTheirWords(t *testing.T) {
	replace := func(old, now string) func(string, ID) Op {
		return func(text string, id ID) Op {
			at := strings.Index(text, old)
			return EditText{Turn: id, From: at, To: at + len(old), Text: now}
		}
	}
	split := func(before string) func(string, ID) Op {
		return func(text string, id ID) Op { return SplitTurn{Turn: id, At: strings.Index(text, before), New: 500} }
	}
	const text = "the bell rang and the bell fell down"
	for _, c := range []struct {
		name     string
		from, to int
		do       func(string, ID) Op
		want     string
	}{
		{"a word before them", 4, 6, replace("rang", "rang out"), "0: the bell"},
		{"a word less before them", 4, 6, replace("rang ", ""), "0: the bell"},
		{"a word after them", 4, 6, replace("fell", "then fell"), "0: the bell"},
		{"a word more within them", 4, 7, replace("and the bell", "and the old bell"), "0: the old bell fell"},
		{"one of them mended", 1, 2, replace("bell rang", "tower rang"), "0: tower"},
		{"one of them gone", 1, 3, replace("bell ", ""), "0: rang"},
		{"all of them gone", 2, 3, replace("rang ", ""), "0: and (lost)"},
		{"the last of all gone", 7, 8, replace(" down", ""), "0: fell (lost)"},
		{"nothing left", 2, 3, replace(text, ""), "0:  (lost)"},
		{"a word that becomes two", 2, 3, replace("rang", "ra ng"), "0: ra ng"},
		{"two that become one", 2, 3, replace("rang and", "rangand"), "0: rangand"},
		{"parted before them", 4, 6, split("and"), "1: the bell"},
		{"parted after them", 1, 3, split("and"), "0: bell rang"},
		{"parted among them", 1, 5, split("and"), "0: bell rang"},
		{"parted within their word", 2, 3, split("ng"), "0: ra"},
		{"parted at the end", 7, 8, func(text string, id ID) Op { return SplitTurn{Turn: id, At: len(text), New: 500} }, "0: down"},
		{"parted at the start", 0, 1, func(_ string, id ID) Op { return SplitTurn{Turn: id, New: 500} }, "1: the"},
	} {
		d, id := spoken(t, text)
		note := noteOn(t, d, id, c.from, c.to)
		before := snapshot(d)
		_, inverse, err := d.Apply(c.do(text, id))
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if got := noted(d, note); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		checkNotes(t, d)
		if _, _, err := d.Apply(recode(t, inverse)); err != nil || snapshot(d) != before {
			t.Errorf("%s: undone:\n%s\nwant\n%s(%v)", c.name, snapshot(d), before, err)
		}
	}
}

func TestNotesGoWhereTheirTurnGoes(t *testing.T) {
	make3 := func() (*Document, []ID) {
		d, err := NewDocument(Episode{}, []Chunk{
			{Turns: []Turn{{Paragraphs: []string{"so we"}}, {Paragraphs: []string{"just wait", "here"}}}},
			{Turns: []Turn{{Paragraphs: []string{"and see"}}}},
		})
		if err != nil {
			t.Fatal(err)
		}
		return d, append(d.Order(d.Chunks()[0]), d.Order(d.Chunks()[1])...)
	}
	for _, c := range []struct {
		name string
		turn int
		do   func(d *Document, ids []ID) Op
		want string
	}{
		{"joined", 1, func(_ *Document, ids []ID) Op { return JoinTurn{Turn: ids[1], Glue: " "} }, "0: wait"},
		{"joined to it", 0, func(_ *Document, ids []ID) Op { return JoinTurn{Turn: ids[1], Glue: " "} }, "0: we"},
		{"joined in one word", 0, func(_ *Document, ids []ID) Op { return JoinTurn{Turn: ids[1]} }, "0: wejust"},
		{"moved", 1, func(d *Document, ids []ID) Op { return MoveTurn{Turn: ids[1], Chunk: d.Chunks()[1]} }, "0: wait"},
		{"taken away", 1, func(_ *Document, ids []ID) Op { return DeleteTurn{Turn: ids[1]} }, "0: we (lost)"},
		{"the first of all taken away", 0, func(_ *Document, ids []ID) Op { return DeleteTurn{Turn: ids[0]} }, "0: just (lost)"},
		{"the first of its chunk taken away", 2, func(_ *Document, ids []ID) Op { return DeleteTurn{Turn: ids[2]} }, "1: here (lost)"},
		{"all taken away", 0, func(_ *Document, ids []ID) Op {
			return Batch{Ops: []Op{DeleteTurn{Turn: ids[0]}, DeleteTurn{Turn: ids[1]}, DeleteTurn{Turn: ids[2]}}}
		}, "nowhere (lost)"},
	} {
		d, ids := make3()
		note := noteOn(t, d, ids[c.turn], 1, 2)
		before := snapshot(d)
		change, inverse, err := d.Apply(c.do(d, ids))
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if got := noted(d, note); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		if moved := strings.Contains(c.want, "lost") || c.name == "joined"; moved && !change.Notes.Has(note) {
			t.Errorf("%s: the change does not say that the note moved", c.name)
		}
		checkNotes(t, d)
		if _, _, err := d.Apply(recode(t, inverse)); err != nil || snapshot(d) != before {
			t.Errorf("%s: undone:\n%s\nwant\n%s(%v)", c.name, snapshot(d), before, err)
		}
	}
}

func TestWordsThatChangeAreNotChecked(t *testing.T) {
	for _, c := range []struct {
		name string
		op   func(d *Document, id ID) Op
		want bool
	}{
		{"a letter", func(_ *Document, id ID) Op { return EditText{Turn: id, Text: "x"} }, false},
		{"a space", func(_ *Document, id ID) Op { return EditText{Turn: id, From: 2, To: 2, Text: " "} }, true},
		{"a paragraph more", func(_ *Document, id ID) Op { return SetParagraphs{Turn: id, Paragraphs: []string{"so", "we just"}} }, true},
		{"other words", func(_ *Document, id ID) Op { return SetParagraphs{Turn: id, Paragraphs: []string{"so"}} }, false},
		{"a speaker", func(_ *Document, id ID) Op { return SetSpeaker{Turn: id, Speaker: label("Mira")} }, true},
		{"parted", func(_ *Document, id ID) Op { return SplitTurn{Turn: id, At: 5, New: 500} }, true},
		{"parted within a word", func(_ *Document, id ID) Op { return SplitTurn{Turn: id, At: 7, New: 500} }, false},
		{"parted and joined", func(_ *Document, id ID) Op {
			return Batch{Ops: []Op{SplitTurn{Turn: id, At: 5, New: 500}, JoinTurn{Turn: 500, Glue: " "}}}
		}, true},
		{"joined in one word", func(_ *Document, id ID) Op {
			return Batch{Ops: []Op{SplitTurn{Turn: id, At: 5, New: 500}, JoinTurn{Turn: 500}}}
		}, false},
	} {
		d, id := spoken(t, "so we just")
		if _, _, err := d.Apply(SetChecked{Turn: id, Checked: true}); err != nil {
			t.Fatal(err)
		}
		before := snapshot(d)
		_, inverse, err := d.Apply(c.op(d, id))
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		for _, turn := range d.Order(d.Chunks()[0]) {
			if got, _ := d.Turn(turn); got.Checked != c.want {
				t.Errorf("%s: turn %d is checked: %v", c.name, turn, got.Checked)
			}
		}
		if _, _, err := d.Apply(recode(t, inverse)); err != nil || snapshot(d) != before {
			t.Errorf("%s: undone:\n%s\nwant\n%s(%v)", c.name, snapshot(d), before, err)
		}
	}
}

func TestNotesSayWhatTheyCan(t *testing.T) {
	d, id := spoken(t, "so we just")
	here := Anchor{Turn: id, To: 1}
	for _, op := range []Op{
		AddNote{Note: Note{ID: 300, Kind: Comment, Anchor: here}}, AddNote{Note: Note{ID: 300, Kind: Comment, Text: " \n", Anchor: here}},
		AddNote{Note: Note{ID: 300, Kind: "flag", Text: "x", Anchor: here}}, AddNote{Note: Note{ID: 300, Kind: Comment, Text: "\xff", Anchor: here}},
		AddNote{Note: Note{ID: id, Kind: Bookmark, Anchor: here}}, AddNote{Note: Note{Kind: Bookmark, Anchor: here}},
		AddNote{Note: Note{ID: 300, Kind: Bookmark, Anchor: Anchor{Turn: 77}}},
		RemoveNote{Note: 7}, SetNote{Note: 7}, PlaceNotes{Places: []NotePlace{{7, here}}},
	} {
		if _, _, err := d.Apply(op); err == nil {
			t.Errorf("%+v was let through", op)
		}
	}
	note := noteOn(t, d, id, 8, 80)
	if got := noted(d, note); got != "0: just" {
		t.Errorf("a place behind the words became %s", got)
	}
	if _, _, err := d.Apply(PlaceNotes{Places: []NotePlace{{note, here}, {note, here}}}); err == nil {
		t.Error("a note was put to two places")
	}
	if _, _, err := d.Apply(SetNote{Note: note}); err == nil {
		t.Error("a comment was emptied")
	}
}
