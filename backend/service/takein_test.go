package service_test

import (
	"encoding/json"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"stet/backend/service"
	"stet/backend/transcript"
)

func (f *fixture) takeIn(name string) service.TakenInView {
	f.t.Helper()
	r := f.row(name)
	v, err := f.TakeIn(r.episode, []transcript.ID{r.ID})
	if err != nil {
		f.t.Fatal(err)
	}
	return v
}

func (f *fixture) clashes(episode int64) (list []service.ClashView) {
	f.t.Helper()
	w := httptest.NewRecorder()
	service.Handler(f.Service).ServeHTTP(w, httptest.NewRequest("GET", "/api/episodes/"+strconv.FormatInt(episode, 10)+"/clashes", nil))
	if err := json.Unmarshal(w.Body.Bytes(), &list); err != nil || w.Code != 200 {
		f.t.Fatalf("%d %s %v", w.Code, w.Body, err)
	}
	return list
}

// What both changed at different places is merged, and an export leaves their lines as they are.
func TestTakeIn(t *testing.T) {
	f, episode, _ := quarrel(t)
	v := f.takeIn("1.md")
	if v.Merged != 1 || v.Places != 0 || len(v.Refused) != 0 || v.Reply.Name != "Took in changes from disk" {
		t.Fatalf("%+v", v)
	}
	if p := v.Reply.Patch; len(p.Turns) != 3 || changed(p.Turns) != "You fold it twice." || !p.Heads[0].Dirty {
		t.Errorf("%+v", p)
	}
	if got := states(f.export("", false)); got != "1.md written" {
		t.Error(got)
	}
	if want := strings.NewReplacer("once more", "twice", "So it does", "Right", "the basket", "its basket").Replace(crumb); f.read("1.md") != want {
		t.Error(f.read("1.md"))
	}
	if _, err := f.TakeIn(episode, []transcript.ID{999}); code(err) != service.CodeInvalid {
		t.Error(err)
	}
}

// Undone, the file counts as changed by another again, and an export leaves it alone.
func TestTakingInIsUndone(t *testing.T) {
	f, episode, _ := quarrel(t)
	theirs := f.read("1.md")
	f.takeIn("1.md")
	reply, err := f.Undo(episode)
	if err != nil || changed(reply.Patch.Turns) != "You fold it twice. / Right." {
		t.Fatal(changed(reply.Patch.Turns), err)
	}
	f.restart()
	if got := states(f.export("", false)); got != "1.md conflict" || f.read("1.md") != theirs {
		t.Error(got)
	}
	f.disk(episode, "changed on both sides", func(v service.DiskView) bool {
		return len(v.Files) == 1 && v.Files[0].State == service.DiskChanged && v.Files[0].Mine
	})
	if _, err := f.Redo(episode); err != nil {
		t.Fatal(err)
	}
	if got := states(f.export("", false)); got != "1.md written" {
		t.Error(got)
	}
}

func TestAClashHoldsItsFileUntilItIsSettled(t *testing.T) {
	f := open(t, "1.md", crumb, "2.md", starter)
	f.take()
	f.correct("1.md", "once more", "twice")
	f.correct("2.md", "nobody's", "somebody's")
	f.replace("1.md", "once more", "three times")
	f.replace("1.md", "An Hour Too Long", "Two Hours Too Long")
	episode := f.row("1.md").episode
	if v := f.takeIn("1.md"); v.Places != 1 {
		t.Fatalf("%+v", v)
	}
	theirs := f.read("1.md")
	f.restart()
	plan, _ := f.plan("")
	if x := plan.Files[0]; x.State != service.PlanHeld || !x.Unsettled || x.Turn != f.turn("1.md", "twice").ID {
		t.Errorf("%+v", x)
	}
	if got := states(f.export("", true)); got != "1.md held, 2.md written" || f.read("1.md") != theirs {
		t.Error(got)
	}
	list := f.clashes(episode)
	if len(list) != 1 || !list[0].Both || !list[0].Written || list[0].Hand != "You fold it twice.\nFlat, but it tastes better." {
		t.Fatalf("%+v", list)
	}
	on := func(v service.SideView) (out []string) {
		for _, p := range v.Parts {
			for _, x := range p.Pieces {
				if x.On {
					out = append(out, x.Text)
				}
			}
		}
		return out
	}
	if got := strings.Join(append(append(on(list[0].Base), on(list[0].Mine)...), on(list[0].Theirs)...), "|"); got != "once more.|twice.|three times." {
		t.Errorf("marked are %s", got)
	}
	if _, err := f.Settle(episode, list[0].ID, "hand", "You fold it twice or three times.\nFlat, but it tastes better."); err != nil {
		t.Fatal(err)
	}
	if len(f.clashes(episode)) != 0 {
		t.Error("it is not settled")
	}
	if got := states(f.export("", false)); got != "1.md written, 2.md same" {
		t.Error(got)
	}
	if want := strings.NewReplacer("once more", "twice or three times", "An Hour Too", "Two Hours Too").Replace(crumb); f.read("1.md") != want {
		t.Error(f.read("1.md"))
	}
	if _, err := f.Settle(episode, list[0].ID, "mine", ""); code(err) != service.CodeNotFound {
		t.Error(err)
	}
}

// disk looks until the files say what is waited for.
func (f *fixture) disk(episode int64, what string, is func(service.DiskView) bool) service.DiskView {
	f.t.Helper()
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		v, err := f.DiskNow(episode)
		if err != nil {
			f.t.Fatal(err)
		}
		if is(v) {
			return v
		}
		if time.Now().After(end) {
			f.t.Fatalf("%s: %+v", what, v)
		}
	}
}

func TestWhatIsDoneOnTheDiskIsSeen(t *testing.T) {
	f := open(t, "1.md", crumb, "2.md", starter)
	f.take()
	episode := f.row("1.md").episode
	one := func(state string) func(service.DiskView) bool {
		return func(v service.DiskView) bool { return len(v.Files) == 1 && v.Files[0].State == state }
	}
	none := func(v service.DiskView) bool { return len(v.Files)+len(v.Arrived) == 0 }
	f.disk(episode, "nothing", none)
	f.replace("1.md", "So it does", "Right")
	f.disk(episode, "changed", one(service.DiskChanged))
	f.takeIn("1.md")
	f.disk(episode, "taken in", none)
	f.write("1.md", "")
	if v, err := f.DiskNow(episode); err != nil || len(v.Files) != 0 {
		t.Errorf("an empty file is believed at once: %+v %v", v, err)
	}
	unreadable := func(what string) func(service.DiskView) bool {
		return func(v service.DiskView) bool {
			return one(service.DiskUnreadable)(v) && strings.Contains(v.Files[0].What, what)
		}
	}
	f.disk(episode, "empty", unreadable("Nothing is in this file"))
	f.write("1.md", "a\x00b")
	f.disk(episode, "unreadable", unreadable("NUL"))
	if err := os.Remove(f.path("1.md")); err != nil {
		t.Fatal(err)
	}
	f.disk(episode, "gone", one(service.DiskGone))
	f.write("3.md", strings.NewReplacer("chunk: 02", "chunk: 03", "flour and water", "oil and salt").Replace(starter))
	f.write("notes.md", "Buy flour.")
	v := f.disk(episode, "arrived", func(v service.DiskView) bool { return len(v.Arrived) > 0 })
	if len(v.Arrived) != 1 || v.Arrived[0] != f.path("3.md") {
		t.Errorf("%+v", v)
	}
}

// Where the folder is not there the file is not told to be gone.
func TestAFolderThatIsAwayIsToldAsThat(t *testing.T) {
	f := open(t, "drive/show/1.md", crumb)
	f.take("drive/show/1.md")
	episode := f.row("drive/show/1.md").episode
	away := func(what string) func(service.DiskView) bool {
		return func(v service.DiskView) bool {
			return len(v.Files) == 1 && v.Files[0].State == service.DiskAway && strings.Contains(v.Files[0].What, what)
		}
	}
	if err := os.Rename(f.path("drive/show"), f.path("elsewhere")); err != nil {
		t.Fatal(err)
	}
	f.disk(episode, "an empty drive", away("cannot be reached: its drive may be off"))
	f.write("drive/other/2.md", "Nothing.")
	f.disk(episode, "a folder that was renamed", away("is gone, or has another name"))
	if err := os.Rename(f.path("elsewhere"), f.path("drive/show")); err != nil {
		t.Fatal(err)
	}
	f.disk(episode, "the drive is back", func(v service.DiskView) bool { return len(v.Files) == 0 })
}

// A file that was removed is written again only when somebody asks for it.
func TestARemovedFileIsAskedAbout(t *testing.T) {
	f := open(t, "1.md", crumb)
	f.take()
	f.correct("1.md", "once more", "twice")
	if err := os.Remove(f.path("1.md")); err != nil {
		t.Fatal(err)
	}
	if got := states(f.export("", false)); got != "1.md conflict" {
		t.Error(got)
	}
	if got := states(f.export("", true)); got != "1.md written" {
		t.Error(got)
	}
	if f.read("1.md") != strings.Replace(crumb, "once more", "twice", 1) {
		t.Error(f.read("1.md"))
	}
}

// The window hears of it by itself.
func TestTheWindowHearsOfTheDisk(t *testing.T) {
	f := open(t, "1.md", crumb)
	f.take()
	episode := f.row("1.md").episode
	if _, err := f.DiskNow(episode); err != nil {
		t.Fatal(err)
	}
	f.write("new", strings.Replace(crumb, "So it does", "Right", 1))
	if err := os.Rename(f.path("new"), f.path("1.md")); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(10 * time.Second); len(all[map[string]int64](f.window, "disk")) == 0; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("the window hears nothing")
		}
	}
}

// The files of two chunks were joined on the disk: an import lets the chunks be one, with what was done to them here.
func TestJoinedFilesAreImported(t *testing.T) {
	f := open(t, "1.md", crumb, "2.md", starter)
	f.take()
	f.correct("2.md", "nobody's", "somebody's")
	f.write("1.md", crumb+"\n"+starter[strings.Index(starter, "00:00:33:00"):])
	if err := os.Remove(f.path("2.md")); err != nil {
		t.Fatal(err)
	}
	if v := f.take(); v.Updated+v.Merged != 1 || len(v.Conflicts) != 0 {
		t.Errorf("%+v", v)
	}
	if rows := f.rows(); len(rows) != 1 || len(f.chunk("1.md").Turns) != 4 {
		t.Errorf("%+v", rows)
	}
	f.turn("1.md", "somebody's")
	if got := states(f.export("", false)); got != "1.md written" {
		t.Error(got)
	}
	if want := strings.Replace(crumb+"\n"+starter[strings.Index(starter, "00:00:33:00"):], "nobody's", "somebody's", 1); f.read("1.md") != want {
		t.Error(f.read("1.md"))
	}
}

// A file was parted on the disk: taking it in parts the chunk.
func TestAPartedFileIsTakenIn(t *testing.T) {
	f := open(t, "1.md", crumb, "2.md", starter)
	f.take()
	f.correct("1.md", "So it does", "Right")
	episode := f.row("1.md").episode
	const last = "00:00:31:05 - 00:00:33:00\nMarit\nSo it does."
	f.write("1.md", strings.Replace(crumb, last, "", 1))
	f.write("1b.md", "---\ntitle: So It Does\nseries: Slow Rise\nepisode: 7\nchunk: 1\n---\n\n"+last+"\n")
	f.disk(episode, "both", func(v service.DiskView) bool { return len(v.Files) == 1 && len(v.Arrived) == 1 })
	f.takeIn("1.md")
	if got := len(f.rows()); got != 3 || f.turn("1b.md", "Right").Speaker == nil {
		t.Errorf("%d files", got)
	}
	f.disk(episode, "nothing", func(v service.DiskView) bool { return len(v.Files)+len(v.Arrived) == 0 })
	if got := states(f.export("", false)); got != "1.md same, 1b.md written, 2.md same" {
		t.Error(got)
	}
	if !strings.HasSuffix(f.read("1b.md"), "Marit\nRight.\n") {
		t.Error(f.read("1b.md"))
	}
}

// Taken back and taken in once more, the turn stands in the chunk of its file, and not in none.
func TestAPartedFileIsTakenInOnceMore(t *testing.T) {
	f := open(t, "1.md", crumb, "2.md", starter)
	f.take()
	episode := f.row("1.md").episode
	const last = "00:00:31:05 - 00:00:33:00\nMarit\nSo it does."
	f.write("1.md", strings.Replace(crumb, last, "", 1))
	f.write("1b.md", "---\ntitle: So It Does\nseries: Slow Rise\nepisode: 7\nchunk: 1\n---\n\n"+last+"\n")
	f.disk(episode, "both", func(v service.DiskView) bool { return len(v.Files) == 1 && len(v.Arrived) == 1 })
	f.takeIn("1.md")
	if _, err := f.Undo(episode); err != nil || len(f.rows()) != 2 || len(f.chunk("1.md").Turns) != 3 {
		t.Fatal(err, f.rows())
	}
	f.restart()
	f.takeIn("1.md")
	if len(f.rows()) != 3 || len(f.chunk("1.md").Turns) != 2 || f.turn("1b.md", "So it does").Speaker == nil {
		t.Errorf("%+v", f.rows())
	}
	if got := states(f.export("", false)); got != "1.md same, 1b.md same, 2.md same" {
		t.Error(got)
	}
}

// The same by an import.
func TestAPartedFileIsImported(t *testing.T) {
	f := open(t, "1.md", crumb, "2.md", starter)
	f.take()
	f.correct("1.md", "So it does", "Right")
	const last = "00:00:31:05 - 00:00:33:00\nMarit\nSo it does."
	f.write("1.md", strings.Replace(crumb, last, "", 1))
	f.write("1b.md", "---\ntitle: So It Does\nseries: Slow Rise\nepisode: 7\nchunk: 1\n---\n\n"+last+"\n")
	if v := f.take(); v.Added != 1 || v.Updated+v.Merged != 1 || v.Same != 1 || len(v.Conflicts)+len(v.Refused) != 0 {
		t.Errorf("%+v", v)
	}
	if len(f.rows()) != 3 || len(f.chunk("1.md").Turns) != 2 {
		t.Errorf("%+v", f.rows())
	}
	f.turn("1b.md", "Right")
}

// What Stet made of an episode is no transcript that arrived, and an import of the folder does not take it for one.
func TestWhatAnExportMadeIsNotTakenIn(t *testing.T) {
	f := open(t, "ep07-01-rise.md", rise, "ep07-02-fall.md", fall)
	f.take()
	episode := f.row("ep07-01-rise.md").episode
	if _, done := f.publish("ep07-01-rise.md", true, "transcript", "text", "markdown"); done.Written != 3 {
		t.Fatalf("%+v", done)
	}
	time.Sleep(400 * time.Millisecond)
	if v, err := f.DiskNow(episode); err != nil || len(v.Arrived) != 0 || len(v.Files) != 0 {
		t.Errorf("%+v %v", v, err)
	}
	if v := f.take(); v.Added != 0 {
		t.Errorf("%+v", v)
	}
}

// What another program corrected in a file reaches the turns that were moved from it here, and no word of either is lost.
func TestCorrectionsFollowTurnsThatWereMovedHere(t *testing.T) {
	f := open(t, "ep05-01-part.md", millChunk(1, millTurns(0, 3)), "ep05-02-part.md", millChunk(2, millTurns(3, 6)))
	f.take()
	second := f.chunk("ep05-01-part.md")
	moved := f.turn("ep05-01-part.md", "stream is high")
	f.edit("ep05-01-part.md", "Moved", transcript.MoveTurn{Turn: moved.ID, Chunk: f.chunk("ep05-02-part.md").ID, At: 0})
	f.correct("ep05-02-part.md", "in this house", "of this house")
	f.replace("ep05-01-part.md", "Today the stream is high", "Today the river is high")
	f.replace("ep05-01-part.md", "for three hundred", "for four hundred")
	v := f.takeIn("ep05-01-part.md")
	if v.Places != 0 || len(f.clashes(f.row("ep05-01-part.md").episode)) != 0 {
		t.Fatalf("%+v", v)
	}
	one, two := said(f.chunk("ep05-01-part.md")), said(f.chunk("ep05-02-part.md"))
	if !strings.Contains(one, "four hundred") || strings.Contains(one, "is high") || !strings.Contains(two, "Today the river is high, so every stone of this house") || len(second.Turns) != 3 {
		t.Errorf("%s\n\n%s", one, two)
	}
	f.letStand()
	f.export("", false)
	if text := f.read("ep05-02-part.md"); strings.Count(text, "river is high") != 1 || strings.Contains(f.read("ep05-01-part.md"), "is high") {
		t.Error(text)
	}
}

// What both changed of such a turn is shown where it stands.
func TestAClashOfATurnThatWasMovedHereStandsWithIt(t *testing.T) {
	f := open(t, "ep05-01-part.md", millChunk(1, millTurns(0, 3)), "ep05-02-part.md", millChunk(2, millTurns(3, 6)))
	f.take()
	moved := f.turn("ep05-01-part.md", "stream is high")
	f.edit("ep05-01-part.md", "Moved", transcript.MoveTurn{Turn: moved.ID, Chunk: f.chunk("ep05-02-part.md").ID, At: 0})
	f.correct("ep05-02-part.md", "stream is high", "brook is high")
	f.replace("ep05-01-part.md", "Today the stream is high", "Today the river is high")
	if v := f.takeIn("ep05-01-part.md"); v.Places != 1 {
		t.Fatalf("%+v", v)
	}
	list := f.clashes(f.row("ep05-02-part.md").episode)
	if len(list) != 1 {
		t.Fatalf("%+v", list)
	}
	if _, err := f.Settle(f.row("ep05-02-part.md").episode, list[0].ID, "theirs", ""); err != nil {
		t.Fatal(err)
	}
	if two := said(f.chunk("ep05-02-part.md")); !strings.Contains(two, "the river is high") || strings.Contains(two, "brook") {
		t.Error(two)
	}
}

// Of turns that say the same, the one that the other program changed is changed, wherever they stand by now.
func TestCorrectionsFindTheirTurnAmongSuchThatSayTheSame(t *testing.T) {
	const same = "\nAda\nYes, so it does.\n\n"
	first := millTurns(0, 1) + same + millTurns(1, 2) + same
	f := open(t, "ep05-01-part.md", millChunk(1, first), "ep05-02-part.md", millChunk(2, millTurns(3, 6)))
	f.take()
	turns := f.chunk("ep05-01-part.md").Turns
	if len(turns) != 4 || turns[1].Paragraphs[0] != turns[3].Paragraphs[0] || turns[1].Start != "" {
		t.Fatalf("%+v", turns)
	}
	f.edit("ep05-01-part.md", "Moved", transcript.MoveTurn{Turn: turns[3].ID, Chunk: f.chunk("ep05-02-part.md").ID, At: 0})
	f.write("ep05-01-part.md", strings.Replace(f.read("ep05-01-part.md"), "so it does", "so it does now", 1))
	f.takeIn("ep05-01-part.md")
	one, two := said(f.chunk("ep05-01-part.md")), said(f.chunk("ep05-02-part.md"))
	if strings.Count(one, "Yes") != 1 || !strings.Contains(one, "so it does now") || strings.Count(two, "so it does.") != 1 {
		t.Errorf("%s\n\n%s", one, two)
	}
}

// Who imports one file again is told what clashes in the chunk that its turn was moved to.
func TestImportingAgainTellsOfAClashElsewhere(t *testing.T) {
	f := open(t, "ep05-01-part.md", millChunk(1, millTurns(0, 3)), "ep05-02-part.md", millChunk(2, millTurns(3, 6)))
	f.take()
	moved := f.turn("ep05-01-part.md", "stream is high")
	second := f.row("ep05-02-part.md")
	f.edit("ep05-01-part.md", "Moved", transcript.MoveTurn{Turn: moved.ID, Chunk: second.ID, At: 0})
	f.correct("ep05-02-part.md", "stream is high", "brook is high")
	f.replace("ep05-01-part.md", "Today the stream is high", "Today the river is high")
	v := f.take("ep05-01-part.md")
	if len(v.Conflicts) != 1 || v.Conflicts[0].Chunk != second.ID || v.Conflicts[0].File != f.path("ep05-02-part.md") || v.Conflicts[0].Places != 1 {
		t.Errorf("%+v", v)
	}
	// Where both files are named, each of them counts once.
	f = open(t, "ep05-01-part.md", millChunk(1, millTurns(0, 3)), "ep05-02-part.md", millChunk(2, millTurns(3, 6)))
	f.take()
	f.edit("ep05-01-part.md", "Moved", transcript.MoveTurn{Turn: f.turn("ep05-01-part.md", "stream is high").ID, Chunk: f.row("ep05-02-part.md").ID, At: 0})
	f.replace("ep05-01-part.md", "Today the stream is high", "Today the river is high")
	f.replace("ep05-02-part.md", "it smells of nuts", "it smells of bread")
	if v := f.take(); v.Updated+v.Merged != 2 {
		t.Errorf("%+v", v)
	}
}

// A transcript that was cut here, and of which nothing was exported yet, is corrected on disk: each correction reaches the
// chunk in which its turn stands now, and so do turns that came and went.
func TestCorrectionsReachTheChunksThatATranscriptWasCutInto(t *testing.T) {
	f := open(t, "ep05.md", mill)
	f.take()
	r := f.row("ep05.md")
	id := r.episode
	if _, err := f.CutChunks(id, []transcript.ID{f.turn("ep05.md", "stream is high").ID, f.turn("ep05.md", "flour that comes").ID}); err != nil {
		t.Fatal(err)
	}
	f.replace("ep05.md", "for three hundred years", "for four hundred years")
	f.replace("ep05.md", "Put your hand on the beam", "Put both hands on the beam")
	f.replace("ep05.md", "out here is warm", "out here is hot")
	f.replace("ep05.md", "building hum.\n", "building hum.\n00:00:39:00 - 00:00:40:00\nAda\nIt hums.\n")
	f.replace("ep05.md", "00:00:50:00 - 00:01:00:00\nBjörn\nRye is hard and wheat is soft, and the miller hears the difference.\n", "")
	v, err := f.TakeIn(id, []transcript.ID{r.ID})
	if err != nil {
		t.Fatal(err)
	}
	if v.Places != 0 || len(f.clashes(id)) != 0 {
		t.Errorf("%+v", f.clashes(id))
	}
	e := f.episode(id)
	if len(e.Chunks) != 3 {
		t.Fatalf("%d chunks", len(e.Chunks))
	}
	turns := []int{2, 3, 1}
	for i, want := range []string{"four hundred", "both hands on the beam and you can feel the whole building hum.\n00:00:39:00 Ada: It hums.", "is hot"} {
		if c := e.Chunks[i]; len(c.Turns) != turns[i] || !strings.Contains(said(c), want) {
			t.Errorf("chunk %d: %s", i+1, said(c))
		}
	}
}
