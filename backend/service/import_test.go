package service_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stet/backend/service"
)

func TestImportTakesAFolderIn(t *testing.T) {
	f := open(t, "ep07/01.md", crumb, "ep07/02.md", starter, "ep08/01.md", oven, "README.md", "# Baking\n", "cover.png", "\x89PNG",
		".hidden/x.md", starter, "node_modules/y.md", starter, "ep08/sound.wav", "RIFF")
	id, err := f.Import([]string{f.path("")}, nil)
	if err != nil {
		t.Fatal(err)
	}
	done := wait(f.window, "job", func(j service.JobView) bool { return j.ID == id && j.State != service.JobRunning })
	if done.State != service.JobDone || done.Kind != "import" || done.Done != done.Total || done.Problem != "" {
		t.Errorf("the job ends as %+v", done)
	}
	v, err := f.ImportResult(id)
	if err != nil || v.Added != 3 || v.Updated+v.Same != 0 || len(v.Refused)+len(v.Conflicts) != 0 || len(v.Episodes) != 2 {
		t.Errorf("%+v %v", v, err)
	}
	if v.Skipped != 3 { // the picture, the sound, and the text that is no transcript; nobody looks into what is hidden
		t.Errorf("%d files were passed over", v.Skipped)
	}
	if len(v.Passed) != 1 || v.Passed[0].File != f.path("README.md") || v.Passed[0].Severity != "warn" {
		t.Errorf("passed over: %+v", v.Passed)
	}
	rows := f.rows()
	for name, want := range map[string]string{"ep07/01.md": "Slow Rise 7 1", "ep07/02.md": "Slow Rise 7 02", "ep08/01.md": "Slow Rise 8 1"} {
		r := rows[name]
		if got := r.series + " " + r.key + " " + r.Number; got != want || r.Dirty || r.Words == 0 {
			t.Errorf("%s: %s %+v", name, got, r)
		}
	}
	if e := f.episode(rows["ep08/01.md"].episode); e.Sound != f.path("ep08/sound.wav") {
		t.Errorf("the sound beside the chunk is %q", e.Sound)
	}
	if len(all[any](f.window, "library")) == 0 && !slices.ContainsFunc(f.window.events, func(e event) bool { return e.name == "library" }) {
		t.Error("nobody is told that the library has changed")
	}
}

// Beside the content of many sites lies TypeScript, whose name is that of a recorded stream.
func TestAScriptIsNoSound(t *testing.T) {
	packet := "G" + strings.Repeat("\xff", 187)
	f := open(t, "site/1.md", crumb, "site/index.ts", "Go(\"on\");\n"+strings.Repeat("// and on\n", 40), "tape/2.md", oven, "tape/tape.ts", packet+packet)
	f.take()
	if e := f.episode(f.row("site/1.md").episode); e.Sound != "" {
		t.Errorf("the sound is %s", e.Sound)
	}
	if e := f.episode(f.row("tape/2.md").episode); e.Sound != f.path("tape/tape.ts") {
		t.Errorf("the sound is %q", e.Sound)
	}
}

// A file whose number cannot be read stands where its name or its time belongs, not at the end.
func TestAFileThatCannotBeReadIsInItsPlace(t *testing.T) {
	chunk := func(head string, second int) string {
		return fmt.Sprintf("---\nseries: Slow Rise\nepisode: 7\n%s\n---\n\n00:00:%02d:00 - 00:00:%02d:00\nMarit\nYes.\n", head, second, second+9)
	}
	f := open(t, "ep07-01-crumb.md", chunk("chunk: 1", 0), "ep07-02-starter.md", chunk("title: a: b", 50), "ep07-03-oven.md", chunk("chunk: 3", 20),
		"ep07-loose.md", chunk("title: a: b", 25), "ep07-04-salt.md", chunk("chunk: 4", 30), "ep07-end.md", chunk("title: End", 40))
	f.take("")
	var names []string
	for _, c := range f.episode(f.row("ep07-01-crumb.md").episode).Chunks {
		names = append(names, strings.TrimSuffix(filepath.Base(c.File), ".md"))
	}
	want := "ep07-01-crumb ep07-02-starter ep07-03-oven ep07-loose ep07-04-salt ep07-end"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

// Front matter that only a chunk has makes a chunk of a text whose turns have no time, also where it cannot be read.
func TestAChunkWithoutTimesIsAChunk(t *testing.T) {
	body := "---\n\nMarit\nNobody has timed this.\n"
	f := open(t, "type.md", "---\ntype: webinar-chunk\n"+body, "speakers.md", "---\nspeakers: [Marit]\n"+body, "participants.md", "---\nparticipants:\n- Marit\n"+body,
		"raw.md", "---\ntitle: a: b\ntype: \"podcast-chunk\"\n"+body, "raw2.md", "---\ntitle: a: b\nspeakers: [Marit]\n"+body,
		"page.md", "---\ntype: page\ntitle: Baking\n"+body, "raw3.md", "---\ntitle: a: b\ntype: chunky\n"+body, "empty.md", "\n \n")
	v := f.take("")
	if v.Added != 5 || len(v.Passed) != 3 {
		t.Errorf("%d are in, %+v not", v.Added, v.Passed)
	}
	if v := f.take("page.md", "empty.md"); len(v.Refused) != 2 || v.Refused[0].What != "This file is empty." || v.Refused[0].Severity != "warn" {
		t.Errorf("%+v", v.Refused)
	}
	checked, err := service.CheckNow(t.Context(), []string{f.path("")}, service.Against{}, func(string, int, int) {})
	if err != nil || checked.Files != 5 {
		t.Errorf("%+v %v", checked, err)
	}
}

// A semicolon before the frames is all that a file ever says of its rate.
func TestSemicolonsTellTheRateOfANewEpisode(t *testing.T) {
	drop := strings.NewReplacer("00:00:33:00", "00;00;33;00", "00:00:44:00", "00:00:44;29").Replace(starter)
	fast := strings.NewReplacer("00:00:01:00", "00;00;01;30", "00:00:04:00", "00;00;04;59").Replace(oven)
	mixed := strings.NewReplacer("episode: 8", "episode: 9", "00:00:01:00", "00;00;01;00").Replace(oven)
	seconds := strings.NewReplacer("episode: 8", "episode: 10", "00:00:01:00", "00;00;01", "00:00:04:00", "00;00;04").Replace(oven)
	f := open(t, "7/2.md", drop, "8/1.md", fast, "9/1.md", mixed, "10/1.md", seconds)
	f.take()
	for name, want := range map[string]string{"7/2.md": "29.97 drop", "8/1.md": "59.94 drop", "9/1.md": "", "10/1.md": ""} {
		if c := f.episode(f.row(name).episode).Clock; c.Rate != want {
			t.Errorf("%s counts %q, want %q", name, c.Rate, want)
		}
	}
	// An episode that is there keeps its rate; one of several files is told by all of them.
	f.write("7/1.md", crumb)
	f.write("11/1.md", strings.Replace(drop, "episode: 7", "episode: 11", 1))
	f.write("11/2.md", strings.Replace(oven, "episode: 8", "episode: 11", 1))
	f.take()
	for name, want := range map[string]string{"7/1.md": "29.97 drop", "11/1.md": ""} {
		if c := f.episode(f.row(name).episode).Clock; c.Rate != want {
			t.Errorf("%s counts %q, want %q", name, c.Rate, want)
		}
	}
}

func TestATextThatNoLineCanHoldHoldsUpNobody(t *testing.T) {
	odd := strings.Replace(starter, "title: ", "note: [\"a\\0b\"]\n\"k\\0\": v\nquote: \"a\\0b\"\ntitle: ", 1)
	f := open(t, "ep07/01.md", crumb, "ep07/02.md", odd)
	if v := f.take(""); v.Added != 2 || len(v.Refused) != 0 {
		t.Fatalf("%+v", v)
	}
	f.correct("ep07/02.md", "flour", "rye")
	if out := f.export("", false); states(out) != "ep07/01.md same, ep07/02.md written" {
		t.Error(states(out))
	}
	if got, want := f.read("ep07/02.md"), strings.Replace(odd, "flour", "rye", 1); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

func TestAFileThatLostItsTurnsIsNotPassedOver(t *testing.T) {
	f := open(t, "ep07/01.md", crumb, "ep07/02.md", starter)
	f.take("")
	f.write("ep07/01.md", "")
	f.write("ep07/02.md", "")
	f.correct("ep07/02.md", "flour", "rye")
	if v := f.take(""); v.Updated+v.Merged+v.Skipped+len(v.Conflicts) != 0 || len(v.Refused) != 2 {
		t.Errorf("%+v", v)
	}
	f.turn("ep07/01.md", "So it does.")
}

func TestImportingAgainTakesOnlyWhatChanged(t *testing.T) {
	f := open(t, "ep07/01.md", crumb, "ep07/02.md", starter)
	f.take()
	if v := f.take(); v.Same != 2 || v.Added+v.Updated != 0 || len(v.Episodes) != 0 {
		t.Errorf("nothing changed: %+v", v)
	}
	f.correct("ep07/01.md", "once more", "twice")
	f.replace("ep07/02.md", "flour and water", "rye and water")
	f.write("ep07/03.md", strings.Replace(starter, "02", "3", 2))
	v := f.take("ep07")
	if v.Added != 1 || v.Updated != 1 || v.Same != 1 || len(v.Episodes) != 1 {
		t.Errorf("one new, one changed: %+v", v)
	}
	if got := f.turn("ep07/02.md", "rye").Paragraphs[0]; got != "It is rye and water, and nobody's grandmother." {
		t.Error(got)
	}
	if f.row("ep07/02.md").Dirty || !f.row("ep07/01.md").Dirty {
		t.Errorf("%+v", f.rows())
	}
	if n := len(all[map[string]int64](f.window, "episode")); n != 2 { // once for each import that changed it
		t.Errorf("the window hears of the episode %d times", n)
	}
	// What was taken from the disk is a step like any other.
	id := f.row("ep07/02.md").episode
	if reply, err := f.Undo(id); err != nil || reply.Name != "Took 02.md from the disk" {
		t.Errorf("%+v %v", reply, err)
	}
	f.turn("ep07/02.md", "flour and water")
	if reply, err := f.Undo(id); err != nil || reply.Name != "Correct" {
		t.Errorf("%+v %v", reply, err)
	}
}

func TestAnImportTakesNoSideInAConflict(t *testing.T) {
	f := open(t, "1.md", crumb, "2.md", starter)
	f.take()
	f.correct("1.md", "once more", "twice")
	f.replace("1.md", "once more", "three times")
	f.replace("1.md", "So it does.", "So it did.")
	v := f.take()
	if len(v.Conflicts) != 1 || v.Conflicts[0].Places != 1 || v.Conflicts[0].File != f.path("1.md") || v.Updated+v.Added != 0 || v.Same != 1 {
		t.Errorf("%+v", v)
	}
	if r := f.row("1.md"); v.Conflicts[0].Chunk != r.ID || v.Conflicts[0].Episode != r.episode || !r.Dirty {
		t.Errorf("%+v", v.Conflicts)
	}
	f.turn("1.md", "fold it twice")
	f.turn("1.md", "So it did.")
	if !strings.Contains(f.read("1.md"), "three times") {
		t.Error("the file was changed")
	}
	if v := f.take(); len(v.Conflicts) != 0 || v.Same != 2 {
		t.Errorf("the same file again: %+v", v)
	}
}

// Both sides made the same change: there is nothing to ask.
func TestTheSameChangeOnBothSidesIsNoConflict(t *testing.T) {
	f := open(t, "1.md", crumb)
	f.take()
	f.correct("1.md", "once more", "twice")
	f.replace("1.md", "once more", "twice")
	if v := f.take(); len(v.Conflicts) != 0 || v.Updated != 1 {
		t.Errorf("%+v", v)
	}
	if f.row("1.md").Dirty {
		t.Error("the chunk still differs from its file")
	}
	if got := states(f.export("", false)); got != "1.md same" {
		t.Error(got)
	}
}

func TestRefusedFilesHoldNothingUp(t *testing.T) {
	f := open(t, "good.md", crumb, "nul.md", "00:00:01 - 00:00:02\nMarit\nä\x00", "latin.md", "\xe8", "wide.md", "\xff\xfe0\x001",
		"plain.md", "No times here.")
	if err := os.Symlink(f.path("nowhere"), f.path("dangling.md")); err != nil {
		t.Skip(err)
	}
	v := f.take("good.md", "nul.md", "latin.md", "wide.md", "plain.md", "absent.md", "dangling.md")
	var got []string
	for _, p := range v.Refused {
		name := filepath.Base(p.File)
		if p.File != f.path(name) || p.What == "" || (p.Severity == "error") == (name == "plain.md") {
			t.Errorf("%+v", p)
		}
		got = append(got, fmt.Sprintf("%s:%d:%d %s", name, p.Line, p.Column, p.Code))
	}
	slices.Sort(got)
	want := "absent.md:1:1 file.unreadable, dangling.md:1:1 file.unreadable, latin.md:1:1 enc.utf8, nul.md:3:2 enc.nul, plain.md:1:1 text.no-turns, wide.md:1:2 format.broken"
	if s := strings.Join(got, ", "); s != want || v.Added != 1 {
		t.Errorf("%d added, refused:\n%s\nwant\n%s", v.Added, s, want)
	}
	// In a folder a text without times is passed over.
	if v := f.take(); len(v.Refused) != 3 || v.Skipped != 2 || v.Same != 1 {
		t.Errorf("the folder: %+v", v)
	}
}

func TestAFileAskedForTwiceIsTakenOnce(t *testing.T) {
	f := open(t, "ep07/01.md", crumb)
	if v := f.take("ep07/01.md", "", "ep07", "ep07/../ep07/01.md"); v.Added != 1 || v.Same != 0 {
		t.Errorf("%+v", v)
	}
	// It goes to where it lay below the first folder that was asked for.
	to := t.TempDir()
	if got := states(f.export(to, false)); got != "ep07/01.md written" {
		t.Error(got)
	}
}

func TestAFolderBehindALink(t *testing.T) {
	f := open(t, "real/ep07/01.md", crumb)
	if err := os.Symlink(f.path("real"), f.path("linked")); err != nil {
		t.Skip(err)
	}
	if v := f.take("linked"); v.Added != 1 {
		t.Fatalf("%+v", v)
	}
	to := t.TempDir()
	if got := states(f.export(to, false)); got != "ep07/01.md written" {
		t.Error(got)
	}
}

// Files that do not say their series take it from their neighbours, however many there are.
func TestASeriesIsKnownFromTheNeighbours(t *testing.T) {
	f := open(t, "show/000.md", oven)
	for i := range 205 { // more than are read at a time
		f.write(fmt.Sprintf("show/ep09-part%03d.md", i), "00:00:01 - 00:00:02\nMarit\nYes.\n")
	}
	f.write("talks/interview.md", "00:00:01 - 00:00:02\nMarit\nYes.\n")
	f.take()
	rows := f.rows()
	for name, r := range rows {
		want := "Slow Rise"
		if strings.HasPrefix(name, "talks") {
			want = "talks"
		}
		if r.series != want {
			t.Fatalf("%s is of the series %q", name, r.series)
		}
	}
	if a, b := rows["show/ep09-part000.md"], rows["show/ep09-part204.md"]; a.episode != b.episode || a.key != "9" || len(rows) != 207 {
		t.Errorf("%+v, %+v", a, b)
	}
}

// A sound belongs to the episode that has the folder for itself.
func TestASoundAmongSeveralEpisodesIsNobodys(t *testing.T) {
	f := open(t, "both/01.md", crumb, "both/02.md", oven, "both/mix.mp3", "", "one/03.md", strings.Replace(oven, "episode: 8", "episode: 9", 1), "one/a.mp3", "",
		"two/04.md", strings.Replace(oven, "episode: 8", "episode: 10", 1), "two/a.mp3", "", "two/b.mp3", "")
	f.take()
	for name, want := range map[string]string{"both/01.md": "", "both/02.md": "", "one/03.md": f.path("one/a.mp3"), "two/04.md": ""} {
		if got := f.episode(f.row(name).episode).Sound; got != want {
			t.Errorf("%s has the sound %q", name, got)
		}
	}
}

func TestASoundThatAnotherProgramReadsLiesBesideToo(t *testing.T) {
	f := open(t, "a/1.md", crumb, "a/Tape.M2TS", "a video", "b/8.md", oven, "b/tape.mp4", "a video", "b/tape.wav", "its sound")
	f.take()
	for name, want := range map[string]string{"a/1.md": f.path("a/Tape.M2TS"), "b/8.md": f.path("b/tape.wav")} {
		if got := f.episode(f.row(name).episode).Sound; got != want {
			t.Errorf("%s: %q, not %q", name, got, want)
		}
	}
}

// Who lets go a file that is neither a text nor a sound is told what would be taken.
func TestAFileOfAnotherKindSaysWhatIsTaken(t *testing.T) {
	f := open(t, "slides.pdf", "%PDF-1.7\x00\xff", "cover.png", "\x89PNG\r\n", "torn.md", "a\x00")
	v := f.take("slides.pdf", "cover.png", "torn.md")
	for i, want := range []struct{ code, what string }{
		{"file.kind", "Texts end in .md"},
		{"file.document", "Copy its text into a .txt file"},
		{"enc.nul", "Restore it from a copy"},
	} {
		if len(v.Refused) != 3 || v.Refused[i].Code != want.code || !strings.Contains(v.Refused[i].What, want.what) {
			t.Errorf("%d: %+v", i, v.Refused)
		}
	}
}
