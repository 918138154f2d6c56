package sqlite

import (
	"context"
	"fmt"
	"maps"

	"stet/backend/session"
)

// This file keeps what belongs to no episode: the speakers' numbers, and small settings.

// Pin implements session.Store.
func (l *Library) Pin(ctx context.Context, series string, labels []string) (map[string]int, error) {
	numbers, err := l.pinned(ctx, series)
	if err != nil {
		return nil, err
	}
	missing := false
	for _, label := range labels {
		missing = missing || numbers[label] == 0
	}
	if missing {
		err = l.writer.do(ctx, func(t *tx) (err error) {
			numbers, err = t.pin(series, labels)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("numbering the speakers of %s: %w", series, err)
		}
	}
	asked := make(map[string]int, len(labels))
	for _, label := range labels {
		asked[label] = numbers[label]
	}
	return asked, nil
}

const pinnedQuery = "SELECT label, number FROM speaker WHERE series = ?"

func (l *Library) pinned(ctx context.Context, series string) (map[string]int, error) {
	numbers := map[string]int{}
	rows, err := l.readers.QueryContext(ctx, pinnedQuery, series)
	if err != nil {
		return nil, l.explain(err)
	}
	return numbers, l.explain(eachRow(rows, collect(numbers)))
}

func collect(numbers map[string]int) func(func(...any) error) error {
	return func(scan func(...any) error) error {
		var label string
		var number int
		err := scan(&label, &number)
		numbers[label] = number
		return err
	}
}

func (t *tx) pin(series string, labels []string) (map[string]int, error) {
	numbers := map[string]int{}
	if err := t.each(pinnedQuery, []any{series}, collect(numbers)); err != nil {
		return nil, err
	}
	taken := map[int]bool{}
	for n := range maps.Values(numbers) {
		taken[n] = true
	}
	free := 1
	for _, label := range labels {
		if numbers[label] != 0 {
			continue
		}
		if err := storable(label); err != nil {
			return nil, err
		}
		for taken[free] {
			free++
		}
		if _, err := t.exec("INSERT INTO speaker(series, label, number) VALUES(?, ?, ?)", series, label, free); err != nil {
			return nil, err
		}
		numbers[label], taken[free] = free, true
	}
	return numbers, nil
}

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
