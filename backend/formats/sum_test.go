package formats_test

import (
	"testing"

	"stet/backend/formats"
	"stet/backend/transcript"
)

// An episode is another one when a paragraph or a name in a list is parted elsewhere, though it is the same letters.
func TestSumTellsWhereWordsAreParted(t *testing.T) {
	sum := func(speakers []string, paragraphs ...string) [32]byte {
		turn := transcript.Turn{ID: 2, Paragraphs: paragraphs}
		matter := transcript.Matter{Fields: []transcript.Field{{Key: "topics", Kind: transcript.ListField, Items: speakers}}}
		return formats.NewEpisode(transcript.Episode{Key: "8"}, []transcript.Chunk{{ID: 1, Matter: matter, Turns: []transcript.Turn{turn}}}, 0).Sum()
	}
	one := sum([]string{"Old Mill", "River"}, "It is warm.", "In here.")
	if sum([]string{"Old Mill", "River"}, "It is warm.", "In here.") != one {
		t.Error("the same episode is another")
	}
	if sum([]string{"Old Mill", "River"}, "It is", "warm. In here.") == one {
		t.Error("paragraphs that begin elsewhere are the same")
	}
	if sum([]string{"Old", "Mill River"}, "It is warm.", "In here.") == one {
		t.Error("topics that are others are the same")
	}
}
