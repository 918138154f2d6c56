package vtt

import (
	"regexp"
	"strings"
	"testing"

	"stet/backend/formats"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// heardFrom is an episode of one turn, from second 10 to second 14, with words heard from a time on, half a second each.
func heardFrom(t *testing.T, from timecode.Time) *formats.Episode {
	t.Helper()
	start, err := timecode.Parse("00:00:10.000")
	if err != nil {
		t.Fatal(err)
	}
	end, err := timecode.Parse("00:00:14.000")
	if err != nil {
		t.Fatal(err)
	}
	turn := transcript.Turn{Span: &timecode.Span{Start: start, End: end}, Paragraphs: []string{"It all fell down at once."}}
	for i := range 6 {
		at := from + timecode.Time(i)*timecode.Second/2
		turn.Times = append(turn.Times, transcript.Timing{Start: at, End: at + timecode.Second/2, How: transcript.Measured})
	}
	return formats.NewEpisode(transcript.Episode{Key: "1", Rate: timecode.Rate25}, []transcript.Chunk{{Turns: []transcript.Turn{turn}}}, 0)
}

func TestTimesOfWordsThatNoStampCarriesAreTold(t *testing.T) {
	for _, c := range []struct {
		name   string
		from   timecode.Time
		stamps int
		told   string
	}{
		{"by the same clock", 10 * timecode.Second, 5, ""},
		{"by a clock that runs later", 19800 * timecode.Millisecond, 0, "6 of 6 times of words lie outside their turns"},
		{"by a clock that runs earlier", timecode.Second, 0, "6 of 6 times of words lie outside their turns"},
		{"some of them", 12500 * timecode.Millisecond, 3, "3 of 6 times of words lie outside their turns"},
	} {
		t.Run(c.name, func(t *testing.T) {
			out, err := Words.Make(heardFrom(t, c.from), nil)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Count(string(out.Bytes), "<00:"); got != c.stamps {
				t.Errorf("%d stamps, want %d: %s", got, c.stamps, out.Bytes)
			}
			told := ""
			for _, r := range out.Remarks {
				if strings.Contains(r.What, "outside") {
					told = r.What
				}
			}
			if (told == "") != (c.told == "") || !strings.HasPrefix(told, c.told) {
				t.Errorf("it says %q, want %q", told, c.told)
			}
		})
	}
}

// A first word that is heard some milliseconds before its turn begins is said when that does, and keeps where its time comes from.
func TestAWordThatBeginsHardlyBeforeItsTurn(t *testing.T) {
	e := heardFrom(t, 9970*timecode.Millisecond)
	out, err := Words.Make(e, nil)
	if err != nil {
		t.Fatal(err)
	}
	if text := string(out.Bytes); !strings.Contains(text, "<c.measured>It</c>") || strings.Contains(text, "interpolated") {
		t.Error(text)
	}
	for _, r := range out.Remarks {
		if strings.Contains(r.What, "outside") {
			t.Error(r.What)
		}
	}
}

func TestAStampThatIsMissingIsNoticed(t *testing.T) {
	e := heardFrom(t, 10*timecode.Second)
	out, err := Words.Make(e, nil)
	if err != nil {
		t.Fatal(err)
	}
	bare := regexp.MustCompile(`<00:[^>]*>`).ReplaceAll(out.Bytes, nil)
	if err := Words.ReadBack(e, bare); err == nil {
		t.Error("a file without stamps passes")
	}
}

// A dash has no time of its own: the word behind it keeps its time and where that comes from, in the middle of a cue and at its
// beginning.
func TestAWordBehindADashKeepsItsTime(t *testing.T) {
	heard := heardFrom(t, 10*timecode.Second).Chunks[0].Turns[0]
	turn := transcript.Turn{Span: &timecode.Span{Start: timecode.Rate25.Code(10*timecode.Second, timecode.Millis), End: timecode.Rate25.Code(14*timecode.Second, timecode.Millis)}}
	turn.Paragraphs = []string{"— It all — fell down at once."}
	dash := func(at timecode.Time) transcript.Timing {
		return transcript.Timing{Start: at, End: at, How: transcript.Guessed}
	}
	times := heard.Times
	turn.Times = append(transcript.Timings{dash(times[0].Start), times[0], times[1], dash(times[2].Start)}, times[2:]...)
	e := formats.NewEpisode(transcript.Episode{Key: "1", Rate: timecode.Rate25}, []transcript.Chunk{{Turns: []transcript.Turn{turn}}}, 0)
	out, err := Words.Make(e, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"— <c.measured>It</c> <00:00:10.500><c.measured>all</c> — <00:00:11.000><c.measured>fell</c>"} {
		if !strings.Contains(string(out.Bytes), part) {
			t.Errorf("there is no %s: %s", part, out.Bytes)
		}
	}
	said, err := Reader.Read(formats.NewFile(out.Bytes))
	if err != nil {
		t.Fatal(err)
	}
	for i, w := range said.Turns[0].Times {
		if want := turn.Times[i]; w.Start != want.Start || want.How == transcript.Measured && w.How != want.How || want.How != transcript.Measured && w.How.Sure() {
			t.Errorf("word %d is %s at %v, and was %s at %v", i, w.How, w.Start, want.How, want.Start)
		}
	}
}
