package casing

import (
	"strings"
	"testing"
	"unicode"
)

func TestTitle(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"low water", "Low Water"},
		{"Low Water", "Low Water"},
		{"the sea and the shore", "The Sea and the Shore"},
		{"What Tides Are Made Of", "What Tides Are Made Of"},
		{"what to look for", "What to Look For"},
		{"Life In The Harbour", "Life in the Harbour"},
		{"The Story Of A Bell", "The Story of a Bell"},
		{"GraphQL federation", "GraphQL Federation"},
		{"gRPC for the API", "gRPC for the API"},
		{"an iOS app", "An iOS App"},
		{"node.js and v2", "node.js and v2"},
		{"the @key directive", "The @key Directive"},
		{"open-source licences", "Open-Source Licences"},
		{"state-of-the-art clocks", "State-of-the-Art Clocks"},
		{"start-up in a day", "Start-Up in a Day"},
		{"CI/CD pipelines", "CI/CD Pipelines"},
		{"read/write locks", "Read/Write Locks"},
		{"speed vs. size", "Speed vs. Size"},
		{"tides: a history", "Tides: A History"},
		{"bells — the sound", "Bells — The Sound"},
		{"“quoted words” in it", "“Quoted Words” in It"},
		{"(an aside) of sorts", "(An Aside) of Sorts"},
		{"isn't it o'clock", "Isn't It O'clock"},
		{"élan vital", "Élan Vital"},
		{"two  spaces\tkept ", "Two  Spaces\tKept "},
		{"24 hours on deck", "24 Hours on Deck"},
		{"C++ & Go", "C++ & Go"},
		{"is it true", "Is It True"},
		{"ǆ digraphs", "ǅ Digraphs"},
		{"to", "To"},
		{"the co-host of an E-commerce show", "The Co-Host of an E-Commerce Show"},
		{"Pre-Launch checks", "Pre-Launch Checks"},
		{"mid-market wrap-up", "Mid-Market Wrap-Up"},
		{"episode wrap-up", "Episode Wrap-Up"},
		{"the Series A round", "The Series A Round"},
		{"Life With A Bell", "Life with a Bell"},
		{"on A/B tests", "On A/B Tests"},
		{"an A-level in bells", "An A-Level in Bells"},
		{"Jack-In-A-Box", "Jack-in-a-Box"},
		{"- of", "- Of"},
	} {
		if got := Title(c.in); got != c.want {
			t.Errorf("Title(%q) = %q, want %q", c.in, got, c.want)
		}
		if got := Title(c.want); got != c.want {
			t.Errorf("Title(%q) = %q: twice is not once", c.want, got)
		}
	}
}

func TestKebab(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "—": "", "Low Water": "low-water", "low-water": "low-water", "GraphQL": "graphql", "Open  Source": "open-source",
		"C++": "c", "CI/CD": "ci-cd", "Ada's clock": "adas-clock", " -x- ": "x", "Éric 2": "éric-2", "snake_case": "snake-case", "node.js": "node-js",
	} {
		if got := Kebab(in); got != want {
			t.Errorf("Kebab(%q) = %q, want %q", in, got, want)
		}
		if IsKebab(in) != (in == want && in != "") {
			t.Errorf("IsKebab(%q) is %v", in, IsKebab(in))
		}
	}
}

// FuzzTitle holds that only the case of letters changes, and that twice is once.
func FuzzTitle(f *testing.F) {
	for _, s := range []string{"the sea: a story", "start-up of-the gRPC", "ǆ ﬁ ß ŉ", "a - b/c", "\xff\xfea the"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Title(s)
		if twice := Title(once); twice != once {
			t.Errorf("%q, then %q, then %q", s, once, twice)
		}
		fold := func(s string) string {
			return strings.Map(func(r rune) rune { return unicode.ToLower(unicode.ToUpper(unicode.ToLower(r))) }, s)
		}
		if valid := strings.ToValidUTF8(s, ""); valid == s && fold(once) != fold(s) {
			t.Errorf("%q became %q", s, once)
		}
		if k := Kebab(s); Kebab(k) != k {
			t.Errorf("%q, then %q", k, Kebab(k))
		}
	})
}

func TestSlug(t *testing.T) {
	for in, want := range map[string]string{
		"Ein Seil: Größe & Co":         "ein-seil-grosse-co",
		"Cafe\u0301, Smørrebrød, Łódź": "cafe-smorrebrod-lodz",
		"ÆGIR’S ÞING":                  "aegirs-thing",
		"Hệ thống":                     "he-thong",
		"Как й и が":                    "как-й-и-が",
		"":                             "",
	} {
		got := Slug(in)
		if got != want {
			t.Errorf("%s: %s, not %s", in, got, want)
		}
		if again := Slug(got); again != got {
			t.Errorf("%s: %s, and done again %s", in, got, again)
		}
	}
}
