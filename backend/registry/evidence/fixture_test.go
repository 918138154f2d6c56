package evidence_test

import (
	"fmt"
	"strings"
	"testing"

	"stet/backend/registry"
	"stet/backend/registry/evidence"
	"stet/backend/transcript"
)

// chunkOf makes a chunk of turns, a text each; fields are "key: value", where a value with " | " is a list.
func chunkOf(fields []string, turns ...string) transcript.Chunk {
	var c transcript.Chunk
	c.Matter.Form = transcript.FieldMatter
	for _, f := range fields {
		key, value, _ := strings.Cut(f, ": ")
		if key == "tags" || key == "topics" {
			c.Matter.Fields = append(c.Matter.Fields, transcript.Field{Key: key, Kind: transcript.ListField, Items: strings.Split(value, " | ")})
			continue
		}
		c.Matter.Fields = append(c.Matter.Fields, transcript.Field{Key: key, Kind: transcript.ScalarField, Value: value})
	}
	for i, text := range turns {
		c.Turns = append(c.Turns, transcript.Turn{ID: transcript.ID(i + 1), Paragraphs: strings.Split(text, "\n")})
	}
	return c
}

// tagsOf makes a registry of tags: "name", "name = synonym, synonym", "name -> what stands in its place".
func tagsOf(list ...string) registry.Registry {
	var r registry.Registry
	for _, l := range list {
		var t registry.Tag
		switch name, rest, _ := strings.Cut(l, " "); {
		case strings.HasPrefix(rest, "->"):
			t = registry.Tag{Name: name, Retired: true, Instead: strings.TrimSpace(rest[2:])}
		case strings.HasPrefix(rest, "= "):
			t = registry.Tag{Name: name, Synonyms: strings.Split(rest[2:], ", ")}
		default:
			t = registry.Tag{Name: name}
		}
		r.Tags = append(r.Tags, t)
	}
	return r
}

// cued writes a text with what speaks for a tag in brackets.
func cued(t *testing.T, s *evidence.Series, c transcript.Chunk, tag string) string {
	t.Helper()
	e := s.Evidence("", c, []string{tag})[0]
	var out strings.Builder
	for at, turn := range c.Turns {
		for para, text := range turn.Paragraphs {
			last := 0
			for _, sentence := range e.Sentences {
				if sentence.At != at || sentence.Para != para {
					continue
				}
				for _, cue := range sentence.Cues {
					fmt.Fprintf(&out, "%s[%s]", text[last:cue.From], text[cue.From:cue.To])
					last = cue.To
				}
			}
			out.WriteString(text[last:])
		}
	}
	return out.String()
}

func names(list []evidence.Suggestion) string {
	var out []string
	for _, s := range list {
		out = append(out, s.Tag)
	}
	return strings.Join(out, " ")
}
