// Package gentle reads the JSON of Gentle: a text, and where in it and in the sound its words are.
package gentle

import (
	"strings"
	"unicode"

	"stet/backend/formats"
)

// Reader reads it.
var Reader = formats.Reader{Name: "Gentle JSON", Knows: knows, Read: read}

func knows(f *formats.File) bool {
	_, text := f.Top["transcript"]
	return text && (f.Has("words", "word", "case") || f.Has("words", "alignedWord", "start", "end"))
}

type file struct {
	Transcript string `json:"transcript"`
	Words      []word `json:"words"`
}

type word struct {
	Case string `json:"case"`
	Word string `json:"word"`
	// From and To are characters of the transcript; words that only the sound has have none.
	From *int `json:"startOffset"`
	To   *int `json:"endOffset"`
	// Start and End are missing of words that were not found in the sound.
	Start formats.Seconds `json:"start"`
	End   formats.Seconds `json:"end"`
}

// heardOnly is the case of words that the sound has and the text has not.
const heardOnly = "not-found-in-transcript"

func read(f *formats.File) (formats.Transcript, error) {
	var in file
	t := formats.Transcript{}
	if err := f.Decode(&in); err != nil {
		return t, err
	}
	text := []rune(in.Transcript)
	lines := f.ElementLines("words")
	var words []formats.Spoken
	at := 0
	for i, w := range in.Words {
		if w.Case == heardOnly || w.From == nil || w.To == nil {
			t.Remark(formats.Lost, formats.LineOf(lines, i), "A word that is heard and does not stand in the text")
			continue
		}
		if *w.From < at || *w.To < *w.From || *w.To > len(text) {
			return t, &formats.Error{Line: formats.LineOf(lines, i), Column: 1, What: "The word that begins here does not stand in the transcript of this file where it says. Export the file again."}
		}
		told := w.Start.Known && w.End.Known
		if !told {
			t.Remark(formats.Odd, formats.LineOf(lines, i), "A word that Gentle did not find in the sound: its time is not known")
		}
		end := signsBehind(text, *w.To, next(in.Words[i+1:], len(text)))
		words = append(words, formats.Spoken{Token: formats.Token{Text: string(text[at:end]), Start: w.Start.Time, End: w.End.Time, Told: told, Untimed: !told}})
		at = end
	}
	if rest := string(text[at:]); strings.TrimSpace(rest) != "" {
		words = append(words, formats.Spoken{Token: formats.Token{Text: rest}})
	}
	t.JoinSentences(formats.Sentences(words))
	return t, nil
}

// next is where the next word of the text begins.
func next(words []word, end int) int {
	for _, w := range words {
		if w.From != nil && w.Case != heardOnly {
			return min(*w.From, end)
		}
	}
	return end
}

// signsBehind is where the signs end that stand right behind a word, such as a comma.
func signsBehind(text []rune, at, next int) int {
	for at < next && !unicode.IsSpace(text[at]) {
		at++
	}
	return at
}
