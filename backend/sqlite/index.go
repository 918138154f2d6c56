package sqlite

import (
	"context"
	"database/sql"
	"strings"

	"stet/backend/search"
)

// This file keeps the words of turns where they can be looked up. A turn and its words change in one transaction.

// mostLearned bounds how many words the writer remembers to have written.
const mostLearned = 200_000

// index writes the words of a turn, in the place of those that it had.
func (t *tx) index(row int64, text string) error {
	words := search.Index(text)
	if _, err := t.exec("INSERT OR REPLACE INTO turn_word(rowid, words) VALUES(?, ?)", row, words); err != nil {
		return err
	}
	for w := range strings.FieldsSeq(words) {
		if err := t.learn(w); err != nil {
			return err
		}
	}
	return nil
}

// learn puts a word into the list of all words.
func (t *tx) learn(word string) error {
	if t.w.learned[word] {
		return nil
	}
	if _, err := t.exec("INSERT OR IGNORE INTO word(word) VALUES(?)", word); err != nil {
		return err
	}
	if t.w.learned == nil || len(t.w.learned) >= mostLearned {
		t.w.learned = map[string]bool{}
	}
	t.w.learned[strings.Clone(word)] = true
	return nil
}

// indexAll writes the words of all turns, for a library from before there was an index.
func indexAll(ctx context.Context, t *sql.Tx) error {
	put, err := t.PrepareContext(ctx, "INSERT INTO turn_word(rowid, words) VALUES(?, ?)")
	if err != nil {
		return err
	}
	defer put.Close()
	known := map[string]bool{}
	const atOnce = 1000
	for last, more := int64(0), true; more; {
		rows, err := t.QueryContext(ctx, "SELECT row, text FROM turn WHERE row > ? ORDER BY row LIMIT ?", last, atOnce)
		if err != nil {
			return err
		}
		type turn struct {
			row  int64
			text string
		}
		var turns []turn
		err = eachRow(rows, func(scan func(...any) error) error {
			var x turn
			err := scan(&x.row, &x.text)
			turns = append(turns, x)
			return err
		})
		if err != nil {
			return err
		}
		for _, x := range turns {
			words := search.Index(x.text)
			if _, err := put.ExecContext(ctx, x.row, words); err != nil {
				return err
			}
			for w := range strings.FieldsSeq(words) {
				if !known[w] {
					known[strings.Clone(w)] = true
				}
			}
			last = x.row
		}
		more = len(turns) == atOnce
	}
	for w := range known {
		if _, err := t.ExecContext(ctx, "INSERT INTO word(word) VALUES(?)", w); err != nil {
			return err
		}
	}
	return nil
}
