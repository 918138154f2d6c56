package names_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"stet/backend/registry"
	"stet/backend/registry/names"
)

// series of our own: what is in a registry, and how its people speak.
var ours = registry.Registry{Entities: []registry.Entity{
	{Name: "NGINX", Kind: registry.Technology, Misheard: []string{"and jinx"}},
	{Name: "Suitsupply", Kind: registry.Organisation},
	{Name: "WunderGraph", Kind: registry.Organisation},
	{Name: "OpenAI", Kind: registry.Organisation},
	{Name: "GraphQL", Kind: registry.Technology},
	{Name: "Kubernetes", Kind: registry.Technology, Aliases: []string{"k8s"}},
	{Name: "Go", Kind: registry.Technology, Aliases: []string{"Golang"}},
	{Name: "REST", Kind: registry.Technology},
	{Name: "REST APIs", Kind: registry.Technology},
	{Name: "Cosmo", Kind: registry.Product},
	{Name: "Linear", Kind: registry.Product},
	{Name: "Cursor", Kind: registry.Product},
	{Name: "ChatGPT", Kind: registry.Product},
	{Name: "Postgres", Kind: registry.Technology},
	{Name: "PostgreSQL", Kind: registry.Technology},
	{Name: "Node.js", Kind: registry.Technology},
	{Name: "C++", Kind: registry.Technology},
	{Name: "Dustin", Kind: registry.Person},
	{Name: "Apollo", Kind: registry.Organisation},
	{Name: "Ada Lovelace", Kind: registry.Person},
	{Name: "Mira Bell", Kind: registry.Person},
	{Name: "Mira Stone", Kind: registry.Person},
	{Name: "Björn", Kind: registry.Person},
	{Name: "The Good Bell", Kind: registry.Work},
	{Name: "Schema Registry", Kind: registry.Concept},
	{Name: "Deel", Kind: registry.Organisation},
	{Name: "pricing", Kind: registry.Concept},
	{Name: "swim", Kind: registry.Product},
	{Name: "Conway's Law", Kind: registry.Concept},
	{Name: "VCs", Kind: registry.Concept},
}}

func habits(paragraphs ...string) *names.Habits {
	h := &names.Habits{}
	h.Add(paragraphs...)
	return h
}

// usual is how a series speaks that says "go" often, and writes Cursor with a capital.
var usual = habits(slices.Concat(
	slices.Repeat([]string{"and then we go there and they go home and it is linear"}, 20),
	slices.Repeat([]string{"so we put Cursor to it, as our schema and the router are there"}, 8),
)...)

// marked shows hits in their text: the text, the entity, how, and how strongly.
func marked(paragraph string, hits []names.Hit) string {
	var out []string
	for _, h := range hits {
		out = append(out, fmt.Sprintf("%s=%s %s %d", paragraph[h.From:h.To], h.Entity, h.How, h.Strength))
	}
	return strings.Join(out, "; ")
}

func TestFinding(t *testing.T) {
	finder := names.NewFinder(ours, usual)
	for _, c := range []struct{ text, want string }{
		// As written, in other case, with an ending.
		{"we put NGINX there", "NGINX=NGINX exact 3"},
		{"we put nginx there", "nginx=NGINX case 3"},
		{"that is WunderGraph's and WunderGraph’s", "WunderGraph=WunderGraph exact 3; WunderGraph=WunderGraph exact 3"},
		{"all the Kubernetes' pods", "Kubernetes=Kubernetes exact 3"},
		{"two Postgreses", "Postgreses=Postgres inflected 3"},
		{"many WunderGraphs", "WunderGraphs=WunderGraph inflected 3"},
		{"with Bjorn and björn", "Bjorn=Björn spelling 3; björn=Björn case 3"},
		{"enginery of the engines", ""},
		// Apart, together, with a hyphen, over a line's end.
		{"at wunder graph we", "wunder graph=WunderGraph spelling 3"},
		{"at Wunder-Graph we", "Wunder-Graph=WunderGraph spelling 3"},
		{"at Wunder\nGraph we", "Wunder\nGraph=WunderGraph spelling 3"},
		{"a suit from suit supply is", "suit supply=Suitsupply spelling 2"},
		{"what a suit, supply it", ""},
		{"what a suit. Supply it", ""},
		{"then open AI said", "open AI=OpenAI spelling 3"},
		{"graph QL and node JS", "graph QL=GraphQL spelling 3; node JS=Node.js spelling 3"},
		{"there is dust in it", ""},
		{"there is Dustin in it", "Dustin=Dustin exact 3"},
		{"with C++ and c", "C++=C++ exact 3"},
		{"a REST API and rest APIs", "REST API=REST APIs inflected 3; rest APIs=REST APIs case 3"},
		// A name in lower case that is one of many is a word, unless it is spoken of, or told what it is.
		{"that was an apollo mission", ""},
		{"an Apollo mission", "Apollo=Apollo exact 3"},
		{"it is what apollo does", "apollo=Apollo case 3"},
		{"it is a kubernetes thing", "kubernetes=Kubernetes case 3"},
		{"it is an apollo server", "apollo=Apollo case 2"},
		{"we left Apollo for an apollo of our own", "Apollo=Apollo exact 3; apollo=Apollo case 2"},
		// By alias and as a mishearing.
		{"we run k8s here", "k8s=Kubernetes alias 3"},
		{"a golang program", "golang=Go alias 3"},
		{"put and jinx before it", "and jinx=NGINX misheard 2"},
		// The longest counts.
		{"in postgresql we", "postgresql=PostgreSQL case 3"},
		// Words of everyday ask for their capitals, but not at a sentence's start.
		{"we wrote Go then", "Go=Go exact 3"},
		{"we go then. Go on. Linear it is", ""},
		{"the rest of it. Rest of it", ""},
		{"a REST of it", "REST=REST exact 3"},
		{"on The Good Bell we", "The Good Bell=The Good Bell exact 3"},
		{"the good bell of it", ""},
		{"we make a deal", ""},
		{"our pricing is", "pricing=pricing exact 2"},
		{"we swim there", ""},
		{"as Conway's Law has it", "Conway's Law=Conway's Law exact 3"},
		{"ask a VC or two VCs", "VC=VCs inflected 3; VCs=VCs exact 3"},
		{"the schema registry is", "schema registry=Schema Registry case 3"},
		// Unless they are in company.
		{"tools like cursor, ChatGPT and so on", "cursor=Cursor case 2; ChatGPT=ChatGPT exact 3"},
		{"ChatGPT has no cursor there", "ChatGPT=ChatGPT exact 3"},
		{"it was written in Go. It is written in go", "Go=Go exact 3; go=Go case 2"},
		{"we like Go. So go on", "Go=Go exact 3"},
		// People by a part of their name, if it is one's alone.
		{"and Ada said", "Ada=Ada Lovelace part 2"},
		{"and Mira said", ""},
		{"and Mira Stone said so, Mira did", "Mira Stone=Mira Stone exact 3; Mira=Mira Stone part 2"},
		{"an ada of it", ""},
	} {
		got := marked(c.text, finder.In([]string{c.text}))
		if got != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestFindingBySound(t *testing.T) {
	finder := names.NewFinder(ours, usual)
	for _, c := range []struct{ text, want string }{
		{"a thing like engine X there", "engine X=NGINX sound 2"},
		{"we use graph cue el for it", "graph cue el=GraphQL sound 2"},
		{"a cluster of cooper netties there", "cooper netties=Kubernetes sound 2"},
		{"at wonder graph we", "wonder graph=WunderGraph sound 2"},
		{"we asked Beyorn and Dusten there", "Dusten=Dustin sound 2"},
		// Near, but English.
		{"the engine is ours", ""},
		{"a graph cure", ""},
		{"we dust in the engine exit", ""},
		{"the deal with the teal door", ""},
		{"we open eyes", ""},
	} {
		got := marked(c.text, finder.In([]string{c.text}))
		if got != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestSpeakersAreNoMishearings(t *testing.T) {
	finder := names.NewFinder(ours, usual)
	text := "we asked Dusten there"
	if got := marked(text, finder.In([]string{text}, "Dusten Bell")); got != "" {
		t.Errorf("got %s", got)
	}
}

func TestReasonsAreForPeople(t *testing.T) {
	finder := names.NewFinder(ours, usual)
	for text, want := range map[string]string{
		"put nginx there":            "in lower case",
		"put NGINX there":            "as the registry writes it",
		"put and jinx there":         "listed as a mishearing",
		"put engine X there":         "sounds like NGINX",
		"at wunder graph there":      "written apart",
		"at Wunder-Graph there":      "written with a hyphen",
		"k8s there":                  "alias of Kubernetes",
		"the WUNDERGRAPH there":      "in capitals",
		"the WunderGraph's there":    "as the registry writes it, possessive",
		"one REST API there":         "singular",
		"and Ada there":              "first name of Ada Lovelace",
		"and Lovelace there":         "last name of Ada Lovelace",
		"like cursor, ChatGPT there": "in lower case, beside ChatGPT",
	} {
		hits := finder.In([]string{text})
		if len(hits) == 0 || hits[0].Reason != want {
			t.Errorf("%q: got %+v, want %q", text, hits, want)
		}
	}
}

func TestRejectionsAreLeftOut(t *testing.T) {
	finder := names.NewFinder(ours, usual)
	no := names.NewRejections([]registry.Rejection{{Entity: "NGINX", Form: "engine X"}, {Entity: "", Form: "barnaby"}})
	without := finder.Without(no)
	if hits := without.In([]string{"an engine X and an Engine X and NGINX"}); marked("an engine X and an Engine X and NGINX", hits) != "Engine X=NGINX sound 2; NGINX=NGINX exact 3" {
		t.Errorf("got %+v", hits)
	}
	if len(finder.In([]string{"an engine X"})) != 1 {
		t.Error("the finder itself forgot it")
	}
	turns := said("we asked Barnaby about Odette")
	if got := proposed(without.Propose(turns)); got != "Odette" {
		t.Errorf("proposes %s", got)
	}
}

func TestManyNamesInOnePass(t *testing.T) {
	var r registry.Registry
	for i := range 5000 {
		r.Entities = append(r.Entities, registry.Entity{Name: fmt.Sprintf("Zork%dish Works", i)})
	}
	finder := names.NewFinder(r, nil)
	text := "we met zork77ish works there"
	if got := marked(text, finder.In([]string{text})); got != "zork77ish works=Zork77ish Works case 3" {
		t.Error(got)
	}
}

func TestAHitKnowsWhatWasSaid(t *testing.T) {
	r := registry.Registry{Entities: []registry.Entity{
		{Name: "Stefan Avram", Kind: registry.Person, Aliases: []string{"Stef"}, Misheard: []string{"Stephen", "step on Avram"}},
		{Name: "PostgreSQL", Aliases: []string{"Postgres"}},
		{Name: "NGINX", Aliases: []string{"nginx server"}, Misheard: []string{"engine X"}},
		{Name: "WunderGraph", Aliases: []string{"Wundergraph"}},
	}}
	finder := names.NewFinder(r, usual)
	for _, c := range []struct{ text, want string }{
		{"so Stephen said so", "Stephen=Stefan"},
		{"so step on Avram said so", "step on Avram=Stefan Avram"},
		{"in Post gress too", "Post gress=Postgres"},
		{"in engine X too", "engine X=NGINX"},
		{"at Wundergraph they", "Wundergraph=Wundergraph"},
		{"at wundergraph they", "wundergraph=WunderGraph"},
	} {
		var got []string
		for _, h := range finder.In([]string{c.text}) {
			got = append(got, h.Text+"="+h.Form)
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%s: %v, want %s", c.text, got, c.want)
		}
	}
}
