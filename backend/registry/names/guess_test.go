package names_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"stet/backend/registry"
	"stet/backend/registry/names"
)

func TestKindsAreGuessedWithAReason(t *testing.T) {
	said := []string{
		"There is a company called Lumivane, and who works at Lumivane likes it.",
		"We flew to Harrowmere and back. I met the people at Brindle.",
		"So I said Quorin, and Quorin it was.",
	}
	for _, c := range []struct{ name, note, kind, why string }{
		{"Ada Holm", "", "", ""},
		{"Peter Holm", "", "person", "“Peter” is a first name"},
		{"Quorin", "the founder", "person", "noted as “the founder”"},
		{"HTTP", "", "technology", "well known as such"},
		{"Holm Foundation", "", "organisation", "ends in “Foundation”"},
		{"Holm's Law", "", "concept", "ends in “Law”"},
		{"Bergen, Norway", "", "place", "“Norway” is a place"},
		{"Lumivane", "", "organisation", "said with “company called”"},
		{"holm.io", "", "organisation", "ends in “.io”"},
		// One place is not enough, and a first name alone makes no person of a sentence.
		{"Harrowmere", "", "", ""},
		{"Quorin", "", "", ""},
		{"Peter and the clock", "", "", ""},
	} {
		got := names.GuessKinds([]string{c.name}, []string{c.note}, said)[0]
		if string(got.Kind) != c.kind || got.Why != c.why {
			t.Errorf("%s: %q, %q", c.name, got.Kind, got.Why)
		}
	}
}

// TestKindsOfRealNames guesses the kinds of all names that the real chunks list, and compares them with those that
// somebody judged.
func TestKindsOfRealNames(t *testing.T) {
	s := corpus(t)
	b, err := os.ReadFile("testdata/kinds.tsv")
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string][]string{}
	for _, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		if !strings.HasPrefix(line, "#") {
			f := strings.Split(line, "\t")
			kinds[f[0]] = strings.Fields(f[1])
		}
	}
	var list, notes, said []string
	for _, u := range registry.Gather(s.chunks).Names() {
		if !u.Person {
			list, notes = append(list, u.Name), append(notes, u.Note)
		}
	}
	for _, c := range s.chunks {
		for _, turn := range c.Turns {
			said = append(said, turn.Paragraphs...)
		}
	}
	guessed, judged, right := 0, 0, 0
	reasons := map[string]int{}
	for i, g := range names.GuessKinds(list, notes, said) {
		if g.Kind == "" {
			continue
		}
		guessed++
		reasons[strings.Fields(g.Why)[0]]++
		if kinds[list[i]] == nil {
			continue
		}
		judged++
		if slices.Contains(kinds[list[i]], string(g.Kind)) {
			right++
		} else {
			t.Logf("%s is guessed as %s (%s), and is %v", list[i], g.Kind, g.Why, kinds[list[i]])
		}
	}
	t.Logf("of %d names %d get a kind %v; of %d judged %.1f %% are right", len(list), guessed, reasons, judged, 100*float64(right)/float64(judged))
	if guessed*10 < len(list)*6 || judged*10 < guessed*9 || right*100 < judged*95 {
		t.Error("too few kinds are guessed, judged or right")
	}
}
