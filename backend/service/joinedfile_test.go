package service_test

import (
	"strings"
	"testing"

	"stet/backend/service"
	"stet/backend/transcript"
)

// joinedHere is an episode whose second chunk was joined with the first and not exported yet, and whose second file another
// program then changed.
func joinedHere(t *testing.T, changes ...string) (f *fixture, episode int64, joined transcript.ID) {
	f = open(t, "1.md", crumb, "2.md", starter)
	f.take()
	r := f.row("2.md")
	if _, err := f.JoinChunk(r.episode, r.ID); err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(changes); i += 2 {
		f.replace("2.md", changes[i], changes[i+1])
	}
	return f, r.episode, r.ID
}

func (f *fixture) takeJoined(episode int64, joined transcript.ID) service.TakenInView {
	f.t.Helper()
	v := f.disk(episode, "the joined chunk's file changed", func(v service.DiskView) bool { return len(v.Files) == 1 })
	if x := v.Files[0]; x.Chunk != joined || !x.Joined || x.State != service.DiskChanged || x.File != f.path("2.md") {
		f.t.Fatalf("%+v", x)
	}
	taken, err := f.TakeIn(episode, []transcript.ID{joined})
	if err != nil {
		f.t.Fatal(err)
	}
	return taken
}

func TestAChangedFileOfAJoinedChunkIsTakenIn(t *testing.T) {
	f, episode, joined := joinedHere(t, "flour", "rye", "speakers: [Otto]", "speakers: [Otto]\ntags: [dough]", "The Starter", "The Old Starter")
	f.correct("1.md", "nobody's", "somebody's")
	v := f.takeJoined(episode, joined)
	if v.Merged != 1 || v.Places != 0 || len(v.Left) != 1 || !strings.Contains(v.Left[0].What, "title “The Old Starter”") {
		t.Fatalf("%+v", v)
	}
	says := func(when string, words ...string) {
		t.Helper()
		plan, at := f.plan("")
		now, err := f.PlanDiff(plan.ID, at["1.md"])
		if err != nil {
			t.Fatal(err)
		}
		text := ""
		for _, l := range now.Lines {
			if l.Kind != "del" {
				text += l.Text + "\n"
			}
		}
		for _, w := range words {
			if strings.Contains(text, w) != (when != "undone") {
				t.Errorf("%s, the file would say\n%s, and “%s” is the question", when, text, w)
			}
		}
	}
	says("taken in", "It is rye and water, and somebody's grandmother.", "- dough")
	f.disk(episode, "nothing is left to be told", func(v service.DiskView) bool { return len(v.Files) == 0 })
	f.restart()
	says("after a restart", "It is rye and water, and somebody's grandmother.", "- dough")
	if _, err := f.Undo(episode); err != nil {
		t.Fatal(err)
	}
	says("undone", "rye", "- dough")
	f.disk(episode, "it counts as changed again", func(v service.DiskView) bool { return len(v.Files) == 1 && v.Files[0].Joined })
	if _, err := f.Redo(episode); err != nil {
		t.Fatal(err)
	}
	says("done again", "It is rye and water, and somebody's grandmother.", "- dough")
	if got := states(f.export("", false)); got != "1.md written, 2.md written" {
		t.Error(got)
	}
}

// What both changed in a turn of a joined chunk is asked about, and a turn that came there comes.
func TestBothChangedATurnOfAJoinedChunk(t *testing.T) {
	f, episode, joined := joinedHere(t, "flour", "rye", "nobody's grandmother.", "nobody's grandmother.\n00:00:44:00 - 00:00:46:00\nMarit\nIs it?")
	f.correct("1.md", "flour", "oats")
	v := f.takeJoined(episode, joined)
	list := f.clashes(episode)
	if v.Places != 1 || len(list) != 1 || !strings.Contains(list[0].Theirs.Parts[0].Pieces[0].Text+list[0].Theirs.Parts[0].Pieces[1].Text, "rye") {
		t.Fatalf("%+v %+v", v, list)
	}
	if f.turn("1.md", "oats").ID == 0 || f.turn("1.md", "Is it?").ID == 0 {
		t.Error("a turn is missing")
	}
	if _, err := f.Settle(episode, list[0].ID, "theirs", ""); err != nil {
		t.Fatal(err)
	}
	if f.turn("1.md", "rye and water").ID == 0 {
		t.Error("theirs was not taken")
	}
}

// A turn that was deleted here and changed there is asked about.
func TestATurnOfAJoinedChunkWasDeletedHere(t *testing.T) {
	two := starter + "00:00:44:00 - 00:00:46:00\nMarit\nIs it really only that?\n"
	f := open(t, "1.md", crumb, "2.md", two)
	f.take()
	r := f.row("2.md")
	if _, err := f.JoinChunk(r.episode, r.ID); err != nil {
		t.Fatal(err)
	}
	f.edit("1.md", "Delete", transcript.DeleteTurn{Turn: f.turn("1.md", "really").ID})
	f.replace("2.md", "really", "truly")
	if v := f.takeJoined(r.episode, r.ID); v.Places != 1 {
		t.Errorf("%+v", v)
	}
}

// An import merges it as well.
func TestAnImportTakesInTheFileOfAJoinedChunk(t *testing.T) {
	f, _, _ := joinedHere(t, "flour", "rye")
	v := f.take()
	if v.Merged != 1 || len(v.Refused) != 0 || f.turn("1.md", "rye and water").ID == 0 {
		t.Errorf("%+v", v)
	}
}
