package service_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"stet/backend/timecode"
	"stet/backend/transcript"
)

// How sure is sure enough is for a person to say: turns are offered their times together from several shares of heard words on.
func TestTimesAreTakenFromAShareOfHeardWordsOn(t *testing.T) {
	text := "---\ntitle: A Clock\nslug: ep01-01-a-clock\nseries: Clocks\nepisode: 1\nchunk: 1\nspeakers:\n- Ada\n- Mira\n---\n"
	heard := []int{10, 9, 9, 8, 6, 2}
	for i := range heard {
		text += fmt.Sprintf("\n%s\nOne two three four five six seven eight nine ten\n", []string{"Ada", "Mira"}[i%2])
	}
	f := open(t, "1.md", text)
	f.take("1.md")
	id := f.row("1.md").episode
	var ops []transcript.Op
	for i, turn := range f.chunk("1.md").Turns {
		var times transcript.Timings
		for k := range 10 {
			at := timecode.Time(10*i+k) * timecode.Second
			how := transcript.Measured
			if k >= heard[i] {
				how = transcript.Guessed
			}
			times = append(times, transcript.Timing{Start: at, End: at + timecode.Second/2, How: how})
		}
		ops = append(ops, transcript.SetTimes{Turn: turn.ID, Times: times})
	}
	f.edit("1.md", "Timed the words", ops...)
	all := finding(f.coverage(id), "untimed")
	found := all[0]
	if len(all) != 1 || !strings.HasPrefix(found.What, "6 turns have no time") {
		t.Errorf("%+v", all)
	}
	var names []string
	for _, r := range found.Repairs {
		names = append(names, r.Name)
	}
	want := []string{
		"Give it this time", "Give the 3 turns of whose words 90\u00a0% were heard their times",
		"Give the 4 turns of whose words 75\u00a0% were heard their times", "Give the 5 turns of whose words 50\u00a0% were heard their times",
		"Give all 6 turns the times of their words",
	}
	if !slices.Equal(names, want) {
		t.Fatalf("offered: %s", strings.Join(names, "; "))
	}
	if _, err := f.MendCoverage(id, found.Key, want[2]); err != nil {
		t.Fatal(err)
	}
	for i, turn := range f.chunk("1.md").Turns {
		if (turn.Start != "") != (heard[i] >= 8) {
			t.Errorf("turn %d, of which %d words of 10 were heard, has the time %q", i, heard[i], turn.Start)
		}
	}
}

// Where a chunk has one time alone, its first turn ends where the second is said to begin once that is taken.
func TestATurnThatClaimsTheNextOneEndsWhereThatBegins(t *testing.T) {
	for _, claimed := range []string{"00:00:13.100", "00:00:09.900"} { // all of the next one, or its beginning
		f, id, _ := clockmaker(t, "")
		turns := f.chunk("1.md").Turns
		start, _ := timecode.Parse("00:00:00.000")
		end, err := timecode.Parse(claimed)
		if err != nil {
			t.Fatal(err)
		}
		f.edit("1.md", "Gave one time", transcript.SetSpan{Turn: turns[0].ID, Span: &timecode.Span{Start: start, End: end}})
		f.align(id)
		if _, err := f.AcceptTimes(id, []transcript.ID{turns[1].ID}, 0); err != nil {
			t.Fatal(err)
		}
		now := f.chunk("1.md").Turns
		if now[0].Start != "00:00:00.000" || now[0].End != now[1].Start || now[1].Start < "00:00:07.1" || now[1].Start > "00:00:07.3" {
			t.Errorf("%s: %s - %s, %s - %s", claimed, now[0].Start, now[0].End, now[1].Start, now[1].End)
		}
		f.undo(id)
		if now = f.chunk("1.md").Turns; now[0].End != claimed || now[1].Start != "" {
			t.Errorf("undone: %s - %s, %s", now[0].Start, now[0].End, now[1].Start)
		}
	}
}
