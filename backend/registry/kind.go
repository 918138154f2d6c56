package registry

import (
	"slices"
	"strings"
)

// kindWords are other words for kinds, as people's lists have them.
var kindWords = map[Kind][]string{
	Person:       {"people", "human", "host", "guest", "speaker", "participant", "per"},
	Organisation: {"organization", "org", "company", "companies", "business", "startup", "brand", "institution", "team", "community", "firm"},
	Product:      {"products", "software", "service", "app", "application", "platform", "tool", "project"},
	Technology:   {"tech", "standard", "protocol", "language", "programming language", "framework", "library", "specification", "spec", "format"},
	Place:        {"places", "location", "city", "country", "venue", "loc", "gpe"},
	Work:         {"works", "book", "film", "movie", "article", "paper", "podcast", "show", "episode", "talk", "event", "conference"},
	Concept:      {"concepts", "idea", "term", "method", "practice", "other", "misc"},
}

// KindNamed returns the kind that a word means, in any case; "" means that nobody has said.
func KindNamed(word string) (Kind, bool) {
	word = strings.ToLower(strings.Join(strings.Fields(word), " "))
	if word == "" || slices.Contains(Kinds(), Kind(word)) {
		return Kind(word), true
	}
	for _, k := range Kinds() {
		if slices.Contains(kindWords[k], word) {
			return k, true
		}
	}
	return "", false
}

// wholeKinds are the words that mean all of a kind, and no part of it as city does of place. A file that has one for a
// kind gets it for others, too.
var wholeKinds = map[Kind][]string{
	Person: {"people", "human", "per"}, Organisation: {"organization", "org", "company"}, Technology: {"tech"}, Place: {"location", "loc"},
}

// kindWord is the word for a kind in a file of such entries.
func kindWord(kind string, list []entry) string {
	for _, e := range list {
		word := e.record[1].text
		if slices.Contains(wholeKinds[Kind(kind)], strings.ToLower(word)) || strings.EqualFold(word, kind) {
			return word
		}
	}
	return kind
}

func kindList() string {
	var names []string
	for _, k := range Kinds() {
		names = append(names, string(k))
	}
	return strings.Join(names, ", ")
}
