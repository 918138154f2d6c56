//go:build !race

// What is here reckons a great deal and runs beside nothing that the other tests do not: the race detector would find no
// more in it, and take minutes. build/test.sh runs it by itself.
package align

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"stet/backend/audio"
	"stet/backend/timecode"
)

func TestWordsAreFoundWhereTheyAreSaid(t *testing.T) {
	said := speak(t, conversation)
	for name, turns := range map[string][]Turn{"between known times": said.turns, "anywhere": said.untimed()} {
		r := aligned(t, said.source(), turns, Options{})
		if s := compare(r.Turns, said.truth); s.in100 < 99 || s.in50 < 95 || s.median > 25 {
			t.Errorf("%s: %v", name, s)
		}
		for k, words := range r.Turns {
			for i, w := range words {
				if w.State != Aligned {
					t.Errorf("%s: %q is %v", name, turns[k].Words[i], w.State)
				}
			}
		}
	}
}

// Of which no turn has a time, and most are short: a start that is off by more than a tenth of a second fails all.
func TestTurnsWithoutTimesBeginWhereTheyAreSaid(t *testing.T) {
	lines := script(t, 60)
	for i, l := range lines {
		if end := strings.IndexAny(l.text, ".?!"); end >= 0 {
			lines[i].text = l.text[:end+1]
		}
	}
	said := speak(t, lines)
	r := aligned(t, said.source(), said.untimed(), Options{})
	if s := compare(starts(r.Turns), starts(said.truth)); s.words < 60 || s.in100 < 99 {
		t.Errorf("they begin: %v", s)
	}
	if s := compare(r.Turns, said.truth); s.in100 < 99 {
		t.Errorf("their words: %v", s)
	}
}

func TestWithoutAModelWordsAreEstimated(t *testing.T) {
	said := speak(t, conversation)
	s := Listen(said.source(), nil)
	r, err := Align(context.Background(), nil, s, said.turns, Options{})
	if err != nil {
		t.Fatal(err)
	}
	lawful(t, r, said.turns, s.Length())
	for k, words := range r.Turns {
		for i, w := range words {
			if w.State != Estimated || w.Confidence != 0 {
				t.Fatalf("turn %d, word %d is %v", k, i, w.State)
			}
		}
		if first, last := words[0].Start, words[len(words)-1].End; first < *said.turns[k].Start-timecode.Second/2 || last > *said.turns[k].End+timecode.Second/2 {
			t.Errorf("turn %d is estimated from %v to %v, and said from %v to %v", k, first, last, *said.turns[k].Start, *said.turns[k].End)
		}
	}
}

// What is measured of a sound does not depend on its rate, nor on what was asked for first.
func TestASoundOfAnyRateIsHeardAlike(t *testing.T) {
	tone := func(rate, seconds int) *memory {
		samples := make([]float32, rate*seconds)
		for i := range samples {
			at := float64(i) / float64(rate)
			samples[i] = float32(0.2 * (math.Sin(2*math.Pi*440*at) + math.Sin(2*math.Pi*1900*at)) * (1 + math.Sin(2*math.Pi*3*at)))
		}
		return &memory{rate: rate, samples: samples}
	}
	const seconds = 40
	ctx := context.Background()
	want, err := Listen(tone(sampleRate, seconds), nil).between(ctx, 0, seconds*frameRate)
	if err != nil {
		t.Fatal(err)
	}
	for _, rate := range []int{8000, 22050, 44100, 48000, 96000} {
		s := Listen(tone(rate, seconds), nil)
		late, err := s.between(ctx, 3500, 3600)
		if err != nil {
			t.Fatal(err)
		}
		got, err := s.between(ctx, 0, seconds*frameRate)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got[3500:3600], late) {
			t.Errorf("at %d Hz the end is heard otherwise when it is heard first", rate)
		}
		if len(got) != len(want) {
			t.Fatalf("at %d Hz there are %d frames, not %d", rate, len(got), len(want))
		}
		for i := 10; i < len(got)-10; i++ {
			if d := math.Abs(float64(got[i].loud - want[i].loud)); d > 0.3 {
				t.Fatalf("at %d Hz frame %d is %.1f dB off", rate, i, d)
			}
		}
	}
}

// Recorded speech, joined with known gaps: clean, and with what lies over it in the world.
func TestRecordedSpeech(t *testing.T) {
	said, edges := prompts(t, 10)
	in := func(samples []float32) audio.Source { return &memory{rate: sampleRate, samples: samples} }
	for _, c := range []struct {
		name         string
		src          audio.Source
		starts, ends float64
	}{
		{"clean", in(said.samples), 95, 95},
		// What lies over a word that dies away hides where it ends.
		{"in a noisy room", in(mixed(said.samples, noise(len(said.samples)), 20)), 95, 0},
		{"with music", in(mixed(said.samples, music(len(said.samples)), 10)), 80, 0},
		{"by telephone", encoded(t, said.samples, "phone.wav", "-ar", "8000"), 95, 95},
		{"as MP3", encoded(t, said.samples, "talk.mp3", "-b:a", "64k"), 95, 95},
	} {
		r := aligned(t, c.src, said.untimed(), Options{})
		if err := c.src.Close(); err != nil {
			t.Error(err)
		}
		starts, ends := atEdges(r, edges)
		if starts.in100 < c.starts || ends.in100 < c.ends {
			t.Errorf("%s: sentences begin: %v; they end: %v", c.name, starts, ends)
		}
	}
}
