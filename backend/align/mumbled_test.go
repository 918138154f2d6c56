//go:build !race

package align

import (
	"slices"
	"strings"
	"testing"

	"stet/backend/timecode"
)

// A word that a file heard as another one is said between those that it has timed, however little room they leave it.
// Where they leave none, nobody says it.
func TestAWordThatAFileHasOtherwiseIsNotMissing(t *testing.T) {
	said := speak(t, conversation)
	for i := 1; i+1 < len(said.truth[1]); i += 2 {
		truth := slices.Clone(said.truth[1])
		leave := min(truth[i].End-truth[i].Start, timecode.FromMillis(int64(13*len(said.turns[1].Words[i]))))
		truth[i].End = truth[i].Start + leave
		truth[i+1].Start = truth[i].End
		truth[i-1].End = truth[i].Start
		turns := slices.Clone(said.turns[1:2])
		turns[0].Hand = map[int]Span{}
		for n, w := range truth {
			if n != i {
				turns[0].Hand[n] = w
			}
		}
		w := aligned(t, said.source(), turns, Options{WordsOnly: true}).Turns[0][i]
		if w.State == NotSpoken || w.End-w.Start < leave/2 {
			t.Errorf("%q, with %v of room, is %v at %v", turns[0].Words[i], leave, w.State, w.Span)
		}
		turns[0].Hand[i+1] = Span{truth[i].Start, truth[i+1].End}
		if w := aligned(t, said.source(), turns, Options{WordsOnly: true}).Turns[0][i]; w.State != NotSpoken {
			t.Errorf("%q, with no room, is %v at %v", turns[0].Words[i], w.State, w.Span)
		}
	}
}

// One that is said otherwise than anybody knows is put where somebody speaks.
func TestAWordThatIsSaidOtherwiseIsNotMissing(t *testing.T) {
	said := speak(t, []spokenLine{
		{"rms", 400, "You can never compete against awz. Their margins will be crazy low always."},
		{"slt", 300, "I can take that and deploy it on awz and buy the servers, on awz. The rest is easy."},
		{"rms", 300, "So the company went to awz, because awz has it."},
	})
	turns := slices.Clone(said.turns)
	for k := range turns {
		turns[k].Words = slices.Clone(turns[k].Words)
		for i, w := range turns[k].Words {
			turns[k].Words[i] = strings.ReplaceAll(w, "awz", "WWWWW")
		}
	}
	r := aligned(t, said.source(), turns, Options{})
	for k, words := range turns {
		for i, word := range words.Words {
			w, want := r.Turns[k][i], said.truth[k][i]
			if w.State == NotSpoken || w.Start < want.Start-timecode.Second/4 || w.End > want.End+timecode.Second/4 {
				t.Errorf("%q is %v at %v, and what is said there is at %v", word, w.State, w.Span, want)
			}
		}
	}
}
