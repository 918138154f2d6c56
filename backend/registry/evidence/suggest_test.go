package evidence_test

import (
	"strings"
	"testing"

	"stet/backend/registry/evidence"
	"stet/backend/transcript"
)

func TestSuggestionsAreApprovedAndNotListed(t *testing.T) {
	s := evidence.NewSeries(tagsOf("bells", "clock-faces = dials", "iron -> steel", "steel", "lead ->", "ropes"), series())
	c := chunkOf([]string{"tags: bells"},
		"The bells hang beside the dials.", "The dials are of lead, the hands of iron.", "Iron and lead, dials and bells.")
	got := s.Suggest("", c, 10)
	if want := "clock-faces steel"; names(got.Tags) != want {
		t.Errorf("got %q, want %q", names(got.Tags), want)
	}
	for i, want := range []string{"“dials” 3 times, in no other chunk", "“iron” twice, in no other chunk"} {
		if i < len(got.Tags) && got.Tags[i].Why != want {
			t.Errorf("got %q, want %q", got.Tags[i].Why, want)
		}
	}
	if one := s.Suggest("", c, 1); names(one.Tags) != "clock-faces" {
		t.Errorf("at most one: %q", names(one.Tags))
	}
}

// What every chunk says sets none apart.
func TestWhatTheSeriesSaysLessOfComesFirst(t *testing.T) {
	usual := map[string]transcript.Chunk{}
	for _, k := range strings.Fields("a b c d e f g h") {
		usual[k] = chunkOf(nil, "The clock, this clock.", "A clock.", "Clocks.", "Clock after clock.", "The clock.")
	}
	s := evidence.NewSeries(tagsOf("clock", "foundry"), usual)
	c := chunkOf(nil, "The clock is at the foundry.", "A foundry and a clock.", "That clock came from that foundry.")
	if got := names(s.Suggest("", c, 10).Tags); got != "foundry clock" {
		t.Errorf("got %q", got)
	}
}

// Chunks that list a tag suggest it for one like them, although its own words are not said.
func TestChunksThatListATagSuggestIt(t *testing.T) {
	usual := map[string]transcript.Chunk{}
	for _, k := range strings.Fields("a b c d e f g h i j k l") {
		usual["crafts-"+k] = chunkOf([]string{"tags: craft"}, "Hammer, anvil and tongs.", "An anvil and a hammer, and tongs.")
		usual["other-"+k] = chunkOf([]string{"tags: sea"}, "Sails, masts and gulls.", "The gulls and the masts.")
	}
	s := evidence.NewSeries(tagsOf("craft", "sea"), usual)
	got := s.Suggest("", chunkOf(nil, "He has tongs, a hammer and an anvil."), 10)
	if names(got.Tags) != "craft" || got.Tags[0].Strength != evidence.Weak || !strings.Contains(got.Tags[0].Why, "as the 12 chunks that list it") {
		t.Errorf("%+v", got.Tags)
	}
}

// Where the chunks that list a tag name it as well, one that does not name it is not like them, whatever else it speaks of.
func TestLikenessAloneSaysNothingOfATagThatIsNamedWhereItIsListed(t *testing.T) {
	usual := map[string]transcript.Chunk{}
	for _, k := range strings.Fields("a b c d e f g h i j k l") {
		usual["crafts-"+k] = chunkOf([]string{"tags: craft"}, "Hammer, anvil and tongs.", "Craft it is: anvil and hammer, and tongs.")
		usual["other-"+k] = chunkOf([]string{"tags: sea"}, "Sails, masts and gulls.", "The gulls and the masts.")
	}
	s := evidence.NewSeries(tagsOf("craft", "sea"), usual)
	if got := names(s.Suggest("", chunkOf(nil, "He has tongs, a hammer and an anvil."), 10).Tags); got != "" {
		t.Errorf("got %q", got)
	}
}

// A topic that is an ordinary word of the series is none of a chunk that only says it.
func TestAnOrdinaryWordIsNoTopicOfWhoSaysIt(t *testing.T) {
	all := map[string]transcript.Chunk{"of": chunkOf([]string{"topics: Support | Bellows"}, "He leaned on it.")}
	for _, k := range strings.Fields("a b c d e f g h i j") {
		all[k] = chunkOf(nil, "With some support, that is.", "It is heavy.")
	}
	s := evidence.NewSeries(tagsOf("bells"), all)
	c := chunkOf(nil, "The support was there.", "And more support came.", "Support, support, he said, and support.")
	if got := s.Suggest("", c, 5).Topics; len(got) != 0 {
		t.Errorf("%+v", got)
	}
	c.Matter = chunkOf([]string{"title: The Support of a Bell"}).Matter
	if got := s.Suggest("", c, 5).Topics; len(got) != 1 || got[0].Name != "Support" {
		t.Errorf("in the title: %+v", got)
	}
}

func TestTopicsOfTheSeriesThatFit(t *testing.T) {
	s := evidence.NewSeries(tagsOf("bells"), series())
	ringing := chunkOf(nil, "Bell ringing is maths.", "And bell ringing is loud.", "Ringing the bell, I mean.")
	got := s.Suggest("", ringing, 5).Topics
	if len(got) != 1 || got[0].Name != "Bell Ringing" || got[0].New || !strings.HasSuffix(got[0].Why, "; a topic of 5 chunks") {
		t.Errorf("%+v", got)
	}
	ringing.Matter.Fields = chunkOf([]string{"topics: bell ringing"}).Matter.Fields
	if got := s.Suggest("", ringing, 5).Topics; len(got) != 0 {
		t.Errorf("listed already: %+v", got)
	}
}

func TestATopicIsProposedWhereNoneFits(t *testing.T) {
	s := evidence.NewSeries(tagsOf("bells"), series())
	c := chunkOf(nil, "A GraphQL escapement, so to say.", "Every GraphQL escapement ticks.", "I like the GraphQL escapement and the lot of the rest.")
	got := s.Suggest("", c, 5).Topics
	if len(got) != 1 || !got[0].New || got[0].Name != "GraphQL Escapement" || !strings.HasPrefix(got[0].Why, "“graphql escapement” 3 times") {
		t.Errorf("%+v", got)
	}
	// Twice is too little, and small words make none.
	c = chunkOf(nil, "An oak ladder. The oak ladder.", "You know, you know, you know.", "A lot of it, a lot of it, a lot of it.",
		"It rings changes, it rings changes, it rings changes.", "To oil hinges, to oil hinges, to oil hinges.")
	if got := s.Suggest("", c, 5).Topics; len(got) != 0 {
		t.Errorf("%+v", got)
	}
}
