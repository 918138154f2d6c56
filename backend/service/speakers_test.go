package service_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"stet/backend/service"
	"stet/backend/transcript"
)

func called(list []service.SpeakerView) string {
	var out []string
	for _, s := range list {
		out = append(out, strings.TrimSpace(fmt.Sprintf("%d %s %s", s.Number, s.Label, s.Name)))
	}
	return strings.Join(out, ", ")
}

func (f *fixture) rename(r service.RenameRequest) service.RenameReply {
	f.t.Helper()
	reply, err := f.Rename(r)
	if err != nil || reply.Failed != "" {
		f.t.Fatal(err, reply.Failed)
	}
	return reply
}

func TestASpeakerIsRenamedInTheSeries(t *testing.T) {
	f := open(t, "1.md", crumb, "2.md", starter, "3.md", oven)
	f.take()
	seven, eight := f.row("1.md").episode, f.row("3.md").episode
	f.episode(seven)

	reply := f.rename(service.RenameRequest{Episode: seven, Series: true, From: "Marit", To: " Marta "})
	if want := []service.RenamedView{{Episode: seven, Turns: 2}, {Episode: eight, Turns: 1}}; !slices.Equal(reply.Episodes, want) {
		t.Errorf("%+v", reply.Episodes)
	}
	p := reply.Edit.Patch
	if len(p.Turns) != 2 || p.History.Undo != "Renamed Marit to Marta" || called(p.Speakers) != "1 Marta, 2 Otto" {
		t.Errorf("%+v", p)
	}
	if got := states(f.export("", false)); got != "1.md written, 2.md same, 3.md written" {
		t.Error(got)
	}
	if got, want := f.read("1.md"), strings.ReplaceAll(strings.ReplaceAll(crumb, "\nMarit\n", "\nMarta\n"), "- Marit\n", "- Marta\n"); got != want {
		t.Error(got)
	}
	if got, want := f.read("3.md"), strings.ReplaceAll(oven, "Marit\n", "Marta\n"); got != want {
		t.Error(got)
	}
	// Each episode undoes its own step; the other stays renamed, and the number is hers in both.
	if _, err := f.Undo(eight); err != nil {
		t.Fatal(err)
	}
	if got := called(f.episode(eight).Speakers) + "; " + called(f.episode(seven).Speakers); got != "1 Marit; 1 Marta, 2 Otto" {
		t.Error(got)
	}
}

func TestTwoLabelsBecomeOne(t *testing.T) {
	f := open(t, "1.md", crumb, "2.md", starter)
	f.take()
	id := f.row("1.md").episode
	f.episode(id)
	chunk := f.chunk("1.md").ID

	// In one chunk: the label stays in the other, so that the number stays with it.
	reply := f.rename(service.RenameRequest{Episode: id, Chunk: chunk, From: "Otto", To: "Ottilie"})
	if got := called(reply.Edit.Patch.Speakers); got != "1 Marit, 2 Otto, 3 Ottilie" || reply.Episodes[0].Turns != 1 {
		t.Error(got, reply.Episodes)
	}
	reply = f.rename(service.RenameRequest{Episode: id, From: "Otto", To: "Ottilie"})
	if p := reply.Edit.Patch; called(p.Speakers) != "1 Marit, 3 Ottilie" || p.History.Undo != "Merged Otto into Ottilie" {
		t.Errorf("%s, %+v", called(p.Speakers), p.History)
	}
	f.export("", false)
	if got, want := f.read("2.md"), strings.ReplaceAll(starter, "Otto", "Ottilie"); got != want {
		t.Error(got)
	}
	for _, r := range []service.RenameRequest{
		{Episode: id, From: "Otto", To: "Ottilie"}, {Episode: id, From: "Marit", To: "Marit"}, {Episode: id, From: "Marit", To: " "},
		{Episode: id, From: "Marit", To: "two\nlines"}, {Episode: id, Chunk: 999, From: "Marit", To: "Marta"},
	} {
		if _, err := f.Rename(r); code(err) != service.CodeInvalid {
			t.Errorf("%+v: %v", r, err)
		}
	}
}

func TestALabelIsAPerson(t *testing.T) {
	f := open(t, "1.md", crumb, "3.md", oven, "4.md", strings.NewReplacer("Otto", "Dora", "episode: 9", "episode: 10").Replace(dough))
	f.take()
	id := f.row("1.md").episode
	f.episode(id)
	views, err := f.NamePerson(id, "Marit", " Marit Solberg ")
	if err != nil || called(views) != "1 Marit Marit Solberg, 2 Otto" {
		t.Error(called(views), err)
	}
	f.restart()
	if got := called(f.episode(f.row("3.md").episode).Speakers); got != "1 Marit Marit Solberg" {
		t.Error(got)
	}
	all, err := f.SeriesSpeakers(id)
	if err != nil || len(all) != 3 || all[0].Turns != 5 || all[0].Episodes != 3 || all[0].Name != "Marit Solberg" || all[1].Turns != 1 || all[2].Label != "Dora" || all[2].Number != 3 {
		t.Errorf("%+v %v", all, err)
	}
	if views, err = f.NamePerson(id, "Marit", ""); err != nil || called(views) != "1 Marit, 2 Otto" {
		t.Error(called(views), err)
	}
}

const dough = `---
title: Dough
series: Slow Rise
episode: 9
chunk: 1
speakers: [Marit, Otto]
---

00:00:01:00 - 00:00:04:00
Marit
You leave it on the
00:00:04:00 - 00:00:05:00
Otto
shelf.
00:00:05:00 - 00:00:09:00
Marit
Overnight.
`

func TestASuggestionIsTakenOrStands(t *testing.T) {
	f := open(t, "1.md", dough)
	f.take()
	id := f.row("1.md").episode
	only := func() service.SuggestionView {
		t.Helper()
		list, err := f.Suggestions(id)
		if err != nil || len(list) != 1 {
			t.Fatal(list, err)
		}
		return list[0]
	}
	s := only()
	if s.Words != "shelf." || s.From != "Otto" || s.To != "Marit" || s.Begins || s.Stands || s.Code != service.CodeStray {
		t.Errorf("%+v", s)
	}
	let := func(on bool) {
		t.Helper()
		if err := f.LetStand(id, s.Turn, s.Code, s.Words, on); err != nil {
			t.Fatal(err)
		}
	}
	let(true)
	f.restart()
	if !only().Stands {
		t.Error("it is asked again")
	}
	let(false)
	if only().Stands {
		t.Error("it still stands")
	}
	let(true)
	f.edit("1.md", "Correct", transcript.EditText{Turn: s.Turn, From: 0, To: 5, Text: "rack"})
	if s = only(); s.Stands || s.Words != "rack." {
		t.Errorf("of other words: %+v", s)
	}
	if _, err := f.TakeSuggestion(id, s.Turn, "shelf."); code(err) != service.CodeInvalid {
		t.Error(err)
	}
	reply, err := f.TakeSuggestion(id, s.Turn, s.Words)
	if err != nil || reply.Patch.History.Undo != "Gave “rack.” to Marit" {
		t.Fatal(reply.Patch.History, err)
	}
	f.export("", false)
	want := strings.NewReplacer("00:00:04:00\nMarit\nYou leave it on the\n00:00:04:00 - 00:00:05:00\nOtto\nshelf.",
		"00:00:05:00\nMarit\nYou leave it on the rack.", "[Marit, Otto]", "[Marit]").Replace(dough)
	if got := f.read("1.md"); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}
