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
		// The transcript is read for them, or was looked at itself.
		for _, at := range [][]string{{f.path("ep05-01-part.md"), f.path("ep05-02-part.md")}, {f.path("")}} {
			if got := covering(t, at...); got != c.want {
				t.Errorf("%s, %d paths: %q, not %q", name, len(at), got, c.want)
			}
		}
	}
}

// covering are the codes of what stet check tells of the coverage.
func covering(t *testing.T, paths ...string) (codes string) {
	t.Helper()
	v, err := service.CheckNow(t.Context(), paths, service.Against{}, silent)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range v.Problems {
		if p.Code == "turn.shared" || p.Code == "chunk.gap" {
			codes += p.Code
		}
	}
	return codes
}

// A transcript that is checked itself is none of its chunks if it was made of them, and one of two parts is not the whole of it.
func TestATranscriptThatIsCheckedItself(t *testing.T) {
	chunks := []string{"ep05-01-part.md", millChunk(1, millTurns(0, 3)), "ep05-02-part.md", millChunk(2, millTurns(3, 5))}
	made := open(t, append([]string{"ep05.transcript.txt", millTurns(0, 5), "ep05.txt", millTurns(0, 6)}, chunks...)...)
	parts := open(t, append([]string{"ep05.txt", millTurns(0, 5), "ep05-part2.txt", millTurns(5, 6)}, chunks...)...)
	for _, f := range []*fixture{made, parts} {
		if got := covering(t, f.path("")); got != "chunk.gap" {
			t.Errorf("%q", got)
		}
	}
}
