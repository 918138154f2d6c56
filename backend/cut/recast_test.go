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
		got, _ := Recast([]transcript.Turn{timedTurn(c.span, text)}, []*Joined{nil}, chunks, nil)
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

// Labels are written as times where the chunks count thousandths of a second: at the rate that is told, or that the turns tell which
// both have, with what lies between the two; nobody guesses one.
func TestLabelsAreWrittenAsTimes(t *testing.T) {
	for name, c := range map[string]struct {
		chunks, turns []string
		told          timecode.Rate
		want          string
	}{
		"told":             {[]string{"00:00:01.000 - 00:00:09.500"}, []string{"00:00:01:00 - 00:00:09:15", "00:00:09:20 - 00:00:12:01"}, timecode.Rate30, "00:00:09.667 - 00:00:12.033"},
		"told by the rest": {[]string{"00:00:01.000 - 00:00:09.400", "00:00:13.080 - 00:00:15.440"}, []string{"00:00:01:00 - 00:00:09:10", "00:00:10:20 - 00:00:12:01", "00:00:13:02 - 00:00:15:11"}, timecode.Rate{}, "00:00:10.800 - 00:00:12.040"},
		"from elsewhere":   {[]string{"00:00:01.000 - 00:00:09.400", "00:00:13.080 - 00:00:15.440"}, []string{"01:00:01:00 - 01:00:09:10", "01:00:10:20 - 01:00:12:01", "01:00:13:02 - 01:00:15:11"}, timecode.Rate25, "00:00:10.800 - 00:00:12.040"},
		"by nothing":       {[]string{"00:00:01.000 - 00:00:09.000"}, []string{"00:00:01:00 - 00:00:09:00", "00:00:09:20 - 00:00:12:01"}, timecode.Rate{}, "00:00:09:20 - 00:00:12:01"},
	} {
		said := []string{
			"Welcome to the mill, where a wheel has turned for three hundred years, whenever there was water in the brook above it.", "Rye is hard, and so is the stone.",
			"Nobody else can cut the stones today, and so the miller does it himself, on three days of every month of winter.",
		}
		var chunks, turns []transcript.Turn
		for i, span := range c.turns {
			turns = append(turns, timedTurn(span, said[i]))
		}
		for i, span := range c.chunks {
			chunks = append(chunks, timedTurn(span, said[2*i]))
		}
		Notate(turns, chunks, c.told)
		if got := turns[1].Span.Start.String() + " - " + turns[1].Span.End.String(); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// A turn that was joined with the one before is parted again where a chunk begins with it, also if all times are others by as
// much; one that the chunks have no beginning in is not.
func TestATurnIsPartedWhereAChunkBegins(t *testing.T) {
	plain := func(span, text string) transcript.Turn {
		turn := timedTurn(span, text)
		turn.Times = nil
		return turn
	}
	chunks := []transcript.Turn{
		plain("00:00:01:00 - 00:00:09:00", "Welcome to the mill, it turns when water comes."),
		plain("00:00:09:00 - 00:00:20:15", "In a dry summer it has to stand still for weeks."),
		plain("00:00:20:15 - 00:00:30:00", "And the miller goes to town to drink his beer."),
		plain("00:00:30:00 - 00:00:40:00", "Rye is hard, and takes a stone that was cut anew."),
		plain("00:00:40:00 - 00:00:50:00", "Nobody else knows how to cut the stones today."),
	}
	all := func(list ...int) (text string) {
		var parts []string
		for _, i := range list {
			parts = append(parts, chunks[i].Paragraphs[0])
		}
		return strings.Join(parts, " ")
	}
	for _, c := range []struct {
		name, first, second string
		begins              []int
		want                string
	}{
		{"as it was", "00:00:01:00 - 00:00:09:00", "00:00:09:00 - 00:00:30:00", []int{0, 2}, "00:00:01:00 - 00:00:09:00|00:00:09:00 - 00:00:20:15|00:00:20:15 - 00:00:30:00"},
		{"no chunk begins there", "00:00:01:00 - 00:00:09:00", "00:00:09:00 - 00:00:30:00", []int{0, 3}, "00:00:01:00 - 00:00:09:00|00:00:09:00 - 00:00:30:00"},
	} {
		got, from := Recast([]transcript.Turn{plain(c.first, all(0)), plain(c.second, all(1, 2))}, []*Joined{nil, nil}, chunks, c.begins)
		var out []string
		for _, turn := range got {
			out = append(out, turn.Span.Start.String()+" - "+turn.Span.End.String())
		}
		if s := strings.Join(out, "|"); s != c.want || from[len(from)-1] != 1 {
			t.Errorf("%s: %s %v", c.name, s, from)
		}
	}
	later := []transcript.Turn{
		plain("00:00:11:00 - 00:00:19:00", all(0)), plain("00:00:19:00 - 00:00:40:00", all(1, 2)), plain("00:00:40:00 - 00:00:50:00", all(3)), plain("00:00:50:00 - 00:01:00:00", all(4)),
	}
	got, _ := Recast(later, make([]*Joined, 4), chunks, []int{0, 2})
	if len(got) != 5 || got[2].Paragraphs[0] != all(2) || got[2].Span.Start.String() != "00:00:30:15" || got[1].Span.End.String() != "00:00:30:15" {
		t.Errorf("%+v", got)
	}
}
