package service_test

import (
	"slices"
	"strings"
	"testing"

	"stet/backend/service"
	"stet/backend/transcript"
)

// A transcript that was taken again is what the episode is held against while that is done.
func TestTakingAgainUndoneBringsBackWhatTheEpisodeWasHeldAgainst(t *testing.T) {
	f, id := cutMill(t)
	f.write("elsewhere/first.txt", mill)
	if _, err := f.ChooseTranscripts(id, []string{f.path("elsewhere/first.txt")}); err != nil {
		t.Fatal(err)
	}
	held := func(want ...string) {
		t.Helper()
		var paths []string
		for _, name := range want {
			paths = append(paths, f.path(name))
		}
		if v := f.coverage(id); !slices.Equal(v.Against, paths) {
			t.Fatalf("held against %v, want %v", v.Against, paths)
		}
	}
	held("elsewhere/first.txt")
	f.write("new/ep05.md", strings.Replace(mill, "likes.", "likes to.", 1))
	reply, err := f.TakeAgain(service.RecutRequest{Episode: id, Paths: []string{f.path("new/ep05.md")}})
	if err != nil {
		t.Fatal(err)
	}
	held("new/ep05.md")
	if _, err := f.Undo(id); err != nil {
		t.Fatal(err)
	}
	held("elsewhere/first.txt")
	f.restart()
	held("elsewhere/first.txt")
	if _, err := f.Redo(id); err != nil {
		t.Fatal(err)
	}
	held("new/ep05.md")
	// Left behind, and gone to again.
	if _, err := f.Undo(id); err != nil {
		t.Fatal(err)
	}
	f.correct("ep05-01-part.md", "three hundred", "four hundred")
	held("elsewhere/first.txt")
	if _, err := f.GoToStep(id, reply.Step); err != nil {
		t.Fatal(err)
	}
	held("new/ep05.md")
	// What somebody chooses since stays, whatever is undone.
	if _, err := f.ChooseTranscripts(id, []string{f.path("elsewhere/first.txt")}); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Undo(id); err != nil {
		t.Fatal(err)
	}
	held("elsewhere/first.txt")
}

func TestUndoneWithoutAChosenTranscriptNothingIsHeldAgainst(t *testing.T) {
	f, id := cutMill(t)
	f.write("new/ep05.md", strings.Replace(mill, "likes.", "likes to.", 1))
	if _, err := f.TakeAgain(service.RecutRequest{Episode: id, Paths: []string{f.path("new/ep05.md")}}); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Undo(id); err != nil {
		t.Fatal(err)
	}
	if v := f.coverage(id); len(v.Against) != 0 {
		t.Errorf("%v", v.Against)
	}
}

// justExportedMill is the mill dropped as a transcript, cut in two and exported, before anybody has held its chunks against it.
func justExportedMill(t *testing.T) (*fixture, int64) {
	f := open(t, "ep05.txt", mill)
	f.take()
	id := f.row("ep05.txt").episode
	if _, err := f.CutChunks(id, []transcript.ID{f.chunk("ep05.txt").Turns[3].ID}); err != nil {
		t.Fatal(err)
	}
	f.letStand()
	f.exported()
	return f, id
}

// exportedMill is the mill dropped as a transcript, cut in two and exported: the transcript stays beside its chunks.
func exportedMill(t *testing.T) (*fixture, int64) {
	f, id := justExportedMill(t)
	if v := f.coverage(id); len(v.Against) != 1 || len(v.Findings) != 0 {
		t.Fatalf("%+v", v)
	}
	return f, id
}

func TestATranscriptThatIsCorrectedOnDiskIsNoticed(t *testing.T) {
	f, id := exportedMill(t)
	quiet := func(v service.DiskView) bool { return len(v.Files)+len(v.Arrived)+len(v.Anew) == 0 }
	f.disk(id, "nothing", quiet)
	f.restart()
	f.replace("ep05.txt", "three hundred", "four hundred")
	f.coverage(id)
	v := f.disk(id, "the transcript changed", func(v service.DiskView) bool { return len(v.Anew) == 1 })
	if path := f.path("ep05.txt"); v.Anew[0] != path || !slices.Equal(v.Texts, []string{path}) || len(v.Files)+len(v.Arrived) != 0 {
		t.Fatalf("%+v", v)
	}
	c := f.coverage(id)
	if len(c.Findings) != 1 || c.Findings[0].Kind != "changed" || c.Findings[0].What != "ep05.txt changed on disk: 1 turn of it differs from the chunks." || c.Findings[0].Places[0].Start != "00:00:01:00" {
		t.Fatalf("%+v", c.Findings)
	}
	// Taken again it is quiet; undone it is told again.
	if _, err := f.TakeAgain(service.RecutRequest{Episode: id, Paths: v.Texts}); err != nil {
		t.Fatal(err)
	}
	f.disk(id, "taken", quiet)
	if c := f.coverage(id); len(c.Findings) != 0 {
		t.Fatalf("%+v", c.Findings)
	}
	if _, err := f.Undo(id); err != nil {
		t.Fatal(err)
	}
	f.coverage(id)
	f.disk(id, "undone", func(v service.DiskView) bool { return len(v.Anew) == 1 })
	// Let stand it is told no more, until it changes again.
	if c, err := f.LetTranscript(id); err != nil || len(c.Findings) != 0 {
		t.Fatalf("%+v %v", c, err)
	}
	f.disk(id, "let stand", quiet)
	f.restart()
	f.coverage(id)
	f.disk(id, "let stand, also later", quiet)
	f.replace("ep05.txt", "likes.", "likes to.")
	f.coverage(id)
	f.disk(id, "changed again", func(v service.DiskView) bool { return len(v.Anew) == 1 })
	// What the chunks say already is nothing to tell of.
	f.replace("ep05.txt", "likes to.", "likes.")
	f.replace("ep05.txt", "four hundred", "three hundred")
	f.disk(id, "as it was", quiet)
	if c := f.coverage(id); len(c.Findings) != 0 {
		t.Errorf("%+v", c.Findings)
	}
}

// A transcript that nobody has held the chunks against before is held to what was read of it when it was cut.
func TestATranscriptCorrectedWhileTheChunksWereExportedIsNoticed(t *testing.T) {
	f, id := justExportedMill(t)
	f.replace("ep05.txt", "three hundred", "four hundred")
	if c := f.coverage(id); len(c.Findings) != 1 || c.Findings[0].Kind != "changed" {
		t.Errorf("%+v", c.Findings)
	}
}
