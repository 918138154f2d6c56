package evidence_test

import (
	"math"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"stet/backend/registry"
	"stet/backend/registry/evidence"
	"stet/backend/transcript"
)

// FuzzEvidence: whatever is said and however tags are called, places lie within the text and cut no character, numbers
// are from 0 to 1, and what is retired or listed is not suggested.
func FuzzEvidence(f *testing.F) {
	f.Add("We go on. It is written in Go’s own REST-API, A.I. and C++!", "The Title of It", "go rest-apis ai", "iron")
	f.Add("start up the start-ups\nÄpfel und Birnen… “Go” … \xff\xfe go", "", "startup äpfel -- '", "")
	f.Add("И так, go. 数据库 federation-federated", "数据库", "数据库 federation", "federation")
	f.Fuzz(func(t *testing.T, text, title, tags, retired string) {
		var r registry.Registry
		for _, name := range strings.Fields(tags) {
			r.Tags = append(r.Tags, registry.Tag{Name: name, Synonyms: []string{title}})
		}
		r.Tags = append(r.Tags, registry.Tag{Name: retired, Retired: true, Instead: strings.TrimSpace(tags)})
		r.Topics = strings.Split(title, " ")
		c := chunkOf([]string{"title: " + title, "summary: " + text, "topics: " + title, "tags: " + retired}, text, title+" "+text)
		s := evidence.NewSeries(r, map[string]transcript.Chunk{"a": c, "b": chunkOf(nil, text), "c": chunkOf(nil, title)})
		s.Put("b", c)
		check := func(e evidence.Evidence) {
			if math.IsNaN(e.Number) || e.Number < 0 || e.Number > 1 || e.Why == "" {
				t.Fatalf("%+v", e)
			}
			for _, x := range e.Sentences {
				in := c.Turns[x.At].Paragraphs[x.Para]
				for _, cue := range append(x.Cues, evidence.Cue{From: x.From, To: x.To}) {
					if cue.From < x.From || cue.To > x.To || cue.From >= cue.To || cut(in, cue.From) || cut(in, cue.To) {
						t.Fatalf("%+v in %q", x, in)
					}
				}
			}
		}
		for _, e := range s.Evidence("a", c, append(strings.Fields(tags), title, retired)) {
			check(e)
		}
		for _, key := range []string{"", "a"} {
			got := s.Suggest(key, c, 5)
			if len(got.Tags) > 5 || len(got.Topics) > 5 {
				t.Fatalf("more than 5: %+v", got)
			}
			for _, x := range got.Tags {
				check(x.Evidence)
				if i := slices.IndexFunc(r.Tags, func(t registry.Tag) bool { return t.Name == x.Tag && !t.Retired }); i < 0 {
					t.Fatalf("%q is not approved", x.Tag)
				}
			}
		}
	})
}

// cut reports whether a place lies within a character.
func cut(s string, at int) bool {
	return at > 0 && at < len(s) && !utf8.RuneStart(s[at]) && utf8.ValidString(s)
}
