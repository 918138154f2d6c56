package names_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"stet/backend/registry"
	"stet/backend/registry/names"
	"stet/backend/transcript"
)

func said(paragraphs ...string) []transcript.Turn {
	var out []transcript.Turn
	for i, p := range paragraphs {
		out = append(out, transcript.Turn{ID: transcript.ID(i + 1), Paragraphs: []string{p}})
	}
	return out
}

func proposed(all []names.Proposal) string {
	var out []string
	for _, p := range all {
		out = append(out, p.Name)
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

func TestProposals(t *testing.T) {
	finder := names.NewFinder(ours, usual)
	for _, c := range []struct{ text, want string }{
		{"Yeah, I asked. And then Barnaby came. Okay, So I said I'm in", "Barnaby"},
		{"Monday in March the Germans spoke English on TV", ""},
		{"Kettles are hot. The kettle is hot", ""},
		{"we read the Tower of the Bells there", "Tower of the Bells"},
		{"we met Ada Byron of the square", "Ada Byron"},
		{"we met Zorvex and Noble, then Zorvex and Nobles again", "Zorvex and Noble"},
		{"we met Odette and Barnaby there", "Barnaby, Odette"},
		{"with the iPhone and the BBC and eBay", "BBC, eBay, iPhone"},
		{"with Zorvex 3 but Zorvex 3 million", "Zorvex, Zorvex 3"},
		{"a vrkljan there, the vrkljan and one vrkljan", "vrkljan"},
		{"two BBCs and one BBC", "BBC"},
		{"WunderGraph and Kubernetes are there", ""},
		{"a 10X kettle and 100MB", ""},
		{"Holy crap", ""},
	} {
		if got := proposed(finder.Propose(said(c.text))); got != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestSpeakersAreNoProposals(t *testing.T) {
	got := proposed(names.NewFinder(ours, usual).Propose(said("thanks Odette, said Barnaby"), "Odette"))
	if got != "Barnaby" {
		t.Error(got)
	}
}

func TestKindIsWhatTheTextSays(t *testing.T) {
	finder := names.NewFinder(ours, usual)
	for text, want := range map[string]registry.Kind{
		"a company called Zorvex there":         registry.Organisation,
		"with Zorvex Ventures there":            registry.Organisation,
		"he works at Zorvex there":              registry.Organisation,
		"it was written in Zorvex there":        registry.Technology,
		"my friend Zorvex came":                 registry.Person,
		"and Zorvex said so":                    registry.Person,
		"we live in Zorvex there":               registry.Place,
		"a book called Zorvex there":            registry.Work,
		"a tool called Zorvex there":            registry.Product,
		"and Zorvex there":                      "",
		"he works at Zorvex, we live in Zorvex": "",
	} {
		got := finder.Propose(said(text))
		if len(got) != 1 || got[0].Kind != want {
			t.Errorf("%q: got %+v, want %q", text, got, want)
		}
	}
}

func TestProposalsAreRankedAndPlaced(t *testing.T) {
	finder := names.NewFinder(ours, usual)
	got := finder.Propose(said("we met Odette", "a thing called ZorVex and ZorVex's", "then zorvex and Odette again"))
	if len(got) != 2 || got[0].Name != "ZorVex" || len(got[0].Places) != 3 || got[1].Name != "Odette" {
		t.Fatalf("got %+v", got)
	}
	if p := got[1].Places[1]; p.Turn != 3 || p.At != 2 || p.Para != 0 || p.Text != "Odette" || p.Entity != "Odette" {
		t.Errorf("got %+v", p)
	}
}

func TestSame(t *testing.T) {
	text := "go to Go, a go-getter. Goes Go's, the dustbin"
	var got []string
	for _, h := range names.Same("Go", said(text)) {
		got = append(got, text[h.From:h.To]+strings.Repeat("!", int(h.Strength)))
	}
	if s := strings.Join(got, " "); s != "go! Go!!! go! Go!!!" {
		t.Error(s)
	}
	text = "suit supply, Suit-Supply and SuitSupplys"
	if n := len(names.Same("Suitsupply", said(text))); n != 3 {
		t.Errorf("%d places", n)
	}
	if n := len(names.Same(" ", said(text))); n != 0 {
		t.Errorf("%d places of nothing", n)
	}
}

func TestChunkReport(t *testing.T) {
	c := transcript.Chunk{
		Matter: transcript.Matter{Form: transcript.FieldMatter, Fields: []transcript.Field{
			{Key: "speakers", Kind: transcript.ListField, Items: []string{"Ada"}},
			{Key: "participants", Kind: transcript.ListField, Items: []string{"Björn"}},
			{Key: "entities", Kind: transcript.ListField, Items: []string{"Ada Lovelace", "Björn (guest)", "NGINX", "Zorvex", "Deel"}},
		}},
		Turns: said("we put nginx before Zorvex", "and k8s, said Barnaby"),
	}
	ada := "Ada"
	c.Turns[0].Speaker = &ada
	r := names.NewFinder(ours, usual).Chunk(c)
	var got []string
	for _, l := range r.Listed {
		got = append(got, fmt.Sprintf("%s|%s|%s|%v|%d", l.Name, l.Note, l.Where, l.Known, len(l.Places)))
	}
	want := "Ada Lovelace||speaker|true|0 Björn|guest|participant|true|0 NGINX||spoken|true|1 Zorvex||spoken|false|1 Deel||header|true|0"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
	if len(r.Found) != 1 || r.Found[0].Entity != "Kubernetes" || r.Found[0].Kind != registry.Technology || r.Found[0].Places[0].Turn != 2 {
		t.Errorf("found %+v", r.Found)
	}
	if proposed(r.Proposals) != "Barnaby" {
		t.Errorf("proposes %s", proposed(r.Proposals))
	}
}

func TestListedPeopleByFirstName(t *testing.T) {
	c := transcript.Chunk{
		Matter: transcript.Matter{Form: transcript.FieldMatter, Fields: []transcript.Field{
			{Key: "speakers", Kind: transcript.ListField, Items: []string{"Odra", "Tamsin Vell", "Tamsin Oake"}},
			{Key: "entities", Kind: transcript.ListField, Items: []string{"Odra Finch", "Tamsin Vell", "Tamsin Oake", "Brell Works"}},
		}},
		Turns: said("I'm Odra, and this is Tamsin of Brell"),
	}
	var got []string
	for _, l := range names.NewFinder(registry.Registry{}, usual).Chunk(c).Listed {
		got = append(got, fmt.Sprintf("%s|%s|%d", l.Name, l.Where, len(l.Places)))
	}
	want := "Odra Finch|spoken|1 Tamsin Vell|speaker|0 Tamsin Oake|speaker|0 Brell Works|header|0"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
}

func TestSamePerson(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"Ada", "Ada Lovelace", true}, {"Ada Lovelace (CTO)", "ada", true}, {"Bjorn", "Björn", true}, {"Ada Byron", "Ada Lovelace", false},
		{"Ada", "Mira", false}, {"", "Ada", false}, {"Lovelace", "Ada Lovelace", true},
	} {
		if got := names.SamePerson(c.a, c.b); got != c.want {
			t.Errorf("%q, %q: %v", c.a, c.b, got)
		}
	}
}

func TestAProposalHasAllItsPlaces(t *testing.T) {
	r := names.NewRejections([]registry.Rejection{{Entity: "WunderGraph", Form: "Wunder Graph"}})
	turns := []transcript.Turn{{Paragraphs: []string{"Zorblat is great, zorblat again, at Zorblat. Zorblat Labs made it, for Wunder Graph."}}}
	got := map[string]int{}
	for _, p := range names.NewFinder(ours, usual).Without(r).Propose(turns) {
		got[p.Name] = len(p.Places)
	}
	if len(got) != 2 || got["Zorblat"] != 3 || got["Zorblat Labs"] != 1 {
		t.Errorf("%v", got)
	}
}
