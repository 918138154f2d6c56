package registry

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"stet/backend/chunkfile"
	"stet/backend/transcript"
)

var townspeople = []Entity{
	{Name: "Ada Lund", Kind: Person, Aliases: []string{"the clockmaker"}, Misheard: []string{"Eda Lunt"}},
	{Name: "Ada Berg", Kind: Person},
	{Name: "Björn Vinter", Kind: Person},
	{Name: "Mira Holm"},
	{Name: "Mira", Kind: Product},
	{Name: "Northgate Mill", Kind: Organisation},
}

func TestCalled(t *testing.T) {
	for _, c := range []struct{ name, means string }{
		{"Ada Lund", "Ada Lund"},
		{"ada  lund", "Ada Lund"},
		{"Ada", "Ada Lund, Ada Berg"},
		{"Ada L.", "Ada Lund"},
		{"Ada Lund (clocks)", "Ada Lund"},
		{"The clockmaker", "Ada Lund"},
		{"Bjorn", "Björn Vinter"},
		{"Mira", "Mira"},
		{"mira h", "Mira Holm"},
		{"Northgate", ""},
		{"Eda Lunt", "Ada Lund"},
		{"Lund", ""},
		{"", ""},
	} {
		var names []string
		for _, i := range Called(townspeople, c.name) {
			names = append(names, townspeople[i].Name)
		}
		if got := strings.Join(names, ", "); got != c.means {
			t.Errorf("%q means %q", c.name, got)
		}
	}
}

func chunkOf(matter string) transcript.Chunk {
	return chunkfile.Parse([]byte("---\n" + matter + "---\n")).Chunk()
}

func TestPeopleOfAChunk(t *testing.T) {
	for _, c := range []struct{ matter, people string }{
		{
			"speakers: [Ada, Bjorn, Otto]\nparticipants: [Ada Berg, Otto]\nentities: [Björn Vinter, Northgate Mill]\n",
			"Björn Vinter: entities speakers; Ada Berg: participants speakers; nobody known: participants speakers",
		},
		{"speakers: [Ada]\n", "unclear, Ada Lund or Ada Berg: speakers"},
		{"speakers: [Ada]\nentities: [Ada Berg, Ada Lund]\n", "Ada Berg: entities; Ada Lund: entities; unclear, Ada Lund or Ada Berg: speakers"},
		{"speakers: Ada L\nentities: [Northgate Mill]\n", "Ada Lund: speakers"},
		{"title: Nobody\n", ""},
	} {
		var got []string
		for _, p := range People(chunkOf(c.matter), townspeople) {
			who := "nobody known"
			switch {
			case p.Entity >= 0:
				who = townspeople[p.Entity].Name
			case len(p.Candidates) > 0:
				var names []string
				for _, i := range p.Candidates {
					names = append(names, townspeople[i].Name)
				}
				who = "unclear, " + strings.Join(names, " or ")
			}
			var fields []string
			for _, s := range p.Seats {
				fields = append(fields, s.Field)
				if !p.In(s.Field) {
					t.Errorf("%s is not in %s", who, s.Field)
				}
			}
			got = append(got, who+": "+strings.Join(fields, " "))
		}
		if people := strings.Join(got, "; "); people != c.people {
			t.Errorf("of\n%sthe people are %q", c.matter, people)
		}
	}
}

func TestGather(t *testing.T) {
	u := Gather([]transcript.Chunk{
		chunkOf("speakers: [Ada, Björn]\nentities:\n- Ada Lund\n- Northgate Mill (a mill)\n- Otto (the miller)\n- Otto\ntags: [rye, rye, oven]\ntopics: [Slow Rise]\n"),
		chunkOf("speakers: [Ada]\nparticipants: [Ada Lund, Mira Holm (guest)]\nentities: [Bjorn, Otto (miller), Otto (the miller), ada lund]\ntopic_tags: [rye]\n"),
		chunkOf("title: \"Crumb\" and crust\ntags: [rye]\n"),
	})
	show := func(list []Use) string {
		var out []string
		for _, x := range list {
			s := fmt.Sprintf("%s %d %v", x.Name, x.Count, x.Chunks)
			if x.Note != "" {
				s += " " + x.Note
			}
			if x.Person {
				s += " *"
			}
			out = append(out, s)
		}
		return strings.Join(out, "; ")
	}
	for _, c := range []struct{ got, want string }{
		{show(u.Entities), "Ada Lund 1 [0] *; ada lund 1 [1] *; Bjorn 1 [1] *; Northgate Mill 1 [0] a mill; Otto 4 [0 1] the miller"},
		{show(u.Tags), "oven 1 [0]; rye 3 [0 1]"},
		{show(u.Topics), "Slow Rise 1 [0]"},
		{show(u.Speakers), "Ada 2 [0 1]; Björn 1 [0]"},
		{show(ByUse(u.Names())), "Otto 4 [0 1] the miller; Ada 2 [0 1] *; Ada Lund 2 [0 1] *; ada lund 1 [1] *; Bjorn 1 [1] *; Björn 1 [0] *; Mira Holm 1 [1] guest *; Northgate Mill 1 [0] a mill"},
		{fmt.Sprint(u.Unread), "[2]"},
	} {
		if c.got != c.want {
			t.Errorf("gathered are %q, not %q", c.got, c.want)
		}
	}
	names := u.Names()
	r := u.Registry(append(SpellingVariants(names), ShortNames(names)...)...)
	want := []Entity{
		{Name: "Ada Lund", Kind: Person, Aliases: []string{"Ada", "ada lund"}},
		{Name: "Björn", Kind: Person, Aliases: []string{"Bjorn"}},
		{Name: "Mira Holm", Kind: Person, Note: "guest"},
		{Name: "Northgate Mill", Note: "a mill"},
		{Name: "Otto", Note: "the miller"},
	}
	if !sameEntities(r.Entities, want) {
		t.Errorf("put together they are %+v", r.Entities)
	}
	if got := len(u.Registry().Entities); got != len(names) {
		t.Errorf("by itself, nothing is put together: %d names of %d", got, len(names))
	}
	if !slices.Equal(r.Topics, []string{"Slow Rise"}) || len(r.Tags) != 2 {
		t.Errorf("there are %v and %v", r.Tags, r.Topics)
	}
}
