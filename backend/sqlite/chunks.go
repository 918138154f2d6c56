package sqlite

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"

	"stet/backend/session"
	"stet/backend/transcript"
)

// This file writes which chunks an episode has, and in which order. A chunk that was joined with another keeps its row and
// its file's bytes, at a place below 0 where it does not show: an undo brings it back.

// writeChunks makes the rows of chunks that came, and puts all in their places. It comes before their turns are written.
func (w *rowWriter) writeChunks(c session.Commit) error {
	if !c.Change.Sequence {
		return nil
	}
	for _, id := range c.Change.Made.IDs() {
		if err := w.makeChunk(id, c.Bases[id]); err != nil {
			return err
		}
		if err := w.writeHead(id); err != nil {
			return err
		}
		if err := w.used(id); err != nil {
			return err
		}
	}
	for _, id := range c.Change.Gone.IDs() {
		if _, err := w.exec("UPDATE chunk SET pos = -1 WHERE episode_id = ? AND id = ?", w.episode, id); err != nil {
			return err
		}
		if err := w.used(id); err != nil {
			return err
		}
	}
	for pos, id := range w.doc.Chunks() {
		if _, err := w.exec("UPDATE chunk SET pos = ?1 WHERE episode_id = ?2 AND id = ?3 AND pos <> ?1", pos, w.episode, id); err != nil {
			return err
		}
	}
	return nil
}

// makeChunk makes a chunk's row, unless it has one from before it went.
func (w *rowWriter) makeChunk(id transcript.ID, base session.Source) error {
	_, err := w.chunk(id)
	if !errors.Is(err, session.ErrNotFound) {
		return err
	}
	if _, ok := w.doc.Head(id); !ok {
		return fmt.Errorf("%w: chunk %d came, but is not in the document", session.ErrHistory, id)
	}
	source, err := w.insertSource(base, sha256.Sum256(base.Bytes))
	if err != nil {
		return err
	}
	_, err = w.exec("INSERT INTO chunk(episode_id, id, import_id, pos, status, form, raw, lead, source_id, first_source_id, path, dirty, "+
		"errors, warnings, number, title, words) SELECT ?1, ?2, min(import_id), 0, 'draft', 'none', '', '[]', ?3, ?3, nullif(?4, ''), 1, 0, 0, '', '', 0 "+
		"FROM chunk WHERE episode_id = ?1 AND "+imported, w.episode, id, source, base.Path)
	return err
}

const goneQuery = "SELECT chunk.id, source.path, source.below, source.bytes, " + firstBytes + ", " + made + " FROM chunk " +
	"JOIN source ON source.id = chunk.source_id WHERE chunk.episode_id = ? AND chunk.pos < 0 ORDER BY chunk.id"

// Gone implements session.Store.
func (l *Library) Gone(ctx context.Context, id session.EpisodeID) ([]session.Gone, error) {
	var out []session.Gone
	err := l.reading(ctx, func(r reading) error {
		return r.each(goneQuery, []any{id}, func(scan func(...any) error) error {
			var g session.Gone
			err := scan(&g.Chunk, &g.Path, &g.Below, &g.Bytes, &g.First, &g.Made)
			out = append(out, g)
			return err
		})
	})
	return out, err
}
