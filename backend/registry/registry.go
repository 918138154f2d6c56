// Package registry is the names that a series shares: who and what is spoken of in it, its approved tags, its topics.
// It holds them, reads and writes the plain files that they live in, and gathers them from chunk files. It changes no
// Document and keeps no library.
package registry

// Kind is what sort of thing an entity is.
type Kind string

const (
	Person       Kind = "person"
	Organisation Kind = "organisation" // a company too
	Product      Kind = "product"
	Technology   Kind = "technology" // a standard, a protocol, a language
	Place        Kind = "place"
	Work         Kind = "work" // a book, a film, an episode
	Concept      Kind = "concept"
)

// Kinds lists all kinds, in the order in which keys 1 to 7 give them.
func Kinds() []Kind {
	return []Kind{Person, Organisation, Product, Technology, Place, Work, Concept}
}

// Entity is somebody or something that a series speaks of.
type Entity struct {
	// Name is how it is written wherever it is listed.
	Name string `json:"name"`
	// Kind is "" where nobody has said.
	Kind Kind `json:"kind"`
	// Aliases are other ways in which people rightly write and say it.
	Aliases []string `json:"aliases"`
	// Misheard is what recognisers make of it: "engine X" for NGINX.
	Misheard []string `json:"misheard"`
	Note     string   `json:"note"`
	Links    []string `json:"links"`
}

// Tag is a word that machines find chunks by. Name is kebab-case.
type Tag struct {
	Name        string `json:"name"`
	Description string `json:"description"`
	// Synonyms are words that speak for the tag, and tags that people try in its place.
	Synonyms []string `json:"synonyms"`
	// Retired tags are approved no longer; Instead is what takes their place, or "".
	Retired bool   `json:"retired"`
	Instead string `json:"instead"`
}

// Registry is what one series shares. Names of entities and tags are different from each other in every list.
type Registry struct {
	Entities []Entity `json:"entities"`
	Tags     []Tag    `json:"tags"`
	// Topics are in Title Case.
	Topics []string `json:"topics"`
	// Rejections are what somebody said no to, for good.
	Rejections []Rejection `json:"rejections"`
}
