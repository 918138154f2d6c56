package service_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stet/backend/service"
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
	f.edit("ep07-01-rise.md", "Delete", transcript.DeleteTurn{Turn: f.turn("ep07-01-rise.md", "It fell.").ID})
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

func TestAMovedBoundaryIsWrittenInBothFilesOrInNone(t *testing.T) {
	for _, from := range []int{0, 1} {
		one, two := rise, fall+"00:00:30:00 - 00:00:40:00\nMarit\nAnd it stayed down.\n"
		f := open(t, "ep07-01-rise.md", one, "ep07-02-fall.md", two)
		f.take()
		id := f.row("ep07-01-rise.md").episode
		chunks := f.episode(id).Chunks
		begin := chunks[0].Turns[1].ID
		if from == 1 {
			begin = chunks[1].Turns[1].ID
		}
		if _, err := f.MoveBoundary(id, chunks[1].ID, begin); err != nil {
			t.Fatal(err)
		}
		for k, name := range []string{"ep07-01-rise.md", "ep07-02-fall.md"} {
			was := f.read(name)
			f.write(name, was+"\nAnother hand.\n")
			got := f.exported()
			if !strings.Contains(got, name+" conflict") || strings.Count(got, "held") != 1 || !strings.Contains(got, "cannot be written") {
				t.Errorf("from %d, %s: %s", from, name, got)
			}
			if other := []string{"ep07-02-fall.md", "ep07-01-rise.md"}[k]; f.read(other) != []string{two, one}[k] {
				t.Errorf("from %d: %s was written without %s", from, other, name)
			}
			f.write(name, was)
		}
		// One of both alone is not to be had either.
		plan, err := f.PlanExport(id, []transcript.ID{chunks[0].ID}, "")
		if err != nil || plan.Files[0].State != service.PlanHeld || !strings.Contains(plan.Files[0].Reason, "export the whole episode") {
			t.Errorf("from %d: %+v %v", from, plan.Files, err)
		}
		if got := f.exported(); strings.Count(got, "written") != 2 {
			t.Errorf("from %d: %s", from, got)
		}
	}
}

func TestWhoGainsIsWrittenBeforeWhoLoses(t *testing.T) {
	three := strings.NewReplacer("Fall", "Rest", "fall", "rest", "-02-", "-03-", "chunk: 2", "chunk: 3", "21:00", "41:00", "30:00", "50:00", "It fell.", "It rests.").Replace(fall)
	f := open(t, "ep07-01-rise.md", rise, "ep07-02-fall.md", fall+"00:00:30:00 - 00:00:40:00\nMarit\nAnd it stayed down.\n", "ep07-03-rest.md", three)
	f.take()
	id := f.row("ep07-01-rise.md").episode
	chunks := f.episode(id).Chunks
	for i, turn := range []transcript.ID{chunks[0].Turns[1].ID, chunks[1].Turns[1].ID} {
		if _, err := f.MoveBoundary(id, chunks[i+1].ID, turn); err != nil {
			t.Fatal(err)
		}
	}
	v, err := service.PlanNow(t.Context(), f.Service, "", false)
	if err != nil {
		t.Fatal(err)
	}
	steps := 0
	if _, err := service.ExportNow(t.Context(), f.Service, v.ID, nil, func(string, int, int) {
		steps++
		f.standsSomewhere("It rises", "look away", "It fell", "stayed down", "It rests")
	}); err != nil || steps != 4 {
		t.Error(steps, err)
	}
}

// standsSomewhere looks for words in all files of the folder, whatever their names.
func (f *fixture) standsSomewhere(words ...string) {
	f.t.Helper()
	all := ""
	for _, name := range strings.Fields(f.files()) {
		all += f.read(name)
	}
	for _, w := range words {
		if !strings.Contains(strings.Join(strings.Fields(all), " "), w) {
			f.t.Errorf("%q stands in none of %s", w, f.files())
		}
	}
}

func TestWordsThatWerePartedAreKnownWhereTheyGo(t *testing.T) {
	long := strings.Replace(rise, "Then let us look away.", "Then let us look away, all of us. And after that we come back with bread.", 1)
	f := open(t, "ep07-01-rise.md", long, "ep07-02-fall.md", fall)
	f.take()
	id := f.row("ep07-01-rise.md").episode
	turn := f.turn("ep07-01-rise.md", "look away")
	at := len("Then let us look away, all of us. ")
	f.edit("ep07-01-rise.md", "Part", transcript.SplitTurn{Turn: turn.ID, At: at, New: turn.ID + 1<<21})
	chunks := f.episode(id).Chunks
	if _, err := f.MoveBoundary(id, chunks[1].ID, chunks[0].Turns[2].ID); err != nil {
		t.Fatal(err)
	}
	f.replace("ep07-02-fall.md", "fell", "fell down")
	if got := f.exported(); !strings.Contains(got, "ep07-01-rise.md held") || f.read("ep07-01-rise.md") != long {
		t.Error(got)
	}
}

func TestAFileOfWordsThatWereCorrectedGoesUnasked(t *testing.T) {
	f := open(t, "ep07-01-rise.md", rise, "ep07-02-fall.md", strings.Replace(fall, "It fell.", "It fell as it has to fall, and then we ate.", 1))
	f.take()
	r := f.row("ep07-02-fall.md")
	if _, err := f.JoinChunk(r.episode, r.ID); err != nil {
		t.Fatal(err)
	}
	turn := f.turn("ep07-01-rise.md", "It fell")
	f.edit("ep07-01-rise.md", "Correct", transcript.SetParagraphs{Turn: turn.ID, Paragraphs: []string{"Bread."}})
	if got := f.exported(); strings.Contains(got, "conflict") || f.files() != "ep07-01-rise.md" {
		t.Error(got, f.files())
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
