//go:build !race

package align

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"stet/backend/audio/decode"
)

// A model of which bytes are wrong is refused, or finds what it finds: within the laws, and without a panic.
func TestAModelThatIsDamagedBreaksNoLaw(t *testing.T) {
	whole := english(t)
	var names []string
	for name := range whole {
		names = append(names, name)
	}
	slices.Sort(names)
	var turns []Turn
	for _, said := range fixtureTurns(t) {
		turns = append(turns, Turn{Words: strings.Fields(said.Text)})
	}
	random := rand.New(rand.NewPCG(1, 7))
	searched := map[string]int{}
	for n := range 3 * len(names) {
		name := names[n%len(names)]
		folder := english(t)
		data := slices.Clone(folder[name].Data)
		// A little of it, or a part, and not in the head alone, at which it is refused.
		for range 1 << (3 * (n / len(names))) {
			data[random.IntN(len(data))] = byte(random.Uint32())
		}
		folder[name].Data = data
		m, err := ReadModel(folder, "en-us")
		if err != nil {
			continue
		}
		src, err := decode.Open("testdata/spoken.flac")
		if err != nil {
			t.Fatal(err)
		}
		s := Listen(src, m)
		r, err := Align(t.Context(), m, s, turns, Options{})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		lawful(t, r, turns, s.Length())
		searched[name]++
		if err := src.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if len(searched) < 4 {
		t.Errorf("only with these damaged was anything searched: %v", searched)
	}
}
