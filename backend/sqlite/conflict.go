package sqlite

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"stet/backend/session"
	"stet/backend/transcript"
)

// This file keeps conflicts with files on the disk, and finds the bytes that files held before.

// writeConflicts writes those that came, and takes out those that were settled.
func (w *rowWriter) writeConflicts(ids []transcript.ID) error {
	for _, id := range ids {
		c, stands := w.doc.Conflict(id)
		if !stands {
			if _, err := w.exec("DELETE FROM conflict WHERE episode_id = ? AND id = ?", w.episode, id); err != nil {
				return err
			}
			continue
		}
		body, err := json.Marshal(c)
		if err != nil {
			return err
		}
		if _, err := w.exec("INSERT OR REPLACE INTO conflict(episode_id, id, body) VALUES(?, ?, ?)", w.episode, id, string(body)); err != nil {
			return err
		}
	}
	if len(ids) == 0 {
		return nil
	}
	return w.used(slices.Max(ids))
}

const conflictsQuery = "SELECT body FROM conflict WHERE episode_id = ? ORDER BY id"

func (r reading) conflicts(id session.EpisodeID) ([]transcript.Conflict, error) {
	var list []transcript.Conflict
	return list, r.each(conflictsQuery, []any{id}, func(scan func(...any) error) error {
		var body string
		if err := scan(&body); err != nil {
			return err
		}
		var c transcript.Conflict
		if err := json.Unmarshal([]byte(body), &c); err != nil {
			return fmt.Errorf("%w: %w", session.ErrDamaged, err)
		}
		list = append(list, c)
		return nil
	})
}

// Held implements session.Store.
func (l *Library) Held(ctx context.Context, sum [32]byte) ([]byte, error) {
	var bytes []byte
	err := l.readers.QueryRowContext(ctx, "SELECT bytes FROM source WHERE sha256 = ? LIMIT 1", sum[:]).Scan(&bytes)
	return bytes, l.explain(found(err, "a file of that sum"))
}
