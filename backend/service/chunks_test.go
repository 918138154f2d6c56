package service_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"stet/backend/service"
	"stet/backend/session"
	"stet/backend/transcript"
	"stet/backend/waiver"
)

const rise = `---
title: Rise
slug: ep07-01-rise
series: Slow Rise
episode: 7
chunk: 1
timecode: 00:00:01:00 – 00:00:20:00
speakers:
- Marit
- Otto
---

00:00:01:00 - 00:00:09:00
Marit
It rises when
nobody looks.
00:00:09:00 - 00:00:20:00
Otto
Then let us look away.
`

const fall = `---
title: Fall
slug: ep07-02-fall
series: Slow Rise
episode: 7
chunk: 2
---

00:00:21:00 - 00:00:30:00
Otto
It fell.
`

// exported carries a plan out and says what became of each file that was written or removed.
func (f *fixture) exported() string {
	f.t.Helper()
	v, at := f.plan("")
	r, err := service.ExportNow(f.t.Context(), f.Service, v.ID, nil, func(string, int, int) {})
	if err != nil {
		f.t.Fatal(err)
	}
	var out []string
	for name, i := range at {
		if r.Files[i].State != service.PlanSame {
			out = append(out, fmt.Sprintf("%s %s %s", name, r.Files[i].State, r.Files[i].Reason))
		}
	}
	return strings.Join(out, "\n")
}

// files are those of the content.
func (f *fixture) files() string {
	f.t.Helper()
	entries, err := os.ReadDir(f.path(""))
	if err != nil {
		f.t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		if e.Name() != waiver.FileName {
			out = append(out, e.Name())
		}
	}
	return strings.Join(out, " ")
}

// toldChunks checks that a patch tells of all chunks as they stand: what is typed before the window has read the episode
// again is answered in them.
func (f *fixture) toldChunks(p service.PatchView) {
	f.t.Helper()
	chunks := f.episode(p.Episode).Chunks
	if len(p.Chunks) != len(chunks) || len(p.Heads) != len(chunks) || len(p.Orders) != len(chunks) {
		f.t.Fatalf("%d chunks: %+v", len(chunks), p)
	}
	for i, c := range chunks {
		order := p.Orders[i]
		same := len(order.Turns) == len(c.Turns)
		for n := range c.Turns {
			same = same && order.Turns[n] == c.Turns[n].ID
		}
		if p.Chunks[i] != c.ID || p.Heads[i].ID != c.ID || p.Heads[i].Number != c.Number || order.Chunk != c.ID || !same {
			f.t.Errorf("chunk %d: %v, %+v, %+v", c.ID, p.Chunks, p.Heads[i], order)
		}
	}
}

func TestANewChunkGetsAFileOfItsOwn(t *testing.T) {
	f := open(t, "ep07-01-rise.md", rise, "ep07-02-fall.md", fall)
	f.take()
	id := f.row("ep07-01-rise.md").episode
	reply, err := f.SplitChunk(id, f.turn("ep07-01-rise.md", "look away").ID)
	if err != nil {
		t.Fatal(err)
	}
	if reply.Patch.History.Undo != "Split the chunk" {
		t.Errorf("%+v", reply.Patch)
	}
	f.toldChunks(reply.Patch)
	if chunks := f.episode(id).Chunks; len(chunks) != 3 || chunks[1].Number != "2" || !chunks[1].Dirty || chunks[2].Number != "3" {
		t.Errorf("%+v", chunks)
	}
	f.restart()
	f.exported()
	if got := f.files(); got != "ep07-01-rise.md ep07-02-fall.md ep07-02-rise-2.md" {
		t.Error(got)
	}
	want := "---\ntitle: Rise, continued\nslug: ep07-02-rise-2\nseries: Slow Rise\nepisode: 7\nchunk: 2\ntimecode: 00:00:09:00 – 00:00:20:00\nspeakers:\n- Otto\n---\n\n" +
		"00:00:09:00 - 00:00:20:00\nOtto\nThen let us look away.\n"
	if got := f.read("ep07-02-rise-2.md"); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if got := f.read("ep07-01-rise.md"); !strings.HasSuffix(got, "It rises when\nnobody looks.\n") || !strings.Contains(got, "– 00:00:09:00") {
		t.Error(got)
	}
	if v := f.take(); v.Same != 3 || f.row("ep07-02-rise-2.md").Dirty {
		t.Errorf("taken again: %+v", v)
	}
	// Undone, the file goes with the next export, and what was there is there.
	if reply, err = f.Undo(id); err != nil {
		t.Fatal(err)
	}
	f.toldChunks(reply.Patch)
	v, at := f.plan("")
	if file := v.Files[at["ep07-02-rise-2.md"]]; !file.Gone || file.State != service.PlanChanged {
		t.Errorf("%+v", file)
	}
	f.exported()
	if f.files() != "ep07-01-rise.md ep07-02-fall.md" || f.read("ep07-01-rise.md") != rise || f.read("ep07-02-fall.md") != fall {
		t.Error(f.files(), f.read("ep07-01-rise.md"))
	}
	if _, err := f.Redo(id); err != nil {
		t.Fatal(err)
	}
	f.exported()
	if f.read("ep07-02-rise-2.md") != want {
		t.Error(f.read("ep07-02-rise-2.md"))
	}
}

func TestAJoinedChunksFileGoesOnlyAsItWasShown(t *testing.T) {
	f := open(t, "ep07-01-rise.md", rise, "ep07-02-fall.md", fall)
	f.take()
	r := f.row("ep07-02-fall.md")
	if _, err := f.JoinChunk(r.episode, r.ID); err != nil {
		t.Fatal(err)
	}
	if v := f.take(); v.Same != 2 || v.Added != 0 {
		t.Errorf("its file came back: %+v", v)
	}
	v, at := f.plan("")
	f.replace("ep07-02-fall.md", "fell", "fell down")
	if r, err := service.ExportNow(t.Context(), f.Service, v.ID, nil, func(string, int, int) {}); err != nil || r.Files[at["ep07-02-fall.md"]].State != service.PlanConflict {
		t.Errorf("%+v %v", r, err)
	}
	if v := f.take(); len(v.Refused) != 1 {
		t.Errorf("a changed file of a chunk that is gone: %+v", v)
	}
	if got := f.exported(); !strings.Contains(got, "conflict") || f.files() != "ep07-01-rise.md ep07-02-fall.md" {
		t.Error(got, f.files())
	}
	f.write("ep07-02-fall.md", fall)
	f.exported()
	if f.files() != "ep07-01-rise.md" || !strings.HasSuffix(f.read("ep07-01-rise.md"), "It fell.\n") {
		t.Error(f.files(), f.read("ep07-01-rise.md"))
	}
	f.restart()
	if _, err := f.Undo(r.episode); err != nil {
		t.Fatal(err)
	}
	f.exported()
	if f.read("ep07-02-fall.md") != fall || f.read("ep07-01-rise.md") != rise {
		t.Error(f.files(), f.read("ep07-02-fall.md"))
	}
}

func TestAChunkThatComesBackHasTheNameThatItHad(t *testing.T) {
	f := open(t, "a/odd name.md", rise, "b/ep07-02-fall.md", fall)
	f.take()
	id := f.row("a/odd name.md").episode
	if _, err := f.MoveChunk(id, f.row("a/odd name.md").ID, 1); err != nil {
		t.Fatal(err)
	}
	if _, err := f.JoinChunk(id, f.row("a/odd name.md").ID); err != nil {
		t.Fatal(err)
	}
	f.exported()
	if _, err := os.Stat(f.path("a/odd name.md")); err == nil {
		t.Fatal("its file did not go")
	}
	for range 2 {
		if _, err := f.Undo(id); err != nil {
			t.Fatal(err)
		}
	}
	f.restart()
	if got := f.exported(); strings.Contains(got, "held") || f.read("a/odd name.md") != rise || f.read("b/ep07-02-fall.md") != fall {
		t.Error(got)
	}
	// Also where no other chunk has a file.
	f = open(t, "ep07-01-rise.md", rise)
	f.take()
	id = f.row("ep07-01-rise.md").episode
	one := f.row("ep07-01-rise.md").ID
	if _, err := f.SplitChunk(id, f.turn("ep07-01-rise.md", "look away").ID); err != nil {
		t.Fatal(err)
	}
	if _, err := f.MoveChunk(id, one, 1); err != nil {
		t.Fatal(err)
	}
	if _, err := f.JoinChunk(id, one); err != nil {
		t.Fatal(err)
	}
	f.exported()
	for range 3 {
		if _, err := f.Undo(id); err != nil {
			t.Fatal(err)
		}
	}
	if got := f.exported(); strings.Contains(got, "held") || f.files() != "ep07-01-rise.md" || f.read("ep07-01-rise.md") != rise {
		t.Error(got, f.files())
	}
}

func TestRenumberingRenamesFiles(t *testing.T) {
	f := open(t, "ep07-01-rise.md", rise, "ep07-02-fall.md", fall)
	f.take()
	r := f.row("ep07-02-fall.md")
	// What it is told to do next: both slugs have the number of the other.
	if reply, err := f.MoveChunk(r.episode, r.ID, -1); err != nil || reply.Slugs != 2 {
		t.Fatal(reply.Slugs, err)
	}
	f.exported()
	if f.files() != "ep07-01-rise.md ep07-02-fall.md" || !strings.Contains(f.read("ep07-02-fall.md"), "slug: ep07-02-fall\nseries: Slow Rise\nepisode: 7\nchunk: 1\n") {
		t.Errorf("a published chunk lost its slug: %s", f.read("ep07-02-fall.md"))
	}
	if _, err := f.RenumberChunks(r.episode, true); err != nil {
		t.Fatal(err)
	}
	told := func() (out []string) {
		for _, c := range f.episode(r.episode).Chunks {
			for _, p := range c.Problems {
				if p.Code == "slug.file" {
					out = append(out, p.What)
				}
			}
		}
		return out
	}
	// The export renames the files, so that they are called otherwise until then is nothing to mend.
	if wrong := told(); len(wrong) > 0 {
		t.Error(wrong)
	}
	v, at := f.plan("")
	file := v.Files[at["ep07-01-fall.md"]]
	if file.From != f.path("ep07-02-fall.md") || file.State != service.PlanChanged || file.Added != 1 || file.Removed != 1 {
		t.Errorf("%+v", file)
	}
	diff, err := f.PlanDiff(v.ID, at["ep07-01-fall.md"])
	if err != nil || len(diff.Lines) < 3 {
		t.Errorf("%+v %v", diff, err)
	}
	f.exported()
	if f.files() != "ep07-01-fall.md ep07-02-rise.md" {
		t.Error(f.files())
	}
	f.restart()
	if v := f.take(); v.Same != 2 {
		t.Errorf("%+v", v)
	}
	if wrong := told(); len(wrong) > 0 {
		t.Error(wrong)
	}
	if _, err := f.RenumberChunks(r.episode, true); code(err) != service.CodeNotFound && code(err) != service.CodeInvalid {
		t.Errorf("there was something to number: %v", err)
	}
}

// subjects is a transcript of three subjects, four minutes each, of 72 turns.
func subjects() string {
	var b strings.Builder
	for i, words := range []string{"wheel water mill stream", "rye wheat flour stone", "bell tower clock hour"} {
		list := strings.Fields(words)
		for k := range 24 {
			at := i*240 + k*10
			fmt.Fprintf(&b, "00:%02d:%02d:00 - 00:%02d:%02d:00\n%s\n%s\n\n", at/60, at%60, (at+10)/60, (at+10)%60, []string{"Ada", "Björn"}[k%2],
				strings.TrimSpace(strings.Repeat(fmt.Sprintf("The %s and the %s make a %s here. ", list[k%4], list[(k+1)%4], list[(k+2)%4]), 3)))
		}
	}
	return b.String()
}

// The parts of an episode are cut as one transcript: in the library as without one.
func TestPartsAreCutAsOne(t *testing.T) {
	lines := strings.SplitAfter(subjects(), "\n\n")
	one, two := "Episode 9\n\n"+strings.Join(lines[:30], ""), "Episode 9, part 2\n\n"+strings.Join(lines[30:], "")
	f := open(t, "ep09-part1.md", one, "ep09-part2.md", two)
	f.take()
	r := f.row("ep09-part1.md")
	v, err := f.Proposals(r.episode, r.ID)
	if err != nil || len(v.Cuts) != 2 {
		t.Fatalf("%+v %v", v, err)
	}
	reply, err := f.CutChunks(r.episode, []transcript.ID{v.Cuts[0].Turn, v.Cuts[1].Turn})
	if err != nil || reply.Name != "Cut off 2 chunks; 2 lines of no turn stay in the transcript" {
		t.Fatalf("%+v %v", reply.Name, err)
	}
	if got := f.exported(); strings.Count(got, "written") != 3 || f.read("ep09-part1.md") != one || f.read("ep09-part2.md") != two {
		t.Errorf("the transcripts are to stay as they are: %s, %s", got, f.files())
	}
	cutAlone, err := service.CutNow(t.Context(), service.CutRequest{Transcripts: []string{f.path("ep09-part1.md"), f.path("ep09-part2.md")}, To: f.path("alone"), Series: f.episode(r.episode).Series},
		func(string, int, int) {})
	if err != nil || len(cutAlone.Files) != 3 || len(cutAlone.Notes) != 2 {
		t.Fatalf("%+v %v", cutAlone, err)
	}
	if err := service.WriteCutNow(t.Context(), &cutAlone); err != nil {
		t.Fatal(err)
	}
	for i, c := range f.episode(r.episode).Chunks {
		name := ""
		for _, field := range c.Matter.Fields {
			if field.Key == "slug" {
				name = field.Value + ".md"
			}
		}
		// How many empty lines stand behind the front matter is a habit.
		said := func(name string) string {
			return strings.ReplaceAll(strings.ReplaceAll(f.read(name), "---\n\n", "---\n"), "---\n\n", "---\n")
		}
		if alone := said("alone/" + name); len(c.Turns) != 24 || c.Number != fmt.Sprint(i+1) || alone != said(name) {
			t.Errorf("chunk %d, %s: %d turns, number %q\n%s\nalone\n%s", i+1, name, len(c.Turns), c.Number, said(name), alone)
		}
	}
	// One by one, a chunk that ends in the next part has its turns once that part is cut.
	f = open(t, "ep09-part1.md", one, "ep09-part2.md", two)
	f.take()
	for _, at := range []int{0, 1} {
		if _, err := f.CutChunks(r.episode, []transcript.ID{v.Cuts[at].Turn}); err != nil {
			t.Fatal(err)
		}
	}
	for i, c := range f.episode(r.episode).Chunks {
		if len(c.Turns) != 24 || c.Number != fmt.Sprint(i+1) {
			t.Errorf("one by one: chunk %d: %d turns, number %q", i+1, len(c.Turns), c.Number)
		}
	}
}

func TestATranscriptIsCutInTheLibrary(t *testing.T) {
	text := subjects()
	f := open(t, "ep09.md", text)
	f.take()
	r := f.row("ep09.md")
	v, err := f.Proposals(r.episode, r.ID)
	if err != nil || len(v.Cuts) != 2 || v.Shortest != 2 || v.Longest != 8 || len(v.Cuts[0].After) == 0 {
		t.Fatalf("%+v %v", v, err)
	}
	if _, err := f.CutChunks(r.episode, []transcript.ID{v.Cuts[0].Turn, v.Cuts[1].Turn}); err != nil {
		t.Fatal(err)
	}
	chunks := f.episode(r.episode).Chunks
	if len(chunks) != 3 {
		t.Fatalf("%d chunks", len(chunks))
	}
	for i, c := range chunks {
		slug := ""
		for _, field := range c.Matter.Fields {
			if field.Key == "slug" {
				slug = field.Value
			}
		}
		if c.Number != fmt.Sprint(i+1) || !strings.HasPrefix(slug, fmt.Sprintf("ep09-0%d-", i+1)) || len(c.Turns) < 22 {
			t.Errorf("chunk %d: number %q, slug %q, %d turns", i+1, c.Number, slug, len(c.Turns))
		}
	}
	if got := f.exported(); strings.Count(got, "written") != 3 || f.read("ep09.md") != text {
		t.Errorf("the transcript is to stay as it is: %s, %s", got, f.files())
	}
	if _, err := f.Proposals(r.episode, chunks[0].ID); code(err) != service.CodeInvalid {
		t.Errorf("a short chunk was cut: %v", err)
	}
	if _, err := f.Undo(r.episode); err != nil {
		t.Fatal(err)
	}
	if got := f.episode(r.episode).Chunks; len(got) != 1 || len(got[0].Turns) != 72 {
		t.Errorf("undone: %d chunks", len(got))
	}
}

func TestAChunkMadeHereIsToldFromOneThatWasImported(t *testing.T) {
	f := open(t, "ep07-01-rise.md", rise, "ep07-02-fall.md", fall)
	f.take()
	id := f.row("ep07-01-rise.md").episode
	if _, err := f.SplitChunk(id, f.turn("ep07-01-rise.md", "look away").ID); err != nil {
		t.Fatal(err)
	}
	made := f.episode(id).Chunks[1].ID
	f.exported()
	file := f.read("ep07-02-rise-2.md")
	f.correct("ep07-02-rise-2.md", "away", "up")
	versions, err := f.Versions(id)
	if err != nil || len(versions) != 2 || len(versions[0].Made) != 1 || versions[0].Made[0] != made || len(versions[1].Made) != 0 {
		t.Errorf("%+v %v", versions, err)
	}
	diff, err := f.CompareVersion(id, made, session.Imported)
	if err != nil || !strings.Contains(fmt.Sprint(diff.Lines), "look away") || strings.Contains(fmt.Sprint(diff.Lines), "It rises") {
		t.Errorf("%+v %v", diff, err)
	}
	reply, err := f.GetBack(id, []transcript.ID{made}, session.Imported)
	if err != nil || reply.Name != "Got the words of chunk 2 back as imported" {
		t.Errorf("%+v %v", reply.Name, err)
	}
	if _, err := f.GetBack(id, []transcript.ID{made}, session.Imported); code(err) != service.CodeInvalid || !strings.Contains(err.Error(), "join it with the one before") {
		t.Error(err)
	}
	if got := f.exported(); got != "" || f.read("ep07-02-rise-2.md") != file {
		t.Error(got, f.read("ep07-02-rise-2.md"))
	}
	// The whole episode back is what it was, to the byte, and the file that was made goes as it is shown.
	if reply, err = f.GetBack(id, nil, session.Imported); err != nil || reply.Name != "Got the episode back as imported" {
		t.Fatal(reply.Name, err)
	}
	f.exported()
	if f.files() != "ep07-01-rise.md ep07-02-fall.md" || f.read("ep07-01-rise.md") != rise || f.read("ep07-02-fall.md") != fall {
		t.Error(f.files(), f.read("ep07-01-rise.md"))
	}
}

func TestAnImportLeavesTheOrderThatSomebodyMade(t *testing.T) {
	three := strings.NewReplacer("Fall", "Rest", "fall", "rest", "-02-", "-09-", "chunk: 2", "chunk: 9", "21:00", "41:00", "30:00", "50:00", "It fell.", "It rests.").Replace(fall)
	four := strings.NewReplacer("Rest", "Cut", "rest", "cut", "-09-", "-04-", "chunk: 9", "chunk: 4", "It cuts.", "It is cut.").Replace(three)
	f := open(t, "ep07-01-rise.md", rise, "ep07-02-fall.md", fall, "ep07-09-rest.md", three)
	f.take()
	r := f.row("ep07-09-rest.md")
	if _, err := f.MoveChunk(r.episode, r.ID, -2); err != nil {
		t.Fatal(err)
	}
	order := func() string {
		var out []string
		for _, c := range f.episode(r.episode).Chunks {
			out = append(out, c.Title)
		}
		return strings.Join(out, " ")
	}
	if got := order(); got != "Rest Rise Fall" {
		t.Fatal(got)
	}
	f.take()
	if got := order(); got != "Rest Rise Fall" {
		t.Errorf("taken again: %s", got)
	}
	f.write("ep07-04-cut.md", four)
	f.take()
	if got := order(); got != "Rest Rise Fall Cut" {
		t.Errorf("with one that is new: %s", got)
	}
	f.write("ep07-00-start.md", strings.NewReplacer("Cut", "Start", "-04-cut", "-00-start", "chunk: 4", "chunk: 0").Replace(four))
	f.take()
	if got := order(); got != "Rest Start Rise Fall Cut" {
		t.Errorf("with one before the first number: %s", got)
	}
}

// field is what a chunk's field says.
func field(c service.ChunkView, key string) string {
	for _, f := range c.Matter.Fields {
		if f.Key == key {
			return f.Value
		}
	}
	return ""
}

func TestWhatHasNoFileYetIsNamedAfterItsTitleAndNumber(t *testing.T) {
	f := open(t, "ep05.md", mill)
	f.take()
	r := f.row("ep05.md")
	turns := f.chunk("ep05.md").Turns
	slugs := func() string {
		var out []string
		for _, c := range f.episode(r.episode).Chunks {
			out = append(out, field(c, "slug"))
		}
		return strings.Join(out, " ")
	}
	// Split by hand, a transcript gets front matter as well, and another cut counts on.
	if _, err := f.SplitChunk(r.episode, turns[4].ID); err != nil {
		t.Fatal(err)
	}
	if _, err := f.SplitChunk(r.episode, turns[2].ID); err != nil {
		t.Fatal(err)
	}
	chunks := f.episode(r.episode).Chunks
	if len(chunks) != 3 || chunks[1].Number != "2" || chunks[2].Number != "3" || field(chunks[1], "start_time") != "00:00:20:00" || field(chunks[0], "end_time") != "00:00:20:00" {
		t.Fatalf("%+v", chunks)
	}
	at := func(c service.ChunkView, key string) int {
		return slices.IndexFunc(c.Matter.Fields, func(x transcript.Field) bool { return x.Key == key })
	}
	title := func(i int, text string) {
		t.Helper()
		c := f.episode(r.episode).Chunks[i]
		op := transcript.SetField{Chunk: c.ID, At: at(c, "title"), Was: "title", Field: transcript.Field{Key: "title", Kind: transcript.ScalarField, Value: text}}
		if _, err := f.Edit(service.EditRequest{Episode: r.episode, Name: "Title", Ops: encode(t, op)}); err != nil {
			t.Fatal(err)
		}
	}
	title(0, "A Wheel Turns")
	title(1, "The Beam Hums")
	title(2, "Rye and Wheat")
	if got := slugs(); got != "ep05-01-a-wheel-turns ep05-02-the-beam-hums ep05-03-rye-and-wheat" {
		t.Error(got)
	}
	for _, c := range f.episode(r.episode).Chunks {
		if at := slices.IndexFunc(c.Problems, func(p service.ProblemView) bool { return p.Code == "slug.file" }); at >= 0 {
			t.Errorf("a chunk without a file of its own is told what that is called: %s", c.Problems[at].What)
		}
	}
	if _, err := f.MoveChunk(r.episode, chunks[2].ID, -1); err != nil {
		t.Fatal(err)
	}
	if got := slugs(); got != "ep05-01-a-wheel-turns ep05-02-rye-and-wheat ep05-03-the-beam-hums" {
		t.Error(got)
	}
	if _, err := f.Undo(r.episode); err != nil {
		t.Fatal(err)
	}
	f.exported()
	if got := f.files(); got != "ep05-01-a-wheel-turns.md ep05-02-the-beam-hums.md ep05-03-rye-and-wheat.md ep05.md" {
		t.Error(got)
	}
	// A slug that a file bears stays.
	title(1, "The Whole House Hums")
	if _, err := f.JoinChunk(r.episode, chunks[1].ID); err != nil {
		t.Fatal(err)
	}
	if got := slugs(); got != "ep05-01-a-wheel-turns ep05-03-rye-and-wheat" {
		t.Error(got)
	}
}
