package service_test

import (
	"strings"
	"testing"

	"stet/backend/transcript"
)

// The chunks of a cut are laid out alike, as the transcript is: one empty line stands between the front matter and the first turn of each.
func TestChunksOfACutBeginAlike(t *testing.T) {
	f := open(t, "ep05.md", strings.ReplaceAll(strings.ReplaceAll(mill, "\n00:", "\n\n00:"), "\n", "\r\n"))
	f.take()
	id := f.row("ep05.md").episode
	turns := f.chunk("ep05.md").Turns
	if _, err := f.CutChunks(id, []transcript.ID{turns[2].ID, turns[4].ID}); err != nil {
		t.Fatal(err)
	}
	f.letStand()
	f.exported()
	files := strings.Fields(f.files())
	if len(files) != 4 {
		t.Fatal(files)
	}
	for _, name := range files {
		if name == "ep05.md" {
			continue
		}
		text := f.read(name)
		_, body, _ := strings.Cut(text, "\r\n---\r\n")
		if !strings.HasPrefix(body, "\r\n00:00:") || strings.Count(text, "\n") != strings.Count(text, "\r\n") || !strings.Contains(body, ".\r\n\r\n00:") {
			t.Errorf("%s\n%q", name, text)
		}
	}
}
