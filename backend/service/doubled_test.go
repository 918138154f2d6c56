package service_test

import (
	"fmt"
	"strings"
	"testing"

	"stet/backend/timecode"
	"stet/backend/transcript"
)

// A turn that stands twice is told of once: by the checks where it stands below itself, and else by the coverage.
func TestATurnThatStandsTwiceIsToldOfOnce(t *testing.T) {
	f, id, _ := clockmaker(t, "")
	f.align(id)
	if _, err := f.AcceptTimes(id, nil, 0); err != nil {
		t.Fatal(err)
	}
	turns := f.chunk("1.md").Turns
	start, _ := timecode.Parse(turns[1].Start)
	end, err := timecode.Parse(turns[1].End)
	if err != nil {
		t.Fatal(err)
	}
	span, mira := timecode.Span{Start: start, End: end}, "Mira"
	f.edit("1.md", "Doubled a turn", transcript.InsertTurn{After: turns[1].ID, Turn: transcript.Turn{ID: 9001, Speaker: &mira, Span: &span, Paragraphs: turns[1].Paragraphs}})
	f.align(id)
	codes := func() string {
		var out []string
		for _, p := range f.chunk("1.md").Problems {
			out = append(out, p.Code)
		}
		return strings.Join(out, " ")
	}
	if got := codes(); strings.Count(got, "turn.twice") != 1 || strings.Contains(got, "tc.overlap") {
		t.Errorf("checks: %s", got)
	}
	if got := kinds(f.coverage(id)); got != "" {
		t.Errorf("coverage: %s", got)
	}
	// With another time it is the coverage that tells, in one finding, of the words that are there.
	unsaid := make(transcript.Timings, transcript.CountWords(turns[1].Paragraphs))
	for i := range unsaid {
		unsaid[i].How = transcript.Unspoken
	}
	f.edit("1.md", "Lost the time", transcript.SetSpan{Turn: 9001}, transcript.SetTimes{Turn: 9001, Times: unsaid})
	v := f.coverage(id)
	for range 20 {
		if again := f.coverage(id); kinds(again) != kinds(v) {
			t.Fatalf("it tells something else each time: %s; %s", kinds(v), kinds(again))
		}
	}
	if got := finding(v, "twice"); len(got) == 1 && len(finding(v, "doubled"))+len(finding(v, "unspoken"))+len(finding(v, "misfit")) == 0 {
		if want := "1 turn with 19 words from "; !strings.HasPrefix(got[0].What, want) || !strings.HasSuffix(got[0].What, "The sound holds it once.") {
			t.Errorf("%s", got[0].What)
		}
	} else {
		t.Errorf("%s", kinds(v))
	}
}

// A text that stands twice as a whole, and is said once, is one fault with one repair, although some of it is like others of it:
// nothing else is told of its words, and none is to be taken out by itself.
func TestATextThatStandsTwiceIsOneFault(t *testing.T) {
	body := "Ada\nThe mill has stood by the river for three hundred years, and the wheel has turned for most of them.\n\n" +
		"Mira\nAnd who grinds the rye today?\n\nAda\nRight.\n\n" +
		"Mira\nWho grinds the rye today is the daughter of the miller, and she does it by herself every morning.\n\n" +
		"Ada\nDoes she like it?\n\nMira\nShe says that the stones hear the difference before anybody else does.\n\n"
	f := open(t, "1.md", "---\nseries: Mills\nepisode: 1\nchunk: 1\nspeakers: [Ada, Mira]\n---\n\n"+strings.TrimSpace(body+body)+"\n")
	f.take("1.md")
	turns := f.chunk("1.md").Turns
	half := len(turns) / 2
	var ops []transcript.Op
	n := 0
	for i, turn := range turns {
		times := make(transcript.Timings, transcript.CountWords(turn.Paragraphs))
		for k := range times {
			if times[k].How = transcript.Unspoken; i < half {
				at := timecode.Time(n) * timecode.Second / 2
				times[k] = transcript.Timing{Start: at, End: at + timecode.Second/4, How: transcript.Measured}
				n++
			}
		}
		ops = append(ops, transcript.SetTimes{Turn: turn.ID, Times: times})
	}
	f.edit("1.md", "Timed", ops...)
	id := f.row("1.md").episode
	length := timecode.Time(n) * timecode.Second / 2
	found := fmt.Sprintf(`{"uncovered":[],"misfits":[{"first":%d,"last":%d,"given":{"Start":%d,"End":%d},"words":%d,"untimed":true}],"length":%d}`,
		turns[half].ID, turns[len(turns)-1].ID, length-timecode.Second/4, length, n, length)
	if err := f.store.Remember(t.Context(), fmt.Sprintf("align.beside.%d", id), found); err != nil {
		t.Fatal(err)
	}
	v := f.coverage(id)
	got := finding(v, "twice")
	if len(got) != 1 || !strings.HasPrefix(got[0].What, fmt.Sprintf("%d turns with %d words ", half, n)) || !strings.HasSuffix(got[0].What, "The sound holds them once.") ||
		len(got[0].Repairs) != 2 || len(finding(v, "sound"))+len(finding(v, "unspoken"))+len(finding(v, "unspokenfew"))+len(finding(v, "misfit")) > 0 {
		t.Fatalf("%+v", v.Findings)
	}
	for _, p := range f.chunk("1.md").Problems {
		if p.Code == "words.unspoken" {
			t.Errorf("beside that it is told: %s", p.What)
		}
	}
	if _, err := f.MendCoverage(id, got[0].Key, got[0].Repairs[0].Name); err != nil {
		t.Fatal(err)
	}
	left := f.chunk("1.md").Turns
	if len(left) != half || left[0].ID != turns[0].ID || len(finding(f.coverage(id), "twice")) != 0 {
		t.Errorf("mended, there are %d turns: %s", len(left), kinds(f.coverage(id)))
	}
}
