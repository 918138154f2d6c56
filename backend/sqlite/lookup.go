package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"strings"
	"sync"

	"stet/backend/search"
	"stet/backend/session"
)

// This file looks turns up by their words. It finds those that may hold what is looked for; whether they do, who asks
// sees from what they say.

// vocabulary is every word of the library, a line each, as far as it has been read.
type vocabulary struct {
	mu   sync.Mutex
	text string
	last int64
}

// mostEndings is how many words a part of a word may stand for. One that is in more is not looked up: it is nearly
// everywhere.
const mostEndings = 400

// read returns every word between line breaks, read on from where the last call left off: words only come.
func (v *vocabulary) read(ctx context.Context, l *Library) (string, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	rows, err := l.readers.QueryContext(ctx, "SELECT id, word FROM word WHERE id > ? ORDER BY id", v.last)
	if err != nil {
		return "", l.explain(err)
	}
	var more strings.Builder
	last := v.last
	err = eachRow(rows, func(scan func(...any) error) error {
		var word string
		err := scan(&last, &word)
		more.WriteString(word + "\n")
		return err
	})
	if err != nil {
		return "", l.explain(err)
	}
	if v.text == "" {
		v.text = "\n"
	}
	if more.Len() > 0 {
		v.text, v.last = v.text+more.String(), last
	}
	return v.text, nil
}

// Vocabulary implements session.Store.
func (l *Library) Vocabulary(ctx context.Context) (iter.Seq[string], error) {
	text, err := l.vocabulary.read(ctx, l)
	return strings.FieldsSeq(text), err
}

// holding lists the words that hold a part, at their end if end says so; false if there are too many.
func holding(words, part string, end bool) ([]string, bool) {
	if end {
		part += "\n"
	}
	var out []string
	for at := 0; ; {
		i := strings.Index(words[at:], part)
		if i < 0 {
			return out, true
		}
		if len(out) == mostEndings {
			return nil, false
		}
		from := strings.LastIndexByte(words[:at+i], '\n') + 1
		to := at + i + strings.IndexByte(words[at+i:], '\n')
		out = append(out, words[from:to])
		at = to
	}
}

// expression is a phrase as FTS5 looks it up; "" for all turns, and false if no turn can have it.
func (l *Library) expression(ctx context.Context, p search.Phrase) (string, bool, error) {
	if len(p.Words) == 0 {
		return "", true, nil
	}
	quote := func(words []string, open bool) string {
		q := `"` + strings.Join(words, " ") + `"`
		if open {
			q += "*"
		}
		return q
	}
	if !p.Before {
		return quote(p.Words, p.After), true, nil
	}
	words, err := l.vocabulary.read(ctx, l)
	if err != nil {
		return "", false, err
	}
	first, rest := p.Words[0], p.Words[1:]
	list, few := holding(words, first, len(rest) > 0 || !p.After)
	var parts []string
	switch {
	case few && len(list) == 0:
		return "", false, nil
	case few:
		var any []string
		for _, w := range list {
			any = append(any, quote([]string{w}, false))
		}
		parts = append(parts, "("+strings.Join(any, " OR ")+")")
	}
	if len(rest) > 0 {
		parts = append(parts, quote(rest, p.After))
	}
	return strings.Join(parts, " AND "), true, nil
}

const foundColumns = "SELECT turn.row, turn.pos, turn.episode_id, chunk.id, turn.id, turn.start_code, turn.end_code, turn.speaker, turn.text FROM "

// Lookup implements session.Store.
func (l *Library) Lookup(ctx context.Context, p search.Phrase, after int64, limit int) ([]session.FoundTurn, error) {
	match, may, err := l.expression(ctx, p)
	if err != nil || !may {
		return nil, err
	}
	query, args := "turn JOIN chunk ON chunk.row = turn.chunk_row WHERE turn.row > ? AND "+shown+" ORDER BY turn.row LIMIT ?", []any{after, limit}
	if match != "" {
		query = "turn_word CROSS JOIN turn ON turn.row = turn_word.rowid CROSS JOIN chunk ON chunk.row = turn.chunk_row " +
			"WHERE turn_word MATCH ? AND turn_word.rowid > ? AND " + shown + " ORDER BY turn_word.rowid LIMIT ?"
		args = []any{match, after, limit}
	}
	var found []session.FoundTurn
	err = l.read(ctx, func(t *sql.Tx) error {
		rows, err := t.QueryContext(ctx, foundColumns+query, args...)
		if err != nil {
			return err
		}
		return eachRow(rows, func(scan func(...any) error) error {
			var f session.FoundTurn
			var c turnColumns
			if err := scan(&f.Row, &f.Pos, &f.Episode, &f.Chunk, &f.Turn.ID, &c.start, &c.end, &c.speaker, &c.text); err != nil {
				return err
			}
			var err error
			f.Turn, err = c.turn(f.Turn.ID)
			found = append(found, f)
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("searching the library: %w", err)
	}
	return found, nil
}
