package service_test

import (
	"testing"

	"stet/backend/service"
)

// Chunk files that hold their transcript exactly are not looked at closer, but where another file that nobody asked for has a turn of
// theirs, too, that is told all the same.
func TestChunksThatHoldTheirTranscriptExactly(t *testing.T) {
	for name, c := range map[string]struct {
		transcript, other string
		want              string
	}{
		"exactly":        {millTurns(0, 6), "", ""},
		"another turn":   {millTurns(0, 6), millChunk(0, millTurns(0, 1)), "turn.shared"},
		"a turn is gone": {millTurns(0, 6) + "\n00:01:00:00 - 00:01:09:00\nAda\nWe leave the mill to the stream and to the mice.\n", "", "chunk.gap"},
	} {
		f := open(t, "ep05.txt", c.transcript, "notes.md", "# Notes\n", "ep05-01-part.md", millChunk(1, millTurns(0, 3)), "ep05-02-part.md", millChunk(2, millTurns(3, 6)))
		if c.other != "" {
			f.write("ep05-00-part.md", c.other)
		}
		v, err := service.CheckNow(t.Context(), []string{f.path("ep05-01-part.md"), f.path("ep05-02-part.md")}, service.Against{}, silent)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, p := range v.Problems {
			if p.Code == "turn.shared" || p.Code == "chunk.gap" {
				got += p.Code
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, not %q", name, got, c.want)
		}
	}
}
