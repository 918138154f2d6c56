package service_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"stet/backend/timecode"
	"stet/backend/transcript"
)

// Times that run away evenly, as no frame rate has them, are told of once, and moved together.
func TestTimesThatRunAwayEvenlyAreToldOfOnce(t *testing.T) {
	var spans []string
	var said []int64
	for i := range 20 {
		at := i * 6300
		spans = append(spans, fmt.Sprintf("00:%02d:%02d.%03d - 00:%02d:%02d.%03d", at/60_000, at/1000%60, at%1000, (at+3000)/60_000, (at+3000)/1000%60, at%1000))
		said = append(said, int64(i)*6000)
	}
	f, id := paced(t, spans, said)
	v := f.coverage(id)
	got := finding(v, "clock")
	if len(got) != 1 || len(finding(v, "off")) != 0 || !strings.Contains(got[0].What, "run 5.0 % too fast") || len(got[0].Repairs) != 1 {
		t.Fatalf("%+v", v.Findings)
	}
	if _, err := f.MendCoverage(id, got[0].Key, got[0].Repairs[0].Name); err != nil {
		t.Fatal(err)
	}
	if v := f.coverage(id); len(finding(v, "clock"))+len(finding(v, "off")) != 0 {
		t.Errorf("moved, there is still %+v", v.Findings)
	}
	if last := f.chunk("1.md").Turns[19]; last.Start != "00:01:54.000" {
		t.Errorf("the last turn begins at %s", last.Start)
	}
}

// A turn that is not heard, and that would come to lie before the sound, behind its end or in what no timecodes count, keeps its
// times.
func TestTurnsThatWouldLieInNoSoundStayWhereTheyAre(t *testing.T) {
	code := func(ms int) string { return fmt.Sprintf("00:%02d:%02d.%03d", ms/60_000, ms/1000%60, ms%1000) }
	span := func(from, to int) string { return code(from) + " - " + code(to) }
	for _, c := range []struct {
		name          string
		ahead, behind []string
		// Where the timecodes begin the turns that are heard, and where these are said, one each every, in ms.
		times, timesEvery, said, saidEvery int
		gap                                timecode.Gap
		length                             timecode.Time
	}{
		{name: "before the sound", ahead: []string{span(0, 2000), span(2000, 5000)}, times: 10_000, timesEvery: 6300, said: 3000, saidEvery: 6000},
		{name: "behind its end", behind: []string{span(121_000, 124_000)}, timesEvery: 6000, saidEvery: 6300, length: 125 * timecode.Second},
		{name: "where no timecodes count", behind: []string{span(121_000, 124_000)}, timesEvery: 6000, saidEvery: 6300,
			gap: timecode.Gap{At: 126 * timecode.Second, Length: 10 * timecode.Second}},
	} {
		spans, said := slices.Clone(c.ahead), make([]int64, len(c.ahead))
		for i := range 20 {
			at := c.times + i*c.timesEvery
			spans, said = append(spans, span(at, at+3000)), append(said, int64(c.said+i*c.saidEvery))
		}
		spans, said = append(spans, c.behind...), append(said, make([]int64, len(c.behind))...)
		f, id := paced(t, spans, said)
		silent := func(i int) bool { return i < len(c.ahead) || i >= len(c.ahead)+20 }
		ops := []transcript.Op{transcript.SetEpisode{Episode: transcript.Episode{Series: "Clocks", Key: "1", Gap: c.gap}}}
		for i, turn := range f.chunk("1.md").Turns {
			if silent(i) {
				ops = append(ops, transcript.SetTimes{Turn: turn.ID})
			}
		}
		f.edit("1.md", "Not heard", ops...)
		if err := f.store.Remember(t.Context(), fmt.Sprintf("align.beside.%d", id), fmt.Sprintf(`{"length":%d}`, c.length)); err != nil {
			t.Fatal(err)
		}
		got := finding(f.coverage(id), "clock")
		stay := fmt.Sprintf("do not reach so far: %d turn", len(c.ahead)+len(c.behind))
		if len(got) != 1 || !strings.Contains(got[0].What, stay) || len(got[0].Repairs) != 1 || got[0].Repairs[0].Name != "Move 20 turns so" {
			t.Fatalf("%s: %+v", c.name, got)
		}
		if _, err := f.MendCoverage(id, got[0].Key, got[0].Repairs[0].Name); err != nil {
			t.Fatal(err)
		}
		for i, turn := range f.chunk("1.md").Turns {
			now := turn.Start + " - " + turn.End
			if silent(i) && now != spans[i] {
				t.Errorf("%s: turn %d, %s, is now at %s", c.name, i, spans[i], now)
			}
			if last := len(c.ahead) + 19; i == last && now == spans[i] {
				t.Errorf("%s: the last turn that is heard was not moved", c.name)
			}
		}
	}
}
