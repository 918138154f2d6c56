package service_test

import (
	"strings"
	"testing"
)

// A turn that is put where it is missing, from a transcript that counts frames, has its time in the notation of the file.
func TestAMissingTurnIsPutInTheNotationOfItsChunk(t *testing.T) {
	millis := strings.NewReplacer(":00 - ", ".000 - ", ":00\n", ".000\n")
	first := millis.Replace(millChunk(1, millTurns(0, 3)))
	second := millis.Replace(millChunk(2, millTurns(4, 6)))
	f := open(t, "chunks/ep05-01-part.md", first, "chunks/ep05-02-part.md", second, "transcripts/ep05.md", mill)
	f.take("chunks")
	id := f.row("chunks/ep05-02-part.md").episode
	v := f.coverage(id)
	for _, x := range v.Findings {
		if x.Kind != "gap" || len(x.Repairs) == 0 {
			continue
		}
		if _, err := f.MendCoverage(id, x.Key, x.Repairs[0].Name); err != nil {
			t.Fatal(err)
		}
		turns := 0
		for _, name := range []string{"chunks/ep05-01-part.md", "chunks/ep05-02-part.md"} {
			for _, turn := range f.chunk(name).Turns {
				if turns++; !strings.HasSuffix(turn.Start, ".000") || !strings.HasSuffix(turn.End, ".000") {
					t.Errorf("%s - %s", turn.Start, turn.End)
				}
			}
		}
		if turns != 6 {
			t.Errorf("%d turns", turns)
		}
		return
	}
	t.Errorf("%+v", v.Findings)
}
