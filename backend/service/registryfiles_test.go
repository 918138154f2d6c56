package service_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"stet/backend/registry"
	"stet/backend/service"
)

// writeNames writes what the series shares into a file, and looks what that has no room for.
func (f *fixture) writeNames(name, left string) {
	f.t.Helper()
	if said, err := f.WriteRegistryFile("Slow Rise", f.path(name)); err != nil || said != left {
		f.t.Fatal(said, err)
	}
}

func (f *fixture) editRegistry(edits ...registry.Edit) {
	f.t.Helper()
	if _, err := f.EditRegistry("Slow Rise", "Changed it", edits); err != nil {
		f.t.Fatal(err)
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
		f.writeNames(name, "")
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
	f.writeNames("entities.yaml", "")
	if got := f.read("entities.yaml"); !strings.HasPrefix(got, "# Who is who\n- name:   Ada\n  kind: person # hosts\n") || !strings.Contains(got, "Mira") {
		t.Error(got)
	}
	f.writeNames("new.csv", "")
	if src, err := os.ReadFile(f.path("new.csv")); err != nil || !strings.Contains(string(src), "Mira,person") {
		t.Errorf("%s, %v", src, err)
	}
}

func TestWhatARegistryNeverHadStaysInTheFile(t *testing.T) {
	f := open(t, "1.md", crumb)
	f.take()
	otto, bjorn := &registry.Entity{Name: "Otto", Kind: registry.Person}, &registry.Entity{Name: "Björn", Kind: registry.Person}
	f.editRegistry(registry.Edit{Entity: otto}, registry.Edit{Entity: bjorn})
	f.write("entities.yaml", "# by hand, for years\n- name: Ada # the host\n  kind: person\n- name: Otto # bakes\n  kind: person\n- name: Björn # left\n  kind: person\n")
	hofer := &registry.Entity{Name: "Otto Hofer", Kind: registry.Person}
	f.editRegistry(registry.Edit{WasEntity: bjorn}, registry.Edit{WasEntity: otto, Entity: hofer}, registry.Edit{Entity: &registry.Entity{Name: "Mira"}})
	f.writeNames("entities.yaml", "")
	if got := f.read("entities.yaml"); got != "# by hand, for years\n- name: Ada # the host\n  kind: person\n- name: Otto Hofer # bakes\n  kind: person\n- name: Mira\n" {
		t.Error(got)
	}
	// Taking it back leads the file back, too.
	if _, err := f.UndoRegistry("Slow Rise"); err != nil {
		t.Fatal(err)
	}
	f.writeNames("entities.yaml", "")
	if got := f.read("entities.yaml"); got != "# by hand, for years\n- name: Ada # the host\n  kind: person\n- name: Otto # bakes\n  kind: person\n- name: Björn\n  kind: person\n" {
		t.Error(got)
	}
}

func TestAFileThatSaysLessTakesNothingAway(t *testing.T) {
	f := open(t, "1.md", crumb)
	f.take()
	f.editRegistry(registry.Edit{Entity: &registry.Entity{
		Name: "NGINX", Aliases: []string{"NGINX Plus"}, Misheard: []string{"engine X"}, Note: "the proxy", Links: []string{"https://nginx.org"},
	}}, registry.Edit{Tag: &registry.Tag{Name: "bread", Description: "Loaves", Synonyms: []string{"loaf"}}})
	f.write("entities.csv", "name,kind,aliases\nNGINX,product,nginx proxy\n")
	f.write("tags.csv", "name,retired\nbread,yes\n")
	for _, name := range []string{"entities.csv", "tags.csv"} {
		if err := f.ReadRegistryFile("Slow Rise", f.path(name)); err != nil {
			t.Fatal(err)
		}
	}
	r, err := f.Registry("Slow Rise")
	if got := fmt.Sprintf("%v %+v", r.Entities, r.Tags); err != nil || got != "[{NGINX product [NGINX Plus nginx proxy] [engine X] the proxy [https://nginx.org]}] [{Name:bread Description:Loaves Synonyms:[loaf] Retired:true Instead:}]" {
		t.Error(got, err)
	}
}

func TestAListOfNamesAloneIsWrittenAfterARename(t *testing.T) {
	f := open(t, "1.md", crumb)
	f.take()
	f.write("tags_master.yaml", "# Approved\nbread # new\nlevain\n")
	if err := f.ReadRegistryFile("Slow Rise", f.path("tags_master.yaml")); err != nil {
		t.Fatal(err)
	}
	const left = "tags_master.yaml has one name a line: what else is known of the tags is in the library alone"
	for _, move := range []service.TagMove{{Tag: "bread", To: "loaves"}, {Tag: "levain", Retired: true}} {
		f.changeFields(service.FieldsRequest{
			Name: "Changed it", Scope: "library", Episode: f.row("1.md").episode, Tag: &move,
			Edits: []service.FieldEdit{{Kind: service.EditDrop, Field: "nothing"}},
		})
		f.writeNames("tags_master.yaml", left)
	}
	if got := f.read("tags_master.yaml"); got != "# Approved\nloaves # new\n" {
		t.Error(got)
	}
}

func TestWhatSomebodyElseSaidInTheFileIsNotWrittenOver(t *testing.T) {
	f := open(t, "1.md", crumb)
	f.take()
	list := "- name: Ada\n  kind: person\n"
	f.write("entities.yaml", list)
	if err := f.ReadRegistryFile("Slow Rise", f.path("entities.yaml")); err != nil {
		t.Fatal(err)
	}
	ada := registry.Entity{Name: "Ada", Kind: registry.Person}
	noted := ada
	noted.Note = "bakes"
	f.editRegistry(registry.Edit{WasEntity: &ada, Entity: &noted})
	theirs := list + "  aliases: [Adele]\n"
	f.write("entities.yaml", theirs)
	if _, err := f.WriteRegistryFile("Slow Rise", f.path("entities.yaml")); code(err) != service.CodeConflict || !strings.Contains(err.Error(), "“Ada”") {
		t.Error(err)
	}
	if got := f.read("entities.yaml"); got != theirs {
		t.Error(got)
	}
	// Read first, it has what both said.
	if err := f.ReadRegistryFile("Slow Rise", f.path("entities.yaml")); err != nil {
		t.Fatal(err)
	}
	f.writeNames("entities.yaml", "")
	if got := f.read("entities.yaml"); !strings.Contains(got, "Adele") || !strings.Contains(got, "bakes") {
		t.Error(got)
	}
	// What the registry itself said once is not somebody else's.
	now := noted
	now.Aliases = []string{"Adele"}
	gone := noted
	f.editRegistry(registry.Edit{WasEntity: &now, Entity: &gone})
	f.writeNames("entities.yaml", "")
	if got := f.read("entities.yaml"); strings.Contains(got, "Adele") {
		t.Error(got)
	}
}
