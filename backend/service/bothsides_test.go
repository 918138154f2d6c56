package service_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stet/backend/service"
	"stet/backend/transcript"
)

// Whatever is done here and by other programs to the files, and in whatever order it is brought together: what was written on
// either side stands in the words, in what is left to be settled, or in a file.
func TestNothingIsLostOnEitherSide(t *testing.T) {
	settled := 0
	from, many := seeds(t)
	for seed := from; seed < from+many; seed++ {
		w := &walk{r: rand.New(rand.NewPCG(seed, 2)), log: []string{fmt.Sprintf("seed %d", seed)}}
		w.fixture = open(t, w.startFiles()...)
		w.take()
		w.id = w.row("ep07-01-part.md").episode
		var written []string
		for range 40 {
			if word := w.bothSides(); word != "" {
				written = append(written, word)
			}
			all := w.everywhere()
			for _, word := range written {
				if !strings.Contains(all, word) {
					t.Fatalf("%s stands nowhere after\n%s", word, strings.Join(w.log, "\n"))
				}
			}
		}
		settled += strings.Count(strings.Join(w.log, "\n"), "\nboth of ")
	}
	if settled < int(many)/4 {
		t.Errorf("only %d conflicts were settled in %d walks", settled, many)
	}
}

// bothSides does one thing here or to the files, and returns the word that it wrote.
func (w *walk) bothSides() (word string) {
	chunks := w.episode(w.id).Chunks
	c := chunks[w.r.IntN(len(chunks))]
	files := strings.Fields(w.files())
	file := files[w.r.IntN(len(files))]
	what, err := "", error(nil)
	switch w.r.IntN(11) {
	case 0, 1, 2:
		turn := c.Turns[w.r.IntN(len(c.Turns))]
		at := strings.Index(turn.Paragraphs[0], " ")
		if word = w.words(1); at < 0 {
			at = 0
		}
		what = fmt.Sprintf("%s in %d of %d", word, turn.ID, c.ID)
		_, err = w.Edit(service.EditRequest{Episode: w.id, Name: "Type", Ops: encode(w.t, transcript.EditText{Turn: turn.ID, From: at, To: at, Text: " " + word + " "})})
	case 3, 4:
		text := w.read(file)
		if at := strings.LastIndex(text, "Marit\n"); at >= 0 && strings.HasPrefix(text[at:], "Marit\nw") {
			word = w.words(1)
			end := at + len("Marit\n") + strings.IndexAny(text[at+len("Marit\n"):], " \n")
			w.write(file, text[:end]+" "+word+text[end:])
			what = word + " on disk in " + file
		}
	case 5:
		what = "rename " + file
		err = os.Rename(w.path(file), w.path(fmt.Sprintf("r%d.md", len(w.log))))
	case 6:
		what = fmt.Sprintf("split %d", c.ID)
		_, err = w.SplitChunk(w.id, c.Turns[len(c.Turns)-1].ID)
	case 7:
		what = fmt.Sprintf("join %d", c.ID)
		_, err = w.JoinChunk(w.id, c.ID)
	case 8, 9:
		what = fmt.Sprintf("import %+v", w.take())
	case 10:
		if w.r.IntN(3) == 0 {
			what = "export " + states(w.export("", false))
		} else if list := w.clashes(w.id); len(list) > 0 && list[0].Both {
			what = "both of " + list[0].What
			_, err = w.Settle(w.id, list[0].ID, "both", "")
		}
	}
	if err != nil {
		what, word = what+" ("+err.Error()+")", ""
	}
	w.log = append(w.log, what)
	return word
}

// everywhere is all that the library and the files say.
func (w *walk) everywhere() string {
	all, err := json.Marshal([]any{w.episode(w.id).Chunks, w.clashes(w.id)})
	if err != nil {
		w.t.Fatal(err)
	}
	for _, name := range strings.Fields(w.files()) {
		all = append(all, w.read(filepath.Base(name))...)
	}
	return string(all)
}
