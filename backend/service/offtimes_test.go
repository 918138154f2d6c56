package service_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"stet/backend/service"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// paced is an episode of turns of three words, each said from so many ms of the sound on, one word a second; and turns
// begin and end where spans say.
func paced(t *testing.T, spans []string, saidFrom []int64) (*fixture, int64) {
	t.Helper()
	text := "---\ntitle: A Clock\nslug: ep01-01-a-clock\nseries: Clocks\nepisode: 1\nchunk: 1\n---\n\n"
	for i, span := range spans {
		text += fmt.Sprintf("%s\n%s\nSo it goes.\n", span, []string{"Ada", "Mira"}[i%2])
	}
	f := open(t, "1.md", text)
	f.take("1.md")
	var ops []transcript.Op
	for i, turn := range f.chunk("1.md").Turns {
		var times transcript.Timings
		for k := range int64(3) {
			at := timecode.FromMillis(saidFrom[i] + 1000*k)
			times = append(times, transcript.Timing{Start: at, End: at + timecode.Second*8/10, How: transcript.Measured})
		}
		ops = append(ops, transcript.SetTimes{Turn: turn.ID, Times: times})
	}
	id := f.row("1.md").episode
	f.edit("1.md", "Timed the words", ops...)
	return f, id
}

func finding(v service.CoverageView, kind string) (out []service.CoverageFinding) {
	for _, f := range v.Findings {
		if f.Kind == kind {
			out = append(out, f)
		}
	}
	return out
}

func TestTurnsThatLieBesideTheirWords(t *testing.T) {
	f, id := paced(t,
		[]string{"00:00:00.000 - 00:00:04.000", "00:00:04.000 - 00:00:08.000", "00:00:08.000 - 00:00:12.000"},
		// The first lies in its pause, the second begins 0.9 s early, and so the first ends late.
		[]int64{1000, 4900, 9000})
	if got := finding(f.coverage(id), "off"); len(got) != 0 {
		t.Errorf("a pause is wide enough: %+v", got)
	}
	f, id = paced(t,
		[]string{"00:00:01.000 - 00:00:04.500", "00:00:04.500 - 00:00:08.000", "00:00:08.000 - 00:00:12.000"},
		[]int64{1000, 3900, 9000})
	got := finding(f.coverage(id), "off")
	if len(got) != 2 || !strings.Contains(got[1].What, "begins at 00:00:04.500, and its first word is said 0.6 s earlier") {
		t.Fatalf("%+v", got)
	}
	if _, err := f.MendAllCoverage(id); err != nil {
		t.Fatal(err)
	}
	turns := f.chunk("1.md").Turns
	if turns[0].End != "00:00:03.900" || turns[1].Start != "00:00:03.900" || turns[1].End != "00:00:08.000" {
		t.Errorf("%+v", turns)
	}
	if got := finding(f.coverage(id), "off"); len(got) != 0 {
		t.Errorf("mended: %+v", got)
	}
}

// A turn that leaves a gap to the one before it begins with its words, also where nobody speaks there; where it may end is told below.
func TestATurnThatReachesIntoThePauseIsTold(t *testing.T) {
	for span, want := range map[string]string{
		"00:00:05.000 - 00:00:07.800": "",
		"00:00:04.750 - 00:00:08.050": "",
		"00:00:04.600 - 00:00:07.800": "begins at 00:00:04.600, and its first word is said 0.4 s later",
		"00:00:05.000 - 00:00:08.400": "",
	} {
		f, id := paced(t, []string{"00:00:01.000 - 00:00:03.800", span, "00:00:10.000 - 00:00:12.800"}, []int64{1000, 5000, 10000})
		got := finding(f.coverage(id), "off")
		if want == "" && len(got) == 0 {
			continue
		}
		if len(got) != 1 || want == "" || !strings.Contains(got[0].What, want) {
			t.Errorf("%s: %+v", span, got)
			continue
		}
		if _, err := f.MendAllCoverage(id); err != nil {
			t.Fatal(err)
		}
		if got := finding(f.coverage(id), "off"); len(got) != 0 {
			t.Errorf("%s, mended: %+v", span, got)
		}
	}
}

// One that ends in the pause behind its words, with room to the next, is told of, all of them in one line; not one that ends
// about where the next begins.
func TestTurnsThatEndInThePauseAreToldOfTogether(t *testing.T) {
	at := func(from, to string) string { return "00:00:" + from + " - 00:00:" + to }
	said := []int64{1000, 5000, 10000, 20000}
	for _, c := range []struct {
		spans []string
		want  string
	}{
		{[]string{at("01.000", "03.800"), at("05.000", "08.000"), at("10.000", "12.800"), at("20.000", "22.800")}, ""},
		{[]string{at("01.000", "04.900"), at("05.000", "07.800"), at("10.000", "12.800"), at("20.000", "22.800")}, ""},
		{[]string{at("01.000", "03.800"), at("05.000", "08.400"), at("10.000", "12.800"), at("20.000", "22.800")}, "The turn ends at 00:00:08.400, in the pause behind its words, and its last word does so 0.6 s earlier."},
		{[]string{at("01.000", "04.300"), at("05.000", "08.400"), at("10.000", "13.800"), at("20.000", "25.800")}, "3 turns end in the pause behind their words, more than 0.3 s after the last one."},
	} {
		f, id := paced(t, c.spans, said)
		got := finding(f.coverage(id), "lingering")
		if c.want == "" {
			if len(got) != 0 {
				t.Errorf("%v: %+v", c.spans, got)
			}
			continue
		}
		if len(got) != 1 || got[0].What != c.want {
			t.Errorf("%v: %+v", c.spans, got)
			continue
		}
		if _, err := f.MendAllCoverage(id); err != nil {
			t.Fatal(err)
		}
		if got := finding(f.coverage(id), "lingering"); len(got) != 0 || f.chunk("1.md").Turns[1].End != "00:00:07.800" {
			t.Errorf("%v, mended: %+v, %+v", c.spans, got, f.chunk("1.md").Turns)
		}
	}
}

func TestAClockThatDriftsIsOffered(t *testing.T) {
	for _, c := range []struct {
		name   string
		rate   float64 // frames a second of the sound, taken for 30
		offset int64
		want   string
	}{
		{"29.97 taken for 30", 30000.0 / 1001, 0, "29.97"},
		{"an offset", 30, 1200, "30"},
	} {
		var spans []string
		var said []int64
		for i := range 20 {
			frame := 30 * 60 * 2 * i
			spans = append(spans, fmt.Sprintf("%02d:%02d:00:00 - %02d:%02d:04:00", i*2/60, i*2%60, i*2/60, i*2%60))
			said = append(said, c.offset+int64(float64(frame)*1000/c.rate))
		}
		f, id := paced(t, spans, said)
		if _, err := f.SetClock(id, "30", 0); err != nil {
			t.Fatal(err)
		}
		got := finding(f.coverage(id), "clock")
		if len(got) != 1 || !strings.Contains(got[0].What, "At "+c.want+" frames a second") || !strings.Contains(got[0].What, "within 0.0") {
			t.Fatalf("%s: %+v", c.name, got)
		}
		if _, err := f.MendCoverage(id, got[0].Key, "Set the timecode so"); err != nil {
			t.Fatal(err)
		}
		if v := f.coverage(id); len(finding(v, "clock"))+len(finding(v, "off")) != 0 {
			t.Errorf("%s: set, there is still %+v", c.name, v.Findings)
		}
	}
}

// A rate that has not the frames of all timecodes tells of no place: another one is offered, by which they are right.
func TestAClockThatHasNotAllFramesIsMended(t *testing.T) {
	var spans []string
	var said []int64
	for i := range 20 {
		spans = append(spans, fmt.Sprintf("00:%02d:00:29 - 00:%02d:04:00", i, i))
		said = append(said, int64(i)*60_000+967)
	}
	f, id := paced(t, spans, said)
	if _, err := f.SetClock(id, "25", 0); err != nil {
		t.Fatal(err)
	}
	got := finding(f.coverage(id), "clock")
	if len(got) != 1 || !strings.HasPrefix(got[0].What, "Some of the timecodes do not exist at 25 frames a second. At 30 frames a second") {
		t.Fatalf("%+v", got)
	}
	if _, err := f.MendCoverage(id, got[0].Key, "Set the timecode so"); err != nil {
		t.Fatal(err)
	}
	if v := f.coverage(id); len(finding(v, "clock"))+len(finding(v, "off")) != 0 {
		t.Errorf("set, there is still %+v", v.Findings)
	}
}

// Something was put into the sound, or cut out of it: the timecodes are right before it, and off by the same after it, even
// where that is not half of them and some turns stray.
func TestAClockOfTwoPartsIsOffered(t *testing.T) {
	for _, c := range []struct {
		name     string
		from     int
		by, said int64 // ms
		want     string
	}{
		{"an advertisement", 12, 30_500, 0, "30.5 s later beside their timecodes than before: something was put into"},
		{"an advertisement near the end", 15, 30_500, 0, "30.5 s later"},
		{"one near the beginning, and an offset", 5, 18_000, 700, "18.0 s later"},
		{"a cut", 9, -12_000, 0, "12.0 s earlier beside their timecodes than before: something was cut out of"},
	} {
		var spans []string
		var said []int64
		for i := range 20 {
			spans = append(spans, fmt.Sprintf("%02d:%02d:00:00 - %02d:%02d:04:00", i*2/60, i*2%60, i*2/60, i*2%60))
			at := c.said + int64(i)*120_000
			if i >= c.from {
				at += c.by
			}
			if i == 3 {
				at += 5000
			}
			said = append(said, at)
		}
		f, id := paced(t, spans, said)
		if _, err := f.SetClock(id, "30", 0); err != nil {
			t.Fatal(err)
		}
		got := finding(f.coverage(id), "clock")
		if len(got) != 1 || !strings.Contains(got[0].What, c.want) || !strings.Contains(got[0].What, "within 0.0") {
			t.Fatalf("%s: %+v", c.name, got)
		}
		if want := spans[c.from][:11]; got[0].Places[0].Start != want {
			t.Errorf("%s: it lies before %s, not %s", c.name, got[0].Places[0].Start, want)
		}
		if _, err := f.MendCoverage(id, got[0].Key, "Set the timecode so"); err != nil {
			t.Fatal(err)
		}
		f.restart()
		v := f.coverage(id)
		if off := finding(v, "off"); len(finding(v, "clock")) != 0 || len(off) != 1 {
			t.Errorf("%s: set, there is still %+v", c.name, v.Findings)
		}
		f.undo(id)
		if got := finding(f.coverage(id), "clock"); len(got) != 1 {
			t.Errorf("%s: undone: %+v", c.name, got)
		}
	}
}

// Two things were put into the sound, and a clock holds one: that which fits most turns is told with those that it leaves beside
// their words, and nothing offers to move turns away that are right.
func TestAClockThatFitsNotAllTurnsSaysSo(t *testing.T) {
	var spans []string
	var said []int64
	for i := range 15 {
		spans = append(spans, fmt.Sprintf("00:%02d:00:00 - 00:%02d:04:00", i, i))
		at := int64(i) * 60_000
		if i >= 4 {
			at += 12_000
		}
		if i >= 10 {
			at += 19_750
		}
		said = append(said, at)
	}
	f, id := paced(t, spans, said)
	if _, err := f.SetClock(id, "30", 0); err != nil {
		t.Fatal(err)
	}
	got := finding(f.coverage(id), "clock")
	if len(got) != 1 || !strings.Contains(got[0].What, "11 of 15 turns lie near their words") || !strings.Contains(got[0].What, "4 do not") || len(got[0].Repairs) != 0 {
		t.Errorf("%+v", got)
	}
}

// clocked gives an episode a clock of 25 frames with a gap.
func (f *fixture) clocked(name string, gap timecode.Gap) {
	f.t.Helper()
	f.edit(name, "Set the clock", transcript.SetEpisode{Episode: transcript.Episode{Series: "Clocks", Key: "1", Rate: timecode.Rate25, Gap: gap}})
}

// Words that are said in what was put into the sound have no timecode of their own: no turn gets one.
func TestTurnsInAGapAreGivenNoTime(t *testing.T) {
	f, id := paced(t, []string{"00:00:01:00 - 00:00:04:00", "00:00:05:00 - 00:00:08:00"}, []int64{1000, 75_000})
	f.clocked("1.md", timecode.Gap{At: 60 * timecode.Second, Length: 30 * timecode.Second})
	turn := f.chunk("1.md").Turns[1].ID
	if got := finding(f.coverage(id), "off"); len(got) != 1 || len(got[0].Repairs) != 0 {
		t.Errorf("%+v", got)
	}
	f.edit("1.md", "Took its time", transcript.SetSpan{Turn: turn})
	if got := finding(f.coverage(id), "untimed"); len(got) != 0 {
		t.Errorf("%+v", got)
	}
	if _, err := f.AcceptTimes(id, []transcript.ID{turn}, 0); err == nil {
		t.Errorf("it has %+v", f.chunk("1.md").Turns[1])
	}
}

// Where the sound lacks what the timecodes count nobody is silent, nor in what they do not count.
func TestAGapIsNoSilence(t *testing.T) {
	chunk := func(n int, span string) string {
		return fmt.Sprintf("---\ntitle: Part %d\nslug: ep01-%02d-part\nseries: Clocks\nepisode: 1\nchunk: %d\n---\n\n%s\nAda\nSo it goes.\n", n, n, n, span)
	}
	f := open(t, "1.md", chunk(1, "00:00:50:00 - 00:01:00:00"), "2.md", chunk(2, "00:03:00:00 - 00:03:10:00"))
	f.take()
	id := f.row("1.md").episode
	for _, c := range []struct {
		gap  timecode.Time
		want int
	}{{0, 1}, {-115 * timecode.Second, 0}, {90 * timecode.Second, 1}} {
		f.clocked("1.md", timecode.Gap{At: 62 * timecode.Second, Length: c.gap})
		if got := finding(f.coverage(id), "silence"); len(got) != c.want || c.want == 1 && !strings.Contains(got[0].What, "for 2:00") {
			t.Errorf("%v: %+v", c.gap, got)
		}
	}
}

// Where all is mended at once, no repair takes back what another has set, and none goes by a clock that is off.
func TestAllRepairsOfTimesAtOnce(t *testing.T) {
	f, id := paced(t, []string{"00:00:01.000 - 00:00:03.600", "00:00:03.600 - 00:00:06.600", "00:00:06.600 - 00:00:10.000"}, []int64{1000, 4000, 7000})
	for len(finding(f.coverage(id), "midword")) > 0 {
		if _, err := f.MendAllCoverage(id); err != nil {
			t.Fatal(err)
		}
	}
	turns := f.chunk("1.md").Turns
	if turns[0].End != "00:00:03.800" || turns[1].Start != "00:00:03.800" || turns[1].End != "00:00:06.800" || turns[2].Start != "00:00:06.800" {
		t.Errorf("%s, %s - %s, %s", turns[0].End, turns[1].Start, turns[1].End, turns[2].Start)
	}
	var spans []string
	var said []int64
	for i := range 12 {
		spans = append(spans, fmt.Sprintf("00:%02d:00:00 - 00:%02d:04:00", i, i))
		said = append(said, int64(i)*60_000+7000)
	}
	f, id = paced(t, spans, said)
	if _, err := f.SetClock(id, "30", 0); err != nil {
		t.Fatal(err)
	}
	turn := f.chunk("1.md").Turns[5].ID
	f.edit("1.md", "Took its time", transcript.SetSpan{Turn: turn})
	for _, want := range []string{"", "00:05:00:00"} {
		if _, err := f.MendAllCoverage(id); err != nil {
			t.Fatal(err)
		}
		if got := f.chunk("1.md").Turns[5].Start; got != want {
			t.Errorf("it begins at %q, not %q", got, want)
		}
	}
}

// How long a chunk, a turn and a report's row are is counted one way, in the list and in the window, whatever was put into
// the sound: and nothing is too long for it, or too short.
func TestLengthsAgreeWhereSomethingWasPutIntoTheSound(t *testing.T) {
	f := open(t, "1.md", "---\ntitle: A Clock\nslug: ep01-01-a-clock\nseries: Clocks\nepisode: 1\nchunk: 1\nstart_time: 00:00:10\nend_time: 00:02:10\n---\n\n00:00:10:00 - 00:02:10:00\nAda\n"+
		strings.Repeat("So it goes. ", 30)+"\n")
	f.take("1.md")
	listed := func() string {
		v, err := f.Library()
		if err != nil {
			t.Fatal(err)
		}
		return v.Series[0].Episodes[0].Chunks[0].Length
	}
	for _, c := range []struct {
		gap   timecode.Time
		want  string
		codes []string
	}{
		{0, "2:00", nil},
		{9 * 60 * timecode.Second, "2:00", nil},
		{-100 * timecode.Second, "0:20", []string{"chunk.length"}},
		{-115 * timecode.Second, "0:05", []string{"chunk.length", "turn.fast"}},
	} {
		f.clocked("1.md", timecode.Gap{At: 15 * timecode.Second, Length: c.gap})
		if got := listed(); got != c.want {
			t.Errorf("with a gap of %v it is %s long", c.gap, got)
		}
		chunk := f.chunk("1.md")
		var codes []string
		for _, p := range chunk.Problems {
			if p.Code == "chunk.length" || p.Code == "turn.fast" || p.Code == "turn.long" {
				codes = append(codes, p.Code)
			}
		}
		slices.Sort(codes)
		if !slices.Equal(codes, c.codes) {
			t.Errorf("with a gap of %v: %v", c.gap, codes)
		}
		turn := chunk.Turns[0]
		if c.gap > 0 && *turn.To-*turn.From != 120*timecode.Second+c.gap {
			t.Errorf("in the sound it lies from %v to %v", *turn.From, *turn.To)
		}
		if got := finding(f.coverage(f.row("1.md").episode), "misfit"); (c.gap == -115*timecode.Second) != (len(got) == 1) {
			t.Errorf("with a gap of %v: %+v", c.gap, got)
		}
	}
}

// So short a talk does not tell one rate from its pulled-down twin: the episode's own stays.
func TestAnOffsetKeepsTheFrameRate(t *testing.T) {
	var spans []string
	var said []int64
	for i := range 12 {
		spans = append(spans, fmt.Sprintf("00:%02d:%02d:00 - 00:%02d:%02d:00", i*8/60, i*8%60, (i*8+4)/60, (i*8+4)%60))
		said = append(said, int64(i)*8000+7030+int64(i%3)*20)
	}
	f, id := paced(t, spans, said)
	got := finding(f.coverage(id), "clock")
	if len(got) != 1 || !strings.Contains(got[0].What, "At 30 frames a second") {
		t.Errorf("%+v", got)
	}
}

// One or two words that the sound does not hold are no warning each: they are counted, and the first is led to. Three on end
// are told of by themselves.
func TestSingleWordsThatTheSoundDoesNotHoldAreCounted(t *testing.T) {
	for _, c := range []struct {
		name            string
		silent          [][2]int // turns and words
		few, runs, turn int
	}{
		{"none", nil, 0, 0, 0},
		{"one word", [][2]int{{1, 1}}, 1, 0, 1},
		{"two on end", [][2]int{{1, 0}, {1, 1}}, 2, 0, 1},
		{"in three turns", [][2]int{{0, 2}, {1, 1}, {2, 2}}, 3, 0, 0},
		{"and three on end", [][2]int{{0, 1}, {0, 2}, {1, 0}, {2, 1}}, 1, 1, 2},
	} {
		f, id := paced(t, []string{"00:00:01.000 - 00:00:04.000", "00:00:04.000 - 00:00:07.000", "00:00:07.000 - 00:00:10.000"}, []int64{1000, 4000, 7000})
		turns := f.chunk("1.md").Turns
		for i, turn := range turns {
			times := slices.Clone(turn.Times)
			for _, at := range c.silent {
				if at[0] == i {
					times[at[1]] = transcript.Timing{How: transcript.Unspoken}
				}
			}
			f.edit("1.md", "Timed the words", transcript.SetTimes{Turn: turn.ID, Times: times})
		}
		v := f.coverage(id)
		got := finding(v, "unspokenfew")
		if len(finding(v, "unspoken")) != c.runs || len(got) != min(c.few, 1) {
			t.Errorf("%s: %+v", c.name, v.Findings)
			continue
		}
		if c.few > 0 && (!strings.Contains(got[0].What, []string{"", "1 word,", "2 words that", "3 words that"}[c.few]) || len(got[0].Places) != 1 || got[0].Places[0].Turn != turns[c.turn].ID) {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
}
