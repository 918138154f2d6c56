package service_test

import (
	"testing"

	"stet/backend/timecode"
	"stet/backend/transcript"
)

// Turns of a chunk in which none has a time get theirs as its header writes it, and it agrees with them where only silence is
// between.
func TestTurnsGetTheirTimesAsTheHeaderWritesThem(t *testing.T) {
	f := open(t, "1.md", "---\nseries: Slow Rise\nepisode: 1\nchunk: 1\nstart_time: 00:00:00:00\nend_time: 00:00:09:12\nspeakers: [Marit, Otto]\n---\n\nMarit\nSo it goes.\n\nOtto\nIt does so.\n")
	f.take()
	var ops []transcript.Op
	for k, turn := range f.chunk("1.md").Turns {
		var times transcript.Timings
		for i := range 3 {
			at := timecode.FromMillis(int64(217 + 5000*k + 1000*i))
			times = append(times, transcript.Timing{Start: at, End: at + timecode.Second*8/10, How: transcript.Measured})
		}
		ops = append(ops, transcript.SetTimes{Turn: turn.ID, Times: times})
	}
	f.edit("1.md", "Timed the words", ops...)
	if _, err := f.AcceptTimes(f.row("1.md").episode, nil, 0); err != nil {
		t.Fatal(err)
	}
	turns := f.chunk("1.md").Turns
	if turns[0].Start != "00:00:00:00" || turns[0].End != "00:00:03:00" || turns[1].Start != "00:00:05:06" || turns[1].End != "00:00:09:12" {
		t.Errorf("%s - %s, %s - %s", turns[0].Start, turns[0].End, turns[1].Start, turns[1].End)
	}
	for _, p := range f.chunk("1.md").Problems {
		if p.Severity == "error" {
			t.Errorf("%s", p.What)
		}
	}
}
