// This file holds what a series has said no to. Where it is kept is its owner's matter.

package names

import "strings"

// Rejection says that a form is not what it was taken for. Without an Entity it is no name at all, however it is
// written: it is not proposed again.
type Rejection struct {
	Entity string `json:"entity"`
	Form   string `json:"form"`
}

// Rejections are the rejections of a series, ready to be asked. The nil one holds none.
type Rejections map[Rejection]bool

// NewRejections makes rejections ready.
func NewRejections(all []Rejection) Rejections {
	r := Rejections{}
	for _, one := range all {
		r[one.folded()] = true
	}
	return r
}

// Has reports whether a form was rejected for an entity. The form counts as it is written: a "go" that is none of the
// language leaves its "Go" alone.
func (r Rejections) Has(entity, form string) bool {
	return len(r) > 0 && r[Rejection{entity, form}.folded()]
}

func (r Rejection) folded() Rejection {
	if r.Entity == "" {
		return Rejection{Form: Key(r.Form)}
	}
	return Rejection{Key(r.Entity), strings.Join(strings.Fields(r.Form), " ")}
}
