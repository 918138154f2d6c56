package service_test

import (
	"strings"
	"testing"

	"stet/backend/service"
	"stet/backend/transcript"
)

func TestALastMarkLeavesTheListAsTheFileHadIt(t *testing.T) {
	for _, line := range []string{"entities: []\n", "entities:\n", "entities: Otto\n", "entities: [ Otto ] # the host\n", ""} {
		text := strings.Replace(oven, "speakers:", line+"speakers:", 1)
		f := open(t, "1.md", text)
		f.take()
		p := f.mark("1.md", "Tagged", service.MarkRequest{Marks: []service.MarkOf{{Entity: "Hot", Tag: true, Places: f.same("1.md", "hot").Places}}})
		if got := f.entities("1.md"); !strings.HasSuffix(got, "Hot") || strings.Contains(line, "Otto") && got != "Otto, Hot" {
			t.Errorf("%q lists %q", line, got)
		}
		f.export("", false)
		if !strings.Contains(f.read("1.md"), "Hot") {
			t.Error(f.read("1.md"))
		}
		f.mark("1.md", "Off", service.MarkRequest{Unmark: []transcript.ID{p.Notes[0].ID}})
		f.export("", false)
		if got := f.read("1.md"); got != text {
			t.Errorf("%q became\n%s", line, got)
		}
	}
}

func TestAMarkPutsTheListWhereTheSeriesHasIt(t *testing.T) {
	f := open(t, "1.md", oven)
	f.write("stet-profile.yaml", "fields: [title, entities, series, episode, chunk, speakers]\n")
	f.take()
	f.mark("1.md", "Tagged", service.MarkRequest{Marks: []service.MarkOf{{Entity: "Hot", Tag: true, Places: f.same("1.md", "hot").Places}}})
	if fields := f.chunk("1.md").Matter.Fields; fields[1].Key != "entities" {
		t.Errorf("%+v", fields)
	}
}

func TestOneListThatCannotBeChangedKeepsNoMarkFromOthers(t *testing.T) {
	f := open(t, "1.md", strings.Replace(crumb, "tags:", "entities:\n  Otto: 1\ntags:", 1), "2.md", starter)
	f.take()
	places := append(f.same("1.md", "dentist").Places, f.same("2.md", "flour").Places...)
	f.mark("1.md", "Tagged", service.MarkRequest{Marks: []service.MarkOf{{Entity: "It", Tag: true, Places: places}}})
	if f.entities("2.md") != "It" || f.row("1.md").Dirty {
		t.Error(f.entities("2.md"), f.row("1.md").Dirty)
	}
	_, err := f.Mark(service.MarkRequest{Episode: f.row("1.md").episode, Name: "Off", Unlist: []service.UnlistedRequest{{Chunk: f.row("1.md").ID, Item: "Otto"}}})
	if code(err) != service.CodeInvalid {
		t.Error(err)
	}
}

func TestAMarkThatCameWithItsTurnLeavesWhatWasListedThere(t *testing.T) {
	second := strings.Replace(strings.Replace(oven, "chunk: 1", "chunk: 2", 1), "speakers:", "entities:\n  - Hot\nspeakers:", 1)
	f := open(t, "1.md", oven, "2.md", second)
	f.take()
	p := f.mark("1.md", "Tagged", service.MarkRequest{Marks: []service.MarkOf{{Entity: "Hot", Tag: true, Places: f.same("1.md", "hot").Places[:1]}}})
	f.edit("1.md", "Moved the turn", transcript.MoveTurn{Turn: f.turn("1.md", "hot").ID, Chunk: f.row("2.md").ID, At: 0})
	f.mark("2.md", "Off", service.MarkRequest{Unmark: []transcript.ID{p.Notes[0].ID}})
	if got := f.entities("2.md"); got != "Hot" {
		t.Errorf("it lists %q", got)
	}
}
