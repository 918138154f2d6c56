package cut

import (
	"regexp"
	"slices"
	"strings"

	"stet/backend/transcript"
)

// This file finds out who a label such as “Speaker 1” is in a transcript that comes again: the one under whose name the same
// words stand in the chunks. It takes nobody for another who is named in the transcript by name.

// Named is a label of a transcript that no chunk has.
type Named struct {
	Label string
	// First is the first turn under it, Turns how many there are.
	First, Turns int
	// Name is whom the chunks have its words under; "" where they do not tell. Votes are the turns that say so, Of those that
	// stand in the chunks at all.
	Name      string
	Votes, Of int
}

// numbered are the labels that recognisers give: a word and a number, a letter, or that they do not know.
var numbered = regexp.MustCompile(`(?i)^(?:[\p{L} _-]*[ _-]*#?\d+|\p{L}|(?:unknown|speaker|sprecher|guest|host)(?: speaker)?)$`)

// Nameless says whether a label says that somebody speaks, and not who.
func Nameless(label string) bool { return numbered.MatchString(strings.TrimSpace(label)) }

// Names looks at the labels that no turn of the chunks has, in the order in which they speak.
func Names(turns, chunks []transcript.Turn) []Named {
	here, there := map[string]bool{}, map[string]bool{}
	for _, t := range chunks {
		here[t.Label()] = true
	}
	for _, t := range turns {
		there[t.Label()] = true
	}
	var out []Named
	votes := map[string]map[string]int{}
	for j, at := range Matches(turns, chunks) {
		label := turns[j].Label()
		if label == "" || here[label] {
			continue
		}
		i := slices.IndexFunc(out, func(n Named) bool { return n.Label == label })
		if i < 0 {
			i = len(out)
			out, votes[label] = append(out, Named{Label: label, First: j}), map[string]int{}
		}
		out[i].Turns++
		if len(at) == 1 {
			out[i].Of++
			votes[label][chunks[at[0]].Label()]++
		}
	}
	for i := range out {
		n := &out[i]
		for name, count := range votes[n.Label] {
			// Who is called by name beside another is not that other.
			if name != "" && (Nameless(n.Label) || !there[name]) && (count > n.Votes || count == n.Votes && name < n.Name) {
				n.Name, n.Votes = name, count
			}
		}
		if 2*n.Votes <= n.Of {
			n.Name, n.Votes = "", 0
		}
	}
	return out
}

// Rename gives turns under a label a name.
func Rename(turns []transcript.Turn, label, name string) (n int) {
	for i := range turns {
		if turns[i].Label() == label {
			turns[i].Speaker = &name
			n++
		}
	}
	return n
}
