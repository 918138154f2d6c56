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

// rowWords are what a turn says now.
type rowWords struct {
	row  int64
	text string
	// stood says that the turn had words before.
	stood bool
}

// index has the words of a turn written when the transaction ends, in the place of those that it had. Between other
// statements, SQLite would bring the index to the disk for each of them.
func (t *tx) index(row int64, text string, stood bool) {
	t.words = append(t.words, rowWords{row, text, stood})
}

func (t *tx) writeWords() error {
	for _, x := range t.words {
		query := "INSERT INTO turn_word(words, rowid) VALUES(?, ?)"
		if x.stood {
			query = "UPDATE turn_word SET words = ? WHERE rowid = ?"
		}
		words := search.Index(x.text)
		if _, err := t.exec(query, words, x.row); err != nil {
			return err
		}
		for w := range strings.FieldsSeq(words) {
			if !t.w.learned[w] {
				t.fresh = append(t.fresh, w)
				t.w.learn(w)
			}
		}
	}
	for _, w := range t.fresh {
		if _, err := t.exec("INSERT OR IGNORE INTO word(word) VALUES(?)", w); err != nil {
			return err
		}
	}
	return nil
}

// learn remembers that a word stands in the list of all words.
func (w *writer) learn(word string) {
	if w.learned == nil || len(w.learned) >= mostLearned {
		w.learned = map[string]bool{}
	}
	w.learned[strings.Clone(word)] = true
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
