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

// allWords is what an episode says.
func (f *fixture) allWords(episode int64) (out string) {
	f.t.Helper()
	for _, c := range f.episode(episode).Chunks {
		for _, turn := range c.Turns {
			out += strings.Join(turn.Paragraphs, "\n") + "\n"
		}
	}
	return out
}

// headOf is a file of which another program left the front matter alone.
func headOf(text string) string { return text[:strings.LastIndex(text, "---\n")+len("---\n")] }

const rewritten = "\n01:10:41:00 - 01:10:44:00\nOtto\nSomebody rewrote everything that had been here, in another program.\n"

// Where no turn of it is known again, its words still come to where its turns stood.
func TestTheFileOfAJoinedChunkIsRewritten(t *testing.T) {
	for _, title := range []string{"The Starter", "Another"} {
		f, episode, joined := joinedHere(t)
		f.write("2.md", strings.Replace(headOf(starter), "The Starter", title, 1)+rewritten)
		v := f.takeJoined(episode, joined)
		if v.Merged != 1 || v.Places != 0 || len(v.Left) != strings.Count(title, "Another") {
			t.Errorf("%s: %+v", title, v)
		}
		if says := f.allWords(episode); strings.Count(says, "rewrote everything") != 1 || strings.Contains(says, "flour") {
			t.Errorf("%s: the chunks say\n%s", title, says)
		}
		if got := states(f.export("", false)); got != "1.md written, 2.md written" {
			t.Errorf("%s: %s", title, got)
		}
	}
}

// What was written here in a turn that the other program rewrote wholly is asked about.
func TestTheFileOfAJoinedChunkIsRewrittenWhereItsTurnWasEdited(t *testing.T) {
	f, episode, joined := joinedHere(t)
	f.correct("1.md", "flour", "oats")
	f.write("2.md", headOf(starter)+rewritten)
	if v := f.takeJoined(episode, joined); v.Places != 1 || len(f.clashes(episode)) != 1 {
		t.Errorf("%+v", v)
	}
	if says := f.allWords(episode); !strings.Contains(says, "oats") {
		t.Errorf("the chunks say\n%s", says)
	}
}

// A turn of it went to another file, and new words came in its place.
func TestTheFileOfAJoinedChunkIsRewrittenAndItsTurnWentToAnother(t *testing.T) {
	third := strings.NewReplacer("The Starter", "The Oven", "chunk: 02", "chunk: 03", "ep07-02-the-starter", "ep07-03-the-oven").Replace(headOf(starter))
	own := "\n00:00:50:00 - 00:00:54:00\nMarit\nThis one stays right here in the third.\n"
	f := open(t, "1.md", crumb, "2.md", starter, "3.md", third+own)
	f.take()
	r := f.row("2.md")
	if _, err := f.JoinChunk(r.episode, r.ID); err != nil {
		t.Fatal(err)
	}
	f.write("2.md", headOf(starter)+rewritten)
	f.write("3.md", third+strings.TrimPrefix(starter, headOf(starter))+own)
	f.take()
	says := f.allWords(r.episode)
	for _, w := range []string{"rewrote everything", "flour", "right here"} {
		if strings.Count(says, w) != 1 {
			t.Errorf("“%s” is not there once:\n%s", w, says)
		}
	}
}
