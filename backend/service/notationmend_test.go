package service_test

import (
	"fmt"
	"testing"
)

// Times in another notation than those of the other chunks are written in theirs, the header's too, as one step.
func TestTimesAreWrittenInTheNotationOfTheOthers(t *testing.T) {
	chunk := func(n int, from, between, to string) string {
		return fmt.Sprintf("---\ntitle: Part %d\nseries: Old Stones\nepisode: 5\nchunk: %d\ntimecode: %s – %s\nstart_time: %s\nend_time: %s\nspeakers:\n- Ada\n---\n\n%s -  %s\nAda\nWe stand beside the mill.\n\n%s - %s\nAda\nIt still turns.\n",
			n, n, from, to, from, to, from, between, between, to)
	}
	subtitles := chunk(3, "00:02:41.467", "00:02:50.000", "00:03:00.034")
	want := chunk(3, "00:02:41:14", "00:02:50:00", "00:03:00:01")
	f := open(t, "1.md", chunk(1, "00:00:10:00", "00:00:20:00", "00:01:00:00"), "2.md", chunk(2, "00:01:00:00", "00:01:20:00", "00:02:40:00"),
		"3.md", subtitles, "4.md", chunk(4, "00:03:00:01", "00:03:20:00", "00:04:40:00"))
	f.take()
	id := f.row("3.md").episode
	got := found(f.chunk("3.md").ChunkHead, "times.notation")
	if len(got) != 1 || len(got[0].Repairs) != 1 {
		t.Fatalf("%+v", got)
	}
	offer := got[0].Repairs[0]
	if offer.Before != "00:02:41.467 - 00:02:50.000\n00:02:50.000 - 00:03:00.034" || offer.After != "00:02:41:14 - 00:02:50:00\n00:02:50:00 - 00:03:00:01" {
		t.Errorf("%+v", offer)
	}
	if reply, err := f.Mend(f.fault("3.md", got[0]), offer); err != nil || reply.Step == 0 {
		t.Fatalf("%+v %v", reply, err)
	}
	if left := found(f.chunk("3.md").ChunkHead, "times.notation"); len(left) != 0 {
		t.Errorf("%+v", left)
	}
	f.export("", true)
	if got := f.read("3.md"); got != want {
		t.Errorf("%s", got)
	}
	f.undo(id)
	f.export("", true)
	if got := f.read("3.md"); got != subtitles {
		t.Errorf("undone:\n%s", got)
	}
}
