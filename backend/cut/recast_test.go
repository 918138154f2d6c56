package cut

import (
	"strings"
	"testing"

	"stet/backend/timecode"
	"stet/backend/transcript"
)

// timedTurn is a turn whose words a file has timed, one a second.
func timedTurn(span, text string) transcript.Turn {
	t := transcript.Turn{Paragraphs: strings.Split(text, "\n")}
	start, end, _ := strings.Cut(span, " - ")
	from, err := timecode.Parse(start)
	to, wrong := timecode.Parse(end)
	if err != nil || wrong != nil {
		panic(span)
	}
	t.Span = &timecode.Span{Start: from, End: to}
	for i := range transcript.CountWords(t.Paragraphs) {
		at := timecode.Time(i) * timecode.Second
		t.Times = append(t.Times, transcript.Timing{Start: at, End: at + timecode.Second*3/4, How: transcript.Imported})
	}
	return t
}

// A turn that the transcript has itself is parted where one of the chunks begins, by the times of its words where these count
// as its own times do; its paragraphs stay.
func TestATurnIsPartedByTheTimesOfItsWords(t *testing.T) {
	chunks := []transcript.Turn{
		{Paragraphs: []string{"Welcome to the mill.", "It turns when"}},
		{Paragraphs: []string{"water comes.", "So it does."}},
	}
	const text = "Welcome to the mill.\nIt turns when water comes.\nSo it does."
	for _, c := range []struct{ span, want string }{
		{"00:00:00.000 - 00:00:12.000", "00:00:00.000 - 00:00:06.750 Welcome to the mill./It turns when|00:00:07.000 - 00:00:12.000 water comes./So it does."},
		{"00:00:00,000 - 00:00:12,000", "00:00:00,000 - 00:00:06,750 Welcome to the mill./It turns when|00:00:07,000 - 00:00:12,000 water comes./So it does."},
		// Frames, and a clock that does not begin with the sound, say nothing of when a word is said.
		{"00:00:00:00 - 00:00:12:00", "00:00:00:00 - 00:00:12:00 Welcome to the mill./It turns when water comes./So it does."},
		{"01:00:00.000 - 01:00:12.000", "01:00:00.000 - 01:00:12.000 Welcome to the mill./It turns when water comes./So it does."},
	} {
		got, _ := Recast([]transcript.Turn{timedTurn(c.span, text)}, []*Joined{nil}, chunks)
		var out []string
		for _, turn := range got {
			out = append(out, turn.Span.Start.String()+" - "+turn.Span.End.String()+" "+strings.Join(turn.Paragraphs, "/"))
		}
		if s := strings.Join(out, "|"); s != c.want {
			t.Errorf("%s: %s", c.span, s)
		}
	}
}

// Seconds are seconds, whatever stands between them and the minutes: also a turn that the chunks do not have is written theirs.
func TestSecondsAreWrittenAsTheChunksWriteThem(t *testing.T) {
	chunks := []transcript.Turn{timedTurn("00;00;01 - 00;00;09", "Welcome to the mill.")}
	turns := []transcript.Turn{timedTurn("00:00:01 - 00:00:09", "Welcome to the mill."), timedTurn("00:00:09 - 00:00:12", "Rye is hard.")}
	n := Notate(turns, chunks, timecode.Rate{})
	if got := turns[1].Span.Start.String() + " - " + turns[1].Span.End.String(); got != "00;00;09 - 00;00;12" || n.Left != 0 {
		t.Errorf("%s, %+v", got, n)
	}
}
