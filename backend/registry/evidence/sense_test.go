package evidence_test

import (
	"fmt"
	"testing"

	"stet/backend/registry/evidence"
	"stet/backend/transcript"
)

// Each text stands with what speaks for the tag in brackets; where nothing does, it is a near-miss.
func TestWhatSpeaksForATag(t *testing.T) {
	s := evidence.NewSeries(tagsOf(
		"go", "rest", "rest-apis", "swift", "rust", "ai", "federation", "startup", "founder", "cache-warming", "open-source",
		"bell-founding = casting of bells, foundry", "k8s -> kubernetes", "kubernetes", "node",
	), nil)
	for tag, texts := range map[string][]string{
		"go": {
			"We wrote the clock's server in [Go], and Mira never looked back.",
			"It is written in [go] from top to bottom.",
			"Then we go and fetch the ladder.",
			"Go up the stairs, Ada said. Go on.",
			"She moved from TypeScript to [go] last year.",
			"Ada had to go to the tower.",
			"The [go] code is shorter than the old code.",
			"Have a go at it, he said, and off they go.",
			"What I like is [Go's] small library.",
			"They let it go.",
			"The [golang] people meet on Tuesdays.",
			"We'll go with the oak.",
			"Ada wants pointers like [go], she said. It is written in [Go], then.",
			"Ada wants pointers like go, she said.",
			"Is it C or [go]?",
			"They sing and go, or go and sing.",
			"I'd rather compare Rust and [Go] there.",
		},
		"rest": {
			"The rest of the team came by train.",
			"The rest is up to Björn.",
			"[REST] was all there was.",
			"You build a [rest] API for each bell.",
			"After that we all need some rest.",
			"Everybody has [Rest] APIs, and nobody has a list of them.",
			"The pendulum is at rest.",
			"Ask for [REST] and nothing else. Then we sleep and rest.",
			"Is it [RESTful], or does it only say so?",
		},
		"swift":      {"He gave a swift answer.", "The app is written in [Swift], all of it.", "A swift nests in the tower."},
		"ai":         {"[AI] writes the first draft.", "We use [A.I]. for that.", "He said aye, and she went.", "A [language model] guessed it.", "The air up there is thin."},
		"rust":       {"The hands are all [rust]."},
		"federation": {"Our graph is [federated].", "One [federates] what many own.", "[Federation] is hard; feed rations are not.", "The federal office paid."},
		"startup": {
			"It was my first [startup].",
			"She works for a [start up] in Hamburg.",
			"All [start-ups] do that.",
			"When we start up the router, it is cold.",
			"They start, up there, at six.",
		},
		"founder": {"My [co-founder] called.", "We found the key under the mat.", "The [founders] met in Ghent."},
		"cache-warming": {
			"Our [cache warmer] ran all night.",
			"[Cachewarming] is what they call it.",
			"We [warm the cache] first.",
			"The cache is cold. Warming takes a while.",
			"The cache of spare parts was found when warming weather came.",
		},
		"open-source":   {"It is [open source].", "It is [open-source] software.", "Open the gate at the source.", "They open, source says."},
		"bell-founding": {"The [foundry] is closed.", "He spoke of the [casting of bells].", "[Bell founding] is slow."},
		"kubernetes":    {"We run [k8s] on three machines.", "[Kubernetes] is too much for us."},
		"node":          {"Each [node] keeps the time.", "Everyone nods."},
	} {
		for _, want := range texts {
			text := plain(want)
			if got := cued(t, s, chunkOf(nil, text), tag); got != want {
				t.Errorf("%s: got %q, want %q", tag, got, want)
			}
		}
	}
}

func plain(s string) string {
	out := make([]rune, 0, len(s))
	for _, r := range s {
		if r != '[' && r != ']' {
			out = append(out, r)
		}
	}
	return string(out)
}

// A word becomes an ordinary one by what the series does with it, though no list has it.
func TestATagIsAnOrdinaryWordWhereTheSeriesUsesItAsOne(t *testing.T) {
	usual := map[string]transcript.Chunk{}
	for i := range 3 {
		usual[fmt.Sprint("chunk-", i)] = chunkOf(nil, "I forge the hands myself. We forge them at night. You forge iron, and they forge brass.")
	}
	c := chunkOf(nil, "We forge ahead. Our issues live in Forge now.")
	s := evidence.NewSeries(tagsOf("forge"), usual)
	if got, want := cued(t, s, c, "forge"), "We forge ahead. Our issues live in [Forge] now."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	s = evidence.NewSeries(tagsOf("forge"), nil)
	if got, want := cued(t, s, c, "forge"), "We [forge] ahead. Our issues live in [Forge] now."; got != want {
		t.Errorf("without a series that shows it: got %q, want %q", got, want)
	}
}

// What the words around leave open, the company decides that the name keeps in other chunks.
func TestCompanyDecidesWhatTheWordsAroundLeaveOpen(t *testing.T) {
	doubtful := "So, compiler and go, pointers, interfaces."
	usual := map[string]transcript.Chunk{}
	for i := range 4 {
		usual[fmt.Sprint("names-", i)] = chunkOf(nil, "The compiler is in Go, with pointers and interfaces. A compiler written in go needs few pointers.")
		usual[fmt.Sprint("words-", i)] = chunkOf(nil, "Then we go home by train. They go to the bakery, and I go to bed.")
	}
	c := chunkOf(nil, doubtful)
	s := evidence.NewSeries(tagsOf("go"), usual)
	if got, want := cued(t, s, c, "go"), "So, compiler and [go], pointers, interfaces."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	// The same words in other company.
	c = chunkOf(nil, "So, bakery and go, train, bed.")
	if got := cued(t, s, c, "go"); got != c.Turns[0].Paragraphs[0] {
		t.Errorf("got %q", got)
	}
	if got := cued(t, evidence.NewSeries(tagsOf("go"), nil), chunkOf(nil, doubtful), "go"); got != doubtful {
		t.Errorf("without a series: got %q", got)
	}
}

// A tag's description says what company its name keeps, where no other chunk does.
func TestADescriptionHelps(t *testing.T) {
	text := "Compilers and go, Ada says."
	r := tagsOf("go")
	if got := cued(t, evidence.NewSeries(r, nil), chunkOf(nil, text), "go"); got != text {
		t.Errorf("without a description: got %q", got)
	}
	r.Tags[0].Description = "The programming language, its compiler and its tools"
	if got, want := cued(t, evidence.NewSeries(r, nil), chunkOf(nil, text), "go"), "Compilers and [go], Ada says."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	still := "The compiler is slow, so we go home."
	if got := cued(t, evidence.NewSeries(r, nil), chunkOf(nil, still), "go"); got != still {
		t.Errorf("got %q", got)
	}
}

// Titles write every word with a capital, so that a capital in one says nothing.
func TestATitlesCapitalsSayNothing(t *testing.T) {
	s := evidence.NewSeries(tagsOf("go"), nil)
	for title, named := range map[string]bool{
		"Just Go Up There":        false,
		"A Clock Rewritten in Go": true,
		"Letting Things Go":       false,
	} {
		e := s.Evidence("", chunkOf([]string{"title: " + title}, "Nothing of it here."), []string{"go"})[0]
		if (e.Number > 0) != named {
			t.Errorf("%s: %+v", title, e)
		}
	}
}
