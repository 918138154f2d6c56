package evidence_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"stet/backend/registry/evidence"
	"stet/backend/transcript"
)

func TestStrengthGrowsWithWhatIsSaidAndWhere(t *testing.T) {
	s := evidence.NewSeries(tagsOf("pendulum"), nil)
	filler := strings.Repeat("Ada wound the clock and Björn counted the steps. ", 20)
	last := -1.0
	for _, c := range []struct {
		of     transcript.Chunk
		want   evidence.Strength
		says   string
		within int
	}{
		{chunkOf(nil, filler), evidence.None, "not spoken of", 0},
		{chunkOf(nil, filler+"There was a pendulum."), evidence.Weak, "“pendulum” once, in no other chunk", 1},
		{chunkOf(nil, "The pendulum swings.", filler, "A pendulum is long.", "Pendulums are slow."), evidence.Fair, "“pendulum” 3 times, in no other chunk", 3},
		{
			chunkOf([]string{"title: The Pendulum", "summary: Mira explains the pendulum."}, "The pendulum swings.", filler, "A pendulum is long.", "Pendulums are slow."),
			evidence.Strong, "“pendulum” 3 times, in no other chunk; named in the title and the summary", 3,
		},
	} {
		e := s.Evidence("", c.of, []string{"pendulum"})[0]
		if e.Strength != c.want || e.Why != c.says || len(e.Sentences) != c.within || e.Number <= last {
			t.Errorf("%+v; want %s, %q, %d sentences, more than %v", e, c.want, c.says, c.within, last)
		}
		last = e.Number
	}
}

// A subject that is asked for in one turn says less than one that runs through the chunk.
func TestOneTurnSaysLessThanMany(t *testing.T) {
	s := evidence.NewSeries(tagsOf("pendulum"), nil)
	number := func(turns ...string) float64 {
		return s.Evidence("", chunkOf(nil, turns...), []string{"pendulum"})[0].Number
	}
	one := number("Well.", "The pendulum? Why a pendulum? Is a pendulum good?", "Yes.")
	many := number("The pendulum?", "Why a pendulum?", "Is a pendulum good?")
	if one >= many {
		t.Errorf("in one turn %v, in three %v", one, many)
	}
}

func TestASentenceHasItsPlaceAndWhatSpeaks(t *testing.T) {
	s := evidence.NewSeries(tagsOf("bell-founding = foundry"), nil)
	c := chunkOf(nil, "Guten Tag.", "Wir hören zu. Thé foundry, or what Björn calls one, is bell founding’s home! It is cold.\nThe foundry closed")
	e := s.Evidence("", c, []string{"bell-founding"})[0]
	var got []string
	for _, x := range e.Sentences {
		got = append(got, fmt.Sprintf("%d %d %d %q", x.Turn, x.At, x.Para, c.Turns[x.At].Paragraphs[x.Para][x.From:x.To]))
		for _, cue := range x.Cues {
			got = append(got, fmt.Sprintf("  %q %s", c.Turns[x.At].Paragraphs[x.Para][cue.From:cue.To], cue.Why))
		}
	}
	want := []string{
		`2 1 0 "Thé foundry, or what Björn calls one, is bell founding’s home!"`,
		`  "foundry" “foundry”, a synonym of bell-founding`,
		`  "bell founding’s" “bell founding”`,
		`2 1 1 "The foundry closed"`,
		`  "foundry" “foundry”, a synonym of bell-founding`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestWhyNothingSpeaksForATag(t *testing.T) {
	s := evidence.NewSeries(tagsOf("go", "bells"), nil)
	c := chunkOf(nil, "We go up. You go first, and I go last.")
	for tag, want := range map[string]string{"go": "“go” 3 times, but not as the name", "bells": "not spoken of"} {
		if e := s.Evidence("", c, []string{tag})[0]; e.Why != want || e.Strength != evidence.None {
			t.Errorf("%s: %+v", tag, e)
		}
	}
}

// Of a tag of several words, the words apart from each other are a weak sign, and so is the one alone that few chunks have.
func TestTheWordsOfATagApartFromEachOther(t *testing.T) {
	s := evidence.NewSeries(tagsOf("bell-foundry", "clock-repair"), map[string]transcript.Chunk{
		"a": chunkOf(nil, "A bell rings.", "The clock strikes."), "b": chunkOf(nil, "Another bell.", "The foundry burnt down."),
		"c": chunkOf(nil, "This clock is slow."),
	})
	filler := strings.Repeat("Ada wound it up and Björn counted the steps. ", 20)
	for _, c := range []struct {
		tag, says string
		want      evidence.Strength
		turns     []string
	}{
		{"bell-foundry", "its words are here, apart from each other", evidence.Weak, []string{"The bell hangs.", filler, "A bell.", filler, "They have a foundry."}},
		{"bell-foundry", "of its words only “foundry” is here", evidence.Weak, []string{"The foundry is cold.", filler, "A foundry smells."}},
		{"bell-foundry", "its words are here, apart from each other", evidence.None, []string{"One bell hangs.", filler, "They have a foundry."}},
		{"bell-foundry", "not spoken of", evidence.None, []string{"The foundry is cold.", filler}},
		{"bell-foundry", "not spoken of", evidence.None, []string{"The bell hangs.", filler, "A bell.", "And a bell."}},
		{"clock-repair", "not spoken of", evidence.None, []string{"The clock is slow.", "And the clock is old."}},
		{"tower-stairs", "of its words only “stairs” is here", evidence.Weak, []string{"The stairs creak.", "These stairs are steep."}},
	} {
		e := s.Evidence("", chunkOf(nil, c.turns...), []string{c.tag})[0]
		if e.Strength != c.want || e.Why != c.says {
			t.Errorf("%s in %.30q: %s, %q; want %s, %q", c.tag, c.turns, e.Strength, e.Why, c.want, c.says)
		}
	}
}

// A tag that the registry does not have is looked for by its own words.
func TestATagThatIsNotApproved(t *testing.T) {
	s := evidence.NewSeries(tagsOf("bells"), nil)
	if got, want := cued(t, s, chunkOf(nil, "Tower clocks, and more tower clocks."), "tower-clocks"), "[Tower clocks], and more [tower clocks]."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// What a tag usually goes along with makes it stronger where it is named, and is no evidence where it is not.
func TestCompanyMakesStronger(t *testing.T) {
	usual := map[string]transcript.Chunk{}
	for i := range 6 {
		usual[fmt.Sprint("clock-", i)] = chunkOf(nil, "An escapement ticks, with anchor and pallets.", "The escapement again, anchor and pallets.", "This escapement, the anchor, the pallets.")
		usual[fmt.Sprint("bread-", i)] = chunkOf(nil, "The oven bakes rye, spelt and oats.", "Flour, yeast and salt.", "Mira kneads the dough.")
	}
	s := evidence.NewSeries(tagsOf("escapement"), usual)
	number := func(turns ...string) evidence.Evidence {
		return s.Evidence("", chunkOf(nil, turns...), []string{"escapement"})[0]
	}
	with := number("An escapement, they said.", "What escapement?", "The anchor sits on the pallets, and ticks.", "The anchor and the pallets tick.")
	without := number("An escapement, they said.", "What escapement?", "The dough sits in the oven, and rests.", "The oven and the dough rest.")
	if with.Number <= without.Number || !strings.Contains(with.Why, "with “anchor”, “pallets”") || strings.Contains(without.Why, "with") {
		t.Errorf("with %+v\nwithout %+v", with, without)
	}
	if none := number("The anchor sits on the pallets.", "The anchor, the pallets."); none.Strength != evidence.None {
		t.Errorf("%+v", none)
	}
}

// A chunk is no evidence for itself.
func TestAChunkOfTheSeriesDoesNotCountForItself(t *testing.T) {
	c := chunkOf([]string{"tags: bells"}, "Bells ring.", "The bells ring on.")
	s := evidence.NewSeries(tagsOf("bells"), map[string]transcript.Chunk{"a": c, "b": chunkOf(nil, "A bell rang.")})
	if e := s.Evidence("a", c, []string{"bells"})[0]; e.Why != "“bells” twice, in 1 other chunk" {
		t.Errorf("%+v", e)
	}
	if e := s.Evidence("", c, []string{"bells"})[0]; e.Why != "“bells” twice, in 2 other chunks" {
		t.Errorf("%+v", e)
	}
}

func series() map[string]transcript.Chunk {
	out := map[string]transcript.Chunk{}
	for i := range 5 {
		out[fmt.Sprint("bells-", i)] = chunkOf([]string{"tags: bells | towers", "topics: Bell Ringing"}, "The bells hang in the tower.", "Ropes, and bells again.")
		out[fmt.Sprint("bread-", i)] = chunkOf([]string{"tags: baking", "topics: Sourdough"}, "Sourdough rises.", "We bake at four, and sourdough waits.")
	}
	return out
}

// Replacing chunks one by one leaves the same series as building it of the new ones.
func TestASeriesAfterReplacingIsTheSameAsANewOne(t *testing.T) {
	r := tagsOf("bells", "towers", "baking", "go", "ropes")
	chunks := series()
	changed := evidence.NewSeries(r, chunks)
	replaced := chunkOf([]string{"tags: go", "topics: Bell Ringing | Compilers"}, "The ringing is computed in Go, by ropes.", "We go on.")
	changed.Put("bells-2", replaced)
	changed.Put("new", replaced)
	changed.Remove("bread-0")
	changed.Remove("never-there")
	chunks["bells-2"], chunks["new"] = replaced, replaced
	delete(chunks, "bread-0")
	fresh := evidence.NewSeries(r, chunks)
	for key, c := range chunks {
		a, b := changed.Suggest(key, c, 20), fresh.Suggest(key, c, 20)
		if len(a.Tags) != len(b.Tags) || !slices.Equal(a.Topics, b.Topics) {
			t.Fatalf("%s: %+v\n%+v", key, a, b)
		}
		for i := range a.Tags {
			x, y := a.Tags[i], b.Tags[i]
			if x.Tag != y.Tag || x.Why != y.Why || math.Abs(x.Score-y.Score) > 1e-9 {
				t.Errorf("%s: %+v\n%+v", key, x, y)
			}
		}
	}
}
