package align

import (
	"context"
	"errors"
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
	// What is heard of is told in parts, and at last the whole.
	if len(turns) < 2 || !slices.Equal(turns[len(turns)-2:], []int{0, 4}) {
		t.Errorf("told of turns %v", turns)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Align(ctx, English(), Listen(said.source(), English()), said.turns, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("when told to stop it says %v", err)
	}
}
