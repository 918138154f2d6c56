package check

import (
	"strings"
	"testing"

	"stet/backend/timecode"
	"stet/backend/transcript"
)

func code(t *testing.T, text string) timecode.Code {
	t.Helper()
	c, err := timecode.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// What lies between two chunks and was cut out of the sound stands in no chunk.
func TestWhatTheSoundLacksIsMissingNowhere(t *testing.T) {
	heads, sources := chunksOf(t, "1 00:00:01:00 – 00:04:00:00|2 00:07:00:00 – 00:09:00:00")
	clock := timecode.Clock{Rate: timecode.Rate25}
	if got := len(New(testSeries()).Episode(heads, clock, sources)); got != 1 {
		t.Errorf("with three minutes between them %d findings", got)
	}
	clock.Gap = timecode.Gap{At: 4 * 60 * timecode.Second, Length: -3 * 60 * timecode.Second}
	if got := New(testSeries()).Episode(heads, clock, sources); len(got) > 0 {
		t.Errorf("%+v", got)
	}
}

// chunksOf are the heads of chunks that are told by their numbers and times, and what their files tell.
func chunksOf(t *testing.T, told string) (heads []transcript.Chunk, sources map[transcript.ID]Source) {
	t.Helper()
	sources = map[transcript.ID]Source{}
	for i, text := range strings.Split(told, "|") {
		number, times, _ := strings.Cut(text, " ")
		if start, end, timed := strings.Cut(times, " – "); timed {
			sources[transcript.ID(i+1)] = Source{Runs: &timecode.Span{Start: code(t, start), End: code(t, end)}}
		}
		heads = append(heads, transcript.Chunk{ID: transcript.ID(i + 1), Matter: transcript.Matter{Form: transcript.FieldMatter, Fields: []transcript.Field{
			scalarField("chunk", number), scalarField("timecode", times),
		}}})
	}
	return heads, sources
}

// Where the turns of one chunk end and those of the next begin is compared.
func TestChunksCoverTheirEpisode(t *testing.T) {
	for _, x := range []struct{ chunks, want string }{
		{"1 00:00:01:00 – 00:04:00:00|2 00:04:00:00 – 00:08:00:00", ""},
		{"1 00:00:01:00 – 00:04:00:00|2 00:04:05:29 – 00:08:00:00", ""},
		{"1 00:00:01:00 – 00:04:00:00|2 00:04:06:00 – 00:08:00:00", "chunk.gap 2 Chunk 1 ends at 00:04:00:00, and this one begins at 00:04:06:00: what is said between them stands in neither."},
		{"1 00:00:01:00 – 00:04:02:00|2 00:04:00:00 – 00:08:00:00", ""},
		{"1 00:00:01:00 – 00:04:03:00|2 00:04:00:00 – 00:08:00:00", "chunk.overlap 2 This chunk begins at 00:04:00:00, before chunk 1 ends at 00:04:03:00: turns of one may stand in the other, too."},
		// The order is that of the numbers; where one is missing or stands twice, and where no time is told, nothing is compared.
		{"2 00:04:00:00 – 00:08:00:00|1 00:00:01:00 – 00:04:00:00", ""},
		{"1 00:00:01:00 – 00:04:00:00|3 00:09:00:00 – 00:12:00:00", ""},
		{"1 00:00:01:00 – 00:04:00:00|2 00:09:00:00 – 00:12:00:00|2 00:04:00:00 – 00:09:00:00", ""},
		{"1 |2 00:09:00:00 – 00:12:00:00", ""},
	} {
		heads, sources := chunksOf(t, x.chunks)
		var said []string
		for _, f := range New(testSeries()).Episode(heads, timecode.Clock{}, sources) {
			if f.ID != "chunk.gap" && f.ID != "chunk.overlap" {
				continue
			}
			number, _ := heads[f.Chunk-1].Field("chunk")
			if said = append(said, f.ID+" "+number.Value+" "+f.What); f.Field != "timecode" {
				t.Errorf("%q: it is about %s", x.chunks, f.Field)
			}
		}
		if got := strings.Join(said, "\n"); got != x.want {
			t.Errorf("%q: %s", x.chunks, got)
		}
	}
}
