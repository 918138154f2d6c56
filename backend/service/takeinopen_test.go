package service_test

import (
	"strings"
	"testing"

	"stet/backend/transcript"
)

// What waits to be settled in a chunk waits on when corrections reach turns that were moved into it: its own file says nothing
// anew.
func TestCorrectionsFromAnotherFileSettleNothing(t *testing.T) {
	f := open(t, "ep05-01-part.md", millChunk(1, millTurns(0, 3)), "ep05-02-part.md", millChunk(2, millTurns(3, 6)))
	f.take()
	first, second := f.row("ep05-01-part.md"), f.row("ep05-02-part.md")
	f.correct("ep05-02-part.md", "smells of nuts", "smells of bread")
	f.replace("ep05-02-part.md", "smells of nuts", "smells of almonds")
	if v := f.takeIn("ep05-02-part.md"); v.Places != 1 {
		t.Fatalf("%+v", v)
	}
	f.edit("ep05-01-part.md", "Moved", transcript.MoveTurn{Turn: f.turn("ep05-01-part.md", "stream is high").ID, Chunk: second.ID, At: 0})
	f.replace("ep05-01-part.md", "stream is high", "river is high")
	if v := f.takeIn("ep05-01-part.md"); v.Places != 0 {
		t.Errorf("%+v", v)
	}
	if two := said(f.chunk("ep05-02-part.md")); !strings.Contains(two, "river is high") || !strings.Contains(two, "bread") {
		t.Error(two)
	}
	list := f.clashes(first.episode)
	if len(list) != 1 {
		t.Fatalf("%+v", list)
	}
	if _, err := f.Settle(first.episode, list[0].ID, "theirs", ""); err != nil {
		t.Fatal(err)
	}
	if two := said(f.chunk("ep05-02-part.md")); !strings.Contains(two, "almonds") {
		t.Error(two)
	}
}
