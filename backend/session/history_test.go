package session_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"stet/backend/session"
	"stet/backend/transcript"
)

// copied is the document as it stands.
func (f *fixture) copied() (d *transcript.Document) {
	f.Read(func(doc *transcript.Document, _ session.Files) { d = doc.Clone() })
	return d
}

func (f *fixture) standsAs(want *transcript.Document) bool {
	same := false
	f.Read(func(doc *transcript.Document, _ session.Files) { same = doc.Equal(want) })
	return same
}

// Random edits, undos and restarts make a tree; wherever one goes in it, and however, the text is what it was there.
func TestGoingToAnyStep(t *testing.T) {
	for seed := range uint64(3) {
		f := open(t, tower, strings.ReplaceAll(tower, "chunk: 1", "chunk: 2"))
		r := rand.New(rand.NewPCG(seed, 11))
		was := map[int64]*transcript.Document{0: f.copied()}
		seqs := []int64{0}
		for range 120 {
			switch r.IntN(6) {
			case 0:
				_, _ = f.Undo(ctx)
			case 1:
				if r.IntN(4) == 0 {
					f.restart()
				}
			default:
				if done, err := f.Do(ctx, session.Edit{Name: "Edit", Ops: f.randomOps(r)}); err == nil {
					was[done.Step] = f.copied()
					seqs = append(seqs, done.Step)
				}
			}
		}
		for n := range 60 {
			to := seqs[r.IntN(len(seqs))]
			if r, err := f.GoTo(ctx, to); err != nil && !errors.Is(err, session.ErrNothing) {
				t.Fatalf("seed %d: to %d: %v", seed, to, err)
			} else if err == nil && r.Step != to {
				t.Fatalf("seed %d: it says that it went to %d, not %d", seed, r.Step, to)
			}
			if !f.standsAs(was[to]) {
				t.Fatalf("seed %d: at step %d stands another text", seed, to)
			}
			f.checkStored()
			if n%10 == 0 {
				f.restart()
			}
			if _, err := f.Redo(ctx); err == nil {
				if _, err := f.Undo(ctx); err != nil || !f.standsAs(was[to]) {
					t.Fatalf("seed %d: forth and back from step %d: %v", seed, to, err)
				}
			}
		}
		if n, err := f.store.CountSteps(ctx, f.id); err != nil || n != len(seqs)-1 {
			t.Errorf("seed %d: going about made %d steps of %d, %v", seed, n, len(seqs)-1, err)
		}
	}
}

func TestGoingWhereNothingIs(t *testing.T) {
	f := open(t, tower)
	f.typeIn(f.turn(0).ID, 0, "a")
	stands := f.text()
	if _, err := f.GoTo(ctx, 1); !errors.Is(err, session.ErrNothing) {
		t.Errorf("to where it stands: %v", err)
	}
	if _, err := f.GoTo(ctx, 7); !errors.Is(err, session.ErrNotFound) {
		t.Errorf("to no step: %v", err)
	}
	if err := f.store.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := f.GoTo(ctx, 0); err == nil || f.text() != stands {
		t.Errorf("in a closed library: %v\n%s", err, f.text())
	}
}

// said puts a delta into a line.
func said(d transcript.Delta) string {
	var out []string
	for _, h := range d.Heads {
		out = append(out, fmt.Sprintf("head %v > %v", h.Before.Matter.Fields[0].Value, h.After.Matter.Fields[0].Value))
	}
	for _, t := range d.Turns {
		side := func(t *transcript.Turn) string {
			if t == nil {
				return "none"
			}
			return fmt.Sprintf("%s %q", t.Label(), t.Paragraphs)
		}
		s := side(t.Before) + " > " + side(t.After)
		if t.Moved() {
			s += " moved"
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestWhatAStepDidIsToldAsItWasThen(t *testing.T) {
	f := open(t, tower)
	ids := []transcript.ID{f.turn(0).ID, f.turn(1).ID, f.turn(2).ID}
	cleo := "Cleo"
	var chunk transcript.ID
	f.Read(func(doc *transcript.Document, _ session.Files) { chunk = doc.Chunks()[0] })
	title := func(s string) transcript.Field {
		return transcript.Field{Key: "title", Kind: transcript.ScalarField, Value: s}
	}
	var want []string
	do := func(told string, ops ...transcript.Op) {
		t.Helper()
		want = append(want, told)
		f.do(session.Edit{Name: "Edit", Ops: ops})
	}
	do(`Ada ["So it goes."] > Ada ["So it went."]`, transcript.EditText{Turn: ids[2], From: 6, To: 10, Text: "went"})
	do(`Ada ["So it went."] > Cleo ["So it went."]`, transcript.SetSpeaker{Turn: ids[2], Speaker: &cleo})
	do(`head Up the Tower > Down`, transcript.SetField{Chunk: chunk, Was: "title", Field: title("Down")})
	do(`Björn ["I never do." "Or only once."] > none`, transcript.DeleteTurn{Turn: ids[1]})
	do(`none > Cleo ["Well."]; Cleo ["So it went."] > Cleo ["So be it."]`,
		transcript.InsertTurn{Chunk: chunk, At: 1, Turn: transcript.Turn{Speaker: &cleo, Paragraphs: []string{"Well."}}},
		transcript.SetParagraphs{Turn: ids[2], Paragraphs: []string{"So be it."}})
	do(`Cleo ["So be it."] > Cleo ["So be it."] moved`, transcript.DeleteTurn{Turn: ids[2]},
		transcript.InsertTurn{Chunk: chunk, At: 0, Turn: transcript.Turn{ID: ids[2], Speaker: &cleo, Paragraphs: []string{"So be it."}}})
	want = append(want, `Ada ["Ninety-one steps, and the bell 🔔 at the top of them. Mind your head."] > `+
		`Ada ["abNinety-one steps, and the bell 🔔 at the top of them. Mind your head."]`)
	f.typeIn(ids[0], 0, "a")
	check := func(seq int) {
		t.Helper()
		_, delta, err := f.Delta(ctx, int64(seq))
		if err != nil {
			t.Fatal(err)
		}
		if got := said(delta); got != want[seq-1] {
			t.Errorf("step %d did\n%s, want\n%s", seq, got, want[seq-1])
		}
	}
	// A letter more after the history has been looked at.
	if _, _, err := f.Delta(ctx, 7); err != nil {
		t.Fatal(err)
	}
	f.typeIn(ids[0], 1, "b")
	stands := f.copied()
	for _, seq := range []int{7, 1, 4, 5, 6, 2, 3, 7, 6} {
		check(seq)
	}
	if !f.standsAs(stands) {
		t.Error("looking has changed the text")
	}
	for _, to := range []int64{0, 3} {
		if _, err := f.GoTo(ctx, to); err != nil {
			t.Fatal(err)
		}
		f.restart()
		for seq := range want {
			check(seq + 1)
		}
	}
	f.typeIn(ids[0], 0, "other")
	for seq := range want {
		check(seq + 1) // four of them are left behind
	}
	if _, _, err := f.Delta(ctx, 99); !errors.Is(err, session.ErrNotFound) {
		t.Errorf("of no step: %v", err)
	}
}

func (f *fixture) firstChunk() (id transcript.ID) {
	f.Read(func(doc *transcript.Document, _ session.Files) { id = doc.Chunks()[0] })
	return id
}

// export writes the first chunk, and says so to the session.
func (f *fixture) export() string {
	f.t.Helper()
	text := f.text()
	src := session.Source{Path: "/show/ep03-01.md", Below: "ep03-01.md", Bytes: []byte(text)}
	if _, err := f.Rebase(ctx, map[transcript.ID]session.Source{f.firstChunk(): src}); err != nil {
		f.t.Fatal(err)
	}
	return text
}

func TestTheTextAsImportedComesBackToTheByte(t *testing.T) {
	f := open(t, tower, strings.ReplaceAll(tower, "chunk: 1", "chunk: 2"))
	id := f.firstChunk()
	long := strings.Repeat("and so it went on and on ", 12)
	f.do(session.Edit{Name: "Edit", Ops: []transcript.Op{
		transcript.SetParagraphs{Turn: f.turn(1).ID, Paragraphs: []string{long + "at last."}},
		transcript.DeleteTurn{Turn: f.turn(2).ID},
		transcript.SetField{Chunk: id, Was: "title", Field: transcript.Field{Key: "title", Kind: transcript.ScalarField, Value: "Down"}},
	}})
	f.export()
	f.restart()
	exported := f.export()
	f.typeIn(f.turn(0).ID, 0, "Well. ")
	changed := f.text()

	if _, err := f.GetTurnBack(ctx, f.turn(1).ID, session.Imported, "Get the turn back"); err != nil {
		t.Fatal(err)
	}
	if got := f.turn(1).Paragraphs; fmt.Sprint(got) != "[I never do. Or only once.]" {
		t.Errorf("the turn is %q", got)
	}
	if _, err := f.GetTurnBack(ctx, f.turn(1).ID, session.Imported, "Get the turn back"); !errors.Is(err, session.ErrNothing) {
		t.Errorf("once more: %v", err)
	}
	if _, err := f.Undo(ctx); err != nil || f.text() != changed {
		t.Errorf("undone: %v", err)
	}

	r, err := f.GetBack(ctx, []transcript.ID{id}, session.Imported, "Get 1 back as imported")
	if err != nil || f.text() != tower || !f.dirty() {
		t.Fatalf("as imported: %v, dirty %v\n%s", err, f.dirty(), f.text())
	}
	if got := f.steps()[0]; got != "Get 1 back as imported done" || r.Name != "Get 1 back as imported" {
		t.Error(got)
	}
	f.restart()
	if f.text() != tower {
		t.Errorf("after a restart:\n%s", f.text())
	}
	if _, err := f.Undo(ctx); err != nil || f.text() != changed {
		t.Errorf("undone: %v\n%s", err, f.text())
	}
	if _, err := f.GetBack(ctx, []transcript.ID{id}, session.InFile, "Get 1 back as exported"); err != nil || f.text() != exported || f.dirty() {
		t.Errorf("as exported: %v, dirty %v\n%s", err, f.dirty(), f.text())
	}
	f.Read(func(doc *transcript.Document, files session.Files) {
		chunks := doc.Chunks()
		if files.Says(chunks[0], session.Imported) || !files.Says(chunks[0], session.InFile) || !files.Says(chunks[1], session.Imported) {
			t.Error("what the chunks say is not told rightly")
		}
		was, err := files.Version(chunks[0], session.Imported)
		now, fileErr := files.Version(chunks[0], session.InFile)
		if err != nil || fileErr != nil || string(was) != tower || string(now) != exported {
			t.Error("the versions are not what the files were")
		}
	})
	// After all this, and more exports, undoing everything gives the imported bytes.
	for {
		if _, err := f.Undo(ctx); errors.Is(err, session.ErrNothing) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	if f.export() != tower || f.dirty() {
		t.Errorf("everything undone and exported:\n%s", f.text())
	}
}

func TestATurnThatWasNotImportedCannotComeBack(t *testing.T) {
	f := open(t, tower)
	r := f.do(session.Edit{Name: "Add", Ops: []transcript.Op{
		transcript.InsertTurn{Chunk: f.firstChunk(), At: 1, Turn: transcript.Turn{Paragraphs: []string{"Well."}}},
	}})
	id := r.Change.Turns.IDs()[0]
	if _, err := f.GetTurnBack(ctx, id, session.Imported, "Get it back"); !errors.Is(err, session.ErrNotThere) {
		t.Error(err)
	}
	if _, err := f.GetTurnBack(ctx, 999, session.Imported, "Get it back"); !errors.Is(err, session.ErrNotFound) {
		t.Error(err)
	}
}
