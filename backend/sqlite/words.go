package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"stet/backend/session"
)

// This file keeps the words that people let stand, and gathers the names that a series knows. It reads no turn.

// naming are the fields of front matter that name people and things.
const naming = "'participants', 'speakers', 'guests', 'hosts', 'entities', 'mentions'"

// Words implements session.Store.
func (l *Library) Words(ctx context.Context, id session.EpisodeID) (session.Words, error) {
	var words session.Words
	err := l.read(ctx, func(t *sql.Tx) error {
		var series string
		err := t.QueryRowContext(ctx, "SELECT series FROM episode WHERE id = ?", id).Scan(&series)
		if noRow(err) {
			return fmt.Errorf("%w: episode %d", session.ErrNotFound, id)
		}
		if err == nil {
			words.Names, err = texts(ctx, t, "SELECT label, NULL FROM speaker WHERE series = ?1 UNION "+fieldsOf(naming), series)
		}
		if err == nil {
			words.Titles, err = texts(ctx, t, "SELECT title, NULL FROM episode WHERE series = ?1 UNION "+fieldsOf("'title'"), series)
		}
		if err == nil {
			words.Series, words.Episode, err = keptWords(ctx, t, series, id)
		}
		return err
	})
	return words, err
}

// fieldsOf asks for the fields of these keys in the chunks of a series that show.
func fieldsOf(keys string) string {
	return "SELECT f.value, f.items FROM episode e JOIN chunk ON chunk.episode_id = e.id AND " + shown +
		" JOIN field f ON f.chunk_row = chunk.row AND f.kind <> 'opaque' AND f.key IN (" + keys + ") WHERE e.series = ?1"
}

// texts reads values, and lists as JSON has them.
func texts(ctx context.Context, t *sql.Tx, query, series string) ([]string, error) {
	rows, err := t.QueryContext(ctx, query, series)
	if err != nil {
		return nil, err
	}
	var all []string
	return all, eachRow(rows, func(scan func(...any) error) error {
		var value string
		var items *string
		if err := scan(&value, &items); err != nil {
			return err
		}
		if value != "" {
			all = append(all, value)
		}
		if items == nil {
			return nil
		}
		var list []string
		if err := json.Unmarshal([]byte(*items), &list); err != nil {
			return fmt.Errorf("%w: a list that is none: %w", session.ErrDamaged, err)
		}
		all = append(all, list...)
		return nil
	})
}

func keptWords(ctx context.Context, t *sql.Tx, series string, id session.EpisodeID) (all, here []string, err error) {
	rows, err := t.QueryContext(ctx, "SELECT word, episode_id FROM known_word WHERE series = ? AND episode_id IN (0, ?) ORDER BY word", series, id)
	if err != nil {
		return nil, nil, err
	}
	err = eachRow(rows, func(scan func(...any) error) error {
		var word string
		var episode session.EpisodeID
		err := scan(&word, &episode)
		if episode == 0 {
			all = append(all, word)
		} else {
			here = append(here, word)
		}
		return err
	})
	return all, here, err
}

// KeepWord implements session.Store.
func (l *Library) KeepWord(ctx context.Context, id session.EpisodeID, word string, series bool) error {
	return l.changeWord(ctx, "INSERT INTO known_word(series, episode_id, word) VALUES(?, ?, ?) ON CONFLICT DO NOTHING", id, word, series)
}

// DropWord implements session.Store.
func (l *Library) DropWord(ctx context.Context, id session.EpisodeID, word string, series bool) error {
	return l.changeWord(ctx, "DELETE FROM known_word WHERE series = ? AND episode_id = ? AND word = ?", id, word, series)
}

func (l *Library) changeWord(ctx context.Context, change string, id session.EpisodeID, word string, series bool) error {
	if err := storable(word); err != nil {
		return err
	}
	err := l.writer.do(ctx, func(t *tx) error {
		var name string
		err := t.get("SELECT series FROM episode WHERE id = ?", []any{id}, &name)
		if errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("%w: episode %d", session.ErrNotFound, id)
		}
		if err != nil {
			return err
		}
		if series {
			id = 0
		}
		_, err = t.exec(change, name, id, word)
		return err
	})
	if err != nil {
		return fmt.Errorf("keeping the word “%s”: %w", word, err)
	}
	return nil
}
