//go:build !race

// What is here reckons a great deal and runs beside nothing that the other tests do not: the race detector would find no
// more in it, and take minutes. build/test.sh runs it by itself.
package align

import (
	"context"
	"math"
	"slices"
	"testing"

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
	for _, c := range []struct {
		name    string
		samples []float32
		least   float64
	}{
		{"clean", said.samples, 95},
		{"with music", mixed(said.samples, music(len(said.samples)), 10), 80},
	} {
		src := &memory{rate: sampleRate, samples: c.samples}
		r := aligned(t, src, said.untimed(), Options{})
		if starts, _ := atEdges(r, edges); starts.in100 < c.least {
			t.Errorf("%s: %v", c.name, starts)
		}
	}
}
