package service

import (
	"io/fs"
	"strings"
	"testing"
	"unicode/utf8"

	"stet/backend/align"
	"stet/backend/chunkfile"
	"stet/backend/sample"
	"stet/backend/transcript"
)

// sampleWords are the words of the sample, turn by turn, and how often each stands there.
func sampleWords(t *testing.T) (turns [][]string, seen map[string]int) {
	t.Helper()
	seen = map[string]int{}
	names, err := fs.Glob(sample.Files(), "*.md")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		raw, err := fs.ReadFile(sample.Files(), name)
		if err != nil {
			t.Fatal(err)
		}
		for _, turn := range chunkfile.Parse(raw).Chunk().Turns {
			words := transcript.Words(turn.Paragraphs)
			turns = append(turns, words)
			for _, w := range words {
				seen[plainWord(inLetters(w))]++
			}
		}
	}
	return turns, seen
}

// Of words that are cut into two that a dictionary has most are found, and of neighbours that are two words hardly any are taken
// for one, though all are said without a pause.
func TestHowManyWordsAreGuessed(t *testing.T) {
	turns, seen := sampleWords(t)
	m := align.English()
	guessed := func(head, tail string) bool {
		return splitWord{head: head, tail: tail, touch: true}.mayBeOne(seen, m)
	}
	pairs, wrong, cuts, found := 0, 0, 0, 0
	for _, words := range turns {
		for i, w := range words {
			if i+1 < len(words) && inLetters(w) == w && inLetters(words[i+1]) != "" {
				pairs++
				seen[plainWord(w)]--
				seen[plainWord(inLetters(words[i+1]))]--
				if guessed(w, words[i+1]) {
					wrong++
					t.Logf("%s %s are two", w, words[i+1])
				}
				seen[plainWord(w)]++
				seen[plainWord(inLetters(words[i+1]))]++
			}
			bare := plainWord(inLetters(w))
			if utf8.RuneCountInString(bare) < fewestLetters || strings.ContainsRune(bare, '\'') {
				continue
			}
			for at := 2; at <= len(bare)-2; at++ {
				head, tail := bare[:at], bare[at:]
				if !m.Knows(bare) || !m.Knows(head) || !m.Knows(tail) {
					continue
				}
				if cuts++; guessed(head, tail) {
					found++
				}
			}
		}
	}
	t.Logf("%d of %d cut words are found, and %d of %d pairs of words taken for one", found, cuts, wrong, pairs)
	if cuts < 300 || found*100 < 70*cuts {
		t.Errorf("%d of %d cut words are found", found, cuts)
	}
	if pairs < 500 || wrong*500 > pairs {
		t.Errorf("%d of %d pairs are taken for one word", wrong, pairs)
	}
}
