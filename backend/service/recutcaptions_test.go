package service_test

import (
	"testing"

	"stet/backend/service"
)

// Subtitles have no turns and no frames: those of the chunks are found again in them, and what nobody changed is no change.
func TestSubtitlesThatComeAgainSayNothingNewWhereNobodyChangedAnything(t *testing.T) {
	first := "00:00:00:10 - 00:00:05:29\nAda\nWelcome to the mill, where the wheel has turned for three hundred years.\n" +
		"00:00:06:05 - 00:00:14:21\nBjörn\nIt turns when there is water, and the water comes when it likes.\n"
	second := "00:00:14:21 - 00:00:21:08\nBjörn\nNow I grind the flour between two stones, one of which lies.\n" +
		"00:00:21:08 - 00:00:25:07\nAda\nRye is hard and wheat is soft.\n"
	f := open(t, "ep05-01-part.md", millChunk(1, first), "ep05-02-part.md", millChunk(2, second))
	f.take()
	id := f.row("ep05-01-part.md").episode
	srt := "1\n00:00:00,333 --> 00:00:03,100\nAda: Welcome to the mill, where the wheel\n\n" +
		"2\n00:00:03,100 --> 00:00:05,967\nhas turned for three hundred years.\n\n" +
		"3\n00:00:06,167 --> 00:00:14,700\nBjörn: It turns when there is water, and the water comes when it likes.\n\n" +
		"4\n00:00:14,700 --> 00:00:18,000\nNow I grind the flour between two\n\n" +
		"5\n00:00:18,000 --> 00:00:21,267\nstones, one of which LIES\n\n" +
		"6\n00:00:21,267 --> 00:00:25,234\nAda: Rye is hard and wheat is soft.\n"
	f.write("new/ep05.srt", srt)
	q := service.RecutRequest{Episode: id, Paths: []string{f.path("new/ep05.srt")}}
	v := f.again(q)
	if len(v.Chunks) != 2 || v.Chunks[0].Changes == nil || len(v.Chunks[0].Changes) != 0 || v.Chunks[1].Found != "near" || v.Changes != 1 {
		t.Errorf("%+v", v)
	}
	if _, err := f.TakeAgain(q); err != nil {
		t.Fatal(err)
	}
	want := "00:00:14:21 Björn: Now I grind the flour between two stones, one of which LIES\n00:00:21:08 Ada: Rye is hard and wheat is soft."
	if got := said(f.chunk("ep05-02-part.md")); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if v := f.coverage(id); len(v.Findings) != 0 || len(v.Against) != 1 {
		t.Errorf("%+v", v)
	}
}
