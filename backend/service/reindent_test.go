package service_test

import (
	"strings"
	"testing"

	"stet/backend/service"
	"stet/backend/transcript"
)

// undoFields takes a change back.
func (f *fixture) undoFields(steps service.FieldsSteps, episode int64) service.FieldsReply {
	f.t.Helper()
	back, err := f.FieldsResult(f.ended(f.StartUndoFields(steps, episode)).ID)
	if err != nil || back.Failed != "" {
		f.t.Fatal(err, back.Failed)
	}
	return back
}

func TestAnIndentThatWasExportedIsTakenBackToTheByte(t *testing.T) {
	indent := service.FieldEdit{Kind: service.EditIndent, Indent: 0}
	for name, c := range map[string]struct {
		text  string
		edits []service.FieldEdit
	}{
		"lists of two kinds": {
			strings.Replace(oven, "speakers:\n  - Marit\n", "speakers:\n  - Marit\ntags:\n- bread\n", 1), []service.FieldEdit{indent},
		},
		"a comment further out than its dash": {
			strings.Replace(oven, "speakers:\n  - Marit\n", "speakers:\n# the host\n  - Marit\n", 1), []service.FieldEdit{indent},
		},
		"another edit beside it": {
			strings.Replace(oven, "title: The Oven\n", "title: The Oven\nmood: 'hot' # for now\n", 1),
			[]service.FieldEdit{{Kind: service.EditDrop, Field: "mood"}, indent},
		},
	} {
		t.Run(name, func(t *testing.T) {
			f := open(t, "1.md", c.text)
			f.take()
			r := service.FieldsRequest{Name: "Indented", Scope: "library", Episode: f.row("1.md").episode, Edits: c.edits}
			done := f.changeFields(r)
			f.export("", false)
			if f.read("1.md") == c.text || f.row("1.md").Dirty {
				t.Error("nothing was exported")
			}
			f.undoFields(done.Steps, r.Episode)
			f.restart()
			if !f.row("1.md").Dirty {
				t.Error("there is nothing to export")
			}
			f.export("", false)
			if got := f.read("1.md"); got != c.text || f.row("1.md").Dirty {
				t.Errorf("undone and exported, the file is\n%s", got)
			}
		})
	}
}

func TestListsOfTwoKindsComeBackBesideWhatSomebodyElseWrote(t *testing.T) {
	f := open(t, "1.md", strings.Replace(oven, "speakers:\n  - Marit\n", "speakers:\n  - Marit\ntags:\n- bread\n", 1))
	f.take()
	r := service.FieldsRequest{Name: "Indented", Scope: "library", Episode: f.row("1.md").episode, Edits: []service.FieldEdit{{Kind: service.EditIndent, Indent: 4}}}
	done := f.changeFields(r)
	f.export("", false)
	f.write("1.md", strings.Replace(f.read("1.md"), "tags:", "# by a colleague\ntags:", 1))
	f.undoFields(done.Steps, r.Episode)
	chunk := f.row("1.md").ID
	if _, err := f.KeepMine(r.Episode, chunk); err != nil {
		t.Fatal(err)
	}
	f.edit("1.md", "Called it hot", transcript.SetField{Chunk: chunk, At: 0, Was: "title", Field: transcript.Field{Key: "title", Kind: transcript.ScalarField, Value: "Hot"}})
	f.export("", false)
	if got := f.read("1.md"); !strings.Contains(got, "title: Hot\n") || !strings.Contains(got, "speakers:\n  - Marit\n# by a colleague\ntags:\n- bread\n") {
		t.Error(got)
	}
}

func TestAFirstListIsIndentedAsTheVerbDoes(t *testing.T) {
	bare := strings.Replace(oven, "speakers:\n  - Marit\n", "", 1)
	f := open(t, "1.md", bare)
	f.write("stet-profile.yaml", "fields: [title, series, episode, chunk, tags]\nlist_indent: 4\n")
	edits := []service.FieldEdit{{Kind: service.EditAddItem, Field: "tags", Value: "bread"}}
	p, err := service.PlanEditsNow(t.Context(), []string{f.path("1.md")}, edits, func(string, int, int) {})
	if err != nil {
		t.Fatal(err)
	}
	_, verb, err := p.Texts(0)
	if err != nil {
		t.Fatal(err)
	}
	f.take()
	r := service.FieldsRequest{Name: "Added bread", Scope: "library", Episode: f.row("1.md").episode, Edits: edits}
	done := f.changeFields(r)
	f.export("", false)
	if got := f.read("1.md"); got != string(verb) || !strings.Contains(got, "tags:\n    - bread\n") {
		t.Errorf("the verb writes\n%s\nthe board\n%s", verb, got)
	}
	f.undoFields(done.Steps, r.Episode)
	f.export("", false)
	if got := f.read("1.md"); got != bare {
		t.Error(got)
	}
}
