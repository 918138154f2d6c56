package check

import (
	"strings"
	"testing"
)

// nears are what looks like a fault and is none: nothing is found.
var nears = []struct {
	id        string
	name      string
	otherwise []string
}{
	{"header.times", "", []string{"start_time: 00:10:00:00", "start_time: 00:10:00", "end_time: 00:13:00:10", "end_time: 00:13:01", "timecode: 00:10:00:00 – 00:13:00:10", "timecode: 00:10:00 - 00:13:00"}},
	{"header.times", "", []string{"end_time: 00:13:00:10", "end_time: End", "– 00:13:00:10", "– End"}},
	{"header.times", "", []string{"00:10:00:00 - 00:10:20:00\nAda\n", "Ada\n"}},
	{"header.times", "", []string{"start_time: 00:10:00:00", `start_time: "00:10:00:00"`}},
	{"speakers.list", "", []string{"They melt it", "They melt it.\n00:13:00:10 - 00:13:00:10\n(Mix)\nMelt it", "- Björn", "- Björn"}},
	{"speakers.list", "", []string{"\nBjörn\nAnd", "\nAnd"}},
	{"chunk.number", "", []string{"chunk: 4", `chunk: "4"`}},
	{"slug.numbers", "", []string{"episode: 3", "episode: null"}},
	{"slug.numbers", "2026-01-02-04-how.md", []string{"ep03-04-how-bells-are-cast", "2026-01-02-04-how"}},
	{"slug.file", "ep03-04-how-bells-are-cast.txt", nil},
	{"slug.letters", "ep03-04-の-й.md", []string{"slug: ep03-04-how-bells-are-cast", "slug: ep03-04-の-й"}},
	{"tag.unapproved", "", []string{"- bronze", "- towers"}},
	{"topic.case", "", []string{"Bell Founding", "gRPC and the v2 of It"}},
	{"topic.words", "", []string{"Bell Founding", "The Art of Bells"}},
	{"list.duplicate", "", []string{"- Bell Founding", "- Bells"}},
	{"list.near", "", []string{"- Bell Founding", "- C\n  - C++\n  - C#"}},
	{"entity.canonical", "", []string{"- Old Foundry", "- Old Foundry (at the river)"}},
	{"entity.unspoken", "", []string{"the old foundry", "the OLD-FOUNDRY’S hall"}},
	{"entity.unspoken", "", []string{"the old foundry", "them", "- Old Foundry", "- Old Foundry (context)"}},
	{"people.unclear", "", []string{"  - Björn\n", "  - Mira\n", "\nBjörn\nAnd", "\nMira\nAnd", "- Old Foundry", "- Old Foundry\n  - Mira Holm"}},
	{"people.unlisted", "", []string{"entities:\n  - Ada Fern\n  - Old Foundry\n", ""}},
	{"people.unlisted", "", []string{"- Ada Fern", "- Ada Fern (talks of her town)"}},
	{"people.unlisted", "", []string{"entities:\n  - Ada Fern\n  - Old Foundry\n", "entities: []\n"}},
	{"people.unlisted", "", []string{"entities:\n  - Ada Fern\n  - Old Foundry\n", "entities:\n"}},
	{"people.unlisted", "", []string{"entities:\n  - Ada Fern\n  - Old Foundry\n", "entities: &a [Ada Fern, Old Foundry]\n"}},
	{"field.missing", "", []string{"segment: The foundry\n", ""}},
	{"field.order", "", []string{"type: podcast-chunk\n", "# made by hand\ntype: podcast-chunk\n"}},
	{"field.list", "", []string{"tags:\n  - bells\n  - bronze\n", "tags: []\n"}},
	{"chunk.empty", "", []string{body, "00:10:00:00 - 00:10:20:00\nAda\n"}},
	{"chunk.length", "", []string{"00:10:50:00 - 00:13:00:10\n", "\n"}},
	{"chunk.length", "", []string{"00:10:50:00 - 00:13:00:10", "00:17:50:00 - 00:18:30:00", "start_time: 00:10:00:00\nend_time: 00:13:00:10\n", "", "timecode: 00:10:00:00 – 00:13:00:10", "timecode: not told yet"}},
	{"summary.cut", "", []string{"e.g. when one breaks.", "and they speak of it all (so he says)"}},
	{"summary.cut", "", []string{"e.g. when one breaks.", "and they call that “casting.”"}},
	{"summary.cut", "", []string{"e.g. when one breaks.", "and what it is they have to look for!"}},
	{"summary.length", "", []string{"Ada tells", "Dr. Ada M. Fern of the U.S. tells"}},
	{"summary.length", "", []string{"how bells are cast. Björn", "of the bells of Acme Corp. Björn"}},
	{"summary.length", "", []string{"Ada tells", "One. Two. Three of Acme Corp. Europe. Ada tells"}},
	{"summary.length", "", []string{" Björn asks what happens, e.g. when one breaks.", "日本語の要約です。「二つ目の文です！」"}},
	{"yaml.type", "", []string{"segment: The foundry", `segment: "no"`}},
	{"yaml.type", "", []string{"series: Low Water", "series: Low Water\ndate: 2026-01-02", "episode: 3", "episode: 3"}},
	{"text.marker", "", []string{"They melt it", "They melt it << so >> and ======= that"}},
	{"text.mojibake", "", []string{"They melt it", "They melt it, ça va, à l’été, in São Tomé, Ångström, Ærø, “Ã”"}},
	{"text.mojibake", "", []string{"They melt it", "They melt it at AT&T; R&D, fish &chips; &notes; &; &#; É, VIÊTÂ QUÃ ¿ESPAÑ…?"}},
	{"text.mojibake", "", []string{"They melt it", "They melt it, Привет, Γειά, naïve, “ï” and &"}},
	{"tc.backwards", "", []string{"00:10:50:00 - 00:13:00:10", "00:10:50:00 - 00:10:50", "end_time: 00:13:00:10", "end_time: End", "– 00:13:00:10", "– End"}},
	{"tc.order", "", []string{"00:10:20:00 - 00:10:50:00", "00:10:00:00 - 00:10:50:00"}},
	{"tc.overlap", "", []string{"00:10:20:00 - 00:10:50:00", "00:10:20 - 00:10:50"}},
	{"turn.fast", "", []string{"00:10:20:00 - 00:10:50:00\nBjörn\nAnd what happens when one breaks? I heard that that was what had had to be done; it is, it is a pity.", "00:10:49:28 - 00:10:50:00\nBjörn\nYes, yes, of course."}},
	{"turn.long", "", []string{"00:10:20:00 - 00:10:50:00\nBjörn\nAnd what happens when one breaks? I heard that that was what had had to be done; it is, it is a pity.", "00:10:35:00 - 00:10:50:00\nBjörn\nHm."}},
	{"turn.twice", "", []string{"00:10:50:00 - 00:13:00:10\nAda\n", "00:10:50:00 - 00:11:00:00\nAda\nYes.\n00:11:00:00 - 00:13:00:10\nAda\nYes. "}},
	{"words.doubled", "", []string{"they cast the bell", "the, the bell that that man had had"}},
	{"words.doubled", "", []string{"They melt it", "They they melt it, and it's it's, we we come in in the end"}},
	{"words.doubled", "", []string{"They melt it", "They melt it. It melts, no no, very very hot"}},
	{"field.doubled", "", []string{"title: How Bells Are Cast", "title: Bye Bye Bells"}},
	{"quotes.unbalanced", "", []string{`"It sings,"`, `It is 6" wide, :( or :) and a) or 2) it sings`}},
	{"quotes.unbalanced", "", []string{`"It sings,"`, `"It was cast in 1984" and "a 6" bell sings," ("so") said:"yes"`}},
	{"quotes.unbalanced", "", []string{`"It sings,"`, "„Es singt“ and »so« and “so”"}},
	{"quotes.unbalanced", "", []string{`"It sings,"`, "It sings â€“ and rings, "}},
	{"chunk.long", "", []string{"00:10:50:00 - 00:13:00:10", "00:10:50:00 - 00:20:00:00", "start_time: 00:10:00:00\nend_time: 00:13:00:10\n", "", "timecode: 00:10:00:00 – 00:13:00:10", "timecode: not told yet"}},
	{"entity.unknown", "", []string{"- Old Foundry", "- Foundry (the one at the river)"}},
	{"field.empty", "", []string{"segment: The foundry\n", "segment:\n"}},
	{"field.extra", "", []string{"segment: The foundry\n", "segment: The foundry\n# mood: glad\n"}},
	{"field.mojibake", "", []string{"title: How Bells Are Cast", "title: The Âge of Bells Ã"}},
	{"field.value", "", []string{"type: podcast-chunk", `type: "podcast-chunk"`}},
	{"summary.point", "", []string{"one breaks.\n", "one breaks?\n"}},
	{"summary.point", "", []string{"one breaks.\n", "one “breaks.”\n"}},
	{"turn.empty", "", []string{"And what happens when one breaks? I heard that that was what had had to be done; it is, it is a pity.\n", "…\n"}},
	{"turn.nospeaker", "", []string{"\nBjörn\nAnd", "\n(Mix)\nAnd"}},
}

func TestNearMisses(t *testing.T) {
	for _, x := range nears {
		name := x.name
		if name == "" {
			name = rightName
		}
		c, source := chunkOf(t, name, x.otherwise...)
		for _, f := range only(New(testSeries()).Chunk(c, testClock, source), x.id) {
			t.Errorf("%q: %+v", x.otherwise, f)
		}
	}
}

// Of a short summary all is shown, and nothing stands for what was left out.
func TestAShortSummaryIsShownWhole(t *testing.T) {
	for summary, want := range map[string]string{
		"He talks. She listens and":                             "“He talks. She listens and”",
		"He talks of the bells at length. She only listens and": "“…at length. She only listens and”",
		"It was great": "“It was great”",
	} {
		c, source := chunkOf(t, rightName)
		for i, f := range c.Matter.Fields {
			if f.Key == "summary" {
				c.Matter.Fields[i] = scalarField("summary", summary)
			}
		}
		got := ""
		for _, f := range New(testSeries()).Chunk(c, testClock, source) {
			if f.ID == "summary.cut" || f.ID == "summary.point" {
				got += f.What
			}
		}
		if !strings.HasSuffix(got, want+".") {
			t.Errorf("%s: %s", summary, got)
		}
	}
}
