package session_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"stet/backend/session"
	"stet/backend/transcript"
)

func TestAWordTypedIsOneStep(t *testing.T) {
	f := open(t, tower)
	id := f.turn(0).ID
	f.typeIn(id, 0, "Only ninety ")
	if got := f.steps(); len(got) != 2 {
		t.Errorf("two words made the steps %q", got)
	}
	if _, err := f.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if got := f.turn(0).Paragraphs[0]; !strings.HasPrefix(got, "Only Ninety-one") {
		t.Errorf("one undo left %q", got)
	}
	if _, err := f.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if f.text() != tower || f.dirty() {
		t.Errorf("two undos left\n%s", f.text())
	}
}

func TestAPauseOrAnotherPlaceBeginsAStep(t *testing.T) {
	f := open(t, tower)
	id := f.turn(0).ID
	f.typeIn(id, 0, "ab")
	f.clock.pass(5 * time.Second)
	f.typeIn(id, 2, "cd")
	f.typeIn(id, 0, "e")
	f.typeIn(f.turn(1).ID, 0, "f")
	if got := f.steps(); len(got) != 4 {
		t.Errorf("the steps are %q", got)
	}
}

func TestOffsetsOfTheWindowCountUTF16(t *testing.T) {
	f := open(t, tower)
	id := f.turn(0).ID
	units := len([]rune("Ninety-one steps, and the bell ")) + 2
	f.do(session.Edit{UTF16: true, Ops: []transcript.Op{transcript.EditText{Turn: id, From: units, To: units, Text: "!"}}})
	if got := f.turn(0).Paragraphs[0]; !strings.Contains(got, "🔔! at") {
		t.Error(got)
	}
	_, err := f.Do(ctx, session.Edit{UTF16: true, Ops: []transcript.Op{transcript.EditText{Turn: id, From: units - 1, To: units, Text: "?"}}})
	if !errors.Is(err, transcript.ErrOp) {
		t.Errorf("half an emoji was replaced: %v", err)
	}
}

func TestAMendedWordTouchesItsLineOnly(t *testing.T) {
	f := open(t, tower)
	at := strings.Index(f.turn(0).Paragraphs[0], "Mind")
	r := f.do(session.Edit{Name: "Mend", Ops: []transcript.Op{transcript.EditText{Turn: f.turn(0).ID, From: at, To: at + 4, Text: "Watch"}}})
	if want := strings.Replace(tower, "Mind your", "Watch your", 1); f.text() != want {
		t.Errorf("got\n%s\nwant\n%s", f.text(), want)
	}
	if len(r.Flipped) != 1 {
		t.Errorf("the chunks %v flipped", r.Flipped)
	}
}

func TestUndoAndRedoOutliveARestart(t *testing.T) {
	f := open(t, tower)
	cleo := "Cleo"
	f.do(session.Edit{Name: "Gave the turn to Cleo", Ops: []transcript.Op{transcript.SetSpeaker{Turn: f.turn(1).ID, Speaker: &cleo}}})
	changed := f.text()
	f.restart()
	f.clock.pass(time.Hour)
	if r, err := f.Undo(ctx); err != nil || !r.At.Equal(f.clock.now) || r.Name != "Gave the turn to Cleo" || f.text() != tower {
		t.Fatalf("undo after a restart: %+v %v\n%s", r, err, f.text())
	}
	f.restart()
	if _, err := f.Redo(ctx); err != nil || f.text() != changed {
		t.Fatalf("redo after a restart: %v\n%s", err, f.text())
	}
	if _, err := f.Redo(ctx); !errors.Is(err, session.ErrNothing) {
		t.Errorf("there was more to redo: %v", err)
	}
}

func TestANewEditAbandonsWhatWasUndone(t *testing.T) {
	f := open(t, tower)
	f.typeIn(f.turn(0).ID, 0, "a")
	if _, err := f.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	f.typeIn(f.turn(0).ID, 0, "b")
	if got := fmt.Sprint(f.steps()); got != "[Changed “Ninety-one” to “bNinety-one” done Changed “Ninety-one” to “aNinety-one” abandoned]" {
		t.Error(got)
	}
	if _, err := f.Redo(ctx); !errors.Is(err, session.ErrNothing) {
		t.Errorf("redo: %v", err)
	}
}

func TestAnEditThatCannotBeStoredIsNotInTheDocument(t *testing.T) {
	f := open(t, tower)
	if err := f.store.Close(); err != nil {
		t.Fatal(err)
	}
	e := session.Edit{Ops: []transcript.Op{transcript.DeleteTurn{Turn: f.turn(0).ID}, transcript.SetParagraphs{Turn: f.turn(1).ID, Paragraphs: []string{"No."}}}}
	if _, err := f.Do(ctx, e); err == nil {
		t.Fatal("an edit was stored in a library that is closed")
	}
	if f.text() != tower || f.dirty() {
		t.Errorf("the document is changed, or says so (%v):\n%s", f.dirty(), f.text())
	}
	f.connect()
	f.reopen()
	f.do(e)
	if f.text() == tower {
		t.Error("the same edit, tried again, changed nothing")
	}
}

func TestTheirsCanBeTakenAndTakenBack(t *testing.T) {
	f := open(t, tower)
	theirs := strings.Replace(tower, "title: Up the Tower", "title: Up the Steps", 1)
	theirs = strings.Replace(theirs, "So it goes.", "So it went.", 1)
	src := session.Source{Path: "/show/ep03-01.md", Below: "ep03-01.md", Bytes: []byte(theirs)}
	var chunk transcript.ID
	f.Read(func(doc *transcript.Document, _ session.Files) { chunk = doc.Chunks()[0] })
	if _, err := f.TakeTheirs(ctx, chunk, src, "Took ep03-01.md"); err != nil {
		t.Fatal(err)
	}
	if f.text() != theirs || f.dirty() {
		t.Errorf("after taking theirs (dirty %v):\n%s", f.dirty(), f.text())
	}
	if _, err := f.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if f.text() != tower || !f.dirty() {
		t.Errorf("after the undo (dirty %v):\n%s", f.dirty(), f.text())
	}
	f.restart()
	if f.text() != tower || !f.dirty() {
		t.Errorf("after a restart (dirty %v):\n%s", f.dirty(), f.text())
	}
}

func TestWhatWasExportedIsNoLongerChanged(t *testing.T) {
	f := open(t, tower)
	f.typeIn(f.turn(2).ID, 0, "Well. ")
	var chunk transcript.ID
	f.Read(func(doc *transcript.Document, _ session.Files) { chunk = doc.Chunks()[0] })
	src := session.Source{Path: "/show/ep03-01.md", Below: "ep03-01.md", Bytes: []byte(f.text())}
	if _, err := f.Rebase(ctx, map[transcript.ID]session.Source{chunk: src}); err != nil {
		t.Fatal(err)
	}
	if f.dirty() {
		t.Error("the chunk is as its file, and says that it is not")
	}
	f.restart()
	if _, err := f.Undo(ctx); err != nil || f.text() != tower || !f.dirty() {
		t.Errorf("undo after an export: %v, dirty %v\n%s", err, f.dirty(), f.text())
	}
}

// Thousands of random edits, undos, redos and restarts later, undoing all of it gives the imported bytes.
func TestUndoingEverythingGivesTheImportedBytes(t *testing.T) {
	for seed := range uint64(4) {
		f := open(t, tower, strings.ReplaceAll(tower, "chunk: 1", "chunk: 2"))
		r := rand.New(rand.NewPCG(seed, 7))
		for i := range 250 {
			switch k := r.IntN(20); {
			case k < 3:
				_, _ = f.Undo(ctx)
			case k == 3:
				_, _ = f.Redo(ctx)
			case k == 4 && i%5 == 0:
				f.restart()
			default:
				_, _ = f.Do(ctx, session.Edit{Name: "Edit", Ops: f.randomOps(r)})
			}
			f.clock.pass(time.Second)
		}
		f.checkStored()
		for {
			if _, err := f.Undo(ctx); errors.Is(err, session.ErrNothing) {
				break
			} else if err != nil {
				t.Fatal(err)
			}
		}
		if f.text() != tower || f.dirty() {
			t.Errorf("seed %d: dirty %v\n%s", seed, f.dirty(), f.text())
		}
		f.checkStored()
	}
}

// checkStored compares the document in memory with the one in the library.
func (f *fixture) checkStored() {
	f.t.Helper()
	stored, err := f.store.Document(ctx, f.id)
	if err != nil {
		f.t.Fatal(err)
	}
	f.Read(func(doc *transcript.Document, _ session.Files) {
		if !doc.Equal(stored) {
			f.t.Fatal("the library holds another document than the session")
		}
	})
}

func (f *fixture) randomOps(r *rand.Rand) (ops []transcript.Op) {
	words := []string{"", "bell", "ö 🔔", " ", "ninety-one steps"}
	speakers := []string{"Ada", "Björn", "Cleo"}
	f.Read(func(doc *transcript.Document, _ session.Files) {
		chunk := doc.Chunks()[r.IntN(len(doc.Chunks()))]
		c, _ := doc.Chunk(chunk)
		for range 1 + r.IntN(2) {
			if len(c.Turns) == 0 || r.IntN(6) == 0 {
				ops = append(ops, transcript.InsertTurn{Chunk: chunk, At: len(c.Turns), Turn: transcript.Turn{
					Speaker: &speakers[r.IntN(3)], Paragraphs: []string{words[r.IntN(5)]},
				}})
				return
			}
			t := c.Turns[r.IntN(len(c.Turns))]
			switch r.IntN(5) {
			case 0:
				ops = append(ops, transcript.SetSpeaker{Turn: t.ID, Speaker: &speakers[r.IntN(3)]})
			case 1:
				ops = append(ops, transcript.DeleteTurn{Turn: t.ID})
				return
			case 2:
				ops = append(ops, transcript.SetField{Chunk: chunk, Was: "title", Field: transcript.Field{Key: "title", Kind: transcript.ScalarField, Value: words[r.IntN(5)]}})
			default:
				ops = append(ops, transcript.EditText{Turn: t.ID, Text: words[r.IntN(5)]})
			}
		}
	})
	return ops
}
