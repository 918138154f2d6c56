// This file guesses what kinds of things names are, for a registry that is only being made: from the names themselves, and
// from what stands beside them wherever they are said. Each guess says why. It decides nothing; where it knows nothing,
// or reads both one thing and another, it does not guess.

package names

import (
	_ "embed"
	"fmt"
	"strings"

	"stet/backend/registry"
)

// KindGuess is what a name most likely is a name of; Kind is "" where nothing says so. Why is the reason, in a few words.
type KindGuess struct {
	Kind registry.Kind
	Why  string
}

//go:embed kinds.txt
var kindsText string

// wellKnown are the kinds of well known names, firstNames those of people; by Key.
var wellKnown, firstNames = func() (map[string]registry.Kind, map[string]bool) {
	kinds, first := map[string]registry.Kind{}, map[string]bool{}
	for l := range strings.Lines(kindsText) {
		kind, list, ok := strings.Cut(strings.TrimSpace(l), ": ")
		if !ok || strings.HasPrefix(l, "#") {
			continue
		}
		for _, name := range strings.Split(list, ", ") {
			if kind == "first" {
				first[Key(name)] = true
			} else {
				kinds[exactly(name)] = registry.Kind(kind)
			}
		}
	}
	return kinds, first
}()

// exactly is a name as well known ones are compared: what is written with other signs is another, as C, C++ and C#.
func exactly(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), " ")) }

// lastWords are last words of names that tell a kind.
var lastWords = []struct {
	kind  registry.Kind
	words string
}{
	{registry.Organisation, "inc gmbh ltd llc corp ventures capital foundation technologies partners bank university academy group company companies institute agency club committee council union vcs"},
	{registry.Product, "cloud app studio router gateway registry cli dashboard server platform plugin sdk tools"},
	{registry.Technology, "protocol spec specification api apis language framework library compiler database codec rpc"},
	{registry.Place, "city valley island street beach county"},
	{registry.Work, "handbook podcast report magazine conference conf summit festival awards"},
	{registry.Concept, "law pattern patterns principle effect theory process management monitoring design testing development science psychology engineering architecture strategy"},
}

// titles begin the note on a person.
var titles = []string{"ceo", "cto", "cfo", "coo", "founder", "cofounder", "host", "guest", "wife", "husband", "writer", "author", "engineer", "developer", "designer", "professor", "editor", "head", "president", "director", "manager"}

// GuessKinds guesses the kinds of names, in their order, from paragraphs in which some of them are said. notes are what is
// noted of them, in the same order; "" where nothing is.
func GuessKinds(list, notes []string, paragraphs []string) []KindGuess {
	out := make([]KindGuess, len(list))
	at := map[string][]int{}
	longest := 1
	for i, name := range list {
		if out[i] = guess(name, notes[i]); out[i].Kind == "" {
			words := split(name)
			longest = max(longest, len(words))
			at[joined(words)] = append(at[joined(words)], i)
		}
	}
	votes := make([]kindVotes, len(list))
	for _, p := range paragraphs {
		words := split(p)
		for i := range words {
			for j := i; j < min(len(words), i+longest) && (j == i || words[j].gap != stop); j++ {
				if j == i && words[i].shape == lower {
					break
				}
				for _, n := range at[joined(words[i:j+1])] {
					votes[n].hear(words, i, j)
				}
			}
		}
	}
	for _, places := range at {
		for _, i := range places {
			if kind, n, others, says := votes[i].most(); n >= enoughSaid && n >= 3*others {
				out[i] = KindGuess{kind, fmt.Sprintf("said with “%s”", says)}
			}
		}
	}
	return out
}

// enoughSaid is how much has to stand beside a name: a word by chance is not enough.
const enoughSaid = 3

// guess is what a name and its note tell by themselves.
func guess(name, note string) KindGuess {
	for _, w := range split(note) {
		for _, t := range titles {
			if w.key == t {
				return KindGuess{registry.Person, fmt.Sprintf("noted as “%s”", note)}
			}
		}
	}
	if kind := wellKnown[exactly(name)]; kind != "" {
		return KindGuess{kind, "well known as such"}
	}
	words := split(name)
	if len(words) == 0 {
		return KindGuess{}
	}
	last := words[len(words)-1].key
	if len(words) > 1 {
		for _, e := range lastWords {
			for _, w := range strings.Fields(e.words) {
				if w == last {
					return KindGuess{e.kind, fmt.Sprintf("ends in “%s”", name[words[len(words)-1].from:words[len(words)-1].to])}
				}
			}
		}
	}
	if firstNames[words[0].key] && len(words) <= 3 && capitalised(words) {
		return KindGuess{registry.Person, fmt.Sprintf("“%s” is a first name", name[words[0].from:words[0].to])}
	}
	if place, _, ok := strings.Cut(name, ", "); ok && wellKnown[exactly(name[len(place)+2:])] == registry.Place {
		return KindGuess{registry.Place, fmt.Sprintf("“%s” is a place", name[len(place)+2:])}
	}
	if len(words) == 2 && (last == "com" || last == "io" || last == "co" || last == "org") && words[1].gap == glued {
		return KindGuess{registry.Organisation, fmt.Sprintf("ends in “.%s”", last)}
	}
	return KindGuess{}
}

func capitalised(words []word) bool {
	for _, w := range words {
		if w.shape != capital {
			return false
		}
	}
	return true
}
