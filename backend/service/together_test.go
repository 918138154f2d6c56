package service_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stet/backend/service"
	"stet/backend/session"
	"stet/backend/transcript"
)

// What one file loses another gains: they are written together, and nothing is removed before its words stand elsewhere.

func TestAJoinedChunksFileStaysWhereItsWordsCannotBeWritten(t *testing.T) {
	f := open(t, "ep07-01-rise.md", rise, "ep07-02-fall.md", fall)
	f.take()
	r := f.row("ep07-02-fall.md")
	if _, err := f.JoinChunk(r.episode, r.ID); err != nil {
		t.Fatal(err)
	}
	f.replace("ep07-01-rise.md", "rises", "rose")
	got := f.exported()
	if !strings.Contains(got, "ep07-01-rise.md conflict") || !strings.Contains(got, "ep07-02-fall.md held") || !strings.Contains(got, "“Rise” cannot be written") {
		t.Error(got)
	}
	if f.files() != "ep07-01-rise.md ep07-02-fall.md" || f.read("ep07-02-fall.md") != fall {
		t.Error(f.files())
	}
}

func TestAJoinedChunksFileStaysWhereItsWordsAreGone(t *testing.T) {
	f := open(t, "ep07-01-rise.md", rise, "ep07-02-fall.md", fall)
	f.take()
	r := f.row("ep07-02-fall.md")
	if _, err := f.JoinChunk(r.episode, r.ID); err != nil {
		t.Fatal(err)
	}
	one := f.row("ep07-01-rise.md")
	if _, err := f.GetBack(r.episode, []transcript.ID{one.ID}, session.Imported); err != nil {
		t.Fatal(err)
	}
	if got := f.exported(); !strings.Contains(got, "ep07-02-fall.md conflict") || !strings.Contains(got, "“It fell.” stands in no chunk") || f.read("ep07-02-fall.md") != fall {
		t.Error(got, f.files())
	}
}

func TestAFileThatIsSplitStaysWhereTheNewOneHasNoName(t *testing.T) {
	plain := strings.Replace(rise, "slug: ep07-01-rise\n", "", 1)
	f := open(t, "1.md", plain)
	f.take()
	if _, err := f.SplitChunk(f.row("1.md").episode, f.turn("1.md", "look away").ID); err != nil {
		t.Fatal(err)
	}
	v, err := service.PlanNow(t.Context(), f.Service, "", false)
	if err != nil {
		t.Fatal(err)
	}
	r, err := service.ExportNow(t.Context(), f.Service, v.ID, nil, func(string, int, int) {})
	if err != nil || len(r.Files) != 2 || r.Files[0].State != service.PlanHeld || r.Files[1].State != service.PlanHeld || f.read("1.md") != plain {
		t.Errorf("%+v %v", r, err)
	}
}

func TestAChunkTakesTheNameOfOneThatIsGone(t *testing.T) {
	three := rise + "00:00:20:00 - 00:00:21:00\nMarit\nYes.\n"
	f := open(t, "ep07-01-rise.md", three, "ep07-02-fall.md", fall)
	f.take()
	id := f.row("ep07-01-rise.md").episode
	if _, err := f.SplitChunk(id, f.turn("ep07-01-rise.md", "look away").ID); err != nil {
		t.Fatal(err)
	}
	f.exported()
	if _, err := f.Undo(id); err != nil {
		t.Fatal(err)
	}
	if _, err := f.SplitChunk(id, f.turn("ep07-01-rise.md", "Yes.").ID); err != nil {
		t.Fatal(err)
	}
	if got := f.exported(); strings.Contains(got, "conflict") || strings.Contains(got, "held") || strings.Contains(got, "failed") {
		t.Error(got)
	}
	if got := f.exported(); got != "" {
		t.Errorf("it does not settle: %s", got)
	}
	all := ""
	for _, name := range strings.Fields(f.files()) {
		all += f.read(name)
	}
	for _, words := range []string{"look away", "Yes.", "It fell."} {
		if strings.Count(all, words) != 1 {
			t.Errorf("%q stands %d times in %s", words, strings.Count(all, words), f.files())
		}
	}
}

func TestChunksDoNotTakeEachOthersNames(t *testing.T) {
	one := strings.Replace(rise, "slug: ep07-01-rise", "slug: ep07-01", 1)
	two := strings.Replace(fall, "slug: ep07-02-fall", "slug: ep07-02", 1)
	f := open(t, "ep07-01.md", one, "ep07-02.md", two)
	f.take()
	r := f.row("ep07-02.md")
	if _, err := f.MoveChunk(r.episode, r.ID, -1); err != nil {
		t.Fatal(err)
	}
	if _, err := f.RenumberChunks(r.episode, true); err != nil {
		t.Fatal(err)
	}
	for name, file := range f.export("", true) {
		if file.State != service.PlanHeld || !strings.Contains(file.Reason, "stands where this one is to go") {
			t.Errorf("%s: %+v", name, file)
		}
	}
	if f.read("ep07-01.md") != one || f.read("ep07-02.md") != two {
		t.Error("a file was written")
	}
}

func TestALedgerRepairsNothingThatLosesWords(t *testing.T) {
	dir := t.TempDir()
	put := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	long := "The wheel of the mill has turned for three hundred years and it will turn for three hundred more if the river lets it and if the council pays"
	tail := "for the planks that we need every spring"
	head := "---\ntitle: The Wheel\nslug: ep01-01-wheel\nepisode: 1\nchunk: 1\n---\n\n"
	// The editor made two turns of one, and the last turn of the transcript stands in no chunk.
	chunks := filepath.Join(dir, "chunks")
	if err := os.Mkdir(chunks, 0o755); err != nil {
		t.Fatal(err)
	}
	text := head + "00:00:00:00 - 00:00:16:00\nAda\n" + long + "\n00:00:16:00 - 00:00:20:00\nBjörn\n" + tail + "\n"
	path := put("chunks/ep01-01-wheel.md", text)
	from := put("ep01.md", "00:00:00:00 - 00:00:20:00\nAda\n"+long+" "+tail+"\n\n00:00:20:00 - 00:00:30:00\nBjörn\nRye is hard and wheat is soft.\n")
	v, err := service.LedgerNow(t.Context(), chunks, []string{from}, func(string, int, int) {})
	if err != nil {
		t.Fatal(err)
	}
	if err := service.WriteLedgerNow(t.Context(), &v); err != nil {
		t.Fatal(err)
	}
	now, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"if the council pays", tail} {
		if !strings.Contains(strings.Join(strings.Fields(string(now)), " "), words) {
			t.Errorf("lost %q: %s\n%+v", words, now, v.Repairs)
		}
	}

	// A transcript that lies among the chunks is none of them.
	whole := head + "00:00:00:00 - 00:00:20:00\nAda\n" + long + " " + tail + "\n\n00:00:20:00 - 00:00:30:00\nBjörn\nRye is hard and wheat is soft.\n"
	among := put("chunks/full.md", whole)
	v, err = service.LedgerNow(t.Context(), chunks, []string{among}, func(string, int, int) {})
	if err != nil {
		t.Fatal(err)
	}
	if err := service.WriteLedgerNow(t.Context(), &v); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadFile(among); err != nil || string(left) != whole {
		t.Errorf("the transcript was written over: %s", left)
	}
}
