package service_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// Files that are copies of those that the library has in the same episode are told of, and do not double it; a copy goes on in
// the place of the other once that is gone, and the same names in another episode are other files.
func TestACopyOfFilesThatTheLibraryHasIsNotTakenIn(t *testing.T) {
	one, two := millChunk(1, millTurns(0, 3)), millChunk(2, millTurns(3, 6))
	f := open(t, "a/ep05-01-part.md", one, "a/ep05-02-part.md", two)
	f.take("a")
	id := f.row("a/ep05-01-part.md").episode
	f.write("b/ep05-01-part.md", one)
	f.write("b/ep05-02-part.md", strings.Replace(two, "Rye is hard", "The rye is hard", 1))
	f.write("other/ep05-01-part.md", strings.Replace(one, "series: Old Stones", "series: New Stones", 1))
	v := f.take("b", "other")
	if v.Added != 1 || len(v.Refused) != 2 || v.Refused[0].Code != "file.copy" || !strings.Contains(v.Refused[1].What, "ep05-02-part.md does, which the library has in the same episode") {
		t.Errorf("%+v", v)
	}
	if chunks := f.episode(id).Chunks; len(chunks) != 2 {
		t.Errorf("%d chunks", len(chunks))
	}
	if err := os.Remove(f.path("a/ep05-02-part.md")); err != nil {
		t.Fatal(err)
	}
	if v := f.take("b/ep05-02-part.md"); len(v.Refused) != 0 || len(v.Renamed) != 1 {
		t.Errorf("%+v", v)
	}
	if chunks := f.episode(id).Chunks; len(chunks) != 2 || !strings.Contains(chunks[1].Turns[2].Paragraphs[0], "The rye is hard") {
		t.Errorf("%+v", chunks)
	}
}

// A recogniser's file and a text of one recording that are called otherwise come as two episodes: that is told, with the way to
// have the times alone; of two recordings nothing is.
func TestTwoFilesOfOneRecordingAreTold(t *testing.T) {
	said := "good morning and welcome to the mill where it is three degrees today and the wheel stands still"
	var words []string
	for i, w := range strings.Fields(said) {
		words = append(words, fmt.Sprintf(`{"word": "%s", "start": %d, "end": %d.5}`, w, i, i))
	}
	wx := `{"segments": [{"start": 0, "end": 18, "text": "` + said + `", "words": [` + strings.Join(words, ", ") + `]}]}`
	f := open(t, "one/talk.txt", "00:00:01:00 - 00:00:18:00\nAda\nGood morning, and welcome to the mill, where it is three degrees today; and the wheel stands still.\n", "one/wx.json", wx,
		"two/talk.txt", "00:00:01:00 - 00:00:18:00\nAda\nThe flour that comes out here is warm, and it smells of nuts, as nobody would think who has not been here.\n", "two/wx.json", wx)
	v := f.take("one", "two")
	if v.Added != 4 || len(v.Twice) != 1 || !strings.HasSuffix(v.Twice[0].What, "stet import --times wx.json talk.txt") || !strings.Contains(v.Twice[0].File, "one") {
		t.Errorf("%+v", v)
	}
}
