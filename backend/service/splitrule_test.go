package service

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"stet/backend/align"
	"stet/backend/chunkfile"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// saidBy is turns of two who take turns, each as long as ten seconds.
func saidBy(texts ...string) (out []transcript.Turn) {
	for i, text := range texts {
		name := []string{"Ada", "Björn"}[i%2]
		at := func(s int64) timecode.Code {
			return timecode.Clock{}.CodeAt(timecode.Time(s)*timecode.Second, timecode.Millis)
		}
		span := &timecode.Span{Start: at(int64(10 * i)), End: at(int64(10*i + 10))}
		out = append(out, transcript.Turn{ID: transcript.ID(i + 1), Speaker: &name, Span: span, Paragraphs: []string{text}})
	}
	return out
}

func splitOf(turns []transcript.Turn, model func() *align.Model) string {
	var out []string
	for _, w := range splitWords(turns, timecode.Clock{}, model) {
		out = append(out, w.head+"|"+w.tail)
	}
	return strings.Join(out, " ")
}

func TestWordsThatTwoSpeakersShare(t *testing.T) {
	none := func() *align.Model { return nil }
	outside := "It is outside, and outside is outside. Outside of the outside the outside"
	for _, c := range []struct {
		name, want string
		turns      []transcript.Turn
		model      func() *align.Model
	}{
		{"a part is no word", "ye|ars", saidBy("I was nine ye", "ars old. My uncle"), align.English},
		{"neither part is one", "pige|ons,", saidBy("and the pige", "ons, all grey,"), align.English},
		{"capital, and an end", "Beca|use.", saidBy("Why? Beca", "use."), align.English},
		{"an apostrophe", "do|n’t", saidBy("We do", "n’t know it."), align.English},
		{"only the text has the word", "escape|ment", saidBy("The Escapement and its escapement are worn. The escape", "ment is", "new."), none},
		{"both are words, and one is far more usual", "out|side", saidBy(outside, "He went out", "side it was cold."), align.English},

		{"both are words", "", saidBy("It went a", "way to go", "they said to", "day by day, and so in", "to the hall"), align.English},
		{"a usual word, whose parts are usual too", "", saidBy(outside, "Out and out, from side to side, he went out", "side by side"), align.English},
		{"the first ends there", "", saidBy("I was nine ye,", "ars old.", "And the pige-", "ons", "I fed pige…", "ons"), align.English},
		{"the next one begins anew", "", saidBy("I was nine ye", "Ars old. My uncle"), align.English},
		{"both together are no word", "", saidBy("And then the blor", "fing came. I went th", "yes"), align.English},
		{"too short for a word", "", saidBy("It is t", "he one"), align.English},
		{"a part stands elsewhere", "", saidBy("In the pige of the ons we saw the pige", "ons"), align.English},
		{"no dictionary, and the text has it once", "", saidBy("An escapement. The escape", "ment is"), none},
	} {
		if got := splitOf(c.turns, c.model); got != c.want {
			t.Errorf("%s: %q and not %q", c.name, got, c.want)
		}
	}
	same := saidBy("I was nine ye", "ars old.")
	same[1].Speaker = same[0].Speaker
	apart := saidBy("I was nine ye", "ars old.")
	apart[1].Span.Start = timecode.Clock{}.CodeAt(12*timecode.Second, timecode.Millis)
	for name, turns := range map[string][]transcript.Turn{"one speaker": same, "2 s apart": apart} {
		if got := splitOf(turns, align.English); got != "" {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// Real transcripts have no such word, and of the words that follow each other in them hardly two would be taken for one, were
// the speaker to change between them.
func TestNoRealWordsAreTakenForOne(t *testing.T) {
	root := os.Getenv("STET_CORPUS")
	if root == "" {
		root = "../../../shared/corpus"
	}
	if _, err := os.Stat(root); err != nil {
		t.Skipf("there are no real files at %s; set STET_CORPUS to their folder", root)
	}
	episodes := map[string][]transcript.Turn{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".md" {
			return err
		}
		src, err := os.ReadFile(path)
		of := filepath.Dir(path)
		episodes[of] = append(episodes[of], chunkfile.Parse(src).Chunk().Turns...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	turns, pairs := 0, 0
	var taken []string
	for of, all := range episodes {
		turns += len(all)
		if got := splitOf(all, align.English); got != "" {
			t.Errorf("%s: %s", of, got)
		}
		seen := map[string]int{}
		for _, turn := range all {
			for _, w := range transcript.Words(turn.Paragraphs) {
				seen[plainWord(inLetters(strings.TrimLeftFunc(w, unicode.IsPunct)))]++
			}
		}
		for _, turn := range all {
			words := transcript.Words(turn.Paragraphs)
			for i := 1; i < len(words); i++ {
				w := splitWord{head: words[i-1], tail: words[i]}
				first, _ := utf8.DecodeRuneInString(w.tail)
				if inLetters(w.head) != w.head || inLetters(w.tail) == "" || !unicode.IsLower(first) {
					continue
				}
				head, tail := plainWord(w.head), plainWord(inLetters(w.tail))
				seen[head]--
				seen[tail]--
				if pairs++; w.isOne(seen, align.English()) {
					taken = append(taken, w.head+"|"+w.tail)
				}
				seen[head]++
				seen[tail]++
			}
		}
	}
	if turns == 0 || len(taken)*50_000 > pairs {
		t.Errorf("of %d turns, %d of %d pairs: %q", turns, len(taken), pairs, taken)
	}
}
