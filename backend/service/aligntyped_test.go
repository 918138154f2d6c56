//go:build !race

// What is here searches sound, one search at a time, and takes ten times as long with the race detector.

package service_test

import (
	"slices"
	"strings"
	"testing"

	"stet/backend/timecode"
	"stet/backend/transcript"
)

// A word that is typed and that nobody says takes no time from those beside it: what was heard stands as it did, wherever it is
// typed, and it is put between them or is not in the sound.
func TestATypedWordTakesNoTimeFromWordsThatWereHeard(t *testing.T) {
	f, id, _ := clockmaker(t, "")
	f.align(id)
	turn := f.chunk("1.md").Turns[0]
	text := turn.Paragraphs[0]
	for at := 0; at >= 0; {
		n := len(strings.Fields(text[:at]))
		f.edit("1.md", "Typed", transcript.EditText{Turn: turn.ID, From: at, To: at, Text: "really "})
		job, err := f.AlignEdited(id, []transcript.ID{turn.ID})
		f.ended(job, err)
		now := f.chunk("1.md").Turns[0].Times
		typed := now[n]
		for i, w := range turn.Times {
			k := i
			if i >= n {
				k++
			}
			if w.How == transcript.Measured && now[k] != w {
				t.Errorf("“really” before word %d is %+v: word %d went from %+v to %+v", n, typed, i, w, now[k])
			}
		}
		if !typed.How.Sought() || typed.How.Timed() && (n > 0 && typed.Start < turn.Times[n-1].End || typed.End > turn.Times[n].Start) {
			t.Errorf("“really” before word %d is %+v, between %+v", n, typed, turn.Times[max(0, n-1):n+1])
		}
		f.undo(id)
		if now := f.chunk("1.md").Turns[0].Times; len(now) != len(turn.Times) {
			t.Fatalf("undone: %v", now)
		}
		next := strings.Index(text[at:], " ")
		if next < 0 {
			break
		}
		at += next + 1
	}
}

// halved is the clockmaker's episode with its first turn twice, of which the sound is said to hold the first half of the one and
// the second half of the other.
func halved(t *testing.T) (f *fixture, id int64, first, other transcript.ID) {
	t.Helper()
	f, id, _ = clockmaker(t, "")
	f.align(id)
	turn := f.chunk("1.md").Turns[0]
	n := len(turn.Times)
	one, two := slices.Clone(turn.Times), slices.Clone(turn.Times)
	for i := range n {
		if i < n/2 {
			two[i] = transcript.Timing{How: transcript.Unspoken}
		} else {
			one[i] = transcript.Timing{How: transcript.Unspoken}
		}
	}
	ada := "Ada"
	f.edit("1.md", "Doubled a turn", transcript.InsertTurn{After: turn.ID, Turn: transcript.Turn{ID: 9001, Speaker: &ada, Paragraphs: turn.Paragraphs, Times: two}},
		transcript.SetTimes{Turn: turn.ID, Times: one})
	return f, id, turn.ID, 9001
}

// What is looked for again stays behind the words that were heard before it, also where those at the edge were not.
func TestWordsStayBehindThoseThatWereHeardFarFromTheEdge(t *testing.T) {
	f, id, first, other := halved(t)
	f.edit("1.md", "Lost the times", transcript.SetTimes{Turn: other})
	job, err := f.AlignEdited(id, []transcript.ID{other})
	f.ended(job, err)
	at := timecode.Time(0)
	for _, turn := range f.chunk("1.md").Turns[:2] {
		for i, w := range turn.Times {
			if w.How.Timed() && w.Start < at {
				t.Errorf("word %d of turn %d (%d is the first) runs backwards: %+v after %v", i, turn.ID, first, w, at)
			}
			if w.How.Timed() {
				at = w.End
			}
		}
	}
}

// Where a turn goes, words beside it that were not heard are looked for again, if there is room for them now.
func TestWordsAreLookedForAgainWhereATurnWent(t *testing.T) {
	f, id, first, other := halved(t)
	reply := f.edit("1.md", "Deleted one", transcript.DeleteTurn{Turn: other})
	told := false
	for _, turn := range reply.Patch.Turns {
		told = told || turn.ID == first
	}
	if !told {
		t.Errorf("the window was told of %+v", reply.Patch.Turns)
	}
	job, err := f.AlignEdited(id, []transcript.ID{first})
	f.ended(job, err)
	for i, w := range f.chunk("1.md").Turns[0].Times {
		if w.How != transcript.Measured {
			t.Errorf("word %d is %+v", i, w)
		}
	}
}
