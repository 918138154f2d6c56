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

// ChunkRef names a chunk of a library.
type ChunkRef struct {
	Episode EpisodeID
	Chunk   transcript.ID
}

// Lister is the part of a Store that tells what the front matter of all chunks says, without reading a turn.
type Lister interface {
	// Fields are the fields of some keys, or with nil of all, in their order, of every chunk that shows; a chunk without
	// them has none.
	Fields(ctx context.Context, keys []string) (map[EpisodeID]map[transcript.ID][]transcript.Field, error)
	// Fieldless are the chunks whose front matter is no list of fields, and what it is: they have none, or such as cannot
	// be read.
	Fieldless(ctx context.Context) (map[ChunkRef]transcript.MatterForm, error)
	// Keys are all keys in use, by series and then by key.
	Keys(ctx context.Context) ([]KeyUse, error)
}
