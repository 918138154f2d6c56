package registry

import (
	"fmt"
	"strings"
	"testing"
)

// What people have as a list of names is read, however they wrote it.
func TestReadEntities(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"x.txt", "Ada\n\n# nobody\nBjörn # too\n", "Ada; Björn"},
		{"x.yaml", "Ada Lund\nBjörn\n", "Ada Lund; Björn"},
		{"x.yaml", "- Ada\n- name: Björn\n  type: people\n", "Ada; Björn person"},
		{"x.yml", "---\nentities: [Ada, {name: Mill, type: Company, aka: the mill}]\n", "Ada; Mill organisation [the mill]"},
		{"x.yaml", "", ""},
		{"x.yaml", "# none yet\n", ""},
		{"x.yaml", "entities:\n", ""},
		{"x.yaml", "- name: 007\n  kind: ~\n  links:\n  - https://example.org\n", "007 <https://example.org>"},
		{"x.json", "\ufeff[\"Ada\", {\"Name\": \"HTTP\", \"Kind\": \"standard\", \"misheard\": [\"h t t p\"], \"x\": {\"y\": [1, {}]}}]", "Ada; HTTP technology ~[h t t p]"},
		{"x.json", "{\"series\": [1], \"entities\": [{\"name\": \"Ada\", \"note\": null}]}", "Ada"},
		{"x.json", " ", ""},
		{"x.csv", "Ada\r\nBjörn\r\n", "Ada; Björn"},
		{"x.csv", "\ufeffEntity;Kategorie;Also known as\r\nAda;Mensch;A. Lund|the clockmaker\r\n", "Ada [A. Lund the clockmaker]"},
		{"x.csv", "Kind,Name\nperson,\"Lund, Ada\"\n,\"the \"\"Mill\"\"\"\n", "Lund, Ada person; the \"Mill\""},
		{"x.tsv", "name\ttype\nAda\tguest\n\n#\n", "Ada person"},
		{"x.csv", "Ada,person,A.; Adi,Eda,clocks,https://example.org\n", "Ada person [A. Adi] ~[Eda] clocks <https://example.org>"},

		{"x.csv", "name,kind\nAda,person\nMill,band\nAda,\n", "x.csv:3: “band” is no kind. There are person, organisation, product, technology, place, work, concept.\nx.csv:4: “Ada” stands here again; it is in line 2 already. Take one of the two out."},
		{"x.csv", "name,kind\n,person\n", "x.csv:2: Here stands an entity without a name. Name it, or take it out."},
		{"x.csv", "name\n\"Ada\nLund\n", "x.csv:2: A cell begins with a quote here, and no quote ends it."},
		{"x.csv", "name\n\"Ada\" Lund\n", "x.csv:2: After the quote that ends a cell, more text follows. A quote within a cell is written twice."},
		{"x.csv", "name,kind\nLund, Ada, person\n", "x.csv:2: This row has 3 cells, and there are 2 columns. Put a cell that holds a ',' in quotes."},
		{"x.csv", "name,entity\nAda,Ada\n", "x.csv:1: Two columns are the name. Name one of them otherwise."},
		{"x.json", "[\"Ada\",\n{\"name\": \"Ada\"}, 5]", "x.json:2: Here a name or an object is read, and something else stands here."},
		{"x.json", "[\"Ada\",\n", "x.json:1: This is not valid JSON (it ends in the middle)."},
		{"x.json", "[\n{\"name\": \"Ada\", \"name\": \"B\"}]", "x.json:2: name stands twice. Take one out."},
		{"x.json", "[]\n[]", "x.json:2: Here the JSON ends, and more follows. Take it out."},
		{"x.json", "{\"Ada\": 1}", "x.json:1: Here is no list. Write [ before the first entity and ] behind the last."},
		{"x.yaml", "- Ada\n- kind: person\n", "x.yaml:2: Here stands an entity without a name. Name it, or take it out."},
		{"x.yaml", "- name: Ada\n  aliases: {}\n", "x.yaml:2: aliases is a text, or a list of texts; something else stands here."},
		{"x.yaml", "- name: Ada\n  name: B\n", "x.yaml:2: name stands twice. Take one out."},
		{"x.yaml", "- name: Ada\n  entity: B\n", "x.yaml:2: entity stands twice. Take one out."},
		{"x.yaml", "- Ada\n---\n- B\n", "x.yaml:2: A second YAML document begins here; one is read. Put both lists into one."},
		{"x.yaml", "ada: person\n", "x.yaml:1: Here is no list. Put “- ” before every entity."},
		{"x.yaml", "- \"Ada\n", "x.yaml:2: This is not valid YAML (found unexpected end of stream)."},
		{"x.txt", "Ada\nB\xffrn\n", "x.txt:2: From here the file is not UTF-8. Save it as UTF-8 first."},
		{"x.txt", "Ada\nB\x00rn\n", "x.txt:2: Here stands a NUL character, which no text holds. See whether the file is damaged."},
		{"x.html", "Ada\n", "x.html: A file of names ends in .yaml, .json, .csv or .txt."},
	} {
		list, err := ReadEntities(c.name, []byte(c.text))
		got := entitiesShown(list)
		if err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%s %q is read as\n%s\nand not\n%s", c.name, c.text, got, c.want)
		}
	}
}

func entitiesShown(list []Entity) string {
	var out []string
	for _, e := range list {
		s := e.Name
		if e.Kind != "" {
			s += " " + string(e.Kind)
		}
		if len(e.Aliases) > 0 {
			s += fmt.Sprintf(" %v", e.Aliases)
		}
		if len(e.Misheard) > 0 {
			s += fmt.Sprintf(" ~%v", e.Misheard)
		}
		if e.Note != "" {
			s += " " + e.Note
		}
		for _, l := range e.Links {
			s += " <" + l + ">"
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestReadTags(t *testing.T) {
	tags, err := ReadTags("tags.yaml", []byte("- oven\n- name: rye\n  about: Dark bread\n  synonyms: [rye-flour]\n- tag: mill\n  deprecated: yes\n  use: milling\n"))
	if got := fmt.Sprint(tags, err); got != "[{oven  [] false } {rye Dark bread [rye-flour] false } {mill  [] true milling}] <nil>" {
		t.Error(got)
	}
	_, err = ReadTags("tags.yaml", []byte("- name: rye\n  retired: maybe\n"))
	if got := fmt.Sprint(err); got != "tags.yaml:1: retired is “maybe”; it can be true or false." {
		t.Error(got)
	}
	topics, err := ReadTopics("topics.yaml", []byte("topics:\n- Slow Rise\n- Rye, at Last\n"))
	if got := fmt.Sprintf("%q %v", topics, err); got != `["Slow Rise" "Rye, at Last"] <nil>` {
		t.Error(got)
	}
}

// A list that nobody has yet is made in the plain form of its kind.
func TestANewList(t *testing.T) {
	ada := []Entity{{Name: "Ada: Lund", Kind: Person, Aliases: []string{"A.", "yes"}}, {Name: "Mill"}}
	for name, want := range map[string]string{
		"x.yaml": "- name: 'Ada: Lund'\n  kind: person\n  aliases:\n    - A.\n    - 'yes'\n- name: Mill\n",
		"x.json": "[\n  {\"name\": \"Ada: Lund\", \"kind\": \"person\", \"aliases\": [\"A.\", \"yes\"]},\n  {\"name\": \"Mill\"}\n]\n",
		"x.csv":  "name,kind,aliases,misheard,note,links\nAda: Lund,person,A.; yes,,,\nMill,,,,,\n",
	} {
		got, err := UpdateEntities(name, nil, ada, nil)
		if err != nil || string(got) != want {
			t.Errorf("%s is %q, %v", name, got, err)
		}
	}
	got, err := UpdateTags("tags_master.yaml", nil, []Tag{{Name: "rye"}, {Name: "oven", Retired: true}}, nil)
	if err != nil || string(got) != "- rye\n- name: oven\n  retired: true\n" {
		t.Errorf("the tags are %q, %v", got, err)
	}
}

// What cannot be said in a file is refused, and so is what nobody can mean.
func TestRefusedUpdates(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []Entity
		why        string
	}{
		{"x.txt", "Ada\n", []Entity{{Name: "Ada # Lund"}}, "x.txt: “Ada” cannot be written so that it reads back as it is here. The file is left as it is; mend it as text."},
		{"x.csv", "name,aliases\nAda,\n", []Entity{{Name: "Ada", Aliases: []string{"a; b"}}}, "x.csv: “Ada” cannot be written so that it reads back as it is here. The file is left as it is; mend it as text."},
		{"x.yaml", "[Ada]\n", []Entity{{Name: "Ada"}, {Name: "Mira"}}, "x.yaml: The list stands in brackets. Put each item on a line of its own, with “- ” before it."},
		{"x.yaml", "- Ada\n", []Entity{{Name: "Ada"}, {Name: "Ada"}}, "x.yaml: “Ada” would stand in the list twice."},
		{"x.yaml", "- Ada\n", []Entity{{Name: ""}}, "x.yaml: an entity needs a name."},
		{"x.yaml", "- Ada\n", []Entity{{Name: " Ada"}}, "x.yaml: “ Ada” begins or ends with a space."},
		{"x.yaml", "- Ada\n", []Entity{{Name: "Ada", Aliases: []string{""}}}, "x.yaml: aliases of “Ada” has an empty item."},
		{"x.yaml", "- Ada\n- Ada\n", []Entity{{Name: "Ada"}}, "x.yaml:2: “Ada” stands here again; it is in line 1 already. Take one of the two out."},
		{"x.yaml", "- {name: Ada, born: 1961}\n", []Entity{{Name: "Ada", Kind: Person}}, "x.yaml: “Ada” stands in braces with more than is known here. Put each of its keys on a line of its own."},
	} {
		out, err := UpdateEntities(c.name, []byte(c.text), c.want, nil)
		if err == nil {
			t.Errorf("%s %q became %q", c.name, c.text, out)
		} else if err.Error() != c.why {
			t.Errorf("%s %q is refused: %v", c.name, c.text, err)
		}
	}
}
