package check

import (
	"fmt"
	"strings"
	"testing"

	"stet/backend/timecode"
	"stet/backend/transcript"
)

// episodeOf are chunks with an end_time and the times of their turns each.
func episodeOf(t *testing.T, chunks ...string) ([]transcript.Chunk, map[transcript.ID]Source) {
	t.Helper()
	var heads []transcript.Chunk
	sources := map[transcript.ID]Source{}
	for i, x := range chunks {
		parts := strings.Split(x, " ")
		c := transcript.Chunk{ID: transcript.ID(i + 1), Matter: transcript.Matter{Form: transcript.FieldMatter, Fields: []transcript.Field{
			scalarField("chunk", fmt.Sprint(i+1)), scalarField("end_time", parts[0]),
		}}}
		from, err := timecode.Parse(parts[1])
		to, wrong := timecode.Parse(parts[2])
		if err != nil || wrong != nil {
			t.Fatal(x)
		}
		sources[c.ID] = Source{Name: fmt.Sprintf("%d.md", i+1), Runs: &timecode.Span{Start: from, End: to}}
		heads = append(heads, c)
	}
	return heads, sources
}

func TestAnEndInTheMiddleOfAnEpisode(t *testing.T) {
	heads, sources := episodeOf(t, "End 00:00:01:00 00:02:00:10", "00:04:00:00 00:02:00:10 00:04:00:00", "End 00:04:00:00 00:06:00:00")
	found := only(New(testSeries()).Episode(heads, testClock, sources), "header.end")
	if len(found) != 1 || found[0].Chunk != 1 || found[0].Field != "end_time" || found[0].What != "end_time says End, and chunk 2 follows." {
		t.Fatalf("%+v", found)
	}
	if r := found[0].Repairs; len(r) != 1 || r[0].After != "00:02:00:10" && r[0].After != "end_time: 00:02:00:10" {
		t.Errorf("%+v", r)
	}
	heads, sources = episodeOf(t, "00:02:00:10 00:00:01:00 00:02:00:10", "00:04:00 00:02:00:10 00:04:00:00", "End 00:04:00:00 00:06:00:00")
	if found := only(New(testSeries()).Episode(heads, testClock, sources), "header.end"); len(found) != 0 {
		t.Errorf("the last chunk, and times: %+v", found)
	}
}

func TestTimesInAnotherNotation(t *testing.T) {
	const frames, millis, whole = "End 00:00:01:00 00:02:00:10", "End 00:00:01.000 00:02:00.333", "End 00:00:01 00:02:00"
	rated := testSeries()
	rated.Profile.Rate = timecode.Rate30
	for _, x := range []struct {
		series Series
		chunks []string
		want   string
	}{
		{testSeries(), []string{frames, frames, millis, frames}, "3"},
		{testSeries(), []string{millis, millis, millis, frames}, "4"},
		{testSeries(), []string{frames, frames, millis, millis}, ""}, // which is right nobody can tell
		{testSeries(), []string{frames, millis}, ""},
		{testSeries(), []string{frames, frames, whole, frames}, ""},
		{rated, []string{millis, millis}, "1 2"},
		{rated, []string{frames, whole}, ""},
	} {
		heads, sources := episodeOf(t, x.chunks...)
		var got []string
		for _, f := range only(New(x.series).Episode(heads, testClock, sources), "times.notation") {
			got = append(got, fmt.Sprint(f.Chunk))
		}
		if strings.Join(got, " ") != x.want {
			t.Errorf("%v: %v, want %q", x.chunks, got, x.want)
		}
	}
}

// A repair writes a time as the line that it changes does.
func TestAnEndIsSetInTheNotationOfItsTurn(t *testing.T) {
	for _, x := range []struct {
		above, below string
		clock        timecode.Clock
		want         string
	}{
		{"00:10:20.000 - 00:10:50.000", "00:10:40:15 - 00:10:50:00", testClock, "00:10:20.000 - 00:10:40.500"},
		{"00:10:20:00 - 00:10:50:00", "00:10:40.500 - 00:10:50.000", testClock, "00:10:20:00 - 00:10:40:15"},
		{"00:10:20.000 - 00:10:50.000", "00:10:40:15 - 00:10:50:00", timecode.Clock{}, ""}, // nothing tells how many frames a second has
	} {
		c, source := chunkOf(t, rightName)
		for i, text := range []string{x.above, x.below} {
			from, to, _ := strings.Cut(text, " - ")
			start, err := timecode.Parse(from)
			end, wrong := timecode.Parse(to)
			if err != nil || wrong != nil {
				t.Fatal(text)
			}
			c.Turns[i].Span = &timecode.Span{Start: start, End: end}
		}
		got := ""
		for _, f := range only(New(testSeries()).Chunk(c, x.clock, source), "tc.overlap") {
			for _, r := range f.Repairs {
				got += r.After
			}
		}
		if got != x.want {
			t.Errorf("%s above %s: %q, want %q", x.above, x.below, got, x.want)
		}
	}
}

// A rate that nobody knows writes no times anew, nor does a look that has no turns.
func TestTimesAreWrittenInTheNotationOfTheSeries(t *testing.T) {
	chunks := []string{"End 00:00:01:00 00:02:00:10", "End 00:00:01:00 00:02:00:10", "00:02:00.333 00:00:01.000 00:02:00.333", "End 00:00:01:00 00:02:00:10"}
	turns := func(sources map[transcript.ID]Source) {
		source := sources[3]
		source.Turns = func() []transcript.Turn {
			return []transcript.Turn{{ID: 9, Span: source.Runs, Estimated: transcript.EndEdge}}
		}
		sources[3] = source
	}
	repairs := func(clock timecode.Clock, with bool) []Repair {
		heads, sources := episodeOf(t, chunks...)
		if with {
			turns(sources)
		}
		return only(New(testSeries()).Episode(heads, clock, sources), "times.notation")[0].Repairs
	}
	if len(repairs(testClock, false)) > 0 || len(repairs(timecode.Clock{}, true)) > 0 {
		t.Error("a repair is offered without what it takes")
	}
	got := repairs(testClock, true)
	if len(got) != 1 || got[0].Before != "00:00:01.000 - 00:02:00.333" || got[0].After != "00:00:01:00 - 00:02:00:10" || len(got[0].Ops) != 2 {
		t.Fatalf("%+v", got)
	}
	if op := got[0].Ops[0].(transcript.SetSpan); op.Turn != 9 || op.Estimated != transcript.EndEdge {
		t.Errorf("%+v", op)
	}
	if op := got[0].Ops[1].(transcript.SetField); op.Field.Value != "00:02:00:10" {
		t.Errorf("%+v", op)
	}
}
