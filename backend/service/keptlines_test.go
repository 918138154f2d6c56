package service_test

import (
	"strings"
	"testing"

	"stet/backend/transcript"
)

const (
	loafHead = "---\ntitle: The Loaf\nslug: ep07-01-the-loaf\nseries: Slow Rise\nepisode: 7\nchunk: 1\nspeakers:\n- Marit\n- Otto\n---\n\n"
	loafLeft = "00:00:02:10 - 00:00:14:22\nMarit\nI left it on the shelf and went to the dentist,\nand it left the basket.\n"
	loafFold = "00:00:14:22 - 00:00:31:05\nOtto\nYou fold it\nonce more, and then it is as it was before, or so I am told by those who know.\n\nMost\nof them.\n"
	millHead = "---\ntitle: The Mill\nslug: ep07-02-the-mill\nseries: Slow Rise\nepisode: 7\nchunk: 2\nspeakers:\n- Marit\n- Otto\n---\n\n"
	millWent = "00:00:31:05 - 00:00:44:22\nMarit\nThe mill went round\nand round.\n"
	millRest = "00:00:44:22 - 00:00:51:05\nOtto\nIt is at rest now,\nas they say.\n"
)

// Nobody changed the words of turns that go from file to file: they keep their lines, whichever width the other file has.
func TestTurnsThatGoToAnotherFileKeepTheirLines(t *testing.T) {
	const loaf, mill = "ep07-01-the-loaf.md", "ep07-02-the-mill.md"
	f := open(t, loaf, loafHead+loafLeft+loafFold, mill, millHead+millWent+millRest)
	f.take()
	id, second := f.row(mill).episode, f.row(mill).ID
	if _, err := f.MoveBoundary(id, second, f.turn(loaf, "You fold").ID); err != nil {
		t.Fatal(err)
	}
	f.exported()
	if got, want := f.read(mill), millHead+loafFold+millWent+millRest; got != want {
		t.Errorf("moved: %s", got)
	}
	f.correct(mill, "at rest", "still")
	if _, err := f.MoveBoundary(id, second, f.turn(mill, "The mill").ID); err != nil {
		t.Fatal(err)
	}
	f.correct(loaf, "once more", "twice")
	f.exported()
	if got, want := f.read(loaf), loafHead+loafLeft+strings.Replace(loafFold, "once more", "twice", 1); got != want {
		t.Errorf("moved back, and corrected: %s", got)
	}
	if _, err := f.JoinChunk(id, second); err != nil {
		t.Fatal(err)
	}
	f.exported()
	if got := f.read(loaf); !strings.HasSuffix(got, millWent+strings.Replace(millRest, "at rest", "still", 1)) {
		t.Errorf("joined: %s", got)
	}
}

// A turn that says again what it said has the bytes that it had, also where the rest of its file says something else now.
func TestATurnThatIsWholeAgainHasItsBytes(t *testing.T) {
	const loaf = "ep07-01-the-loaf.md"
	for what, change := range map[string]func(t transcript.ID) transcript.Op{
		"parted": func(t transcript.ID) transcript.Op {
			return transcript.SplitTurn{Turn: t, At: len("You fold it once more, and"), New: 1000}
		},
		"parted in a word": func(t transcript.ID) transcript.Op {
			return transcript.SplitTurn{Turn: t, At: len("You fold it once mo"), New: 1000}
		},
		"deleted": func(t transcript.ID) transcript.Op { return transcript.DeleteTurn{Turn: t} },
	} {
		t.Run(what, func(t *testing.T) {
			f := open(t, loaf, loafHead+loafLeft+"\n"+loafFold+millWent)
			f.take()
			id := f.row(loaf).episode
			f.edit(loaf, "Change it", change(f.turn(loaf, "You fold").ID))
			f.exported()
			if _, err := f.Undo(id); err != nil {
				t.Fatal(err)
			}
			f.correct(loaf, "dentist", "doctor")
			f.exported()
			if got, want := f.read(loaf), loafHead+strings.Replace(loafLeft, "dentist", "doctor", 1)+"\n"+loafFold+millWent; got != want {
				t.Error(got)
			}
		})
	}
}

// Lines that end otherwise are not carried over: a file has one kind of line break.
func TestTurnsThatGoToAFileWithOtherLineBreaksTakeThese(t *testing.T) {
	const loaf, mill = "ep07-01-the-loaf.md", "ep07-02-the-mill.md"
	f := open(t, loaf, loafHead+loafLeft+loafFold, mill, strings.ReplaceAll(millHead+millWent+millRest, "\n", "\r\n"))
	f.take()
	if _, err := f.MoveBoundary(f.row(mill).episode, f.row(mill).ID, f.turn(loaf, "You fold").ID); err != nil {
		t.Fatal(err)
	}
	f.exported()
	if got := f.read(mill); strings.Contains(strings.ReplaceAll(got, "\r\n", ""), "\n") || !strings.Contains(got, "You fold it") {
		t.Errorf("%q", got)
	}
}

// What another program did to the layout of a file stays when its words are again what they were at first.
func TestALayoutThatAnotherProgramMadeStays(t *testing.T) {
	const loaf = "ep07-01-the-loaf.md"
	text := loafHead + loafLeft + loafFold + millWent
	for what, theirs := range map[string]string{
		"line breaks": strings.ReplaceAll(text, "\n", "\r\n"),
		"a mark":      "\ufeff" + text,
		"a comment":   strings.Replace(text, "series:", "# Ask Otto about the mill.\nseries:", 1),
		"lines":       strings.Replace(text, "went round\nand", "went\nround and", 1),
	} {
		t.Run(what, func(t *testing.T) {
			f := open(t, loaf, text)
			f.take()
			f.write(loaf, theirs)
			f.takeIn(loaf)
			f.correct(loaf, "dentist", "doctor")
			f.exported()
			if got, want := f.read(loaf), strings.Replace(theirs, "dentist", "doctor", 1); got != want {
				t.Fatalf("changed: %q", got)
			}
			if _, err := f.Undo(f.row(loaf).episode); err != nil {
				t.Fatal(err)
			}
			f.exported()
			if got := f.read(loaf); got != theirs {
				t.Errorf("%q", got)
			}
		})
	}
}
