// This file holds what a series has said no to. Where it is kept is its owner's matter.

package names

import (
	"strings"

	"stet/backend/registry"
)

// Rejections are the rejections of a series, ready to be asked. The nil one holds none.
type Rejections map[registry.Rejection]bool

// NewRejections makes rejections ready.
func NewRejections(all []registry.Rejection) Rejections {
	r := Rejections{}
	for _, one := range all {
		r[folded(one)] = true
	}
	return r
}

// Has reports whether a form was rejected for an entity. The form counts as it is written: a "go" that is none of the
// language leaves its "Go" alone.
func (r Rejections) Has(entity, form string) bool {
	return len(r) > 0 && r[folded(registry.Rejection{Entity: entity, Form: form})]
}

func folded(r registry.Rejection) registry.Rejection {
	if r.Entity == "" {
		return registry.Rejection{Form: Key(r.Form)}
	}
	return registry.Rejection{Entity: Key(r.Entity), Form: strings.Join(strings.Fields(r.Form), " ")}
}
