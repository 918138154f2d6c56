package service_test

import (
	"fmt"
	"strings"
	"testing"

	"stet/backend/registry"
	"stet/backend/service"
)

// moved changes a tag in the list and in all chunks, and tells the list.
func (f *fixture) moved(m service.TagMove) (service.FieldsReply, string) {
	f.t.Helper()
	e := service.FieldEdit{Kind: service.EditRenameItem, Field: "tags", Value: m.Tag, To: m.To}
	if m.To == "" {
		e = service.FieldEdit{Kind: service.EditRemoveItem, Field: "tags", Value: m.Tag}
	}
	reply, err := f.FieldsResult(f.ended(f.StartFields(service.FieldsRequest{Name: "Changed it", Scope: "library", Episode: f.row("1.md").episode, Tag: &m, Edits: []service.FieldEdit{e}})).ID)
	if err != nil {
		f.t.Fatal(err)
	}
	return reply, f.tags()
}

func (f *fixture) tags() string {
	f.t.Helper()
	r, err := f.Registry("Slow Rise")
	if err != nil {
		f.t.Fatal(err)
	}
	var out []string
	for _, t := range r.Tags {
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s %v %v %s", t.Name, t.Synonyms, t.Retired, t.Instead)))
	}
	return strings.Join(out, ", ")
}

func TestWhatPointsToATagFollowsIt(t *testing.T) {
	f := open(t, "1.md", crumb)
	f.take()
	f.editRegistry(
		registry.Edit{Tag: &registry.Tag{Name: "brod", Retired: true, Instead: "bread"}},
		registry.Edit{Tag: &registry.Tag{Name: "bread", Synonyms: []string{"loaf"}}}, registry.Edit{Tag: &registry.Tag{Name: "flour"}},
	)
	before := f.tags()
	for _, c := range []struct {
		move service.TagMove
		want string
	}{
		{service.TagMove{Tag: "bread", To: "loaf"}, "loaf [bread] false, brod [] true loaf, flour [] false"},
		{service.TagMove{Tag: "loaf", To: "bread"}, "bread [loaf] false, brod [] true bread, flour [] false"},
		{service.TagMove{Tag: "bread", To: "flour"}, "bread [loaf] true flour, brod [] true flour, flour [] false"},
		{service.TagMove{Tag: "flour", To: "bread"}, "bread [loaf] false, brod [] true bread, flour [] true bread"},
		{service.TagMove{Tag: "bread", Retired: true}, "bread [loaf] true, brod [] true, flour [] true"},
	} {
		if _, got := f.moved(c.move); got != c.want {
			t.Errorf("%+v: %s", c.move, got)
		}
	}
	if reply, _ := f.moved(service.TagMove{Tag: "bread", Retired: true}); len(reply.Steps.Series) != 0 {
		t.Errorf("nothing changed, and that is a step: %+v", reply.Steps)
	}
	for range 5 {
		if _, err := f.UndoRegistry("Slow Rise"); err != nil {
			t.Fatal(err)
		}
	}
	if got := f.tags(); got != before {
		t.Error(got)
	}
}

func TestATagStaysApprovedWhereItsChunksAreHeld(t *testing.T) {
	broken := strings.Replace(oven, "title: The Oven", "title: The Oven: hot\ntags: [bread]", 1)
	f := open(t, "1.md", broken, "2.md", crumb)
	f.take()
	f.editRegistry(registry.Edit{Tag: &registry.Tag{Name: "bread"}}, registry.Edit{Tag: &registry.Tag{Name: "oven"}})
	before := f.tags()
	reply, tags := f.moved(service.TagMove{Tag: "bread", To: "loaves"})
	if tags != before || reply.Chunks != 1 || reply.Held != 1 || len(reply.Steps.Series) > 0 ||
		reply.Failed != "Chunks that have bread could not be changed, so the registry of Slow Rise stays as it is." {
		t.Errorf("%+v, and %s", reply, tags)
	}
	// A chunk that is held without the tag is in nobody's way.
	if reply, tags := f.moved(service.TagMove{Tag: "oven", To: "stove"}); !strings.Contains(tags, "stove [oven]") || reply.Failed != "" {
		t.Errorf("%+v, and %s", reply, tags)
	}
}

func TestAChangeThatIsTakenBackCountsItsChunks(t *testing.T) {
	f := open(t, "1.md", crumb, "2.md", starter)
	f.take()
	r := service.FieldsRequest{Name: "Dropped speakers", Scope: "library", Episode: f.row("1.md").episode, Edits: []service.FieldEdit{{Kind: service.EditDrop, Field: "speakers"}}}
	if back := f.undoFields(f.changeFields(r).Steps, r.Episode); back.Chunks != 2 {
		t.Errorf("%+v", back)
	}
}

func TestAStepOfARegistryIsTakenBackOnlyWhileItIsTheLast(t *testing.T) {
	f := open(t, "1.md", crumb)
	f.take()
	var steps []int64
	for _, name := range []string{"bread", "flour"} {
		v, err := f.EditRegistry("Slow Rise", "Added "+name, []registry.Edit{{Tag: &registry.Tag{Name: name}}})
		if err != nil {
			t.Fatal(err)
		}
		steps = append(steps, v.Step)
	}
	if _, err := f.UndoRegistryStep("Slow Rise", steps[0]); code(err) != service.CodeConflict || f.tags() != "bread [] false, flour [] false" {
		t.Error(err, f.tags())
	}
	if v, err := f.UndoRegistryStep("Slow Rise", steps[1]); err != nil || v.Step != steps[0] || f.tags() != "bread [] false" {
		t.Error(err, f.tags())
	}
}
