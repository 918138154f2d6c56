package cut

import (
	"testing"

	"stet/backend/transcript"
)

func holds(turns ...transcript.Turn) Piece { return Piece{Chunk: transcript.Chunk{Turns: turns}} }

// Without a transcript it is found, too, what stands twice although it stands there in another shape.
func TestWhatStandsTwiceIsFoundWithoutATranscript(t *testing.T) {
	wheel := "The wheel of the mill has turned for three hundred years, and nobody knows who made it."
	rye := "Rye is hard and wheat is soft, and the miller hears the difference from the stairs."
	stone := "Every stone in this house is running today, since the stream is high."
	for name, second := range map[string]Piece{
		"whole":        holds(turn(10, 20, "Ada", rye), turn(20, 30, "Ada", stone)),
		"cut off":      holds(turn(10, 20, "Ada", "Rye is hard and"), turn(20, 30, "Ada", stone)),
		"run together": holds(turn(20, 30, "Ada", stone), turn(31, 40, "Ada", wheel+" "+rye)),
	} {
		first := holds(turn(0, 10, "Ada", wheel), turn(10, 20, "Ada", rye))
		pieces := []Piece{first, second}
		turns := Union(pieces)
		if len(turns) != 3 {
			t.Errorf("%s: %d turns", name, len(turns))
		}
		if n := twice(Audit(turns, pieces)); n == 0 {
			t.Errorf("%s is not found", name)
		}
	}
	apart := []Piece{holds(turn(0, 10, "Ada", wheel)), holds(turn(10, 20, "Ada", rye))}
	if turns := Union(apart); len(turns) != 2 || twice(Audit(turns, apart)) != 0 {
		t.Errorf("%+v", turns)
	}
	again := []Piece{holds(turn(10, 11, "Ada", "And on it goes.")), holds(turn(11, 12, "Ada", "And on it goes."))}
	if turns := Union(again); len(turns) != 2 || twice(Audit(turns, again)) != 0 {
		t.Errorf("what is said again: %+v", turns)
	}
}

func twice(l *Ledger) (n int) {
	for _, f := range l.Findings {
		if f.Kind == Twice {
			n += f.To - f.From
		}
	}
	return n
}

// Episodes whose chunks agree with their transcript have nothing twice. In the fifth one place does: a turn is cut off in one of
// two chunks. Two others have run together at a time of their own, which the transcript alone tells from what is said twice.
func TestRealChunksAreHeldAgainstEachOther(t *testing.T) {
	for _, n := range good {
		e := episode(t, n)
		if l := Audit(Union(e.pieces), e.pieces); twice(l) != twice(Audit(e.turns, e.pieces)) {
			t.Errorf("episode %d: %d turns are said to stand twice", n, twice(l))
		}
	}
	e := episode(t, 5)
	if n := twice(Audit(Union(e.pieces), e.pieces)); n < 1 || n > 3 {
		t.Errorf("episode 5: %d turns are said to stand twice", n)
	}
}
