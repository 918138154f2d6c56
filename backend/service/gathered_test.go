package service_test

import (
	"os"
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
	if v.Chunks != 2 || v.Fresh != 4 || len(v.Variants) != 1 || v.Variants[0].Names[0].Name != "WunderGraph" || v.Variants[0].Names[1].Why == "" {
		t.Fatalf("%+v", v)
	}
	if err := f.BuildRegistry("Slow Rise", []string{"WunderGraph"}); err != nil {
		t.Fatal(err)
	}
	r, err := f.Registry("Slow Rise")
	if err != nil || r.Undo != "Added 3 names from the chunks" || len(r.Entities) != 3 || r.Entities[2].Aliases[0] != "Wundergraph" || r.Entities[0].Note != "host" {
		t.Fatalf("%+v, %v", r, err)
	}
	if err := f.BuildRegistry("Slow Rise", nil); code(err) != service.CodeInvalid {
		t.Error(err)
	}
	if r, err = f.UndoRegistry("Slow Rise"); err != nil || len(r.Entities) != 0 {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestTheFilesOfARegistryKeepTheirBytes(t *testing.T) {
	f := open(t, "1.md", crumb)
	f.take()
	list := "# Who is who\n- name:   Ada\n  kind: person # hosts\n- NGINX\n"
	f.write("entities.yaml", list)
	f.write("tags_master.yaml", "- bread\n- levain # new\n")
	for _, name := range []string{"entities.yaml", "tags_master.yaml"} {
		if err := f.ReadRegistryFile("Slow Rise", f.path(name)); err != nil {
			t.Fatal(err)
		}
		if err := f.WriteRegistryFile("Slow Rise", f.path(name)); err != nil {
			t.Fatal(err)
		}
	}
	r, err := f.Registry("Slow Rise")
	if err != nil || len(r.Entities) != 2 || r.Entities[0].Kind != registry.Person || len(r.Tags) != 2 || r.Undo != "Took 2 tags from tags_master.yaml" {
		t.Fatalf("%+v, %v", r, err)
	}
	if f.read("entities.yaml") != list {
		t.Error(f.read("entities.yaml"))
	}
	if err := f.ReadRegistryFile("Slow Rise", f.path("entities.yaml")); code(err) != service.CodeInvalid {
		t.Error(err)
	}
	mira := registry.Entity{Name: "Mira", Kind: registry.Person}
	if _, err := f.EditRegistry("Slow Rise", "Added Mira", []registry.Edit{{Entity: &mira}}); err != nil {
		t.Fatal(err)
	}
	if err := f.WriteRegistryFile("Slow Rise", f.path("entities.yaml")); err != nil {
		t.Fatal(err)
	}
	if got := f.read("entities.yaml"); !strings.HasPrefix(got, "# Who is who\n- name:   Ada\n  kind: person # hosts\n") || !strings.Contains(got, "Mira") {
		t.Error(got)
	}
	if err := f.WriteRegistryFile("Slow Rise", f.path("new.csv")); err != nil {
		t.Fatal(err)
	}
	if src, err := os.ReadFile(f.path("new.csv")); err != nil || !strings.Contains(string(src), "Mira,person") {
		t.Errorf("%s, %v", src, err)
	}
}
