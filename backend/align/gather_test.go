//go:build !race

package align

import (
	"slices"
	"strings"
	"testing"
)

// longBefore is minutes of other talk and then a text, which has as many words as that at least, and the text's turns.
func longBefore(t *testing.T, before, most int) (talk, int) {
	t.Helper()
	lines := written(t, before+most)
	n, at := 0, 0
	for ; n < before; at++ {
		n += len(strings.Fields(lines[at].text))
	}
	return speak(t, lines), at
}

// A text may be a part at the end of a sound in which others speak for long before it.
func TestATextAtTheEndOfALongSound(t *testing.T) {
	said, at := longBefore(t, 1800, 500)
	turns := said.untimed()[at:]
	r := aligned(t, said.source(), turns, Options{})
	if n, of := flagged(r, 0, len(turns)); n > of/100 {
		t.Errorf("of %d words %d are said to be missing", of, n)
	}
	if s := compare(r.Turns, said.truth[at:]); s.in100 < 97 {
		t.Error(s)
	}
}

// A text that nobody says in a long sound is not heard here and there in it.
func TestATextThatALongSoundDoesNotHold(t *testing.T) {
	said, at := longBefore(t, 1200, 500)
	turns := said.untimed()[at:]
	end := said.turns[at].Start.Samples(sampleRate) - sampleRate/10
	r := aligned(t, &memory{rate: sampleRate, samples: said.samples[:end]}, turns, Options{})
	n, heard := 0, 0
	for _, w := range slices.Concat(r.Turns...) {
		if n++; w.State == Aligned && w.Confidence >= SureEnough {
			heard++
		}
	}
	if heard*50 > n {
		t.Errorf("of %d words that nobody says %d are heard", n, heard)
	}
}
