package service_test

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"stet/backend/registry"
	"stet/backend/service"
	"stet/backend/transcript"
)

const proxy = `---
title: The Proxy
series: Slow Rise
episode: 9
chunk: 1
speakers: [Ada]
entities:
- Björn (runs the mill)
---

00:00:01:00 - 00:00:09:00
Ada
We put engine X, "engine X's" own, before the mill. Björn said 🍞 NGINX is fine.
`

// entities are what a chunk lists, as the program has it now.
func (f *fixture) entities(name string) string {
	f.t.Helper()
	field, _ := chunkOf(f.chunk(name)).Field("entities")
	return strings.Join(field.Items, ", ")
}

func chunkOf(v service.ChunkView) transcript.Chunk { return transcript.Chunk{Matter: v.Matter} }

func (f *fixture) names(name string) service.ChunkNamesView {
	f.t.Helper()
	var v service.ChunkNamesView
	if code := f.ask(fmt.Sprintf("/api/episodes/%d/names?chunk=%d", f.row(name).episode, f.chunk(name).ID), &v); code != 200 {
		f.t.Fatal(code)
	}
	return v
}

func (f *fixture) same(name, text string) service.SameView {
	f.t.Helper()
	var v service.SameView
	q := url.Values{"chunk": {fmt.Sprint(f.chunk(name).ID)}, "text": {text}}
	if code := f.ask(fmt.Sprintf("/api/episodes/%d/names/same?%s", f.row(name).episode, q.Encode()), &v); code != 200 {
		f.t.Fatal(code)
	}
	return v
}

func (f *fixture) mark(name, step string, r service.MarkRequest) service.PatchView {
	f.t.Helper()
	r.Episode, r.Name = f.row(name).episode, step
	reply, err := f.Mark(r)
	if err != nil {
		f.t.Fatal(err)
	}
	return reply.Patch
}

func TestMarksAreWhatNamesAreListedFor(t *testing.T) {
	f := open(t, "1.md", proxy)
	f.take()
	episode := f.row("1.md").episode
	all := f.same("1.md", "engine X")
	if len(all.Places) != 2 || all.Here != 2 || all.Places[1].Text != "engine X" {
		t.Fatalf("%+v", all)
	}
	p := f.mark("1.md", "Tagged NGINX, 2 places", service.MarkRequest{Marks: []service.MarkOf{{Entity: "NGINX", Tag: true, Write: true, Places: all.Places}}})
	if len(p.Notes) != 2 || p.Notes[0].Kind != transcript.EntityMark || p.Notes[0].From != 2 || p.Notes[0].To != 3 || p.Notes[1].From != 3 || p.Notes[1].To != 4 {
		t.Errorf("%+v", p.Notes)
	}
	if got := f.turn("1.md", "NGINX").Paragraphs[0]; !strings.HasPrefix(got, `We put NGINX, "NGINX's" own`) {
		t.Error(got)
	}
	if got := f.entities("1.md"); got != "Björn (runs the mill), NGINX" {
		t.Error(got)
	}
	f.undo(episode)
	if got := f.entities("1.md"); got != "Björn (runs the mill)" || len(f.episode(episode).Notes) != 0 {
		t.Errorf("%s, %+v", got, f.episode(episode).Notes)
	}
	if _, err := f.Redo(episode); err != nil {
		t.Fatal(err)
	}
	f.restart()
	// The first of two marks leaves the name where it is, the last takes it along.
	notes := f.episode(episode).Notes
	f.mark("1.md", "Took a mark off", service.MarkRequest{Unmark: []transcript.ID{notes[0].ID}})
	if got := f.entities("1.md"); got != "Björn (runs the mill), NGINX" {
		t.Error(got)
	}
	f.mark("1.md", "Took a mark off", service.MarkRequest{Unmark: []transcript.ID{notes[1].ID}})
	if got := f.entities("1.md"); got != "Björn (runs the mill)" {
		t.Error(got)
	}
	// What was listed before any mark stays, and a mark beside the list adds nothing.
	bjorn := f.same("1.md", "Björn").Places
	p = f.mark("1.md", "Tagged Björn", service.MarkRequest{Marks: []service.MarkOf{{Entity: "Björn", Tag: true, Places: bjorn}}})
	if len(p.Notes) != 1 || p.Notes[0].Kind != transcript.MentionMark || p.Notes[0].Resolved {
		t.Errorf("%+v", p.Notes)
	}
	f.mark("1.md", "Took Björn off", service.MarkRequest{Unmark: []transcript.ID{p.Notes[0].ID}})
	mill := f.same("1.md", "mill").Places
	p = f.mark("1.md", "Tagged the mill", service.MarkRequest{Marks: []service.MarkOf{{Entity: "The Mill", Tag: true, Mention: true, Places: mill}}})
	if got := f.entities("1.md"); got != "Björn (runs the mill)" || !p.Notes[0].Resolved {
		t.Errorf("%s, %+v", got, p.Notes)
	}
	// A second time there is nothing to do.
	_, err := f.Mark(service.MarkRequest{Episode: episode, Name: "Again", Marks: []service.MarkOf{{Entity: "The Mill", Tag: true, Mention: true, Places: mill}}})
	if code(err) != service.CodeInvalid {
		t.Error(err)
	}
}

func TestAMarkWithoutWordsCountsForNothing(t *testing.T) {
	f := open(t, "1.md", proxy)
	f.take()
	places := f.same("1.md", "NGINX").Places
	f.mark("1.md", "Tagged NGINX", service.MarkRequest{Marks: []service.MarkOf{{Entity: "NGINX", Tag: true, Places: places}}})
	if v := f.names("1.md"); len(v.Here) != 2 || v.Here[0].Name != "NGINX" || v.Here[0].Item != "NGINX" || len(v.Here[0].Marks) != 1 {
		t.Fatalf("%+v", v.Here)
	}
	f.correct("1.md", "🍞 NGINX ", "")
	v := f.names("1.md")
	if slices.ContainsFunc(v.Here, func(h service.NameHere) bool { return len(h.Marks) > 0 }) || len(v.Unspoken) != 1 || v.Unspoken[0].Item != "NGINX" {
		t.Errorf("%+v, %+v", v.Here, v.Unspoken)
	}
	f.mark("1.md", "Took NGINX out", service.MarkRequest{Unlist: []service.UnlistedRequest{{Chunk: f.chunk("1.md").ID, Item: "NGINX"}}})
	if got := f.entities("1.md"); got != "Björn (runs the mill)" {
		t.Error(got)
	}
}

func TestNamesOfAChunkAreOfferedWithTheirReasons(t *testing.T) {
	f := open(t, "1.md", proxy, "2.md", oven+"00:00:04:00 - 00:00:06:00\nOtto\nAsk NGINX, not me.\n")
	f.take()
	nginx := registry.Entity{Name: "NGINX", Kind: registry.Product, Misheard: []string{"engine X"}}
	if _, err := f.EditRegistry("Slow Rise", "Added NGINX", []registry.Edit{{Entity: &nginx}}); err != nil {
		t.Fatal(err)
	}
	v := f.names("1.md")
	if len(v.Heard) != 1 || v.Heard[0].Text != "engine X" || v.Heard[0].Entity != "NGINX" || len(v.Heard[0].Places) != 2 {
		t.Errorf("%+v", v.Heard)
	}
	if len(v.Suggested) == 0 || v.Suggested[0].Name != "NGINX" || v.Suggested[0].Kind != registry.Product || v.Suggested[0].Reason != "in the registry" || !v.Suggested[0].Known {
		t.Fatalf("%+v", v.Suggested)
	}
	two := f.names("2.md").Suggested[0]
	f.mark("2.md", "Tagged NGINX", service.MarkRequest{Marks: []service.MarkOf{{Entity: two.Name, Tag: true, Places: two.Places}}})
	if got := f.entities("2.md"); got != "NGINX" {
		t.Error(got)
	}
	f.names("2.md")
	if v = f.names("1.md"); v.Suggested[0].Reason != "in 1 other chunk" {
		t.Errorf("%+v", v.Suggested)
	}
	f.mark("1.md", "Wrote NGINX", service.MarkRequest{Marks: []service.MarkOf{{Entity: "NGINX", Write: true, Places: v.Heard[0].Places}}})
	if v = f.names("1.md"); len(v.Heard) != 0 || len(v.Suggested[0].Places) != 3 || len(f.episode(f.row("1.md").episode).Notes) != 0 {
		t.Errorf("%+v, %+v", v.Heard, v.Suggested)
	}
	no := registry.Rejection{Entity: "NGINX", Form: "NGINX"}
	if _, err := f.EditRegistry("Slow Rise", "Said no to NGINX", []registry.Edit{{Rejection: &no}}); err != nil {
		t.Fatal(err)
	}
	if v = f.names("1.md"); slices.ContainsFunc(v.Suggested, func(s service.SuggestedName) bool { return s.Known }) {
		t.Errorf("%+v", v.Suggested)
	}
	var series service.SeriesNamesView
	if f.ask("/api/entities?series=Slow+Rise", &series); len(series.Entities) != 1 || series.Entities[0].Chunks != 1 || series.Undo != "Said no to NGINX" {
		t.Errorf("%+v", series)
	}
}

// Letter by letter a word before a name is for a moment one with it.
func TestAWordTypedBeforeANameIsNoneOfIt(t *testing.T) {
	f := open(t, "1.md", proxy)
	f.take()
	places := f.same("1.md", "Björn").Places
	f.mark("1.md", "Tagged Björn", service.MarkRequest{Marks: []service.MarkOf{{Entity: "Björn", Tag: true, Places: places}}})
	before := f.episode(f.row("1.md").episode).Notes[0]
	for _, words := range []string{"oBjörn", "olBjörn", "oldBjörn", "old Björn"} {
		is := strings.Split(f.turn("1.md", "said").Paragraphs[0], "mill. ")[1]
		f.correct("1.md", strings.Split(is, " said")[0], words)
	}
	if after := f.episode(f.row("1.md").episode).Notes[0]; after.From != before.From+1 || after.To != before.To+1 || after.Lost {
		t.Errorf("%+v, %+v", before, after)
	}
}

func TestAnItemThatStandsTwiceIsToldOnce(t *testing.T) {
	f := open(t, "1.md", strings.Replace(listing("One", "Zoe Lin", "Zoe Lin", "NGINX", "NGINX"), "is never hot", "runs on NGINX", 1))
	f.take()
	nginx := registry.Entity{Name: "NGINX"}
	if _, err := f.EditRegistry("Slow Rise", "Added NGINX", []registry.Edit{{Entity: &nginx}}); err != nil {
		t.Fatal(err)
	}
	v := f.names("1.md")
	if len(v.Unspoken) != 1 || len(v.Here) != 1 || len(v.Here[0].Places) != 1 {
		t.Errorf("%+v", v)
	}
}

// Turns that go to another chunk take their marks along, and the lists of both follow in the same step.
func TestMarksGoAlongWithTurnsToAnotherChunk(t *testing.T) {
	one := strings.Replace(proxy, "00:00:01:00 - 00:00:09:00\nAda\n", "00:00:01:00 - 00:00:02:00\nAda\nBefore it.\n\n00:00:02:00 - 00:00:09:00\nAda\n", 1)
	two := strings.NewReplacer("title: The Proxy", "title: The Mill", "chunk: 1", "chunk: 2", "entities:\n- Björn (runs the mill)\n", "", "00:00:01:00 - 00:00:09:00", "00:00:09:00 - 00:00:12:00").Replace(proxy)
	f := open(t, "1.md", one, "2.md", two)
	f.take()
	moved := f.chunk("1.md").Turns[1]
	at := strings.Index(moved.Paragraphs[0], "engine X")
	f.mark("1.md", "Tagged NGINX", service.MarkRequest{Marks: []service.MarkOf{{
		Entity: "NGINX", Tag: true, Places: []service.NamePlace{{Turn: moved.ID, From: at, To: at + len("engine X"), Text: "engine X"}},
	}}})
	if got := f.entities("1.md") + "; " + f.entities("2.md"); got != "Björn (runs the mill), NGINX; " {
		t.Fatal(got)
	}
	episode := f.row("1.md").episode
	if _, err := f.MoveBoundary(episode, f.chunk("2.md").ID, moved.ID); err != nil {
		t.Fatal(err)
	}
	if got := f.entities("1.md") + "; " + f.entities("2.md"); got != "Björn (runs the mill); NGINX" {
		t.Error(got)
	}
	if _, err := f.Undo(episode); err != nil {
		t.Fatal(err)
	}
	if got := f.entities("1.md") + "; " + f.entities("2.md"); got != "Björn (runs the mill), NGINX; " {
		t.Error(got)
	}
	f.export("", false)
	if got := f.read("2.md"); got != two {
		t.Error(got)
	}
	if _, err := f.Redo(episode); err != nil {
		t.Fatal(err)
	}
	f.export("", false)
	if got := f.read("2.md"); !strings.Contains(got, "entities:\n- NGINX\n") && !strings.Contains(got, "entities: [NGINX]\n") {
		t.Error(got)
	}
	if got := f.read("1.md"); strings.Contains(got, "NGINX\n---") || !strings.Contains(got, "- Björn (runs the mill)\n---") {
		t.Error(got)
	}
}
