package profile

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"stet/backend/chunkfile"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

const kept = `# The show's own.
fields: [type, title, slug, tags]   # in this order
required:
  - title

# nobody knows why
colour: blue
lists: [tags]
allowed_type: [podcast-chunk]
slug: epEE-CC-words
list_indent: 0
summary_style: literal
wrap_width: 96
chunk_minutes: 2 to 8
frame_rate: 29.97 drop`

func TestParse(t *testing.T) {
	got, problems := Parse([]byte(kept))
	want := Profile{
		Fields: []string{"type", "title", "slug", "tags"}, Required: []string{"title"}, Lists: []string{"tags"},
		Allowed: []Allowed{{"type", []string{"podcast-chunk"}}}, Slug: "epEE-CC-words", ListIndent: 0, Summary: chunkfile.LiteralStyle,
		Wrap: 96, Shortest: 2, Longest: 8, Rate: timecode.Rate2997Drop,
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
	if len(problems) != 1 || problems[0].Line != 7 {
		t.Errorf("%+v", problems)
	}
}

func TestParseNamesThePlace(t *testing.T) {
	for _, c := range []struct {
		src  string
		line int
		says string
	}{
		{"fields: title\n", 1, "list"},
		{"slug: a\nfields:\n  - a\n  - a\n", 2, "twice"},
		{"\nlist_indent: far\n", 2, "number"},
		{"wrap_width: -1\n", 1, "number"},
		{"chunk_minutes: 8 to 2\n", 1, "2 to 8"},
		{"chunk_minutes: long\n", 1, "2 to 8"},
		{"slug: a\nframe_rate: 31\n", 2, "frame rate"},
		{"summary_style: nice\n", 1, "folded"},
		{"slug: [a]\n", 1, "no list"},
		{"colour: blue\n", 1, "colour"},
		{"slug: a: b\n", 1, "quotes"},
		{"slug: a\n---\nfile: b\n", 1, "---"},
	} {
		_, problems := Parse([]byte(c.src))
		if len(problems) == 0 || problems[0].Line != c.line || !strings.Contains(problems[0].What, c.says) {
			t.Errorf("%q: %+v", c.src, problems)
		}
	}
}

func TestUpdateKeepsTheRest(t *testing.T) {
	p, _ := Parse([]byte(kept))
	if got, err := Update([]byte(kept), p); err != nil || string(got) != kept {
		t.Fatalf("%v\n%s", err, got)
	}
	p.Fields = []string{"type", "title", "slug", "tags", "summary"}
	p.Required = nil
	p.ListIndent = 2
	p.File = "slug.md"
	p.Allowed = []Allowed{{"series", []string{"Low Water"}}}
	want := kept
	for old, now := range map[string]string{
		"slug, tags]": "slug, tags, summary]", "required:\n  - title\n": "required: []\n", "list_indent: 0": "list_indent: 2",
		"allowed_type: [podcast-chunk]\n": "", "29.97 drop": "29.97 drop\nfile: slug.md\nallowed_series: [Low Water]",
	} {
		want = strings.Replace(want, old, now, 1)
	}
	got, err := Update([]byte(kept), p)
	if err != nil || string(got) != want {
		t.Errorf("%v\n%s", err, got)
	}
	if read, _ := Parse(got); !slices.Equal(read.Fields, p.Fields) || read.Required != nil || read.File != "slug.md" || read.Values("type") != nil {
		t.Errorf("%+v", read)
	}
	if _, err := Update([]byte("slug: a: b\n"), p); err == nil {
		t.Error("a file that cannot be read is changed")
	}
}

// chunk is a chunk file of our own.
func chunk(slug string, number int, tags string) string {
	return fmt.Sprintf("---\ntype: podcast-chunk\ntitle: Part %d\nslug: %s\nepisode: 3\nchunk: %d\ntags:\n%ssummary: |\n  Ada climbs.\n---\n\n00:01:00:24 - 00:0%d:30:00\nAda\nUp it goes.\n", number, slug, number, tags, 3+number)
}

func TestGuess(t *testing.T) {
	var g Guesser
	for n := 1; n <= 4; n++ {
		slug := fmt.Sprintf("ep03-%02d-up", n)
		g.Add(slug+".md", chunkfile.Parse([]byte(chunk(slug, n, "- bells\n- towers\n"))))
	}
	g.Add("odd.md", chunkfile.Parse([]byte("---\ntitle: Odd\ntags:\n  - bells\nmood: grim\ntype: aside\n---\n")))
	g.Add("broken.md", chunkfile.Parse([]byte("---\ntitle: \"Odd\" one\n---\n")))
	got := g.Guess()
	if got.Files != 5 || !slices.Equal(got.Fields, []string{"type", "title", "slug", "episode", "chunk", "tags", "mood", "summary"}) ||
		!slices.Equal(got.Required, []string{"type", "title", "tags"}) || !slices.Equal(got.Lists, []string{"tags"}) ||
		!slices.Equal(got.Values("type"), []string{"podcast-chunk", "aside"}) || got.Slug != "epEE-CC-words" || got.File != "slug.md" ||
		got.ListIndent != 0 || got.Summary != chunkfile.LiteralStyle || got.Wrap != 0 || got.Shortest != 3 || got.Longest != 7 || got.Rate.Valid() || got.Highest != 24 {
		t.Errorf("%+v", got)
	}
	for key, agree := range map[string]int{"fields": 4, "required": 5, "lists": 5, "slug": 4, "file": 4, "list_indent": 4, "summary_style": 4, "chunk_minutes": 4} {
		if s, ok := got.Share(key); !ok || s.Agree != agree || s.Of != 5 {
			t.Errorf("%s: %+v", key, s)
		}
	}
	text, err := New(got)
	if err != nil {
		t.Fatal(err)
	}
	if read, problems := Parse(text); len(problems) > 0 || !reflect.DeepEqual(read, got.Profile) {
		t.Errorf("%+v, %v\n%s", read, problems, text)
	}
	turns := strings.Repeat("00:04:00:00 - 00:04:00:24\nAda\nOn.\n", 60)
	g.Add("long.md", chunkfile.Parse([]byte(chunk("ep03-05-up", 5, "- bells\n")+turns)))
	if got := g.Guess(); got.Rate != timecode.Rate25 {
		t.Errorf("many timecodes do not tell the rate: %s", got.Rate)
	}
	if none := new(Guesser).Guess(); !reflect.DeepEqual(none.Profile, Empty()) {
		t.Errorf("%+v", none)
	}
}

func TestAFieldThatOneOfSeveralFilesLacksIsRequired(t *testing.T) {
	required := func(files int) bool {
		var g Guesser
		for n := range files {
			src := chunk(fmt.Sprintf("ep03-%02d-up", n+1), n+1, "- bells\n")
			if n == 2 {
				src = strings.Replace(src, "summary: |\n  Ada climbs.\n", "", 1)
			}
			g.Add("", chunkfile.Parse([]byte(src)))
		}
		return slices.Contains(g.Guess().Required, "summary")
	}
	if !required(8) || required(7) {
		t.Error(required(8), required(7))
	}
}

func TestCheck(t *testing.T) {
	p, _ := Parse([]byte(kept))
	p.File = "slug.md"
	c := chunkfile.Parse([]byte("---\nslug: ep03-05-up\ntype: aside\nmood: grim\nepisode: 3\nchunk: 4\ntags: bells\n---\n")).Chunk()
	var got []string
	for _, f := range p.Check("up.md", c) {
		got = append(got, fmt.Sprint(f.At, " ", f.Code, ": ", f.What))
	}
	want := []string{
		"-1 field.missing: The field title is missing.",
		"1 field.order: The field type stands after slug, and belongs before it.",
		"1 field.value: The field type says “aside”; it may say podcast-chunk.",
		"2 field.extra: The field mood is none of the series'.",
		"3 field.extra: The field episode is none of the series'.",
		"4 field.extra: The field chunk is none of the series'.",
		"5 field.list: The field tags is to be a list.",
		"0 slug: The slug “ep03-05-up” has 05 where the field chunk says 4.",
		"-1 file: The file's name “up.md” has up where the field slug says ep03-05-up.",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
	if found := Empty().Check("up.md", c); found != nil {
		t.Errorf("a profile that says nothing finds %v", found)
	}
}

func TestPatterns(t *testing.T) {
	c := chunkfile.Parse([]byte("---\nslug: ep03-04-low-water\nepisode: 3\nchunk: 04\ndate: 2026-01-02\n---\n")).Chunk()
	for _, x := range []struct {
		pattern Pattern
		name    string
		ok      bool
	}{
		{"epEE-CC-words", "ep03-04-low-water", true},
		{"epEE-CC-words", "ep3-04-low-water", false},
		{"epEE-CC-words", "ep03-04-", false},
		{"epEE-CC-words", "ep03-04-Low Water", false},
		{"YYYY-MM-DD-CC-words", "2026-01-02-04-low", true},
		{"YYYY-MM-DD-CC-words", "2026-01-03-04-low", false},
		{"slug.md", "ep03-04-low-water.md", true},
		{"slug.md", "ep03-04-low-water.txt", false},
		{"a.b", "aXb", false},
		{"", "anything", true},
	} {
		if what := x.pattern.Check(x.name, c); (what == "") != x.ok {
			t.Errorf("%s, %s: %q", x.pattern, x.name, what)
		}
	}
	for name, want := range map[string]Pattern{"ep03-04-low-water": "epEE-CC-words", "ep3-4-x": "epE-C-words", "2026-01-02-04-low": "YYYY-MM-DD-CC-words", "low-water": "", "s03e04": "sEEeCC"} {
		if got := patternOf(name, c); got != want {
			t.Errorf("%s: %q, not %q", name, got, want)
		}
	}
}

// TestPlacesAreThoseOfTheOrder holds that a field put into fields that are in order leaves them in order.
func TestPlacesAreThoseOfTheOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	p := Empty()
	p.Fields = strings.Split("a b c d e f", " ")
	for range 2000 {
		var fields []transcript.Field
		for _, key := range p.Fields {
			if r.IntN(2) == 0 {
				fields = append(fields, transcript.Field{Key: key})
			}
			if r.IntN(3) == 0 {
				fields = append(fields, transcript.Field{Key: "odd", Value: key})
			}
		}
		if again := p.Arrange(fields); !slices.EqualFunc(again, fields, transcript.Field.Equal) {
			t.Fatalf("%v became %v", fields, again)
		}
		key := p.Fields[r.IntN(len(p.Fields))]
		with := slices.Insert(slices.Clone(fields), p.Place(fields, key), transcript.Field{Key: key, Value: "new"})
		if again := p.Arrange(with); !slices.EqualFunc(again, with, transcript.Field.Equal) {
			t.Fatalf("%s in %v belongs elsewhere: %v", key, with, again)
		}
		r.Shuffle(len(with), func(i, j int) { with[i], with[j] = with[j], with[i] })
		once := p.Arrange(with)
		if twice := p.Arrange(once); !slices.EqualFunc(once, twice, transcript.Field.Equal) || len(once) != len(with) {
			t.Fatalf("%v, then %v", once, twice)
		}
	}
}
