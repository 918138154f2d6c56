package service_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stet/backend/chunkfile"
	"stet/backend/service"
	"stet/backend/session"
	"stet/backend/transcript"
)

// plan lists the files of a plan by name, each with its state and its lines.
func (f *fixture) plan(to string) (service.PlanView, map[string]int) {
	f.t.Helper()
	f.letStand()
	v, err := f.PlanExport(0, nil, to)
	if err != nil {
		f.t.Fatal(err)
	}
	root := v.To
	if to == "" {
		root = f.path("")
	}
	at := map[string]int{}
	for i, x := range v.Files {
		if x.Path == "" {
			at[x.Title] = i // it has no place yet
			continue
		}
		name, err := filepath.Rel(root, x.Path)
		if err != nil {
			f.t.Fatal(err)
		}
		at[filepath.ToSlash(name)] = i
	}
	return v, at
}

// later is a file whose turns are said in another hour: what is said at other times is no turn twice.
func later(text, hour string) string { return strings.ReplaceAll(text, "00:00:", hour+":00:") }

// disputed is a library with a file for every state of a plan.
func disputed(t *testing.T) *fixture {
	f := open(t, "same.md", crumb, "edited.md", starter, "gone.md", oven, "theirs.md", later(starter, "01"), "both.md", later(starter, "02"), "broken.md", "---\ntitle: a: b\nchunk: 1\n---\n\n00:00:01 - 00:00:02\nMarit\nYes.\n")
	f.take()
	f.correct("edited.md", "flour", "rye flour")
	f.correct("both.md", "flour", "rye")
	f.replace("both.md", "water", "milk")
	f.replace("theirs.md", "water", "milk")
	if err := os.Remove(f.path("gone.md")); err != nil {
		t.Fatal(err)
	}
	// A turn without time and speaker cannot be told from the words of the one before.
	c := f.chunk("broken.md")
	f.edit("broken.md", "Add words", transcript.InsertTurn{Chunk: c.ID, At: 1, Turn: transcript.Turn{Paragraphs: []string{"Loose words."}}})
	return f
}

func TestAPlanOfEveryState(t *testing.T) {
	f := disputed(t)
	v, at := f.plan("")
	for name, want := range map[string]string{
		"same.md": "same +0 -0", "edited.md": "changed +1 -1", "gone.md": "conflict +12 -0", "theirs.md": "conflict +1 -1",
		"both.md": "conflict +1 -1", "broken.md": "held +0 -0",
	} {
		x := v.Files[at[name]]
		if got := fmt.Sprintf("%s +%d -%d", x.State, x.Added, x.Removed); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
		if told := x.Reason != ""; told != (x.State == service.PlanConflict || x.State == service.PlanHeld) {
			t.Errorf("%s: %q", name, x.Reason)
		}
		if x.Path != f.path(name) || x.Title == "" || x.Chunk != f.row(name).ID || x.Episode != f.row(name).episode {
			t.Errorf("%s: %+v", name, x)
		}
	}
}

// Why a chunk cannot be written is told with the turn, in the plan and among the chunk's problems.
func TestAHeldFileLeadsToItsTurn(t *testing.T) {
	f := disputed(t)
	v, at := f.plan("")
	held, c := v.Files[at["broken.md"]], f.chunk("broken.md")
	if held.Turn != c.Turns[0].ID || !strings.HasPrefix(held.Reason, "Turn 1 cannot be written ") {
		t.Errorf("turn %d: %s", held.Turn, held.Reason)
	}
	i := slices.IndexFunc(c.Problems, func(p service.ProblemView) bool { return p.Code == "export.refused" })
	if i < 0 || c.Problems[i].Turn != held.Turn || c.Problems[i].What != held.Reason || c.Problems[i].Line != 0 {
		t.Errorf("the problems are %+v", c.Problems)
	}
	if v.Files[at["both.md"]].Turn != 0 {
		t.Error("a conflict is in no turn")
	}
}

func TestTheDiffOfAPlan(t *testing.T) {
	f := disputed(t)
	v, at := f.plan("")
	if x := v.Files[at["edited.md"]]; x.Before != len(starter) || x.After != len(starter)+len("rye ") {
		t.Errorf("%d bytes become %d", x.Before, x.After)
	}

	diff, err := f.PlanDiff(v.ID, at["edited.md"])
	if err != nil || diff.Path != f.path("edited.md") {
		t.Fatal(diff, err)
	}
	var lines []string
	for _, l := range diff.Lines {
		if l.Stands {
			l.Kind += " stet"
		}
		lines = append(lines, fmt.Sprintf("%s %d %d %d %v", l.Kind, l.Old, l.New, l.Count, l.Touched))
	}
	// A line beside what is let stand is shown.
	want := "same 1 1 0 [], same 2 2 0 [], same stet 3 3 0 [], same 4 4 0 [], fold 5 5 4 [], same 9 9 0 [], same 10 10 0 [], same 11 11 0 [], del 12 0 0 [], add 0 12 0 [[5 9]]"
	if got := strings.Join(lines, ", "); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if _, err := f.PlanDiff(v.ID, at["broken.md"]); code(err) != service.CodeInvalid || err.Error() != v.Files[at["broken.md"]].Reason {
		t.Error(err)
	}
	for _, i := range []int{-1, len(v.Files)} {
		if _, err := f.PlanDiff(v.ID, i); code(err) != service.CodeNotFound {
			t.Error(err)
		}
	}
	if _, err := f.PlanDiff(v.ID+1, 0); code(err) != service.CodeNotFound {
		t.Error(err)
	}
}

func TestAnExportDoesWhatThePlanSays(t *testing.T) {
	f := disputed(t)
	if got := states(f.export("", false)); got != "both.md conflict, broken.md held, edited.md written, gone.md conflict, same.md same, theirs.md conflict" {
		t.Error(got)
	}
	if f.read("edited.md") != strings.Replace(starter, "flour", "rye flour", 1) || f.read("same.md") != crumb {
		t.Error("a file is not what was planned")
	}
	if !strings.Contains(f.read("both.md"), "milk") || !strings.Contains(f.read("theirs.md"), "milk") || strings.Contains(f.read("broken.md"), "Loose") {
		t.Error("a file was written that was not to be")
	}
	if r := f.rows(); r["edited.md"].Dirty || r["gone.md"].Dirty || !r["both.md"].Dirty || !r["broken.md"].Dirty {
		t.Errorf("%+v", r)
	}
	if got := states(f.export("", true)); got != "both.md written, broken.md held, edited.md same, gone.md written, same.md same, theirs.md written" {
		t.Error(got)
	}
	if f.read("both.md") != later(strings.Replace(starter, "flour", "rye", 1), "02") || f.read("theirs.md") != later(starter, "01") || f.read("gone.md") != oven {
		t.Error("the conflicts are not resolved as was asked for")
	}
}

func TestAPlanOfAnEpisodeOrSomeChunks(t *testing.T) {
	f := open(t, "1.md", crumb, "2.md", starter, "3.md", oven)
	f.take()
	one, two, three := f.row("1.md"), f.row("2.md"), f.row("3.md")
	for _, c := range []struct {
		episode int64
		chunks  []transcript.ID
		want    int
	}{{0, nil, 3}, {one.episode, nil, 2}, {one.episode, []transcript.ID{two.ID}, 1}, {three.episode, []transcript.ID{three.ID}, 1}, {999, nil, 0}} {
		if v, err := f.PlanExport(c.episode, c.chunks, ""); err != nil || len(v.Files) != c.want || v.Files == nil {
			t.Errorf("%+v: %+v %v", c, v, err)
		}
	}
}

func TestTwoFilesForOnePlace(t *testing.T) {
	f := open(t, "a/1.md", crumb, "b/1.md", oven)
	f.take("a/1.md", "b/1.md")
	to := filepath.Join(f.dir, "out")
	if got := states(f.export(to, true)); got != "1.md held" { // the map has one name for both
		t.Error(got)
	}
	v, err := f.PlanExport(0, nil, to)
	if err != nil || len(v.Files) != 2 || v.Files[0].State != service.PlanSame || v.Files[1].State != service.PlanHeld || !strings.Contains(v.Files[1].Reason, "An Hour Too Long”") || !strings.Contains(v.Files[1].Reason, "Export both back") {
		t.Errorf("%+v %v", v, err)
	}
	if _, err := f.PlanDiff(v.ID, 1); code(err) != service.CodeInvalid {
		t.Error(err)
	}
	// Back home both have a place of their own.
	if got := states(f.export("", false)); got != "a/1.md same, b/1.md same" {
		t.Error(got)
	}
}

// A library can come from somebody else. What it says of a file's place is held to the folder that was asked for.
func TestAPlaceOutsideTheFolder(t *testing.T) {
	f := open(t)
	im, err := f.store.Begin(t.Context(), f.window.time())
	if err != nil {
		t.Fatal(err)
	}
	for i, below := range []string{"../evil.md", "/evil.md", "a/../../evil.md", "good.md"} {
		text := []byte(strings.ReplaceAll(starter, "00:00:", fmt.Sprintf("0%d:00:", i)))
		err := im.Add(t.Context(), []session.NewChunk{{
			Source:  session.Source{Path: "/nowhere/" + below, Below: below, Bytes: text},
			Episode: transcript.Episode{Series: "Slow Rise", Key: "7"}, Chunk: chunkfile.Parse(text).Chunk(),
		}})
		if err != nil {
			t.Fatal(err)
		}
	}
	if _, err := im.Finish(t.Context()); err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(f.dir, "deep", "out")
	f.letStand()
	v, err := f.PlanExport(0, nil, to)
	if err != nil || len(v.Files) != 4 {
		t.Fatal(v, err)
	}
	for _, x := range v.Files {
		if good := x.Path == filepath.Join(to, "good.md"); good != (x.State == service.PlanNew) || !good && x.State != service.PlanHeld {
			t.Errorf("%+v", x)
		}
	}
	f.export(to, true)
	if entries, err := os.ReadDir(filepath.Join(f.dir, "deep")); err != nil || len(entries) != 1 {
		t.Errorf("%v %v", entries, err)
	}
}

func TestAPlanGoesStale(t *testing.T) {
	f := open(t, "1.md", crumb, "2.md", starter, "3.md", oven)
	f.take()
	f.correct("1.md", "once more", "twice")
	f.correct("2.md", "flour", "rye")
	f.correct("3.md", "enough", "enough, ever")
	v, at := f.plan("")
	f.correct("1.md", "twice", "thrice")
	f.replace("2.md", "water", "milk")
	if err := os.Remove(f.path("3.md")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"1.md", "2.md", "3.md"} {
		if _, err := f.PlanDiff(v.ID, at[name]); code(err) != service.CodeConflict {
			t.Errorf("%s: %v", name, err)
		}
	}
	done, err := service.ExportNow(t.Context(), f.Service, v.ID, []int{0, 1, 2}, func(string, int, int) {})
	if err != nil || done.Written != 0 {
		t.Fatalf("%+v %v", done, err)
	}
	for _, x := range done.Files {
		if x.State != service.PlanConflict || !strings.Contains(x.Reason, "Make") {
			t.Errorf("%+v", x)
		}
	}
	if f.read("1.md") != crumb || !strings.Contains(f.read("2.md"), "milk") {
		t.Error("something was written")
	}
	// Of many plans the latest can be carried out.
	for range 4 {
		f.plan("")
	}
	if _, err := service.ExportNow(t.Context(), f.Service, v.ID, nil, func(string, int, int) {}); code(err) != service.CodeNotFound {
		t.Error(err)
	}
	if _, err := f.Export(v.ID, nil); code(err) != service.CodeNotFound {
		t.Error(err)
	}
}

func TestExportTellsTheWindow(t *testing.T) {
	f := open(t, "1.md", crumb)
	f.take()
	f.correct("1.md", "once more", "twice")
	v, _ := f.plan("")
	id, err := f.Export(v.ID, nil)
	if err != nil {
		t.Fatal(err)
	}
	wait(f.window, "job", func(j service.JobView) bool { return j.ID == id && j.State == service.JobDone })
	done, err := f.ExportResult(id)
	if err != nil || done.Written != 1 || done.Same != 0 || len(done.Files) != 1 {
		t.Errorf("%+v %v", done, err)
	}
	patches := all[service.PatchView](f.window, "patch")
	if len(patches) != 1 || len(patches[0].Heads) != 1 || patches[0].Heads[0].Dirty || len(patches[0].Turns) != 3 {
		t.Fatalf("%+v", patches)
	}
	for _, turn := range patches[0].Turns {
		if turn.Changed {
			t.Errorf("%+v", turn)
		}
	}
	if raw, err := json.Marshal(patches[0]); err != nil || strings.Contains(string(raw), "null,") {
		t.Errorf("%s %v", raw, err)
	}
}

func TestExportToAnotherFolderLeavesHomeAlone(t *testing.T) {
	f := open(t, "ep07/1.md", crumb)
	f.take()
	f.correct("ep07/1.md", "once more", "twice")
	to := filepath.Join(f.dir, "deep", "out")
	if got := states(f.export(to, false)); got != "ep07/1.md written" {
		t.Error(got)
	}
	text, err := os.ReadFile(filepath.Join(to, "ep07", "1.md"))
	if err != nil || string(text) != strings.Replace(crumb, "once more", "twice", 1) {
		t.Errorf("%s %v", text, err)
	}
	if f.read("ep07/1.md") != crumb || !f.row("ep07/1.md").Dirty {
		t.Error("the file at home counts as written")
	}
}

func TestAFolderThatCannotBeWritten(t *testing.T) {
	f := open(t)
	lock := f.lockable()
	f.write("1.md", crumb)
	f.write("2.md", starter)
	f.take()
	f.correct("1.md", "once more", "twice")
	lock()
	files := f.export("", false)
	if got := states(files); got != "1.md failed, 2.md same" || !strings.Contains(files["1.md"].Reason, "read-only") {
		t.Errorf("%s %q", got, files["1.md"].Reason)
	}
	if !f.row("1.md").Dirty || f.read("1.md") != crumb {
		t.Error("the file counts as written")
	}
	if entries, err := os.ReadDir(f.path("")); err != nil || len(entries) != 2 {
		t.Errorf("the folder holds %d files: %v", len(entries), err)
	}
	// Another folder helps.
	if got := states(f.export(filepath.Join(f.dir, "out"), false)); got != "1.md written, 2.md written" {
		t.Error(got)
	}
}

func TestAFullDrive(t *testing.T) {
	f := open(t)
	f.lockable() // the drive has 256 kB
	if os.Geteuid() != 0 {
		t.Skip("a small drive needs root")
	}
	f.write("1.md", crumb)
	f.take()
	f.edit("1.md", "Write a book", transcript.SetParagraphs{Turn: f.turn("1.md", "once more").ID, Paragraphs: []string{strings.Repeat("Fold. ", 50_000)}})
	files := f.export("", false)
	if x := files["1.md"]; x.State != service.FileFailed || !strings.Contains(x.Reason, "full") {
		t.Errorf("%+v", x)
	}
	if f.read("1.md") != crumb || !f.row("1.md").Dirty {
		t.Error("the file was touched")
	}
}

func TestAFolderThatIsGone(t *testing.T) {
	f := open(t, "drive/1.md", crumb)
	f.take()
	f.correct("drive/1.md", "once more", "twice")
	if err := os.RemoveAll(f.path("drive")); err != nil {
		t.Fatal(err)
	}
	files := f.export("", false)
	if x := files["drive/1.md"]; x.State != service.PlanHeld || !strings.Contains(x.Reason, "not there") {
		t.Errorf("%+v", x)
	}
	if _, err := os.Stat(f.path("drive")); err == nil {
		t.Error("the folder was made again, though its drive may only be away")
	}
}

// What stands there has the bytes already, but the library does not know that it is the file's text now.
func TestAnExportThatWasInterruptedIsTakenNote(t *testing.T) {
	f := open(t, "1.md", crumb)
	f.take()
	f.correct("1.md", "once more", "twice")
	f.replace("1.md", "once more", "twice")
	if got := states(f.export("", false)); got != "1.md same" {
		t.Error(got)
	}
	if f.row("1.md").Dirty {
		t.Error("the chunk still differs from its file")
	}
}

// Files of a folder that is not there, as on a drive that is off, are no new ones: the plan says what an export would.
func TestAPlanSaysThatAFolderIsNotThere(t *testing.T) {
	f := open(t, "drive/edited.md", starter, "drive/same.md", crumb)
	f.take("drive")
	f.correct("drive/edited.md", "flour", "rye flour")
	if err := os.Rename(f.path("drive"), f.path("off")); err != nil {
		t.Fatal(err)
	}
	v, at := f.plan("")
	for _, name := range []string{"drive/edited.md", "drive/same.md"} {
		if x := v.Files[at[name]]; x.State != service.PlanHeld || x.Reason != "The folder "+f.path("drive")+" is not there. Connect its drive, or export to another folder." {
			t.Errorf("%s: %+v", name, x)
		}
	}
	if v, at := f.plan(f.path("out")); v.Files[at["drive/edited.md"]].State != service.PlanNew && v.Files[at["edited.md"]].State != service.PlanNew {
		t.Errorf("elsewhere: %+v", v.Files)
	}
}
