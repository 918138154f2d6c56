package sqlite

import (
	"context"
	"fmt"

	"stet/backend/session"
)

// This file keeps what somebody let stand of what the checks find, with the reason.

// Waivers implements session.Store.
func (l *Library) Waivers(ctx context.Context, id session.EpisodeID) (map[session.Waiver]string, error) {
	rows, err := l.readers.QueryContext(ctx, "SELECT place, field, code, words, why FROM waiver WHERE episode_id = ?", id)
	if err != nil {
		return nil, l.explain(err)
	}
	waivers := map[session.Waiver]string{}
	return waivers, l.explain(eachRow(rows, func(scan func(...any) error) error {
		var w session.Waiver
		var why string
		err := scan(&w.Place, &w.Field, &w.Code, &w.Words, &why)
		waivers[w] = why
		return err
	}))
}

// Waive implements session.Store.
func (l *Library) Waive(ctx context.Context, id session.EpisodeID, w session.Waiver, why string) error {
	err := l.writer.do(ctx, func(t *tx) error {
		if err := t.hasEpisode(id); err != nil {
			return err
		}
		if err := storable(w.Field, w.Code, w.Words, why); err != nil {
			return err
		}
		if why == "" {
			_, err := t.exec("DELETE FROM waiver WHERE episode_id = ? AND place = ? AND field = ? AND code = ? AND words = ?", id, w.Place, w.Field, w.Code, w.Words)
			return err
		}
		_, err := t.exec("INSERT OR REPLACE INTO waiver(episode_id, place, field, code, words, why) VALUES(?, ?, ?, ?, ?, ?)", id, w.Place, w.Field, w.Code, w.Words, why)
		return err
	})
	if err != nil {
		return fmt.Errorf("keeping why it stands: %w", err)
	}
	return nil
}
