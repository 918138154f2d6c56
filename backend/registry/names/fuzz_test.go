package names_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"stet/backend/registry"
	"stet/backend/registry/names"
	"stet/backend/transcript"
)

// FuzzFinding holds every place to lie in its text, between whole characters, after the one before it.
func FuzzFinding(f *testing.F) {
	f.Add("we put nginx and engine X's there", "NGINX\nAda Lovelace\nC++", "engine X")
	f.Add("Wunder-Graph’s „Ünïcode“ ſtraße\u0301 İstanbul", "wunder graph\nstrasse\nistanbul", "ı")
	f.Add("a' 'b '' s' \xff\xfe Go.", "Go\n\xff\n's", "\x00")
	f.Add("Barnes and Noble, Barnes and Nobles 3 of the X", "", "REST")
	f.Fuzz(func(t *testing.T, text, list, alias string) {
		var r registry.Registry
		for i, name := range strings.Split(list, "\n") {
			e := registry.Entity{Name: name, Kind: registry.Kinds()[i%len(registry.Kinds())], Aliases: []string{alias}, Misheard: []string{name + alias}}
			r.Entities = append(r.Entities, e)
		}
		h := &names.Habits{}
		h.Add(text)
		paragraphs := strings.Split(text, "\n\n")
		turns := []transcript.Turn{{ID: 1, Paragraphs: paragraphs[:1]}, {ID: 2, Paragraphs: paragraphs[1:]}}
		finder := names.NewFinder(r, h)
		hold(t, turns, finder.Turns(turns, alias), true)
		hold(t, turns, names.Same(alias, turns), true)
		var places []names.Hit
		for _, p := range finder.Propose(turns, alias) {
			hold(t, turns, p.Places, true)
			places = append(places, p.Places...)
		}
		hold(t, turns, places, false)
		entities := transcript.Field{Key: "entities", Kind: transcript.ListField, Items: []string{list, alias}}
		finder.Chunk(transcript.Chunk{Matter: transcript.Matter{Form: transcript.FieldMatter, Fields: []transcript.Field{entities}}, Turns: turns})
	})
}

func hold(t *testing.T, turns []transcript.Turn, hits []names.Hit, ordered bool) {
	t.Helper()
	for i, h := range hits {
		p := turns[h.At].Paragraphs[h.Para]
		if h.From < 0 || h.From >= h.To || h.To > len(p) || p[h.From:h.To] != h.Text || h.Reason == "" {
			t.Fatalf("%+v is no place of %q", h, p)
		}
		if utf8.ValidString(p) && !utf8.ValidString(h.Text) {
			t.Fatalf("%+v parts a character of %q", h, p)
		}
		if !ordered || i == 0 {
			continue
		}
		b := hits[i-1]
		if same := b.At == h.At && b.Para == h.Para; same && h.From < b.To || b.At > h.At || b.At == h.At && b.Para > h.Para {
			t.Fatalf("%+v comes after %+v", h, b)
		}
	}
}
