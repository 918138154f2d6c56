package cut

import (
	"slices"
	"testing"

	"stet/backend/transcript"
)

// greeting has a turn of three words behind a longer one of the same speaker.
var greeting = []transcript.Turn{
	turn(0, 4, "Ada", "Hello there, my friend. How are you today in the rain?"),
	turn(4, 5, "Ada", "Are you well?"),
	turn(5, 9, "Björn", "I am well. Thank you very much for asking me, are you well?"),
	turn(9, 10, "Björn", "Yes."),
	turn(10, 20, "Ada", "Yes, and it is time for us to go on with what we came for."),
}

// merged is a turn that says what several say.
func merged(turns ...transcript.Turn) transcript.Turn {
	out := turns[0]
	out.Paragraphs = nil
	for _, t := range turns {
		out.Paragraphs = append(out.Paragraphs, t.Paragraphs...)
	}
	return out
}

// A turn of few words that was joined with the one beside it is in that one, at its end as at its beginning, and none that is said
// within another is taken for it. What is missing is missing, also where the words stand beside it once more.
func TestAShortTurnThatWasJoinedIsNotMissing(t *testing.T) {
	g := greeting
	yes, again := g[2], g[2]
	yes.Paragraphs = []string{"Yes, I am well. Thank you very much for asking me, are you well?"}
	again.Paragraphs = []string{"I am well. Thank you very much for asking me, are you well? Are you well?"}
	for _, c := range []struct {
		name, want string
		turns      []transcript.Turn
	}{
		{"behind", "", []transcript.Turn{merged(g[0], g[1]), g[2], g[3], g[4]}},
		{"before", "", []transcript.Turn{g[0], g[1], g[2], merged(g[3], g[4])}},
		{"two of them", "", []transcript.Turn{merged(g[0], g[1]), merged(g[2], g[3]), g[4]}},
		{"all", "", []transcript.Turn{g[0], merged(g[1], g[2], g[3], g[4])}},
		{"missing, and said by the next one", "gap 1-2", []transcript.Turn{g[0], g[2], g[3], g[4]}},
		{"missing, and the first word of the next one", "gap 3-4", []transcript.Turn{g[0], g[1], g[2], g[4]}},
		{"missing, and written into the beginning of the one before", "gap 3-4", []transcript.Turn{g[0], g[1], yes, g[4]}},
		{"missing, and written into the end of the next one", "gap 1-2", []transcript.Turn{g[0], again, g[3], g[4]}},
	} {
		pieces := []Piece{piece("a", c.turns...)}
		l := Audit(g, pieces)
		if got := told(l); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if body := l.Bodies()[0]; c.want == "" && !l.Unchanged(0, body) {
			t.Errorf("%s: it would say %+v", c.name, body)
		}
	}
}

// It is so also where the other one was parted, and its first part says the same words.
func TestAShortTurnThatWasJoinedWithAPartIsNotMissing(t *testing.T) {
	turns := []transcript.Turn{
		turn(0, 20, "Ada", "The wheel turns well, and I am glad of the water and of the mill. Rye is hard but wheat is soft, so every miller hears a difference."),
		turn(20, 22, "Ada", "I am well."),
	}
	first, rest := turns[0], turns[0]
	first.Paragraphs = []string{"The wheel turns well, and I am glad of the water and of the mill."}
	rest.Paragraphs = []string{"Rye is hard but wheat is soft, so every miller hears a difference. I am well."}
	if got := told(Audit(turns, []Piece{piece("a", first, rest)})); got != "" {
		t.Error(got)
	}
}

// A turn that was joined is in the other one also where that one stands in a second chunk as well, by itself.
func TestAShortTurnThatWasJoinedWithOneThatStandsTwiceIsNotMissing(t *testing.T) {
	g := greeting
	l := Audit(g, []Piece{piece("a", merged(g[0], g[1]), g[2], g[3], g[4]), piece("b", g[0])})
	if got := told(l); got != "twice 0-1" {
		t.Error(got)
	}
	bodies := l.Bodies()
	if body := slices.Concat(bodies[1], bodies[0]); !slices.EqualFunc(body, g, transcript.SameTurn) {
		t.Errorf("%+v", body)
	}
}

// A turn of few words that stands by itself in one chunk, and is joined with the one before or behind it in another, stands twice.
func TestAShortTurnThatIsJoinedInAnotherChunkStandsTwice(t *testing.T) {
	g := greeting
	for name, c := range map[string]struct {
		want   string
		pieces []Piece
	}{
		"with the one before it":          {"twice 1-2", []Piece{piece("a", merged(g[0], g[1])), piece("b", g[1:]...)}},
		"with the one behind it":          {"twice 3-4", []Piece{piece("a", g[:4]...), piece("b", merged(g[3], g[4]))}},
		"in both":                         {"twice 1-2", []Piece{piece("a", merged(g[0], g[1])), piece("b", merged(g[1], g[2]), g[3], g[4])}},
		"the end of the other is its own": {"", []Piece{piece("a", g[:3]...), piece("b", g[3:]...)}},
	} {
		l := Audit(g, c.pieces)
		if got := told(l); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
			continue
		}
		if body := slices.Concat(l.Bodies()...); !slices.EqualFunc(body, g, transcript.SameTurn) {
			t.Errorf("%s: mended, it would say %+v", name, body)
		}
	}
}

// A repair that has a torn turn from the transcript leaves none of its words in the turn beside it.
func TestARepairOfATornTurnDoublesNoWords(t *testing.T) {
	with, rest := merged(talk[0], talk[1]), talk[1]
	with.Paragraphs[1] = "It turns when there is water,"
	rest.Paragraphs = []string{"and the water comes when it likes."}
	l := Audit(talk, []Piece{piece("a", with, rest, talk[2], talk[3], talk[4], talk[5])})
	var got []string
	for _, turn := range l.Bodies()[0] {
		got = append(got, turn.Paragraphs...)
	}
	var want []string
	for _, turn := range talk[:6] {
		want = append(want, turn.Paragraphs...)
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s: %q", told(l), got)
	}
}

// Where an editor parted a turn or joined several, a repair of something else leaves that as it is.
func TestARepairLeavesPartedAndJoinedTurns(t *testing.T) {
	first, second := talk[5], talk[5]
	first.Paragraphs, second.Paragraphs = []string{"Rye is hard and wheat is soft,"}, []string{"and the miller hears the difference."}
	joined := merged(talk[0], talk[1])
	want := []transcript.Turn{joined, talk[2], talk[3], talk[4], first, second}
	l := Audit(talk, []Piece{piece("a", joined, talk[2], talk[4], first, second)})
	if got := told(l); got != "gap 3-4" {
		t.Fatal(got)
	}
	if body := l.Bodies()[0]; !slices.EqualFunc(body, want, transcript.SameTurn) {
		t.Errorf("%+v", body)
	}
}
