package service_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stet/backend/service"
)

// What is cut, and what is exported, never lands on what it came from so that words are lost or stand twice.

func (f *fixture) cut(r service.CutRequest) service.CutView {
	f.t.Helper()
	for i := range r.Transcripts {
		r.Transcripts[i] = f.path(r.Transcripts[i])
	}
	if r.Like != "" {
		r.Like = f.path(r.Like)
	}
	r.To = f.path(r.To)
	v, err := service.CutNow(f.t.Context(), r, func(string, int, int) {})
	if err != nil {
		f.t.Fatal(err)
	}
	if err := service.WriteCutNow(f.t.Context(), &v); err != nil {
		f.t.Fatal(err)
	}
	return v
}

func TestACutIsNotWrittenOverItsTranscript(t *testing.T) {
	text := "00:00:00:00 - 00:00:20:00\nAda\nThe wheel of the mill has turned for three hundred years.\n"
	f := open(t, "t/ep01-01-wheel-mill-turned.md", text)
	v := f.cut(service.CutRequest{Transcripts: []string{"t/ep01-01-wheel-mill-turned.md"}, To: "t", Overwrite: true})
	name := filepath.Base(v.Files[0].Path)
	if name != "ep01-01-wheel-mill-turned.md" {
		f.write("t/"+name, text)
		v = f.cut(service.CutRequest{Transcripts: []string{"t/" + name}, To: "t", Overwrite: true})
	}
	if v.Files[0].State != service.PlanHeld || !strings.Contains(v.Files[0].Reason, "--to") || f.read("t/"+filepath.Base(v.Files[0].Path)) != text {
		t.Errorf("%+v", v.Files)
	}
}

func TestChunksAreCutOverOnlyTogether(t *testing.T) {
	f := open(t, "c/ep07-01-rise.md", rise, "c/ep07-02-fall.md", fall)
	// The transcript lacks the turn that the second chunk begins with.
	f.write("ep07.md", "00:00:01:00 - 00:00:09:00\nMarit\nIt rises when nobody looks at it.\n\n00:00:09:00 - 00:00:20:00\nOtto\nThen let us look away.\n")
	v := f.cut(service.CutRequest{Transcripts: []string{"ep07.md"}, Like: "c", To: "c", Overwrite: true})
	for _, x := range v.Files {
		if x.State != service.PlanHeld {
			t.Errorf("%+v", x)
		}
	}
	if f.read("c/ep07-01-rise.md") != rise || f.read("c/ep07-02-fall.md") != fall {
		t.Error("chunks were written over")
	}
}

func TestProposedFilesHaveNamesWithoutSlugs(t *testing.T) {
	f := open(t, "t/ep01.md", "00:00:00:00 - 00:00:20:00\nAda\nThe wheel of the mill has turned for three hundred years, wheel and mill.\n")
	f.write("t/stet-profile.yaml", "fields: [title, chunk, speakers]\n")
	v := f.cut(service.CutRequest{Transcripts: []string{"t/ep01.md"}, To: "t/chunks"})
	name := filepath.Base(v.Files[0].Path)
	if v.Files[0].State != service.FileWritten || !strings.HasPrefix(name, "ep01-01-") || !strings.Contains(name, "wheel") {
		t.Errorf("%+v", v.Files)
	}
	if text := f.read("t/chunks/" + name); strings.Contains(text, "slug") || !strings.Contains(text, "title:") {
		t.Error(text)
	}
}

func TestAnExportToWhereTheFilesCameFromIsOneBack(t *testing.T) {
	for _, link := range []bool{false, true} {
		f, _ := turned(t, [2]int{0, 1})
		to := f.path("")
		if link {
			to = filepath.Join(f.dir, "link")
			if err := os.Symlink(f.path(""), to); err != nil {
				t.Skip(err)
			}
		}
		f.export(to, false)
		f.has("exported to where it came from", "Salt", "Flour", "Fire")
		if got := f.exported(); got != "" {
			t.Errorf("link %v: it does not settle: %s", link, got)
		}
	}
}

func TestAnExportToAFolderLeavesOtherChunksFilesAlone(t *testing.T) {
	other := strings.NewReplacer("episode: 7", "episode: 8").Replace(rise)
	f := open(t, "ep07-01-rise.md", rise, "sub/ep07-01-rise.md", other)
	f.take()
	for name, x := range f.export(f.path("sub"), true) {
		if name == "ep07-01-rise.md" && (x.State != service.PlanHeld || !strings.Contains(x.Reason, "another chunk")) {
			t.Errorf("%s: %+v", name, x)
		}
	}
	if f.read("sub/ep07-01-rise.md") != other {
		t.Error("another chunk's file was written over")
	}
}

func TestASlugThatWasPublishedStays(t *testing.T) {
	names := func(f *fixture) string { return f.files() }
	open3 := func() (*fixture, int64) {
		f := open(t, "ep07-01-rise.md", rise, "ep07-02-fall.md", fall)
		f.take()
		return f, f.row("ep07-01-rise.md").episode
	}
	slug := func(f *fixture, name string) string {
		_, rest, _ := strings.Cut(f.read(name), "\nslug: ")
		s, _, _ := strings.Cut(rest, "\n")
		return s
	}
	f, id := open3()
	if _, err := f.SplitChunk(id, f.turn("ep07-01-rise.md", "look away").ID); err != nil {
		t.Fatal(err)
	}
	f.exported()
	if names(f) != "ep07-01-rise.md ep07-02-fall.md ep07-02-rise-2.md" || slug(f, "ep07-02-fall.md") != "ep07-02-fall" || !strings.Contains(f.read("ep07-02-fall.md"), "chunk: 3\n") {
		t.Errorf("split: %s", names(f))
	}
	// What was made now is published, too.
	made := f.row("ep07-02-rise-2.md").ID
	if _, err := f.MoveChunk(id, made, 1); err != nil {
		t.Fatal(err)
	}
	if _, err := f.RenumberChunks(id, false); err != nil && code(err) != service.CodeInvalid && code(err) != service.CodeNotFound {
		t.Fatal(err)
	}
	f.exported()
	if names(f) != "ep07-01-rise.md ep07-02-fall.md ep07-02-rise-2.md" || slug(f, "ep07-02-rise-2.md") != "ep07-02-rise-2" || slug(f, "ep07-02-fall.md") != "ep07-02-fall" {
		t.Errorf("moved and renumbered: %s", names(f))
	}
	if _, err := f.JoinChunk(id, made); err != nil {
		t.Fatal(err)
	}
	f.exported()
	if names(f) != "ep07-01-rise.md ep07-02-fall.md" || slug(f, "ep07-02-fall.md") != "ep07-02-fall" || slug(f, "ep07-01-rise.md") != "ep07-01-rise" {
		t.Errorf("joined: %s", names(f))
	}
	// A title that changes changes no slug; told to, slugs get the numbers, and nothing else of them changes.
	f, id = open3()
	if _, err := f.MoveChunk(id, f.row("ep07-02-fall.md").ID, -1); err != nil {
		t.Fatal(err)
	}
	f.exported()
	if names(f) != "ep07-01-rise.md ep07-02-fall.md" {
		t.Errorf("moved: %s", names(f))
	}
	if _, err := f.RenumberChunks(id, true); err != nil {
		t.Fatal(err)
	}
	f.exported()
	if names(f) != "ep07-01-fall.md ep07-02-rise.md" || slug(f, "ep07-01-fall.md") != "ep07-01-fall" {
		t.Errorf("told to: %s", names(f))
	}
	// A transcript that comes again is cut under the slugs that are there.
	f = open(t, "c/ep07-01-rise.md", rise, "c/odd name.md", fall)
	f.write("ep07.md", "00:00:01:00 - 00:00:09:00\nMarit\nIt rises when nobody looks at it.\n\n00:00:09:00 - 00:00:20:00\nOtto\nThen let us look away.\n\n00:00:21:00 - 00:00:30:00\nOtto\nIt fell.\n")
	v := f.cut(service.CutRequest{Transcripts: []string{"ep07.md"}, Like: "c", To: "new"})
	if len(v.Files) != 2 || slug(f, "new/ep07-01-rise.md") != "ep07-01-rise" || slug(f, "new/odd name.md") != "ep07-02-fall" {
		t.Errorf("cut: %+v", v.Files)
	}
}

// Subtitles of one speaker are joined to a turn: a chunk that begins within it is found all the same.
func TestAChunkThatBeginsWithinJoinedSubtitlesIsFound(t *testing.T) {
	first := "---\ntitle: One\nslug: ep09-01-one\nseries: Old Stones\nepisode: 9\nchunk: 1\n---\n\n00:00:01:00 - 00:00:10:00\nAda\nWelcome to the mill, where a wheel has turned for three hundred years.\n"
	second := "---\ntitle: Two\nslug: ep09-02-two\nseries: Old Stones\nepisode: 9\nchunk: 2\n---\n\n00:00:10:00 - 00:00:20:00\nAda\nIt turns when there is water, and water comes when it likes.\n"
	subtitles := "1\n00:00:01,000 --> 00:00:10,000\nAda: Welcome to the mill, where a wheel has turned for three hundred years.\n\n" +
		"2\n00:00:10,000 --> 00:00:20,000\nAda: It turns when there is water, and waters comes when it likes.\n"
	f := open(t, "c/ep09-01-one.md", first, "c/ep09-02-two.md", second, "ep09.srt", subtitles)
	v := f.cut(service.CutRequest{Transcripts: []string{"ep09.srt"}, Like: "c", To: "out"})
	if len(v.Files) != 2 || v.Files[1].State != service.FileWritten || v.Files[1].Start != "00:00:10:00" || v.Files[0].End != "00:00:10:00" {
		t.Fatalf("%+v %+v", v.Files, v.Refused)
	}
	if one, two := f.read("out/ep09-01-one.md"), f.read("out/ep09-02-two.md"); strings.Contains(one, "when there is water") || !strings.Contains(two, "waters comes") {
		t.Error(one, two)
	}
	l, err := service.LedgerNow(t.Context(), f.path("c"), []string{f.path("ep09.srt")}, func(string, int, int) {})
	if err != nil || len(l.Episodes) != 1 || l.Episodes[0].Turns != 2 || slices.ContainsFunc(l.Findings, func(p service.ProblemView) bool { return p.Severity == "error" }) {
		t.Errorf("%+v %v", l, err)
	}
}

// A line that stands between a time and who speaks is told: the name stands among the words then.
func TestACutTellsOfNamesAmongWords(t *testing.T) {
	text := strings.Replace(mill, "00:00:20:00 - 00:00:30:00\n", "00:00:20:00 - 00:00:30:00\ntype: podcast-chunk\n", 1)
	f := open(t, "ep05.txt", text, "c/ep05-01-part.md", millChunk(1, millTurns(0, 2)), "c/ep05-02-part.md", millChunk(2, millTurns(2, 6)))
	v := f.cut(service.CutRequest{Transcripts: []string{"ep05.txt"}, Like: "c", To: "out"})
	if !slices.ContainsFunc(v.Notes, func(p service.ProblemView) bool {
		return p.Severity == "warn" && p.Line == 9 && strings.Contains(p.What, "among the words")
	}) {
		t.Errorf("%+v", v.Notes)
	}
}

// An episode whose number nobody knows has none, which is no text; and that is told.
func TestAProposalWithoutANumberHasNone(t *testing.T) {
	f := open(t, "talk.txt", mill)
	v := f.cut(service.CutRequest{Transcripts: []string{"talk.txt"}, To: "out"})
	if text := f.read("out/" + filepath.Base(v.Files[0].Path)); !strings.Contains(text, "\nepisode: null\n") {
		t.Error(text)
	}
	if !slices.ContainsFunc(v.Notes, func(p service.ProblemView) bool { return p.Code == "cut.number" }) {
		t.Errorf("%+v", v.Notes)
	}
}

// What Stet made of the chunks is no further part of the transcript that it is named with, whichever comes first; nor is what
// has only some of them.
func TestATranscriptThatStandsThereTwiceIsHeldAgainstOnce(t *testing.T) {
	f := open(t, "c/ep05-01-part.md", millChunk(1, millTurns(0, 3)), "c/ep05-02-part.md", millChunk(2, millTurns(3, 6)),
		"ep05.txt", mill, "ep05-transcript.txt", mill, "ep05-a.txt", millTurns(2, 5))
	l, err := service.LedgerNow(t.Context(), f.path("c"), []string{f.path("ep05-a.txt"), f.path("ep05.txt"), f.path("ep05-transcript.txt")}, func(string, int, int) {})
	if err != nil || len(l.Findings) != 0 || len(l.Episodes) != 1 || l.Episodes[0].Turns != 6 || len(l.Notes) != 2 {
		t.Errorf("%+v %v", l, err)
	}
	v := f.cut(service.CutRequest{Transcripts: []string{"ep05.txt", "ep05-transcript.txt"}, Like: "c", To: "o"})
	if len(v.Files) != 2 || v.Files[0].Turns != 3 || v.Files[1].Turns != 3 || len(v.Notes) != 1 || !strings.HasSuffix(v.Notes[0].File, "ep05-transcript.txt") && !strings.HasSuffix(v.Notes[0].File, "ep05.txt") {
		t.Errorf("%+v", v)
	}
	// Parts that follow one another are all taken.
	f.write("p/ep05-1.txt", millTurns(0, 4))
	f.write("p/ep05-2.txt", millTurns(4, 6))
	l, err = service.LedgerNow(t.Context(), f.path("c"), []string{f.path("p")}, func(string, int, int) {})
	if err != nil || len(l.Findings) != 0 || l.Episodes[0].Turns != 6 || len(l.Notes) != 0 {
		t.Errorf("%+v %v", l, err)
	}
}

// Of two versions of a transcript one is left out, and it is told how many of its turns are lost by it.
func TestAnotherVersionOfATranscriptIsNotLeftOutUnheard(t *testing.T) {
	corrected := strings.Replace(mill, "smells of nuts", "smells of bread", 1)
	f := open(t, "c/ep05-01-part.md", millChunk(1, millTurns(0, 3)), "c/ep05-02-part.md", millChunk(2, millTurns(3, 6)),
		"ep05.txt", mill, "ep05-a.txt", corrected)
	v := f.cut(service.CutRequest{Transcripts: []string{"ep05.txt", "ep05-a.txt"}, Like: "c", To: "o"})
	if len(v.Notes) != 1 || v.Notes[0].Severity != "warn" || !strings.Contains(v.Notes[0].What, "1 of them otherwise") {
		t.Errorf("%+v", v.Notes)
	}
}

// Of a transcript and a part of it beside the chunks, the whole one counts, whichever name comes first.
func TestOfATranscriptAndAPartOfItTheWholeOneCounts(t *testing.T) {
	f := open(t, "ep05-01-part.md", millChunk(1, millTurns(0, 3)), "ep05-02-part.md", millChunk(2, millTurns(3, 6)))
	f.take()
	f.write("ep05-a.txt", millTurns(0, 5))
	f.write("ep05.txt", mill)
	v := f.coverage(f.row("ep05-01-part.md").episode)
	if len(v.Findings) != 0 || len(v.Against) != 1 || !strings.HasSuffix(v.Against[0], "ep05.txt") {
		t.Errorf("%+v", v)
	}
}
