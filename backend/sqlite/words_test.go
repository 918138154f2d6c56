package sqlite

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"stet/backend/session"
	"stet/backend/transcript"
)

func TestTheNamesOfASeriesAreThoseOfAllItsEpisodes(t *testing.T) {
	l := open(t, libraryPath(t))
	here, there, bells := newChunk(1, 1, 3, 9), newChunk(2, 1, 3, 9), newChunk(3, 1, 3, 9)
	there.Chunk.Matter.Fields = append(there.Chunk.Matter.Fields,
		transcript.Field{Key: "entities", Kind: transcript.ListField, Items: []string{"Fresnel lens", "Skagen"}},
		transcript.Field{Key: "mentions", Kind: transcript.OpaqueField, Value: "- {name: Eddystone}"},
		transcript.Field{Key: "summary", Kind: transcript.ScalarField, Value: "A lens is cleaned."})
	bells.Episode.Series = "Bells"
	bells.Chunk.Matter.Fields[0].Value = "Tenor"
	ids := importAll(t, l, here, there, bells)
	if _, err := l.Pin(t.Context(), "Lighthouses", []string{"Ada", "Björn"}); err != nil {
		t.Fatal(err)
	}
	words, err := l.Words(t.Context(), ids[0])
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(words.Names)
	slices.Sort(words.Titles)
	if got := strings.Join(words.Names, "; "); got != "Ada; Björn; Fresnel lens; Skagen" {
		t.Error(got)
	}
	if got := strings.Join(words.Titles, "; "); got != "Keepers & <lamps> 1; The Reef" {
		t.Error(got)
	}
}

func TestWordsAreKept(t *testing.T) {
	path := libraryPath(t)
	l := open(t, path)
	ids := importAll(t, l, newChunk(1, 1, 1, 3), newChunk(2, 1, 1, 3))
	do := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	do(l.KeepWord(t.Context(), ids[0], "Björn’s", true))
	do(l.KeepWord(t.Context(), ids[0], "Björn’s", true))
	do(l.KeepWord(t.Context(), ids[0], "fogg", true))
	do(l.KeepWord(t.Context(), ids[0], "reeef", false))
	do(l.DropWord(t.Context(), ids[1], "fogg", true))
	do(l.DropWord(t.Context(), ids[1], "reeef", false)) // stands in the other episode
	closeLibrary(t, l)
	l = open(t, path)
	for i, want := range []string{"Björn’s; reeef", "Björn’s; "} {
		words, err := l.Words(t.Context(), ids[i])
		do(err)
		if got := strings.Join(words.Series, ", ") + "; " + strings.Join(words.Episode, ", "); got != want {
			t.Errorf("episode %d: %s, want %s", i+1, got, want)
		}
	}
	if err := l.KeepWord(t.Context(), 99, "fog", true); !errors.Is(err, session.ErrNotFound) {
		t.Error(err)
	}
	if _, err := l.Words(t.Context(), 99); !errors.Is(err, session.ErrNotFound) {
		t.Error(err)
	}
}
