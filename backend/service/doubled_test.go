package service_test

import (
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
