//go:build !race

package align

import (
	"strings"
	"testing"
	"time"

	"stet/backend/timecode"
)

// The words of a long text get their times about as fast as they are many: nobody looks anew through all that comes behind a word for
// one that a person has timed.
func TestWordsGetTheirTimesAsFastAsTheyAreMany(t *testing.T) {
	turns := make([]Turn, 40_000)
	for k := range turns {
		turns[k].Words = strings.Fields("one two three four five")
	}
	last := Span{Start: timecode.Second / 2, End: timecode.Second}
	turns[len(turns)-1].Hand = map[int]Span{4: last}
	p := (*Model)(nil).plan(Listen(&memory{rate: sampleRate, samples: make([]float32, sampleRate)}, nil), turns, Options{})
	began := time.Now()
	words := p.words(make(found, len(p.text)), 0, len(turns))
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("%d words take %v", len(p.text), took)
	}
	if w := words[len(words)-1]; w[4].Span != last || w[3].End > last.Start {
		t.Errorf("the last words are %v", w)
	}
}
