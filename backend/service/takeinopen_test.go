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

// Of turns that say the same, one that the other program took to another file is not the one that stays.
func TestATurnThatTheOtherProgramMovedIsNotOneThatSaysTheSame(t *testing.T) {
	const same = "\nAda\nYes, so it does.\n\n"
	first := millTurns(0, 1) + same + millTurns(1, 2) + same
	f := open(t, "ep05-01-part.md", millChunk(1, first), "ep05-02-part.md", millChunk(2, millTurns(3, 6)))
	f.take()
	one, two := f.row("ep05-01-part.md"), f.row("ep05-02-part.md")
	f.correct("ep05-02-part.md", "smells of nuts", "smells of bread")
	text := f.read("ep05-01-part.md")
	at := strings.LastIndex(text, same)
	f.write("ep05-01-part.md", strings.Replace(text[:at], "so it does.", "so it does now.", 1))
	f.replace("ep05-02-part.md", "---\n\n", "---\n\n"+same)
	v, err := f.TakeIn(one.episode, []transcript.ID{one.ID, two.ID})
	if err != nil || v.Places != 0 {
		t.Fatal(v, err)
	}
	a, b := said(f.chunk("ep05-01-part.md")), said(f.chunk("ep05-02-part.md"))
	if strings.Count(a, "Yes") != 1 || !strings.Contains(a, "so it does now.") || strings.Count(b, "so it does.") != 1 {
		t.Errorf("%s\n\n%s", a, b)
	}
}
