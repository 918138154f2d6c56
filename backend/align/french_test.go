package align

import (
	"os"
	"testing"

	"stet/backend/timecode"
)

// frenchModel is a model of another language than English, in npm's soundswallower, and below lie the recorded prompts of
// Debian's asterisk-core-sounds-fr-g722, one voice. Neither is of this repository: build/setup.sh --tests installs them.
const (
	frenchModel  = "../../frontend/node_modules/soundswallower/model/fr-fr"
	frenchFolder = "/usr/share/asterisk/sounds/fr_CA_f_June"
	frenchTexts  = "/usr/share/doc/asterisk-core-sounds-fr/core-sounds-fr.txt.gz"
)

// A model of another language is read as its makers have it, and finds the words of that language in a real voice: those of
// its dictionary, such that an apostrophe joins, and names by their letters.
func TestFrench(t *testing.T) {
	if _, err := os.Stat(frenchModel); err != nil {
		t.Skip("the model of French is not installed: build/setup.sh --tests")
	}
	m, err := ReadModel(os.DirFS(frenchModel), "fr-fr")
	if err != nil {
		t.Fatal(err)
	}
	if m.front.high != 3700 || m.front.filters != 20 {
		t.Errorf("its sound is measured as %+v", m.front)
	}
	for word, phones := range map[string]int{"L'horloge": 6, "s'est": 2, "sœur,": 3, "Ambleford.": 8, "SNCF": 7, "Avez-vous": 5} {
		if ways, said := newLexicon(m).token(word); !said || len(ways[0]) < phones {
			t.Errorf("%s is said as %v", word, ways)
		}
	}
	said, edges := promptsOf(t, frenchFolder, frenchTexts, 12)
	r, err := Align(t.Context(), m, Listen(said.source(), m), said.untimed(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	lawful(t, r, said.turns, timecode.FromSamples(int64(len(said.samples)), sampleRate))
	starts, ends := atEdges(r, edges)
	words, heard := 0, 0
	for _, turn := range r.Turns {
		for _, w := range turn {
			if words++; w.State == Aligned && w.Confidence >= 0.5 {
				heard++
			}
		}
	}
	t.Logf("sentences begin: %v; they end: %v; of %d words %d were heard for sure", starts, ends, words, heard)
	if starts.in100 < 95 || ends.in100 < 90 || heard*3 < words*2 {
		t.Error("these are too few")
	}
}
