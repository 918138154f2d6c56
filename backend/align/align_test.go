package align

import (
	"context"
	"errors"
	"math"
	"reflect"
	"slices"
	"testing"

	"stet/backend/timecode"
)

// conversation is our own writing, with what is said otherwise than it is written.
var conversation = []spokenLine{
	{"rms", 400, "Good morning. I have a clock here that was made in 1871, and it has not struck since."},
	{"slt", 300, "May I see it? The wheel is bent, and someone has put 25% of the teeth back with glue."},
	{"rms", 600, "That was my uncle. He paid $40 for the glue, and he was proud of it."},
	{"slt", 250, "Well, we shall need a new wheel, a little patience, and about three weeks."},
}

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

func TestTheSameInputGivesTheSameOutput(t *testing.T) {
	said := speak(t, conversation)
	once := aligned(t, said.source(), said.turns, Options{Workers: 1})
	again := aligned(t, said.source(), said.turns, Options{Workers: 2, First: 3})
	if !reflect.DeepEqual(once, again) {
		t.Errorf("one worker found %v, two found %v", once, again)
	}
}

func TestSoundsAndTextsThatAreNone(t *testing.T) {
	loud := noise(2 * sampleRate)
	for i := range loud {
		loud[i] /= 20
	}
	turns := []Turn{{}, {Words: []string{"—", "Well,", "[laughs]", "1871"}}, {Words: []string{"..."}}}
	for name, samples := range map[string][]float32{"no sound": nil, "a moment": make([]float32, 300), "silence": make([]float32, 2*sampleRate), "noise": loud} {
		for _, text := range [][]Turn{nil, turns} {
			src := &memory{rate: sampleRate, samples: samples}
			r := aligned(t, src, text, Options{})
			if name == "silence" && len(r.Uncovered) > 0 {
				t.Errorf("in silence there is speech: %v", r.Uncovered)
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

func TestItTellsHowFarItIsAndStopsWhenTold(t *testing.T) {
	said := speak(t, conversation)
	var turns []int
	var done, all timecode.Time
	aligned(t, said.source(), said.turns, Options{
		First:    3,
		Found:    func(first int, words [][]Word) { turns = append(turns, first, len(words)) },
		Progress: func(d, a timecode.Time) { done, all = d, a },
	})
	if done != all || all == 0 {
		t.Errorf("at the end %v of %v are done", done, all)
	}
	if !slices.Equal(turns, []int{0, 4}) {
		t.Errorf("told of turns %v", turns)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Align(ctx, English(), Listen(said.source(), English()), said.turns, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("when told to stop it says %v", err)
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
