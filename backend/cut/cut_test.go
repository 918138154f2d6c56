package cut

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"stet/backend/timecode"
	"stet/backend/transcript"
)

// turn makes a turn that begins and ends at a second.
func turn(from, to int, who, text string) transcript.Turn {
	code := func(s int) timecode.Code {
		c, err := timecode.Parse(fmt.Sprintf("%02d:%02d:%02d:00", s/3600, s/60%60, s%60))
		if err != nil {
			panic(err)
		}
		return c
	}
	return transcript.Turn{Span: &timecode.Span{Start: code(from), End: code(to)}, Speaker: &who, Paragraphs: []string{text}}
}

var talk = []transcript.Turn{
	turn(0, 9, "Ada", "Welcome to the mill, where the wheel has turned for three hundred years."),
	turn(10, 20, "Björn", "It turns when there is water, and the water comes when it likes."),
	turn(20, 22, "Ada", "Yes."),
	turn(22, 40, "Ada", "Now tell me of the flour, which you grind between two stones."),
	turn(40, 41, "Björn", "Yes."),
	turn(41, 60, "Björn", "Rye is hard and wheat is soft, and the miller hears the difference."),
}

func piece(name string, turns ...transcript.Turn) Piece {
	return Piece{name, transcript.Chunk{Turns: turns}}
}

func TestStartsRise(t *testing.T) {
	for _, c := range []struct {
		name   string
		pieces []Piece
		want   []int
	}{
		{"as they are", []Piece{piece("a", talk[:3]...), piece("b", talk[3:]...)}, []int{0, 3}},
		{"a turn that is said twice", []Piece{piece("a", talk[:2]...), piece("b", talk[2]), piece("c", talk[4:]...)}, []int{0, 2, 4}},
		{"one that is not there", []Piece{piece("a", talk...), piece("b", turn(90, 99, "Mira", "Nobody said anything like it here."))}, []int{0, -1}},
		{"two that contradict each other", []Piece{piece("a", talk[3:]...), piece("b", talk[:2]...)}, []int{3, -1}},
		{"one without turns", []Piece{piece("a"), piece("b", talk[3:]...)}, []int{-1, 3}},
		{"none", nil, nil},
	} {
		var got []int
		for _, s := range Starts(talk, c.pieces) {
			got = append(got, s.Turn)
		}
		if c.name == "two that contradict each other" && slices.Equal(got, []int{-1, 0}) {
			continue // either of the two may win
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestLikeLosesNoTurn(t *testing.T) {
	for _, starts := range [][]Start{{{Turn: 0}, {Turn: 3}}, {{Turn: 2}, {Turn: -1}, {Turn: 4}}, {{Turn: -1}, {Turn: 5}}} {
		var all []transcript.Turn
		for _, body := range Like(talk, starts) {
			all = append(all, body...)
		}
		if !slices.EqualFunc(all, talk, transcript.SameTurn) {
			t.Errorf("%v: %d turns of %d", starts, len(all), len(talk))
		}
	}
	if got := Like(talk, []Start{{Turn: -1}}); len(got) != 1 || len(got[0]) != 0 {
		t.Errorf("what was not found got %v", got)
	}
}

func TestDressedSaysAgainWhatTurnsSay(t *testing.T) {
	field := func(key, value string) transcript.Field {
		return transcript.Field{Key: key, Kind: transcript.ScalarField, Value: value}
	}
	p := transcript.Chunk{
		Lead: []string{"Episode 1"}, Turns: talk[:3],
		Matter: transcript.Matter{Form: transcript.FieldMatter, Fields: []transcript.Field{
			field("title", "The Wheel"), field("end_time", "00:00:22:00"), field("timecode", "00:00:00:00 – End"),
			{Key: "speakers", Kind: transcript.ListField, Items: []string{"Ada", "Björn"}},
		}},
	}
	got, err := Dressed(p, talk[3:4])
	if err != nil {
		t.Fatal(err)
	}
	f := got.Matter.Fields
	if f[0].Value != "The Wheel" || f[1].Value != "00:00:40:00" || f[2].Value != "00:00:22:00 – End" || !slices.Equal(f[3].Items, []string{"Ada"}) {
		t.Errorf("%+v", f)
	}
	if len(got.Turns) != 1 || got.Lead[0] != "Episode 1" || p.Matter.Fields[1].Value != "00:00:22:00" {
		t.Errorf("%+v", got)
	}
}

// Times that were wrong are no longer told of turns that are others now; of those that are the same they stay.
func TestDressedWritesTimesThatWereWrong(t *testing.T) {
	field := func(key, value string) transcript.Field {
		return transcript.Field{Key: key, Kind: transcript.ScalarField, Value: value}
	}
	p := transcript.Chunk{Turns: talk[:3], Matter: transcript.Matter{Form: transcript.FieldMatter, Fields: []transcript.Field{
		field("start_time", "00:10:00:00"), field("end_time", "00:20:00:05"), field("timecode", "00:10:00 – 00:20:00"),
	}}}
	for _, c := range []struct {
		turns []transcript.Turn
		want  string
	}{
		{talk[:3], "00:10:00:00, 00:20:00:05, 00:10:00 – 00:20:00"},
		{talk[:4], "00:00:00:00, 00:00:40:00, 00:00:00 – 00:00:40"},
	} {
		got, err := Dressed(p, c.turns)
		if err != nil {
			t.Fatal(err)
		}
		var said []string
		for _, f := range got.Matter.Fields {
			said = append(said, f.Value)
		}
		if strings.Join(said, ", ") != c.want {
			t.Errorf("%q, want %s", said, c.want)
		}
	}
}

func TestByNumber(t *testing.T) {
	numbered := func(name, number string) Piece {
		return Piece{name, transcript.Chunk{Matter: transcript.Matter{Fields: []transcript.Field{{Key: "chunk", Kind: transcript.ScalarField, Value: number}}}}}
	}
	pieces := []Piece{numbered("d", "x"), numbered("c", "010"), numbered("b", "9"), {Name: "chunks/ep03-07-mills.md"}, numbered("a", "09")}
	ByNumber(pieces)
	var names []string
	for _, p := range pieces {
		names = append(names, p.Name)
	}
	if got := strings.Join(names, " "); got != "chunks/ep03-07-mills.md a b c d" {
		t.Error(got)
	}
}

// subjects are talks of four minutes each, a subject a talk.
func subjects(n int) (turns []transcript.Turn) {
	words := []string{"wheel water mill stream paddle", "rye wheat flour stone grain", "bell tower clock hour weight", "oven bread crust yeast dough"}
	at := 0
	for s := range n {
		list := strings.Fields(words[s%len(words)])
		for i := range 24 {
			who := []string{"Ada", "Björn"}[i%2]
			text := strings.Repeat(fmt.Sprintf("The %s and the %s make a good %s here. ", list[i%5], list[(i+2)%5], list[(i*3+1)%5]), 3)
			turns = append(turns, turn(at, at+10, who, strings.TrimSpace(text)))
			at += 10
		}
	}
	return turns
}

func TestProposalsGoWithTheWords(t *testing.T) {
	turns := subjects(4)
	got := Propose(turns, Usual)
	if len(got) != 4 {
		t.Fatalf("%+v", got)
	}
	for i, p := range got {
		if d := p.Turn - 24*i; d < -1 || d > 1 || i > 0 && p.Depth <= 0 {
			t.Errorf("proposal %d: %+v", i, p)
		}
	}
	for i := range turns {
		turns[i].Span = nil
	}
	for _, p := range Propose(turns, Usual)[1:] {
		if p.Turn%24 > 1 && p.Turn%24 < 23 {
			t.Errorf("without times: %+v", p)
		}
	}
	if Propose(nil, Usual) != nil || len(Propose(talk, Usual)) != 1 {
		t.Error("a short talk is one chunk, and none is none")
	}
}

func TestSubjectsAreWhatOthersDoNotSay(t *testing.T) {
	turns := subjects(4)
	got := Subjects([][]transcript.Turn{turns[:24], turns[24:48], turns[48:72], turns[72:]}, 2)
	for i, list := range [][]string{{"mill", "paddle", "stream", "water", "wheel"}, {"flour", "grain", "rye", "stone", "wheat"}} {
		for _, w := range got[i] {
			if !slices.Contains(list, w) || len(got[i]) != 2 {
				t.Errorf("%d: %v", i, got[i])
			}
		}
	}
}
