package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"stet/backend/session"
)

// This file keeps what checks found and a person let stand. It does not ask whether it is still there.

// LetStand implements session.Store.
func (l *Library) LetStand(ctx context.Context, id session.EpisodeID, what session.Standing, on bool) error {
	err := l.writer.do(ctx, func(t *tx) error {
		if err := t.hasEpisode(id); err != nil {
			return err
		}
		if !on {
			_, err := t.exec("DELETE FROM standing WHERE episode_id = ? AND turn_id = ? AND code = ?", id, what.Turn, what.Code)
			return err
		}
		if err := storable(what.Code, what.Words); err != nil {
			return err
		}
		_, err := t.exec("INSERT INTO standing(episode_id, turn_id, code, words) VALUES(?, ?, ?, ?) "+
			"ON CONFLICT DO UPDATE SET words = excluded.words", id, what.Turn, what.Code, what.Words)
		return err
	})
	if err != nil {
		return fmt.Errorf("keeping what stands: %w", err)
	}
	return nil
}

// Standing implements session.Store.
func (l *Library) Standing(ctx context.Context, id session.EpisodeID) ([]session.Standing, error) {
	var out []session.Standing
	err := l.read(ctx, func(t *sql.Tx) error {
		rows, err := t.QueryContext(ctx, "SELECT turn_id, code, words FROM standing WHERE episode_id = ? ORDER BY turn_id, code", id)
		if err != nil {
			return err
		}
		return eachRow(rows, func(scan func(...any) error) error {
			var s session.Standing
			err := scan(&s.Turn, &s.Code, &s.Words)
			out = append(out, s)
			return err
		})
	})
	return out, err
}
