package registry

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestOneNameDifferentlyWritten(t *testing.T) {
	for _, c := range []struct{ a, b, why string }{
		{"SteamWorks", "Steamworks", "upper and lower case"},
		{"SteamWorks", "steam works", "spaces and hyphens"},
		{"open-oven", "openoven", "spaces and hyphens"},
		{"CI/CD", "CI CD", "spaces and hyphens"},
		{"Björn", "Bjorn", "accents"},
		{"Björn", "Bjo\u0308rn", "accents"},
		{"Müller", "Mueller", "accents"},
		{"cost-optimisation", "cost-optimization", "two spellings of a word"},
		{"Colour Theory", "color theory", "two spellings of a word"},
		{"Data Modelling", "data-modeling", "two spellings of a word"},
		{"Sergei", "Sergiy", "two spellings of a word"},
		{"REST API", "REST APIs", "singular and plural"},
		{"Bakeries", "bakery", "singular and plural"},
		{"The Slow Rise", "Slow Rise", "two spellings of a word"},
		{"Northgate Mill", "Northgat Mill", "one letter"},
		{"observability", "observabilty", "one letter"},
		{"Northgate", "Norhtgate", "one letter"},

		{"Go", "Golang", "a longer form"},
		{"Go", "the Go programming language", "a longer form"},
		{"Postgres", "PostgreSQL", "a longer form"},
		{"Supabase", "Superbase", "the sound"},

		{"C", "Clang", ""},
		{"MySQL", "Mys", ""},
		{"Lang", "La", ""},
		{"Server", "Serva", ""},
		{"C", "C++", ""},
		{"C", "C#", ""},
		{"Apache 2", "Apache 3", ""},
		{"Version 2.0", "Version 2.1", ""},
		{"micro-benchmarks", "macro-benchmarks", ""},
		{"REST", "Rust", ""},
		{"Meta", "Mesa", ""},
		{"AWS", "AW", ""},
		{"GraphQL", "GraphQL Federation", ""},
		{"Test Kitchen", "Best Kitchen", ""},
		{"Ada Lund", "Ada Lind", ""},
		{"…", "—", ""},
	} {
		if why := whyAlike(c.a, c.b); why != c.why {
			t.Errorf("%q and %q are alike by %q, not %q", c.a, c.b, why, c.why)
		}
		if why := whyAlike(c.b, c.a); why != c.why {
			t.Errorf("the other way round %q and %q are alike by %q", c.b, c.a, why)
		}
		groups := SpellingVariants([]Use{{Name: c.a, Count: 2}, {Name: "Something Else", Count: 1}, {Name: c.b, Count: 1}})
		if (len(groups) == 1) != (c.why != "") || len(groups) > 1 {
			t.Errorf("%q and %q make the groups %v", c.a, c.b, groups)
		}
	}
}

func TestTheSpellingUsedMostIsFirst(t *testing.T) {
	got := shown(SpellingVariants([]Use{
		{Name: "open-source", Count: 1}, {Name: "Wunder Graph", Count: 2}, {Name: "wundergraph", Count: 9}, {Name: "opensource", Count: 1}, {Name: "WunderGraph", Count: 3},
		{Name: "Björn", Count: 1}, {Name: "Bjorn", Count: 1},
	}))
	want := []string{
		"wundergraph 9; WunderGraph 3, upper and lower case; Wunder Graph 2, spaces and hyphens",
		"open-source 1; opensource 1, spaces and hyphens",
		"Björn 1; Bjorn 1, accents",
	}
	if !slices.Equal(got, want) {
		t.Errorf("together are %q", got)
	}
}

func TestASlipIsNotTheFirstOfThoseUsedAsOften(t *testing.T) {
	for _, c := range []struct {
		names []string
		first string
	}{
		{[]string{"Mill Satrter", "MillStarter", "Mill Starter"}, "MillStarter"},
		{[]string{"Mill Satrter", "Mill Starter", "Starter Pot"}, "Mill Starter"},
		{[]string{"Rye-Bread", "rye-bread", "oven", "starter"}, "rye-bread"},
		{[]string{"rye bread", "Rye Bread", "Oven", "Starter"}, "Rye Bread"},
	} {
		var uses []Use
		for _, n := range c.names {
			uses = append(uses, Use{Name: n, Count: 1})
		}
		if got := SpellingVariants(uses); len(got) != 1 || got[0].Uses[0].Name != c.first {
			t.Errorf("of %q, together are %q", c.names, shown(got))
		}
	}
}

func TestAFirstNameOfTwoPeopleIsUnclear(t *testing.T) {
	got := shown(ShortNames([]Use{
		{Name: "Ada", Count: 5}, {Name: "Ada Lund", Count: 2, Person: true}, {Name: "Ada Berg", Count: 1, Person: true},
		{Name: "Mira", Count: 3}, {Name: "Mira Vinter", Count: 1, Person: true}, {Name: "Mira Mill", Count: 1},
	}))
	want := []string{"unclear: Ada 5; Ada Lund 2, may be meant; Ada Berg 1, may be meant", "Mira Vinter 1; Mira 3, the first name alone"}
	if !slices.Equal(got, want) {
		t.Errorf("together are %q", got)
	}
}

func shown(groups []Variants) []string {
	var out []string
	for _, g := range groups {
		var parts []string
		for i, u := range g.Uses {
			part := fmt.Sprintf("%s %d", u.Name, u.Count)
			if g.Why[i] != "" {
				part += ", " + g.Why[i]
			}
			parts = append(parts, part)
		}
		line := strings.Join(parts, "; ")
		if g.Unclear {
			line = "unclear: " + line
		}
		out = append(out, line)
	}
	return out
}

func TestNearestTags(t *testing.T) {
	tags := []Tag{
		{Name: "open-source"}, {Name: "rye-bread", Synonyms: []string{"rye", "dark bread"}}, {Name: "wheat-bread"}, {Name: "oven-building"},
		{Name: "sourdough", Description: "Bread that rises without yeast"}, {Name: "old-ovens", Retired: true, Instead: "oven-building"},
		{Name: "milling"}, {Name: "cache-warming"}, {Name: "authentication"}, {Name: "gone", Retired: true},
	}
	for _, c := range []struct{ word, near string }{
		{"opensource", "open-source: spaces and hyphens"},
		{"open-sorce", "open-source: one letter"},
		{"rye", "rye-bread: rye is a synonym"},
		{"Dark Breads", "rye-bread: dark bread is a synonym; wheat-bread: both say bread"},
		{"old-ovens", "oven-building: old-ovens is retired"},
		{"yeast", "sourdough: its description says yeast"},
		{"caching", "cache-warming: both say cache"},
		{"auth", "authentication: it begins so"},
		{"mill", "milling: it begins so"},
		{"gone", ""},
		{"clockwork", ""},
		{"", ""},
	} {
		var got []string
		for _, n := range NearestTags(tags, c.word, 3) {
			got = append(got, n.Tag+": "+n.Why)
		}
		if near := strings.Join(got, "; "); near != c.near {
			t.Errorf("near to %q are %q", c.word, near)
		}
	}
	if Approved(tags, "gone") || Approved(tags, "rye") || !Approved(tags, "milling") {
		t.Error("approved is what is in the list and not retired")
	}
}
