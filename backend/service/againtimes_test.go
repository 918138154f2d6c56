package service_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// recogniser writes what a recogniser hears of a text: segments of five words, a word in ten another and one missed,
// a minute and a half into the sound.
func recogniser(text string) string {
	type word struct {
		Word  string  `json:"word"`
		Start float64 `json:"start"`
		End   float64 `json:"end"`
	}
	type segment struct {
		Start float64 `json:"start"`
		End   float64 `json:"end"`
		Text  string  `json:"text"`
		Words []word  `json:"words"`
	}
	var words []word
	for i, w := range strings.Fields(text) {
		if i%10 == 4 {
			continue
		}
		if i%10 == 9 {
			w = "something"
		}
		words = append(words, word{w, float64(i) / 2, float64(i)/2 + 0.4})
	}
	var segments []segment
	for part := range slices.Chunk(words, 5) {
		s := segment{Start: part[0].Start, End: part[len(part)-1].End, Words: part}
		for _, w := range part {
			s.Text += " " + w.Word
		}
		segments = append(segments, s)
	}
	out, _ := json.Marshal(map[string]any{"segments": segments})
	return string(out)
}

// A recogniser parts a recording elsewhere than its chunks begin, and hears some words otherwise: it is known by the others.
func TestARecognisersFileIsKnownWhereTheChunksBeginOtherwise(t *testing.T) {
	sounds := strings.Fields("wheel water mill stream rye wheat flour stone bell tower clock hour rope moss roof bees honey snow pass fire")
	var files []string
	text := ""
	for n := range 3 {
		turns := ""
		for k := range 30 {
			said := ""
			for i := range 12 {
				said += " " + sounds[(7*i*i+3*k*i+11*k+5*n+i)%len(sounds)] + sounds[(k+i*n)%len(sounds)]
			}
			turns += fmt.Sprintf("00:%02d:%02d:00 - 00:%02d:%02d:00\nAda\n%s.\n", 5*n+k/6, k%6*10, 5*n+k/6, k%6*10+9, said[1:])
			if k > 0 { // it took the beginnings for music
				text += said
			}
		}
		files = append(files, fmt.Sprintf("ep05-0%d-part.md", n+1), millChunk(n+1, turns))
	}
	f := open(t, files...)
	f.take()
	id := f.row("ep05-01-part.md").episode
	f.write("new/ep05.json", recogniser(text))
	f.write("new/5.json", recogniser("It snowed on the pass, and nobody came over it all day long, so the keeper read his book and put more wood upon the fire. "+text[:300]))
	if v, err := f.Again([]string{f.path("new/ep05.json")}, id); err != nil || v.Episode != id || v.Chunks != 3 || v.Known {
		t.Errorf("%+v %v", v, err)
	}
	if v, err := f.Again([]string{f.path("new/5.json")}, id); err != nil || v.Episode != 0 {
		t.Errorf("another talk: %+v %v", v, err)
	}
	before := f.words(id)
	if taken, err := f.TakeTimes(id, f.path("new/ep05.json")); err != nil || 100*taken.Heard < 75*taken.Words {
		t.Errorf("%+v %v", taken, err)
	}
	if got := f.words(id); got != before {
		t.Errorf("%s\nwas\n%s", got, before)
	}
}
