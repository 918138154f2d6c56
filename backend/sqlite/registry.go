package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"stet/backend/session"
)

// This file keeps what a series shares, and the steps that led there, as texts that it does not read.

// Registry implements session.Store.
func (l *Library) Registry(ctx context.Context, series string) (body string, err error) {
	err = l.readers.QueryRowContext(ctx, "SELECT body FROM registry WHERE series = ?", series).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return body, l.explain(err)
}

// RegistrySteps implements session.Store.
func (l *Library) RegistrySteps(ctx context.Context, series string, limit int) ([]session.RegistryStep, error) {
	rows, err := l.readers.QueryContext(ctx,
		"SELECT seq, at_us, name, edits, state FROM registry_step WHERE series = ? ORDER BY seq DESC LIMIT ?", series, limit)
	if err != nil {
		return nil, l.explain(err)
	}
	var steps []session.RegistryStep
	return steps, l.explain(eachRow(rows, func(scan func(...any) error) error {
		var s session.RegistryStep
		err := scan(&s.Seq, &s.At, &s.Name, &s.Edits, &s.State)
		steps = append(steps, s)
		return err
	}))
}

// SetRegistry implements session.Store.
func (l *Library) SetRegistry(ctx context.Context, series, was, body string, step session.RegistryStep) error {
	err := l.writer.do(ctx, func(t *tx) error {
		if err := storable(series, body, step.Name, step.Edits); err != nil {
			return err
		}
		var is string
		err := t.get("SELECT body FROM registry WHERE series = ?", []any{series}, &is)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if is != was {
			return session.ErrRegistry
		}
		if _, err := t.exec("INSERT OR REPLACE INTO registry(series, body) VALUES(?, ?)", series, body); err != nil {
			return err
		}
		if step.Seq != 0 {
			_, err := t.exec("UPDATE registry_step SET state = ? WHERE seq = ? AND series = ?", step.State, step.Seq, series)
			return err
		}
		if _, err := t.exec("UPDATE registry_step SET state = 'left' WHERE series = ? AND state = 'undone'", series); err != nil {
			return err
		}
		_, err = t.exec("INSERT INTO registry_step(series, at_us, name, edits, state) VALUES(?, ?, ?, ?, 'done')", series, step.At, step.Name, step.Edits)
		return err
	})
	if err != nil {
		return fmt.Errorf("keeping the names of %s: %w", series, err)
	}
	return nil
}
