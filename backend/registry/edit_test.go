package registry

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

func TestEditsPutNewNamesWhereTheAlphabetHasThem(t *testing.T) {
	var r Registry
	for _, name := range []string{"Mira", "ada", "Zoe", "Björn"} {
		var err error
		if r, err = r.Apply(Edit{Entity: &Entity{Name: name}}); err != nil {
			t.Fatal(err)
		}
	}
	var names []string
	for _, e := range r.Entities {
		names = append(names, e.Name)
	}
	if got := strings.Join(names, " "); got != "ada Björn Mira Zoe" {
		t.Error(got)
	}
}

func TestAnEditAndItsInverseLeaveNothing(t *testing.T) {
	start := Registry{
		Entities: []Entity{{Name: "Ada", Kind: Person, Aliases: []string{"A."}}}, Tags: []Tag{{Name: "bells"}}, Topics: []string{"Tower Clocks"},
	}
	edits := []Edit{
		{WasEntity: &Entity{Name: "Ada", Kind: Person, Aliases: []string{"A."}}, Entity: &Entity{Name: "Ada Moss", Kind: Person}},
		{Tag: &Tag{Name: "clocks"}}, {WasTag: &Tag{Name: "bells", Synonyms: []string{}}},
		{WasTopic: "Tower Clocks", Topic: "Clocks"}, {Rejection: &Rejection{Form: "rest"}},
	}
	end, err := start.Apply(edits...)
	if err != nil {
		t.Fatal(err)
	}
	if len(end.Entities) != 1 || end.Entities[0].Name != "Ada Moss" || end.Tags[0].Name != "clocks" || end.Topics[0] != "Clocks" || len(end.Rejections) != 1 {
		t.Fatalf("%+v", end)
	}
	for i := len(edits) - 1; i >= 0; i-- {
		if end, err = end.Apply(edits[i].Inverse()); err != nil {
			t.Fatal(err)
		}
	}
	// An empty list says what none says.
	end.Rejections, end.Tags[0].Synonyms = nil, nil
	if !reflect.DeepEqual(end, start) {
		t.Errorf("%+v", end)
	}
}

func TestEditsThatDoNotFitChangeNothing(t *testing.T) {
	start := Registry{Entities: []Entity{{Name: "Ada"}, {Name: "Mira", Note: "of the tower"}}}
	for what, e := range map[string]Edit{
		"there already":    {Entity: &Entity{Name: "Ada"}},
		"has changed":      {WasEntity: &Entity{Name: "Mira"}, Entity: &Entity{Name: "Mira M."}},
		"is not there":     {WasEntity: &Entity{Name: "Björn"}},
		"Ada is there":     {WasEntity: &Entity{Name: "Mira", Note: "of the tower"}, Entity: &Entity{Name: "Ada"}},
		"what has no name": {Entity: &Entity{Name: " "}},
	} {
		end, err := start.Apply(Edit{Topic: "Clocks"}, e)
		if !errors.Is(err, ErrEdit) || !strings.Contains(err.Error(), what) || len(end.Entities) > 0 || len(start.Topics) > 0 {
			t.Errorf("%s: %v, %+v", what, err, end)
		}
	}
}
