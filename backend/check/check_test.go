package check

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"stet/backend/chunkfile"
	"stet/backend/profile"
	"stet/backend/registry"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// right is a chunk in which no check finds anything.
const right = `---
type: podcast-chunk
title: How Bells Are Cast
slug: ep03-04-how-bells-are-cast
series: Low Water
episode: 3
chunk: 4
segment: The foundry
timecode: 00:10:00:00 – 00:13:00:10
start_time: 00:10:00:00
end_time: 00:13:00:10
speakers:
  - Ada
  - Björn
topics:
  - Bell Founding
tags:
  - bells
  - bronze
entities:
  - Ada Fern
  - Old Foundry
summary: Ada tells how bells are cast. Björn asks what happens, e.g. when one breaks.
---

00:10:00:00 - 00:10:20:00
Ada
We went to the old foundry on a cold day, and there they cast the bell in an hour. "It sings," he said (he was proud).
00:10:20:00 - 00:10:50:00
Björn
And what happens when one breaks? I heard that that was what had had to be done; it is, it is a pity.
00:10:50:00 - 00:13:00:10
Ada
` + "They melt it, and begin anew. %s\n"

var (
	body     = fmt.Sprintf(right[strings.Index(right, "\n\n")+2:], filler)
	filler   = strings.Repeat("So it goes on, with much to be seen, and no hurry at all to be felt by anybody there. ", 8)
	foundry  = registry.Entity{Name: "Old Foundry", Aliases: []string{"Foundry"}}
	adaFern  = registry.Entity{Name: "Ada Fern", Kind: registry.Person}
	miraFern = registry.Entity{Name: "Mira Fern", Kind: registry.Person}
	miraHolm = registry.Entity{Name: "Mira Holm", Kind: registry.Person}
	testTags = []registry.Tag{{Name: "bells"}, {Name: "bronze"}, {Name: "towers"}}
)

func testSeries() Series {
	p := profile.Empty()
	p.Fields = strings.Fields("type title slug series episode chunk segment timecode start_time end_time speakers topics tags entities summary")
	p.Required = []string{"title", "summary"}
	p.Lists = []string{"tags"}
	p.Allowed = []profile.Allowed{{Field: "type", Values: []string{"podcast-chunk"}}}
	return Series{Profile: p, Tags: testTags, Entities: []registry.Entity{foundry, adaFern, miraFern, miraHolm}}
}

var testClock = timecode.Clock{Rate: timecode.Rate30}

// chunkOf is the right chunk with some of it put otherwise: old, new, old, new.
func chunkOf(t *testing.T, name string, otherwise ...string) (transcript.Chunk, Source) {
	t.Helper()
	text := fmt.Sprintf(right, filler)
	for i := 0; i+1 < len(otherwise); i += 2 {
		if !strings.Contains(text, otherwise[i]) {
			t.Fatalf("there is no %q to put otherwise", otherwise[i])
		}
		text = strings.Replace(text, otherwise[i], otherwise[i+1], 1)
	}
	f := chunkfile.Parse([]byte(text))
	c := f.Chunk()
	c.ID = 1
	c.Turns = slices.Clone(c.Turns)
	for i := range c.Turns {
		c.Turns[i].ID = transcript.ID(10 + i)
	}
	return c, Source{Name: name, InQuotes: f.InQuotes}
}

const rightName = "ep03-04-how-bells-are-cast.md"

func TestTheRightChunkIsRight(t *testing.T) {
	c, source := chunkOf(t, rightName)
	for _, f := range New(testSeries()).Chunk(c, testClock, source) {
		t.Errorf("%+v", f)
	}
}

// hits are what each check finds, and nothing else beside it.
var hits = []struct {
	id        string
	name      string
	otherwise []string
}{
	{"header.times", "", []string{"start_time: 00:10:00:00", "start_time: 00:10:02:00"}},
	{"header.times", "", []string{"end_time: 00:13:00:10", "end_time: 00:13:00:12", "– 00:13:00:10", "- 00:13:00:12"}},
	{"header.times", "", []string{"timecode: 00:10:00:00 – 00:13:00:10", "timecode: 00:10:00 - 00:14:00"}},
	{"speakers.list", "", []string{"  - Björn\n", ""}},
	{"speakers.list", "", []string{"  - Björn\n", "  - Björn\n  - Mira\n"}},
	{"speakers.list", "", []string{"\nBjörn\nAnd", "\nBjorn\nAnd"}},
	{"chunk.number", "", []string{"chunk: 4", "chunk: four"}},
	{"slug.numbers", "", []string{"slug: ep03-04-", "slug: ep03-05-"}},
	{"slug.numbers", "", []string{"episode: 3", "episode: 4"}},
	{"slug.file", "ep03-04-how-bells-are-made.md", nil},
	{"slug.letters", "ep03-04-how-bells-größe.md", []string{"slug: ep03-04-how-bells-are-cast", "slug: ep03-04-how-bells-größe"}},
	{"slug.letters", "ep03-04-how-bélls.md", []string{"slug: ep03-04-how-bells-are-cast", "slug: ep03-04-how-bélls"}},
	{"tag.unapproved", "", []string{"- bronze", "- bronce"}},
	{"topic.case", "", []string{"Bell Founding", "bell founding"}},
	{"topic.words", "", []string{"Bell Founding", "Bell-Founding"}},
	{"topic.words", "", []string{"Bell Founding", "How Bells Are Cast Today"}},
	{"list.duplicate", "", []string{"- bronze", "- bells"}},
	{"list.near", "", []string{"  - Bell Founding", "  - Bell Founding\n  - Bells Founding"}},
	{"entity.canonical", "", []string{"- Old Foundry", "- old foundry"}},
	{"entity.canonical", "", []string{"- Old Foundry", "- Foundry (the one at the river)"}},
	{"entity.unknown", "", []string{"- Old Foundry", "- Foundry Street (context)"}},
	{"entity.unspoken", "", []string{"the old foundry", "them"}},
	{"people.unclear", "", []string{"  - Björn\n", "  - Mira\n", "\nBjörn\nAnd", "\nMira\nAnd"}},
	{"people.unclear", "", []string{"  - Björn\n", "  - Mira\n", "\nBjörn\nAnd", "\nMira\nAnd", "- Old Foundry", "- Old Foundry\n  - Mira Holm\n  - Mira Fern"}},
	{"people.unlisted", "", []string{"  - Ada Fern\n", ""}},
	{"people.unlisted", "", []string{"topics:\n", "participants:\n  - Mira Holm\ntopics:\n"}},
	{"field.missing", "", []string{"title: How Bells Are Cast\n", ""}},
	{"field.empty", "", []string{"title: How Bells Are Cast\n", "title:\n"}},
	{"field.extra", "", []string{"segment: The foundry\n", "segment: The foundry\nmood: glad\n"}},
	{"field.order", "", []string{"episode: 3\nchunk: 4\n", "chunk: 4\nepisode: 3\n"}},
	{"field.list", "", []string{"tags:\n  - bells\n  - bronze\n", "tags: bells, bronze\n"}},
	{"field.value", "", []string{"type: podcast-chunk", "type: podcast"}},
	{"chunk.long", "", []string{"00:10:50:00 - 00:13:00:10", "00:19:50:00 - 00:21:00:00", "start_time: 00:10:00:00\nend_time: 00:13:00:10\n", "", "timecode: 00:10:00:00 – 00:13:00:10", "timecode: not told yet"}},
	{"chunk.empty", "", []string{body, ""}},
	{"chunk.length", "", []string{"00:10:50:00 - 00:13:00:10", "00:10:50:00 - 00:11:50:00", "start_time: 00:10:00:00\nend_time: 00:13:00:10\n", "", "timecode: 00:10:00:00 – 00:13:00:10", "timecode: not told yet"}},
	{"summary.cut", "", []string{"e.g. when one breaks.", "and what happens when the"}},
	{"summary.cut", "", []string{"e.g. when one breaks.", "and what happens,"}},
	{"summary.cut", "", []string{"e.g. when one breaks.", "and what happens..."}},
	{"summary.cut", "", []string{"e.g. when one breaks.", "when one breaks. The foundry"}},
	{"summary.cut", "", []string{"e.g. when one breaks.", "when one breaks (or does"}},
	{"summary.cut", "", []string{"e.g. when one breaks.", "and what they look for when"}},
	{"summary.point", "", []string{"one breaks.\n", "one breaks\n"}},
	{"summary.length", "", []string{" Björn asks what happens, e.g. when one breaks.", ""}},
	{"summary.length", "", []string{"bells are cast. Björn", "bells are cast by Acme Corp. in Kent, as Dr. Björn"}},
	{"summary.length", "", []string{"Ada tells", "One. Two. Three. Four. Ada tells"}},
	{"yaml.type", "", []string{"chunk: 4", "chunk: 04"}},
	{"yaml.type", "", []string{"segment: The foundry", "segment: no"}},
	{"yaml.type", "", []string{"title: How Bells Are Cast", "title: 1984"}},
	{"text.marker", "", []string{"They melt it", "They <<<<<<< HEAD melt it ======= cast it >>>>>>> spring"}},
	{"text.marker", "", []string{"They melt it", "<<<<<<< HEAD\nThey melt it"}},
	{"text.marker", "", []string{"They melt it", "They melt it\n>>>>>>> 1a2b3c4 (Cast it)\n"}},
	{"text.mojibake", "", []string{"They melt it", "They donâ€™t melt it"}},
	{"text.mojibake", "", []string{"They melt it", "They melt it, as at KÃ¶ln"}},
	{"text.mojibake", "", []string{"They melt it", "They donÃ¢â‚¬â„¢t melt it"}},
	{"text.mojibake", "", []string{"They melt it", "They melt it, so Zo\ufffd says"}},
	{"text.mojibake", "", []string{"They melt it", "They melt it, so Zoï¿½ says"}},
	{"text.mojibake", "", []string{"They melt it", "They melt it &amp; cast it"}},
	{"text.mojibake", "", []string{"They melt it", "They don&amp;#39;t melt it"}},
	{"text.mojibake", "", []string{"They melt it", "They melt it, Ã  la mode"}},
	{"text.mojibake", "", []string{"They melt it", "They melt it.Â It sings"}},
	{"field.mojibake", "", []string{"Bell Founding", "Bells &amp; Founding"}},
	{"field.mojibake", "", []string{"title: How Bells Are Cast", "title: How Bells \ufffdre Cast"}},
	{"field.mojibake", "", []string{"00:10:00:00 – 00:13", "00:10:00:00 â€“ 00:13"}},
	{"field.mojibake", "", []string{"Bell Founding", "Bell Founding at KÃ¶ln"}},
	{"tc.backwards", "", []string{"00:10:20:00 - 00:10:50:00", "00:10:20:00 - 00:10:05:00"}},
	{"tc.order", "", []string{"00:10:20:00 - 00:10:50:00", "00:09:50:00 - 00:10:50:00"}},
	{"tc.overlap", "", []string{"00:10:20:00 - 00:10:50:00", "00:10:18:00 - 00:10:50:00"}},
	{"turn.fast", "", []string{"00:10:50:00 - 00:13:00:10", "00:12:58:00 - 00:13:00:10"}},
	{"turn.long", "", []string{"And what happens when one breaks? I heard that that was what had had to be done; it is, it is a pity.", "And so."}},
	{"turn.nospeaker", "", []string{"00:10:50:00 - 00:13:00:10\nAda\n", "00:10:50:00 - 00:13:00:10\n"}},
	{"turn.empty", "", []string{"And what happens when one breaks? I heard that that was what had had to be done; it is, it is a pity.\n", ""}},
	{"turn.twice", "", []string{"00:10:50:00 - 00:13:00:10\nAda\n", "00:10:50:00 - 00:13:00:10\nAda\nThey melt it, and begin anew.\n" + "00:10:50:00 - 00:13:00:10\nAda\n", filler, ""}},
	{"words.doubled", "", []string{"they cast the bell", "they cast the the bell"}},
	{"words.doubled", "", []string{"They melt it", "And and and they melt it"}},
	{"words.doubled", "", []string{"They melt it", "The the metal is is in the the oven. They melt it"}},
	{"field.doubled", "", []string{"how bells are cast. Björn", "how the the bells are cast. Björn"}},
	{"quotes.unbalanced", "", []string{`"It sings,"`, `"It sings,`}},
	{"quotes.unbalanced", "", []string{`"It sings,"`, "“It sings,"}},
	{"quotes.unbalanced", "", []string{"proud)", "proud"}},
	{"quotes.unbalanced", "", []string{`"It sings,"`, `"It sings, "he said, "so it does"`}},
	{"quotes.unbalanced", "", []string{`"It sings,"`, `It sings," he said, as in 1984", "so`}},
}

// only are the findings of one check.
func only(found []Finding, id string) []Finding {
	return slices.DeleteFunc(slices.Clone(found), func(f Finding) bool { return f.ID != id })
}

func TestHits(t *testing.T) {
	for _, x := range hits {
		name := x.name
		if name == "" {
			name = rightName
		}
		c, source := chunkOf(t, name, x.otherwise...)
		r := New(testSeries())
		found := only(r.Chunk(c, testClock, source), x.id)
		if len(found) != 1 {
			t.Errorf("%s: %q: %d found", x.id, x.otherwise, len(found))
			continue
		}
		f := found[0]
		if f.What == "" || f.Turn == 0 && f.Field == "" && x.id != "chunk.long" && x.id != "chunk.empty" && x.id != "chunk.length" || f.Severity == "" {
			t.Errorf("%s says too little: %+v", x.id, f)
		}
		for _, repair := range f.Repairs {
			mends(t, x.id, r, c, source, repair)
		}
	}
}

// mends holds that a repair fits the chunk, that what it mends is not found any more, and that it can be undone.
func mends(t *testing.T, id string, r *Runner, c transcript.Chunk, source Source, repair Repair) {
	t.Helper()
	doc, err := transcript.NewDocument(transcript.Episode{}, []transcript.Chunk{c})
	if err != nil {
		t.Fatal(err)
	}
	before := doc.Clone()
	_, inverse, err := doc.Apply(transcript.Batch{Ops: repair.Ops})
	if err != nil || repair.Name == "" || repair.Before == repair.After {
		t.Errorf("%s: %s (%q, %q): %v", id, repair.Name, repair.Before, repair.After, err)
		return
	}
	after, _ := doc.Chunk(c.ID)
	// The file is not written here, so it says of a value that was replaced nothing more.
	if left := only(r.Chunk(after, testClock, Source{Name: after.File.Of(source.Name)}), id); len(left) > 0 {
		t.Errorf("%s: after “%s” there is still %+v", id, repair.Name, left)
	}
	if _, _, err := doc.Apply(inverse); err != nil || !doc.Equal(before) {
		t.Errorf("%s: “%s” cannot be undone: %v", id, repair.Name, err)
	}
}

// Every check has its tests, and says what it is for.
func TestEveryCheckIsDocumented(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range All() {
		if seen[c.ID] || c.Why == "" || c.Example == "" || c.Severity != Error && c.Severity != Warn && c.Severity != Info {
			t.Errorf("%s: stands twice, or does not say what it is for", c.ID)
		}
		seen[c.ID] = true
	}
	elsewhere := map[string]bool{"chunk.twice": true, "field.twice": true, "chunk.hole": true, "chunk.gap": true, "chunk.overlap": true, "turn.shared": true, "words.unspoken": true, "header.end": true, "times.notation": true} // below, and of stet check
	hit, near := map[string]bool{}, map[string]bool{}
	for _, x := range hits {
		hit[x.id] = true
	}
	for _, x := range nears {
		near[x.id] = true
	}
	for _, c := range all {
		if !elsewhere[c.ID] && (!hit[c.ID] || !near[c.ID]) {
			t.Errorf("%s has no hit, or no near-miss", c.ID)
		}
	}
}

func TestOneTitleAndSummaryForEachChunk(t *testing.T) {
	for _, x := range []struct{ titles, summaries, want string }{
		{"A|B|C", "One.|Two.|Three.", ""}, {"A|B", "|", ""}, {"A|A, continued", "One.|", ""},
		{"A|B|A", "One.|Two.|Three.", "3 title: The title is that of 1.md."},
		{"A|B|C", "One of  it.|Two.|one of it.", "3 summary: The summary is that of 1.md."},
		{"A|a", "One.|One.", "2 title: The title is that of 1.md. 2 summary: The summary is that of 1.md."},
	} {
		var heads []transcript.Chunk
		sources := map[transcript.ID]Source{}
		summaries := strings.Split(x.summaries, "|")
		for i, title := range strings.Split(x.titles, "|") {
			c := transcript.Chunk{ID: transcript.ID(i + 1), Matter: transcript.Matter{Form: transcript.FieldMatter, Fields: []transcript.Field{scalarField("title", title), scalarField("summary", summaries[i])}}}
			sources[c.ID] = Source{Name: fmt.Sprintf("%d.md", i+1)}
			heads = append(heads, c)
		}
		var got []string
		for _, f := range only(New(testSeries()).Episode(heads, timecode.Clock{}, sources), "field.twice") {
			got = append(got, fmt.Sprintf("%d %s: %s", f.Chunk, f.Field, f.What))
		}
		if strings.Join(got, " ") != x.want {
			t.Errorf("%s, %s: %v", x.titles, x.summaries, got)
		}
	}
}

func TestNumbersOfAnEpisode(t *testing.T) {
	for _, x := range []struct{ numbers, want string }{
		{"1 2 3", ""}, {"2", ""}, {"4 5", ""}, {"1 2 4", "chunk.hole Chunk 3 is missing."}, {"3 4 8", "chunk.hole Chunks 1 to 2 are missing. chunk.hole Chunks 5 to 7 are missing."},
		{"1 2 2 3", "chunk.twice Chunk 2 is there already: 2.md."}, {"1 x 2", ""}, {"01 02 03", ""}, {"1 2 raw 4", ""},
	} {
		var heads []transcript.Chunk
		sources := map[transcript.ID]Source{}
		for i, n := range strings.Fields(x.numbers) {
			c := transcript.Chunk{ID: transcript.ID(i + 1), Matter: transcript.Matter{Form: transcript.FieldMatter, Fields: []transcript.Field{scalarField("chunk", n)}}}
			if n == "raw" {
				c.Matter = transcript.Matter{Form: transcript.RawMatter, Raw: "chunk: 3: 3"}
			}
			sources[c.ID] = Source{Name: n + ".md"}
			heads = append(heads, c)
		}
		var got []string
		for _, f := range New(Series{Profile: profile.Empty()}).Episode(heads, timecode.Clock{}, sources) {
			got = append(got, f.ID+" "+f.What)
		}
		if strings.Join(got, " ") != x.want {
			t.Errorf("%s: %q", x.numbers, got)
		}
	}
}

func TestASeriesWeighsItsChecks(t *testing.T) {
	series := testSeries()
	series.Profile.Off, series.Profile.Errors = []string{"topic.case"}, []string{"summary.point"}
	c, source := chunkOf(t, rightName, "Bell Founding", "bell founding", "one breaks.\n", "one breaks\n")
	found := New(series).Chunk(c, testClock, source)
	if len(found) != 1 || found[0].ID != "summary.point" || found[0].Severity != Error {
		t.Errorf("%+v", found)
	}
}

// What a profile that is kept requires is an error; what most files happen to have is none. A summary that is there says
// something in any case.
func TestWhatIsRequiredIsAnErrorIfSomebodySaidSo(t *testing.T) {
	series := testSeries()
	for _, x := range []struct {
		was, is, want string
		severity      [2]Severity
	}{
		{"title: How Bells Are Cast\n", "", "field.missing", [2]Severity{Error, Warn}},
		{"title: How Bells Are Cast\n", "title: ''\n", "field.empty", [2]Severity{Error, Warn}},
		{"tags:\n  - bells\n  - bronze\n", "tags: []\n", "field.empty", [2]Severity{Error, Warn}},
		{"summary: Ada tells how bells are cast. Björn asks what happens, e.g. when one breaks.\n", "summary:\n", "field.empty", [2]Severity{Error, Error}},
	} {
		c, source := chunkOf(t, rightName, x.was, x.is)
		for i, guessed := range []bool{false, true} {
			series.Guessed, series.Profile.Required = guessed, []string{"title", "tags", "summary"}
			found := New(series).Chunk(c, testClock, source)
			if len(found) != 1 || found[0].ID != x.want || found[0].Severity != x.severity[i] {
				t.Errorf("%q, guessed %v: %+v", x.is, guessed, found)
			}
		}
	}
}

func TestACheckThatThereIsNotIsNamedWithTheNearest(t *testing.T) {
	if NoSuch("words.doubled") != "" || NoSuch("yaml.syntax") != "" {
		t.Error("what there is is not known")
	}
	for id, want := range map[string]string{"word.doubled": "Is it words.doubled?", "tag.aproved": "Is it tag.unapproved?", "xyzzy": "“xyzzy”. stet check --list"} {
		if what := NoSuch(id); !strings.Contains(what, want) {
			t.Errorf("%s: %s", id, what)
		}
	}
}

// Only what changed is looked at again; what is found is what a new runner finds.
func TestOnlyWhatChangedIsLookedAt(t *testing.T) {
	c, source := chunkOf(t, rightName)
	r := New(testSeries())
	r.Chunk(c, testClock, source)
	if r.Looked != 3 {
		t.Errorf("%d turns were looked at", r.Looked)
	}
	doc, err := transcript.NewDocument(transcript.Episode{}, []transcript.Chunk{c})
	if err != nil {
		t.Fatal(err)
	}
	mira := "Mira"
	for i, step := range []struct {
		op     transcript.Op
		looked int
	}{
		{transcript.EditText{Turn: 11, From: 0, To: 0, Text: "The the "}, 1},
		{transcript.EditText{Turn: 11, From: 0, To: 8}, 1},
		{transcript.SetSpeaker{Turn: 11, Speaker: &mira}, 3},
		{transcript.DeleteTurn{Turn: 11}, 2},
	} {
		if _, _, err := doc.Apply(step.op); err != nil {
			t.Fatal(err)
		}
		was := r.Looked
		now, _ := doc.Chunk(1)
		got, want := r.Chunk(now, testClock, source), New(testSeries()).Chunk(now, testClock, source)
		if fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", want) || r.Looked-was != step.looked {
			t.Errorf("step %d: %d turns were looked at\n%+v\n%+v", i, r.Looked-was, got, want)
		}
	}
	r.Forget(func(id transcript.ID) bool { return id != 11 })
	if len(r.seen) != 2 {
		t.Errorf("%d turns are remembered", len(r.seen))
	}
}

// Words that the sound does not hold are told of from two on, and can be taken out.
func TestWordsThatNobodySays(t *testing.T) {
	c, source := chunkOf(t, rightName)
	turn := &c.Turns[0]
	times := make(transcript.Timings, transcript.CountWords(turn.Paragraphs))
	times[1].How = transcript.Unspoken
	turn.Times = times
	r := New(testSeries())
	if found := only(r.Chunk(c, testClock, source), "words.unspoken"); len(found) != 0 {
		t.Errorf("one word: %+v", found)
	}
	// Nothing but the times is new.
	times = slices.Clone(times)
	for i := range 4 {
		times[i].How = transcript.Unspoken
	}
	turn.Times = times
	found := only(r.Chunk(c, testClock, source), "words.unspoken")
	if len(found) != 1 || found[0].Words != "We went to the" || len(found[0].Repairs) != 1 {
		t.Fatalf("%+v", found)
	}
	if op := found[0].Repairs[0].Ops[0].(transcript.EditText); op.From != 0 || op.To != len("We went to the ") {
		t.Errorf("%+v", op)
	}
	// A whole turn is not taken out like a word: the sound may be another one.
	whole := slices.Clone(times)
	for i := range whole {
		whole[i].How = transcript.Unspoken
	}
	turn.Times = whole
	if found := only(r.Chunk(c, testClock, source), "words.unspoken"); len(found) != 1 || len(found[0].Repairs) != 0 || !strings.HasPrefix(found[0].What, "None of the ") {
		t.Errorf("%+v", found)
	}
	// Where the words beside them leave room for others, these may be said there; where they do not, nothing is.
	for end, room := range map[timecode.Time]bool{2 * timecode.Second: false, 6 * timecode.Second: true} {
		times = slices.Clone(times)
		times[0] = transcript.Timing{How: transcript.Measured, End: timecode.Second + timecode.Second/4}
		times[4] = transcript.Timing{How: transcript.Measured, Start: end, End: end + timecode.Second}
		turn.Times = times
		found := only(r.Chunk(c, testClock, source), "words.unspoken")
		if len(found) != 1 || strings.Contains(found[0].What, "In their place are 4.8 s of it") != room {
			t.Errorf("with words from %v on: %+v", end, found)
		}
	}
}

// A chunk without a title and a file is called what it is.
func TestAChunkWithoutATitleThatStandsTwice(t *testing.T) {
	numbered := func(id transcript.ID) transcript.Chunk {
		return transcript.Chunk{ID: id, Matter: transcript.Matter{Form: transcript.FieldMatter, Fields: []transcript.Field{scalarField("chunk", "1")}}}
	}
	found := New(testSeries()).Episode([]transcript.Chunk{numbered(1), numbered(2)}, timecode.Clock{}, nil)
	if len(found) != 1 || found[0].What != "Chunk 1 is there already: a chunk without a title." {
		t.Errorf("%+v", found)
	}
}

// Of a merge that is not finished each of both versions can be taken.
func TestAMergeIsFinishedWithEitherVersion(t *testing.T) {
	for text, want := range map[string][2]string{
		"They <<<<<<< HEAD melt it ======= cast it >>>>>>> spring again.":                                           {"They melt it again.", "They cast it again."},
		"They <<<<<<< Updated upstream melt it ||||||| base burn it ======= cast it >>>>>>> Stashed changes again.": {"They melt it again.", "They cast it again."},
		"They <<<<<<< HEAD melt it ======= cast it >>>>>>> 1a2b3c4 (How bells are cast) again.":                     {"They melt it again.", "They cast it again."},
	} {
		c, source := chunkOf(t, rightName, "They melt it, and begin anew.", text)
		found := only(New(testSeries()).Chunk(c, testClock, source), "text.marker")
		if len(found) != 1 || len(found[0].Repairs) != 2 {
			t.Fatalf("%s: %+v", text, found)
		}
		for i, r := range found[0].Repairs {
			if r.After == "" || !strings.Contains(r.After, want[i]) || strings.Contains(r.After, "===") {
				t.Errorf("%s: %q", r.Name, r.After)
			}
		}
	}
}

// No repair gives a turn's time one end in frames and the other in thousandths of a second.
func TestARepairKeepsTheNotationOfATime(t *testing.T) {
	frames := func(s int64) timecode.Code {
		return timecode.Rate30.Code(timecode.Time(s)*timecode.Second, timecode.Frames)
	}
	millis := func(s int64) timecode.Code {
		return timecode.Rate30.Code(timecode.Time(s)*timecode.Second, timecode.Millis)
	}
	for _, x := range []struct {
		above, span timecode.Span
		id          string
		repairs     int
	}{
		{timecode.Span{Start: frames(1), End: frames(6)}, timecode.Span{Start: frames(5), End: frames(9)}, "tc.overlap", 1},
		{timecode.Span{Start: millis(1), End: millis(6)}, timecode.Span{Start: frames(5), End: frames(9)}, "tc.overlap", 1},
		{timecode.Span{Start: millis(2), End: millis(1)}, timecode.Span{Start: frames(5), End: frames(9)}, "tc.backwards", 2},
		{timecode.Span{Start: millis(2), End: millis(1)}, timecode.Span{Start: millis(5), End: millis(9)}, "tc.backwards", 2},
	} {
		c, source := chunkOf(t, rightName)
		c.Turns = slices.Clone(c.Turns[:2])
		c.Turns[0].Span, c.Turns[1].Span = &x.above, &x.span
		found := only(New(testSeries()).Chunk(c, testClock, source), x.id)
		if len(found) != 1 || len(found[0].Repairs) != x.repairs {
			t.Errorf("%s: %+v", x.id, found)
			continue
		}
		for _, r := range found[0].Repairs {
			if now := r.Ops[0].(transcript.SetSpan).Span; now.Start.Form != now.End.Form {
				t.Errorf("%s: %s", x.id, r.After)
			}
		}
	}
}
