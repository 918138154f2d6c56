package service_test

import (
	"strings"
	"testing"

	"stet/backend/transcript"
)

// A turn that was moved both here and by another program stands once, whichever of its files is taken in, and after both
// nothing is left to say.
func TestATurnThatBothMovedStandsOnce(t *testing.T) {
	const first, second = "ep05-01-part.md", "ep05-02-part.md"
	for _, order := range [][]string{{first}, {second}, {first, second}, {second, first}} {
		f := open(t, first, millChunk(1, millTurns(0, 3)), second, millChunk(2, millTurns(3, 6)))
		f.take()
		f.edit(first, "Moved", transcript.MoveTurn{Turn: f.turn(first, "stream is high").ID, Chunk: f.chunk(second).ID, At: 0})
		f.write(first, millChunk(1, millTurns(0, 2)))
		f.write(second, millChunk(2, millTurns(2, 6)))
		for _, name := range order {
			if v := f.takeIn(name); v.Places != 0 {
				t.Errorf("%v: %+v", order, v)
			}
			one, two := said(f.chunk(first)), said(f.chunk(second))
			if strings.Contains(one, "is high") || strings.Count(two, "is high") != 1 || strings.Count(two, "\n") != 3 {
				t.Errorf("%v, after %s:\n%s\n\n%s", order, name, one, two)
			}
		}
	}
}
