package session

import (
	"context"

	"stet/backend/transcript"
)

// KeyUse is how many chunks of a series have a field of a key and kind.
type KeyUse struct {
	Series, Key string
	Kind        transcript.FieldKind
	Chunks      int
}

// Lister is the part of a Store that tells what the front matter of all chunks says, without reading a turn.
type Lister interface {
	// Fields are the fields of some keys, in their order, of every chunk that shows; a chunk without them has none.
	Fields(ctx context.Context, keys []string) (map[EpisodeID]map[transcript.ID][]transcript.Field, error)
	// Keys are all keys in use, by series and then by key.
	Keys(ctx context.Context) ([]KeyUse, error)
}
