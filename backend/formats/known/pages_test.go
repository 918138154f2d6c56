package known_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"stet/backend/formats"
	"stet/backend/formats/known"
)

// withoutTimes is an episode of which nobody knows when anything is said.
func withoutTimes(e *formats.Episode) *formats.Episode {
	for _, s := range e.Turns() {
		s.Span, s.Times, s.Place = nil, nil, formats.Nowhere
	}
	return e
}

// TestPagesComeBack reads what is written for people to read: the same people say the same paragraphs, also where no turn
// has a time, and whatever signs stand in names and words.
func TestPagesComeBack(t *testing.T) {
	episodes := map[string]*formats.Episode{"sample": theSample(t), "odd": oddEpisode(t), "untimed": withoutTimes(theSample(t))}
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 11))
		episodes["random "+string(rune('0'+seed%10))+" "+strings.Repeat("x", int(seed/10))] = randomEpisode(r)
	}
	compared := 0
	for name, e := range episodes {
		for _, w := range known.Writers() {
			if w.ID != "text" && w.ID != "markdown" || w.ID == "text" && isOther(e) {
				continue
			}
			out, err := w.Make(e, nil)
			if err != nil {
				t.Fatal(err)
			}
			f := formats.NewFile(out.Bytes)
			reader, ok := known.Find(f)
			want := slices.DeleteFunc(e.Turns(), func(s *formats.Said) bool { return len(s.Paragraphs) == 0 })
			if len(want) == 0 {
				continue
			}
			if !ok {
				t.Errorf("%s as %s is no format that is read:\n%s", name, w.ID, out.Bytes)
				continue
			}
			got, err := reader.Read(f)
			if err != nil || len(got.Turns) != len(want) {
				t.Errorf("%s as %s: %d turns of %d, %v:\n%s", name, w.ID, len(got.Turns), len(want), err, out.Bytes)
				continue
			}
			compared++
			for i, u := range got.Turns {
				if u.Speaker != want[i].Speaker || !slices.Equal(u.Paragraphs, want[i].Paragraphs) || (u.Span != nil) != (want[i].Clocked() != "") {
					t.Errorf("%s as %s: %+v is read for %+v", name, w.ID, u, want[i])
				}
			}
		}
	}
	if compared < 300 {
		t.Errorf("only %d were compared", compared)
	}
}

// isOther says that plain text of an episode is something else, too: its name is what WebVTT begins with, or somebody with a
// short name says nothing but a line, as below a heading.
func isOther(e *formats.Episode) bool {
	return strings.HasPrefix(e.Name(), "WEBVTT") || slices.ContainsFunc(e.Turns(), func(s *formats.Said) bool {
		return len(s.Paragraphs) > 0 && s.Clocked() == "" && len([]rune(s.Name())) <= 3 && (s.Paragraphs[0] == "---" || s.Paragraphs[0] == "===")
	})
}

// A text without any time says what of it is guessed.
func TestAPageWithoutTimesTellsWhatIsGuessed(t *testing.T) {
	for _, w := range known.Writers() {
		if w.ID != "text" && w.ID != "markdown" {
			continue
		}
		out, err := w.Make(withoutTimes(theSample(t)), nil)
		if err != nil {
			t.Fatal(err)
		}
		_, text := outline(out.Bytes)
		if !strings.Contains(text, "guessed: Speakers are taken from names that stand by themselves: Barnaby, Odette []") || !strings.Contains(text, "lost: There are no times in the file: its turns have none []") {
			t.Errorf("%s:\n%s", w.ID, text)
		}
	}
}
