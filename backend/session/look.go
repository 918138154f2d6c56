package session

import (
	"context"
	"fmt"
	"slices"

	"stet/backend/transcript"
)

// This file looks at episodes that are as their files are. Of such it reads no turn in the library, which is most of what
// opening one takes. Nothing can be done in what it shows.

// Look lets f look at an episode of the library's list as Read does, if no chunk differs from its file; ok is false if one
// does. The turns have other numbers than in the library, and no notes.
func Look(ctx context.Context, store Store, row EpisodeRow, f func(doc *transcript.Document, files Files)) (ok bool, err error) {
	if slices.ContainsFunc(row.Chunks, func(c ChunkRow) bool { return c.Dirty || c.Source == "" }) {
		return false, nil
	}
	heads, err := store.Heads(ctx, row.ID)
	if err != nil {
		return false, fmt.Errorf("looking at episode %d: %w", row.ID, err)
	}
	sources, err := store.Sources(ctx, row.ID)
	if err != nil {
		return false, fmt.Errorf("looking at episode %d: %w", row.ID, err)
	}
	s := &Session{id: row.ID, files: map[transcript.ID]*baseline{}}
	next := transcript.ID(1)
	for _, c := range heads {
		next = max(next, c.ID+1)
	}
	for i := range heads {
		c := &heads[i]
		src, known := sources[c.ID]
		if !known {
			return false, nil
		}
		b := readSource(src)
		for _, t := range b.chunk.Turns {
			t.ID = next
			next++
			c.Turns = append(c.Turns, t)
		}
		s.files[c.ID] = b
	}
	if s.doc, err = transcript.NewDocument(row.Episode, heads); err != nil {
		return false, fmt.Errorf("looking at episode %d: %w", row.ID, err)
	}
	f(s.doc, Files{s})
	return true, nil
}
