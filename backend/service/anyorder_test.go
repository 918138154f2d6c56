package service_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"stet/backend/service"
	"stet/backend/session"
	"stet/backend/transcript"
)

// Whatever is done to chunks and in whatever order: after an export each word of the document stands in one file, once, and
// all of it taken back gives the imported bytes again.

var anyWord = regexp.MustCompile(`\bw\d+x\b`)

// walk does random things to an episode.
type walk struct {
	*fixture
	r    *rand.Rand
	id   int64
	next int
	log  []string
}

func (w *walk) words(n int) string {
	var out []string
	for range n {
		w.next++
		out = append(out, fmt.Sprintf("w%dx", w.next))
	}
	return strings.Join(out, " ")
}

func (w *walk) startFiles() []string {
	var out []string
	at := 0
	for i := range 2 + w.r.IntN(4) {
		var b strings.Builder
		fmt.Fprintf(&b, "---\ntitle: Part %d\nslug: ep07-%02d-part\nseries: Slow Rise\nepisode: 7\nchunk: %d\nspeakers:\n- Marit\n---\n\n", i+1, i+1, i+1)
		for range 1 + w.r.IntN(4) {
			fmt.Fprintf(&b, "00:%02d:%02d:00 - 00:%02d:%02d:00\nMarit\n%s\n\n", at/60, at%60, (at+5)/60, (at+5)%60, w.words(3+w.r.IntN(6)))
			at += 5
		}
		out = append(out, fmt.Sprintf("ep07-%02d-part.md", i+1), b.String())
	}
	return out
}

// step does one thing, or finds that it cannot be done.
func (w *walk) step() {
	chunks := w.episode(w.id).Chunks
	c := chunks[w.r.IntN(len(chunks))]
	var turn service.TurnView
	if len(c.Turns) > 0 {
		turn = c.Turns[w.r.IntN(len(c.Turns))]
	}
	var err error
	what := ""
	switch w.r.IntN(14) {
	case 0, 1:
		what = fmt.Sprintf("split %d at %d", c.ID, turn.ID)
		_, err = w.SplitChunk(w.id, turn.ID)
	case 2, 3:
		what = fmt.Sprintf("join %d", c.ID)
		_, err = w.JoinChunk(w.id, c.ID)
	case 4, 5:
		what = fmt.Sprintf("move %d", c.ID)
		_, err = w.MoveChunk(w.id, c.ID, w.r.IntN(5)-2)
	case 6, 7:
		what = fmt.Sprintf("boundary %d at %d", c.ID, turn.ID)
		_, err = w.MoveBoundary(w.id, c.ID, turn.ID)
	case 8:
		what = "renumber"
		_, err = w.RenumberChunks(w.id, w.r.IntN(2) == 0)
	case 9:
		what = fmt.Sprintf("type in %d", turn.ID)
		if len(turn.Paragraphs) > 0 {
			_, err = w.Edit(service.EditRequest{Episode: w.id, Name: "Type", Ops: encode(w.t, transcript.EditText{Turn: turn.ID, Text: w.words(1) + " "})})
		}
	case 10:
		what = "undo"
		for range 1 + w.r.IntN(4) {
			_, err = w.Undo(w.id)
		}
	case 11:
		what = "redo"
		_, err = w.Redo(w.id)
	case 12:
		what = "restart and import"
		w.restart()
		w.take()
	case 13:
		what = fmt.Sprintf("get %d back", c.ID)
		_, err = w.GetBack(w.id, []transcript.ID{c.ID}, []session.Version{session.Imported, session.InFile}[w.r.IntN(2)])
	}
	if err != nil {
		what += " (" + err.Error() + ")"
	}
	w.log = append(w.log, what)
}

// stands counts the words of the files in the folder, hidden ones too only if asked.
func (w *walk) stands(hidden bool) map[string]int {
	w.t.Helper()
	entries, err := os.ReadDir(w.path(""))
	if err != nil {
		w.t.Fatal(err)
	}
	out := map[string]int{}
	for _, e := range entries {
		if !hidden && strings.HasPrefix(e.Name(), ".") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(w.path(""), e.Name()))
		if err != nil {
			w.t.Fatal(err)
		}
		for _, word := range anyWord.FindAllString(string(text), -1) {
			out[word]++
		}
	}
	return out
}

func (w *walk) said() map[string]int {
	out := map[string]int{}
	for _, c := range w.episode(w.id).Chunks {
		for _, t := range c.Turns {
			for _, word := range anyWord.FindAllString(strings.Join(t.Paragraphs, " "), -1) {
				out[word]++
			}
		}
	}
	return out
}

// check exports, and compares the folder with the document. It says whether all was written.
func (w *walk) check() bool {
	w.t.Helper()
	got := w.exported()
	w.log = append(w.log, "export: "+got)
	whole := !strings.Contains(got, " held ") && !strings.Contains(got, " conflict ") && !strings.Contains(got, " failed ")
	said, stands := w.said(), w.stands(false)
	for word, n := range said {
		if n != 1 {
			w.t.Fatalf("%s stands %d times in the document after\n%s", word, n, strings.Join(w.log, "\n"))
		}
		if whole && stands[word] != 1 {
			w.t.Fatalf("%s stands %d times in %s after\n%s", word, stands[word], w.files(), strings.Join(w.log, "\n"))
		}
	}
	if !whole {
		return false
	}
	for word := range stands {
		if said[word] == 0 {
			w.t.Fatalf("%s stands in %s and not in the document after\n%s", word, w.files(), strings.Join(w.log, "\n"))
		}
	}
	if again := w.exported(); again != "" {
		w.t.Fatalf("it does not settle: %s after\n%s", again, strings.Join(w.log, "\n"))
	}
	return true
}

// gated exports what has no errors. It says whether any chunk was held: of those that are written no word goes, and none comes
// to stand twice.
func (w *walk) gated() bool {
	w.t.Helper()
	before, said := w.stands(false), w.said()
	v, err := service.PlanNow(w.t.Context(), w.Service, "", false)
	if err != nil {
		w.t.Fatal(err)
	}
	r, err := service.ExportNow(w.t.Context(), w.Service, v.ID, nil, func(string, int, int) {})
	if err != nil {
		w.t.Fatal(err)
	}
	held, written := 0, 0
	for _, f := range r.Files {
		switch f.State {
		case service.PlanHeld:
			held++
		case service.FileWritten:
			written++
		}
	}
	w.log = append(w.log, fmt.Sprintf("export without errors: %d held, %d written", held, written))
	now := w.stands(false)
	for word, n := range before {
		if said[word] > 0 && (now[word] == 0 || n == 1 && now[word] > 1) {
			w.t.Fatalf("%s stands %d times in %s after\n%s", word, now[word], w.files(), strings.Join(w.log, "\n"))
		}
	}
	return held > 0
}

// cutOff stops an export before a step, as a kill does: what the files had together stands in them still.
func (w *walk) cutOff() {
	w.t.Helper()
	before := w.stands(false)
	said := w.said()
	at := 1 + w.r.IntN(8)
	stopped := w.exportUntil(at)
	w.log = append(w.log, fmt.Sprintf("export, cut off at %d: %v", at, stopped))
	now := w.stands(true)
	for word := range before {
		if said[word] > 0 && now[word] == 0 {
			w.t.Fatalf("%s stands in none of %s after\n%s", word, w.files(), strings.Join(w.log, "\n"))
		}
	}
	w.restart()
}

func TestAnythingDoneToChunksInAnyOrder(t *testing.T) {
	whole, all, gates, held := 0, 0, 0, 0
	from, many := seeds(t)
	for seed := from; seed < from+many; seed++ {
		w := &walk{r: rand.New(rand.NewPCG(seed, 7))}
		files := w.startFiles()
		w.fixture = open(t, files...)
		w.take()
		w.id = w.row(files[0]).episode
		w.log = []string{fmt.Sprintf("seed %d", seed)}
		for range 25 {
			w.step()
			switch w.r.IntN(5) {
			case 0:
				all++
				if w.check() {
					whole++
				}
			case 1:
				if w.r.IntN(2) == 0 {
					w.cutOff()
				}
			case 2:
				gates++
				if w.gated() {
					held++
				}
			}
		}
		for {
			if _, err := w.Undo(w.id); err != nil {
				break
			}
		}
		w.log = append(w.log, "all undone")
		if !w.check() {
			t.Fatalf("the imported files cannot be written after\n%s", strings.Join(w.log, "\n"))
		}
		var names []string
		for i := 0; i < len(files); i += 2 {
			names = append(names, files[i])
			if got, err := os.ReadFile(w.path(files[i])); err != nil || string(got) != files[i+1] {
				t.Fatalf("%s is %s, %v after\n%s", files[i], got, err, strings.Join(w.log, "\n"))
			}
		}
		if slices.Sort(names); w.files() != strings.Join(names, " ") {
			t.Fatalf("there are %s after\n%s", w.files(), strings.Join(w.log, "\n"))
		}
	}
	if 10*whole < 7*all {
		t.Errorf("only %d of %d exports wrote all", whole, all)
	}
	if held == 0 || held == gates {
		t.Errorf("%d of %d exports held a chunk that has an error", held, gates)
	}
	t.Logf("%d of %d exports wrote all; %d of %d held chunks with errors", whole, all, held, gates)
}

// seeds are the walks that are made: others, and more, where STET_WALKS says so, as in 100+50.
func seeds(t *testing.T) (from, many uint64) {
	t.Helper()
	many = 12
	if s := os.Getenv("STET_WALKS"); s != "" {
		if _, err := fmt.Sscanf(s, "%d+%d", &from, &many); err != nil {
			t.Fatal(err)
		}
	}
	return from, many
}
