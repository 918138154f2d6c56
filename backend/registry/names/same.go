// This file finds where the same is said again: a name that somebody has just selected.

package names

import (
	"stet/backend/registry"
	"stet/backend/transcript"
)

// Same finds all places in turns where words are said that somebody selected, the selected one too, by the rules for names: in other
// case, plural, possessive, written apart or together, but not by sound. Somebody means them: also words of everyday
// are found; where these stand in other capitals than selected, they are only Possible.
func Same(selected string, turns []transcript.Turn) []Hit {
	f := NewFinder(registry.Registry{}, nil)
	f.selected = true
	f.add(registry.Entity{Name: selected})
	return f.Turns(turns)
}
