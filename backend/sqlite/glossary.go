package sqlite

import (
	"context"
	"fmt"

	"stet/backend/search"
	"stet/backend/session"
)

// This file keeps what each series' recogniser mishears, and what somebody let stand.

// Glossary implements session.Store.
func (l *Library) Glossary(ctx context.Context, series string) ([]search.Pair, error) {
	rows, err := l.readers.QueryContext(ctx, "SELECT wrong, right FROM mishearing WHERE series = ? ORDER BY wrong", series)
	if err != nil {
		return nil, l.explain(err)
	}
	var pairs []search.Pair
	return pairs, l.explain(eachRow(rows, func(scan func(...any) error) error {
		var p search.Pair
		err := scan(&p.Wrong, &p.Right)
		pairs = append(pairs, p)
		return err
	}))
}

// SetGlossary implements session.Store.
func (l *Library) SetGlossary(ctx context.Context, series string, pairs []search.Pair) error {
	err := l.writer.do(ctx, func(t *tx) error {
		if _, err := t.exec("DELETE FROM mishearing WHERE series = ?", series); err != nil {
			return err
		}
		for _, p := range pairs {
			if err := storable(p.Wrong, p.Right); err != nil {
				return err
			}
			if _, err := t.exec("INSERT OR REPLACE INTO mishearing(series, wrong, right) VALUES(?, ?, ?)", series, p.Wrong, p.Right); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("keeping the glossary of %s: %w", series, err)
	}
	return nil
}

// Standing implements session.Store.
func (l *Library) Standing(ctx context.Context, id session.EpisodeID) (map[session.Stand]bool, error) {
	rows, err := l.readers.QueryContext(ctx, "SELECT turn, reason, words FROM standing WHERE episode_id = ?", id)
	if err != nil {
		return nil, l.explain(err)
	}
	stands := map[session.Stand]bool{}
	return stands, l.explain(eachRow(rows, func(scan func(...any) error) error {
		var s session.Stand
		err := scan(&s.Turn, &s.Reason, &s.Words)
		stands[s] = true
		return err
	}))
}

// LetStand implements session.Store.
func (l *Library) LetStand(ctx context.Context, id session.EpisodeID, s session.Stand, on bool) error {
	query := "INSERT OR IGNORE INTO standing(episode_id, turn, reason, words) VALUES(?, ?, ?, ?)"
	if !on {
		query = "DELETE FROM standing WHERE episode_id = ? AND turn = ? AND reason = ? AND words = ?"
	}
	err := l.writer.do(ctx, func(t *tx) error {
		if err := t.hasEpisode(id); err != nil {
			return err
		}
		_, err := t.exec(query, id, s.Turn, s.Reason, s.Words)
		return err
	})
	if err != nil {
		return fmt.Errorf("letting it stand: %w", err)
	}
	return nil
}
