package sqlite

import (
	"context"
	"fmt"

	"stet/backend/session"
)

// This file keeps what belongs to no episode: small settings.

// Remember implements session.Store.
func (l *Library) Remember(ctx context.Context, key, value string) error {
	err := l.writer.do(ctx, func(t *tx) error {
		_, err := t.exec("INSERT INTO setting(key, value) VALUES(?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", key, value)
		return err
	})
	if err != nil {
		return fmt.Errorf("remembering %s: %w", key, err)
	}
	return nil
}

// Recall implements session.Store. What was never remembered is "".
func (l *Library) Recall(ctx context.Context, key string) (string, error) {
	var value string
	err := l.readers.QueryRowContext(ctx, "SELECT value FROM setting WHERE key = ?", key).Scan(&value)
	if noRow(err) {
		return "", nil
	}
	return value, l.explain(err)
}

var _ session.Import = (*importer)(nil)
