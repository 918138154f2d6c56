package service_test

import (
	"maps"
	"strings"
	"testing"

	"stet/backend/registry"
	"stet/backend/service"
)

func listing(name string, entities ...string) string {
	return strings.Replace(oven, "title: The Oven", "title: "+name+"\nentities:\n- "+strings.Join(entities, "\n- "), 1)
}

func TestARegistryIsBuiltFromTheChunks(t *testing.T) {
	f := open(t, "1.md", listing("One", "WunderGraph", "Ada (host)"), "2.md", strings.Replace(listing("Two", "Wundergraph", "WunderGraph"), "chunk: 1", "chunk: 2", 1))
	f.take()
	var v service.GatheredView
	f.ask("/api/entities/gathered?series=Slow+Rise", &v)
	if v.Chunks != 2 || len(v.Fresh) != 4 || len(v.Variants) != 1 || v.Variants[0].Names[0].Name != "WunderGraph" || v.Variants[0].Names[1].Why == "" {
		t.Fatalf("%+v", v)
	}
	if err := f.BuildRegistry("Slow Rise", service.RegistryBuild{Join: []string{v.Variants[0].ID}}); err != nil {
		t.Fatal(err)
	}
	r, err := f.Registry("Slow Rise")
	if err != nil || r.Undo != "Added 3 names from the chunks" || len(r.Entities) != 3 || r.Entities[2].Aliases[0] != "Wundergraph" || r.Entities[0].Note != "host" {
		t.Fatalf("%+v, %v", r, err)
	}
	if err := f.BuildRegistry("Slow Rise", service.RegistryBuild{}); code(err) != service.CodeInvalid {
		t.Error(err)
	}
	if r, err = f.UndoRegistry("Slow Rise"); err != nil || len(r.Entities) != 0 {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestTwoGroupsThatOneNameBeginsAreDecidedApart(t *testing.T) {
	f := open(t, "1.md", strings.Replace(listing("One", "Mira Lang", "Mira Lang", "mira Lang"), "  - Marit", "  - Mira Lang\n  - Mira", 1))
	f.take()
	var v service.GatheredView
	f.ask("/api/entities/gathered?series=Slow+Rise", &v)
	if len(v.Variants) != 2 || v.Variants[0].Names[0].Name != v.Variants[1].Names[0].Name || v.Variants[0].ID == v.Variants[1].ID {
		t.Fatalf("%+v", v)
	}
	if err := f.BuildRegistry("Slow Rise", service.RegistryBuild{Join: []string{v.Variants[1].ID}}); err != nil {
		t.Fatal(err)
	}
	r, err := f.Registry("Slow Rise")
	if err != nil || len(r.Entities) != 2 || len(r.Entities[0].Aliases)+len(r.Entities[1].Aliases) != 1 {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestKindsAreProposedAndOnlyTakenWhereSomebodySaysSo(t *testing.T) {
	f := open(t, "1.md", listing("One", "Holm Foundation", "HTTP", "Quorin", "Zibb"))
	f.take()
	var v service.GatheredView
	f.ask("/api/entities/gathered?series=Slow+Rise", &v)
	said := map[string]service.GatheredEntity{}
	for _, e := range v.Fresh {
		said[e.Name] = e
	}
	if e := said["Holm Foundation"]; e.Kind != "organisation" || e.Why != "ends in “Foundation”" || e.Count != 1 {
		t.Errorf("%+v", e)
	}
	if e := said["Quorin"]; e.Kind != "" || e.Why != "" {
		t.Errorf("%+v", e)
	}
	if e := said["Marit"]; e.Kind != "person" || e.Why == "" {
		t.Errorf("%+v", e)
	}
	build := service.RegistryBuild{Leave: []string{"Zibb"}, Kinds: map[string]registry.Kind{"HTTP": registry.Technology}}
	if err := f.BuildRegistry("Slow Rise", build); err != nil {
		t.Fatal(err)
	}
	r, err := f.Registry("Slow Rise")
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]string{}
	for _, e := range r.Entities {
		kinds[e.Name] = string(e.Kind)
	}
	if want := map[string]string{"Holm Foundation": "", "HTTP": "technology", "Marit": "person", "Quorin": ""}; !maps.Equal(kinds, want) {
		t.Errorf("%v", kinds)
	}
}
