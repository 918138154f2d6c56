package service_test

import (
	"slices"
	"strings"
	"testing"

	"stet/backend/service"
)

// checked are what stet check says of the coverage, without a library: each finding behind the name of its file.
func (f *fixture) checked(paths ...string) (out []string) {
	f.t.Helper()
	var all []string
	for _, p := range paths {
		all = append(all, f.path(p))
	}
	v, err := service.CheckNow(f.t.Context(), all, service.Against{}, silent)
	if err != nil {
		f.t.Fatal(err)
	}
	for _, p := range v.Problems {
		if p.Severity == "error" || p.Code == "waiver.idle" {
			name := p.File[strings.LastIndex(p.File, "/")+1:]
			out = append(out, name+": "+p.What)
		}
	}
	return out
}

// What the gate holds a chunk for, since a turn of the transcript beside it stands in none, stet check tells without a library.
func TestCheckHoldsFilesAgainstTheTranscriptBesideThem(t *testing.T) {
	second := strings.Replace(millChunk(2, millTurns(1, 6)), millTurns(3, 4), "", 1)
	f := open(t, "chunks/ep05/ep05-01-part.md", millChunk(1, millTurns(0, 2)), "chunks/ep05/ep05-02-part.md", second, "transcripts/ep05.md", mill)
	gap := "ep05-02-part.md: 1 turn with 14 words from 00:00:30:00 stands in no chunk."
	twice := "ep05-02-part.md: The turn at 00:00:10:00 stands in ep05-01-part.md, too."
	for _, at := range [][]string{{"chunks"}, {"chunks/ep05"}, {"."}, {"chunks/ep05/ep05-01-part.md", "chunks/ep05/ep05-02-part.md"}} {
		if got := f.checked(at...); !slices.Equal(got, []string{gap, twice}) {
			t.Errorf("%v: %q", at, got)
		}
	}
	// Of files that nobody asked for nothing is told, and what stands in them is not missing.
	if got := f.checked("chunks/ep05/ep05-01-part.md"); len(got) != 0 {
		t.Errorf("%q", got)
	}
	if got := f.checked("chunks/ep05/ep05-02-part.md"); !slices.Equal(got, []string{gap, twice}) {
		t.Errorf("%q", got)
	}
	// The gate says the same, and what is let stand there the verb lets stand.
	f.take("chunks")
	id := f.row("chunks/ep05/ep05-02-part.md").episode
	f.correct("chunks/ep05/ep05-02-part.md", "Today", "And today")
	held := f.gated("", false)["ep05-02-part.md"]
	if held.Problem == nil || "ep05-02-part.md: "+held.Problem.What != gap {
		t.Fatalf("%+v", held)
	}
	f.waiveHeld(id, held)
	if got := f.checked("chunks"); !slices.Equal(got, []string{twice}) {
		t.Errorf("%q", got)
	}
	f.write("chunks/stet-profile.yaml", "checks_off: [turn.shared]\n")
	if got := f.checked("chunks"); len(got) != 0 {
		t.Errorf("%q", got)
	}
}

// A transcript of another episode, one that was made of the chunks, and one that may be another series' count for nothing.
func TestCheckTakesNoOtherTextForTheTranscript(t *testing.T) {
	first, other := millChunk(1, millTurns(0, 2)), strings.ReplaceAll(millChunk(2, millTurns(0, 1)), "series: Old Stones", "series: New Stones")
	f := open(t, "chunks/ep05-01-part.md", first, "chunks/ep06.txt", mill, "chunks/ep05.transcript.txt", millTurns(0, 2), "both/ep05-01-part.md", first, "both/ep05-02-part.md", other, "both/ep05.md", mill)
	for _, p := range f.checked("chunks", "both") {
		if strings.Contains(p, "no chunk") {
			t.Error(p)
		}
	}
}

// A file of another series that nobody asked for is none of the episode's, though its number is the same: its turns are missing.
func TestCheckTakesNoFileOfAnotherSeriesForAChunk(t *testing.T) {
	other := strings.ReplaceAll(millChunk(2, millTurns(3, 6)), "series: Old Stones", "series: New Stones")
	f := open(t, "ep05-01-part.md", millChunk(1, millTurns(0, 3)), "ep05-02-part.md", other, "ep05.md", mill)
	if got := f.checked("ep05-01-part.md"); len(got) != 1 || !strings.HasPrefix(got[0], "ep05-01-part.md: 3 turns with ") {
		t.Errorf("%q", got)
	}
}
