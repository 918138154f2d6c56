package align

import (
	"reflect"
	"testing"
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
