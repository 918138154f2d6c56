package evidence

import (
	"strings"
	"testing"
)

func TestSplit(t *testing.T) {
	for text, want := range map[string]string{
		"We go. Go on!":                   "we go | go on",
		"Node.js, C++ and C# on fly.io.":  "node.js c++ and c# on fly.io",
		"It’s Go’s own “co-founder”…":     "it go own co founder",
		"A.I. and the APIs’ end.Then Ada": "ai | and the apis end | then ada",
		"":                                "",
		"--- ' . ’":                       "",
		"Äpfel, 12 Birnen\n数据库":           "äpfel 12 birnen | 数据库",
		"a\xffb":                          "a b",
	} {
		var got []string
		last := 0
		for _, w := range split(text) {
			if w.sentence != last {
				got, last = append(got, "|"), w.sentence
			}
			got = append(got, w.plain)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q: got %q, want %q", text, s, want)
		}
	}
}

func TestStem(t *testing.T) {
	for _, same := range []string{
		"federation federations federated federates federating federate", "cache caches cached caching", "query queries queried",
		"composition compositions", "benchmark benchmarks benchmarking", "startup startups", "company companies", "stop stopped stopping",
	} {
		words := strings.Fields(same)
		for _, w := range words[1:] {
			if stem(w) != stem(words[0]) {
				t.Errorf("%s is %q, %s is %q", words[0], stem(words[0]), w, stem(w))
			}
		}
	}
	for _, other := range []string{"rest restful", "federal federation", "found founder", "go gone", "bus bush", "station state", "ring r", "process proceed"} {
		a, b, _ := strings.Cut(other, " ")
		if stem(a) == stem(b) {
			t.Errorf("%s and %s are both %q", a, b, stem(a))
		}
	}
}
