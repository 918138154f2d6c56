package cut

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"stet/backend/transcript"
)

func TestNames(t *testing.T) {
	under := func(labels ...string) []transcript.Turn {
		out := slices.Clone(talk)
		for i, label := range labels {
			out[i].Speaker = &label
		}
		return out
	}
	for name, c := range map[string]struct {
		turns []transcript.Turn
		want  string
	}{
		"labels of a recogniser":            {under("Speaker 1", "Speaker 2", "Speaker 1", "Speaker 1", "Speaker 2", "Speaker 2"), "Speaker 1 is Ada 3/3, Speaker 2 is Björn 3/3"},
		"one that is wrong once":            {under("A", "B", "A", "A", "A", "B"), "A is Ada 3/4, B is Björn 2/2"},
		"some are named":                    {under("Ada", "spk_1", "Ada", "Ada", "Björn", "Björn"), "spk_1 is Björn 1/1"},
		"somebody new beside who was there": {under("Ada", "Björn", "Ada", "Ada", "Björn", "Mira"), "Mira is ? 0/1"},
		"another name for the same person":  {under("Ada", "Björn Berg", "Ada", "Ada", "Björn Berg", "Björn Berg"), "Björn Berg is Björn 3/3"},
		"one for both":                      {under("Speaker 1", "Speaker 1", "Speaker 1", "Speaker 1", "Speaker 1", "Speaker 1"), "Speaker 1 is ? 0/6"},
		"nobody is unknown":                 {talk, ""},
	} {
		var got []string
		for _, n := range Names(c.turns, talk) {
			got = append(got, fmt.Sprintf("%s is %s %d/%d", n.Label, map[bool]string{true: "?", false: n.Name}[n.Name == ""], n.Votes, n.Of))
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestNameless(t *testing.T) {
	for label, want := range map[string]bool{
		"Speaker 1": true, "SPEAKER_00": true, "spk_0": true, "スピーカー 1": true, "話者 2": true, "A": true, "unknown": true, "Speaker": true, "Sprecher 12": true,
		"Odette": false, "Ada Lov": false, "(Mix)": false, "R2-D2 and friends": false,
	} {
		if Nameless(label) != want {
			t.Errorf("%s: %v", label, !want)
		}
	}
	turns := slices.Clone(talk)
	if n := Rename(turns, "Ada", "Mira"); n != 3 || turns[0].Label() != "Mira" || talk[0].Label() != "Ada" {
		t.Errorf("%d turns were renamed", n)
	}
}
