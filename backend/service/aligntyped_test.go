//go:build !race

// What is here searches sound, one search at a time, and takes ten times as long with the race detector.

package service_test

import (
	"strings"
	"testing"

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
