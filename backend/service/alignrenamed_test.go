package service_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"stet/backend/service"
	"stet/backend/transcript"
)

// A sound that was renamed, or copied, is the same sound: nothing is looked for again, what a person has set was not set in another
// one, what was let stand stands, and what is typed is looked for in it.
func TestASoundOfAnotherNameIsTheSame(t *testing.T) {
	f, id, _ := clockmaker(t, "")
	turns := f.chunk("1.md").Turns
	f.edit("1.md", "Took a turn out", transcript.DeleteTurn{Turn: turns[1].ID})
	f.align(id)
	hand := f.timings("1.md")[3]
	hand.How, hand.Confidence = transcript.ByHand, 0
	f.edit("1.md", "Timed a word", transcript.TimeWords{Turn: turns[0].ID, From: 3, Times: transcript.Timings{hand}})
	if _, err := f.LetUnwritten(id, finding(f.coverage(id), "unwritten")[0].Key, true); err != nil {
		t.Fatal(err)
	}
	was := f.timings("1.md")
	for _, name := range []string{"renamed.flac", "copied.flac"} {
		if err := os.Rename(f.path("talk.flac"), f.path(name)); err != nil {
			f.write(name, f.read("renamed.flac"))
			if err := os.Chtimes(f.path(name), time.Unix(1e9, 0), time.Unix(1e9, 0)); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := f.AttachSound(id, f.path(name)); err != nil {
			t.Fatal(err)
		}
		if job, err := f.AlignUnasked(id, 0); job != 0 || err != nil {
			t.Fatalf("%s is searched anew, %v", name, err)
		}
		if v := f.align(id); v.Words != 0 || !slices.Equal(f.timings("1.md"), was) {
			t.Errorf("in %s %+v was found", name, v)
		}
		told := f.coverage(id)
		if slices.ContainsFunc(told.Findings, func(f service.CoverageFinding) bool { return f.Kind == "elsewhere" || f.Kind == "unwritten" }) || len(told.Stands) != 1 {
			t.Errorf("of %s it is told: %+v; and %d let stand", name, told.Findings, len(told.Stands))
		}
	}
	text := f.chunk("1.md").Turns[0].Paragraphs[0]
	at := strings.Index(text, "clock")
	f.edit("1.md", "Typed", transcript.EditText{Turn: turns[0].ID, From: at, To: at + 5, Text: "cloak"})
	if job, err := f.AlignEdited(id, []transcript.ID{turns[0].ID}); job == 0 || err != nil {
		t.Errorf("what was typed is not looked for, %v", err)
	} else {
		f.ended(job, nil)
	}
}
