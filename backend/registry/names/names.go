// Package names finds the names of a registry in what people say: as they are written, as they are heard, and as a
// recogniser garbles them. It also proposes names that no registry has yet. It only reads: it changes no turn, knows no
// file and no library, and every place it gives comes with a reason that a person can judge.
//
// Nothing is learned from elsewhere. What is an ordinary word is told by a short list of everyday English and by how the
// series itself writes the word (see Habits). Sound is compared by a key of our own, because the known ones (Soundex,
// Metaphone) key one word at a time and do not spell out letters, while recognisers break a name over several words.
package names

import (
	"cmp"
	"slices"

	"stet/backend/transcript"
)

// How says by what a hit was found.
type How string

const (
	Exact     How = "exact"     // as the registry writes it
	Cased     How = "case"      // in other capitals
	Spelled   How = "spelling"  // written apart, together or with a hyphen
	Inflected How = "inflected" // in the plural
	Alias     How = "alias"
	Misheard  How = "misheard" // listed as a mishearing
	Part      How = "part"     // by a person's first or last name
	Sound     How = "sound"
)

// Strength says how far a hit can be believed.
type Strength int

const (
	// Possible hits want an ear: they are offered, never taken by themselves.
	Possible Strength = iota + 1
	Likely
	Sure
)

// Hit is a place where an entity is spoken of: bytes From up to To of a paragraph. An apostrophe's ending is outside it.
type Hit struct {
	Turn     transcript.ID `json:"turn,omitempty"`
	At       int           `json:"at"` // which of the turns that were gone over
	Para     int           `json:"para"`
	From     int           `json:"from"`
	To       int           `json:"to"`
	Entity   string        `json:"entity"` // its name in the registry
	Form     string        `json:"-"`      // how what is said there is rightly written: the name, an alias, a first name
	Text     string        `json:"text"`   // as it stands there
	How      How           `json:"how"`
	Strength Strength      `json:"strength"`
	Reason   string        `json:"reason"`
}

// candidate is a hit that has not yet stood against those that lie over it.
type candidate struct {
	Hit
	first, last int // its words in the paragraph
	needs       need
	asForm      bool    // it is written just as the form is
	alike       float64 // of what only sounds like a name
}

// settle keeps the candidates that lie over no better one, in the order of the text. What is written beats what only
// sounds so; then the longer beats the shorter, and the stronger the weaker.
func settle(all []candidate) []candidate {
	slices.SortStableFunc(all, func(a, b candidate) int {
		return cmp.Or(
			cmp.Compare(sounded(a), sounded(b)),
			cmp.Compare(b.last-b.first, a.last-a.first),
			cmp.Compare(b.To-b.From, a.To-a.From),
			cmp.Compare(one(b.asForm), one(a.asForm)),
			cmp.Compare(b.Strength, a.Strength),
			cmp.Compare(a.Entity, b.Entity),
		)
	})
	kept := apartFrom(all)
	slices.SortFunc(kept, func(a, b candidate) int { return cmp.Compare(a.From, b.From) })
	return kept
}

// apartFrom keeps of candidates each that shares no word with one before it.
func apartFrom(all []candidate) []candidate {
	last := 0
	for _, c := range all {
		last = max(last, c.last)
	}
	var kept []candidate
	taken := make([]bool, last+1)
	for _, c := range all {
		if its := taken[c.first : c.last+1]; !slices.Contains(its, true) {
			for i := range its {
				its[i] = true
			}
			kept = append(kept, c)
		}
	}
	return kept
}

func sounded(c candidate) int {
	if c.How == Sound {
		return 1
	}
	return 0
}
