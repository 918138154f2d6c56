package formats_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"stet/backend/formats"
	"stet/backend/timecode"
)

// Whatever the words are, the text stays as it is; and a word that stands in both has its own time.
func TestCarvingKeepsTheText(t *testing.T) {
	random := rand.New(rand.NewPCG(6, 7))
	some := strings.Fields("the mill mill's turns “still” and, and R&D. – < 4 -- don't … İstanbul 水 水車 £13.60 (so) a")
	list := func() (out []string) {
		for range random.IntN(30) {
			out = append(out, some[random.IntN(len(some))])
		}
		return out
	}
	for range 5000 {
		said := list()
		timed := slices.Clone(said)
		if random.IntN(4) == 0 {
			timed = list()
		}
		for range random.IntN(4) {
			if at := random.IntN(len(timed) + 1); at < len(timed) {
				timed = slices.Delete(timed, at, at+1)
			}
		}
		var words []formats.Token
		for i, w := range timed {
			words = append(words, formats.Token{Text: " " + w, Start: timecode.Time(i), End: timecode.Time(i + 1), Told: true})
		}
		text := strings.Join(said, " ")
		c := formats.Carve(text, words)
		all := ""
		for i, token := range c.Tokens {
			all += token.Text
			if from := c.From[i]; from >= 0 && token.Start != words[from].Start {
				t.Fatalf("%q has the time of another word than %q", token.Text, words[from].Text)
			}
		}
		if len(said) > 0 && strings.TrimSpace(all) != text {
			t.Fatalf("%q with the words %q is %q", text, timed, all)
		}
		if slices.Equal(said, timed) && (c.Bare > 0 || c.Dropped > 0) {
			t.Fatalf("%q: %d words have no time, and %d are left out", text, c.Bare, c.Dropped)
		}
	}
}
