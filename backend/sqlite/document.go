package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"stet/backend/session"
	"stet/backend/transcript"
)

// This file reads episodes, sources and files' places. It sees finished imports alone, and never waits for the writer.

// read runs work on one state of the library, whatever is written meanwhile.
func (l *Library) read(ctx context.Context, work func(*sql.Tx) error) error {
	t, err := l.readers.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return l.explain(err)
	}
	defer t.Rollback() // there is nothing to commit
	return l.explain(work(t))
}

// noRow tells whether a query had nothing to return.
func noRow(err error) bool { return errors.Is(err, sql.ErrNoRows) }

// found turns the lack of a row into session.ErrNotFound.
func found(err error, format string, args ...any) error {
	if noRow(err) {
		return fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), session.ErrNotFound)
	}
	return err
}

// imported is the condition that a chunk's import has finished. It shows if it stands in its episode, too: one that was
// joined with another does not.
const (
	imported = "chunk.import_id IN (SELECT import.id FROM import WHERE import.state = 'done')"
	shown    = "chunk.pos >= 0 AND " + imported

	// made says that no import brought the chunk: the bytes that it began with are a neighbour's, and have no path.
	made = "coalesce((SELECT first.path = '' FROM source AS first WHERE first.id = chunk.first_source_id), 0)"
	// firstBytes are what the chunk's file held at first, where that is not what it holds now.
	firstBytes = "(SELECT first.bytes FROM source AS first WHERE first.id = chunk.first_source_id AND first.id <> source.id AND first.path <> '')"
)

// Document implements session.Store.
func (l *Library) Document(ctx context.Context, id session.EpisodeID) (*transcript.Document, error) {
	var doc *transcript.Document
	err := l.reading(ctx, func(r reading) error {
		episode, next, err := r.episode(id)
		if err != nil {
			return err
		}
		chunks, numbers, err := r.heads(id)
		if err == nil {
			err = r.turns(numbers, chunks)
		}
		if err != nil {
			return err
		}
		if len(chunks) == 0 {
			return fmt.Errorf("episode %d: %w", id, session.ErrNotFound)
		}
		notes, err := r.notes(id)
		if err != nil {
			return err
		}
		if doc, err = transcript.NewDocument(episode, chunks, notes...); err != nil {
			return fmt.Errorf("%w: %w", session.ErrDamaged, err)
		}
		conflicts, err := r.conflicts(id)
		if err != nil {
			return err
		}
		for _, c := range conflicts {
			if _, _, err := doc.Apply(transcript.AddConflict{Conflict: c}); err != nil {
				return fmt.Errorf("%w: %w", session.ErrDamaged, err)
			}
		}
		doc.Reserve(next)
		return nil
	})
	return doc, err
}

const (
	episodeQuery = "SELECT series, key, title, rate, offset, gap_at, gap, sound, next_id FROM episode WHERE id = ?"
	chunksQuery  = "SELECT row, id, status, form, raw, lead, indent, quotes, file_name FROM chunk WHERE episode_id = ? AND " + shown + " ORDER BY pos, id"
	fieldsQuery  = "SELECT key, kind, value, items FROM field WHERE chunk_row = ? ORDER BY pos"
	turnsQuery   = "SELECT id, start_code, end_code, speaker, text, times, estimated, checked FROM turn WHERE chunk_row = ? ORDER BY pos"
	sourcesQuery = "SELECT chunk.id, source.path, source.below, source.bytes, " + firstBytes + ", " + made + " FROM chunk " +
		"JOIN source ON source.id = chunk.source_id WHERE chunk.episode_id = ? AND " + shown
	sourceQuery = "SELECT source.path, source.below, source.bytes, " + firstBytes + ", " + made + " FROM chunk " +
		"JOIN source ON source.id = chunk.source_id WHERE chunk.episode_id = ? AND chunk.id = ? AND " + imported
)

func (r reading) episode(id session.EpisodeID) (e transcript.Episode, next transcript.ID, err error) {
	var rate string
	err = r.get(episodeQuery, []any{id}, &e.Series, &e.Key, &e.Title, &rate, &e.Offset, &e.Gap.At, &e.Gap.Length, &e.Sound, &next)
	if err != nil {
		return e, 0, found(err, "episode %d", id)
	}
	return e, next, e.Rate.UnmarshalText([]byte(rate))
}

// Heads implements session.Store.
func (l *Library) Heads(ctx context.Context, id session.EpisodeID) (chunks []transcript.Chunk, err error) {
	err = l.reading(ctx, func(r reading) error {
		chunks, _, err = r.heads(id)
		return err
	})
	return chunks, err
}

// heads reads an episode's chunks without their turns, in order, and the numbers of their rows.
func (r reading) heads(id session.EpisodeID) (chunks []transcript.Chunk, numbers []int64, err error) {
	err = r.each(chunksQuery, []any{id}, func(scan func(...any) error) error {
		var c transcript.Chunk
		var row int64
		var lead string
		var quotes, file []byte
		if err := scan(&row, &c.ID, &c.Status, &c.Matter.Form, &c.Matter.Raw, &lead, &c.Indent, &quotes, &file); err != nil {
			return err
		}
		if err := errors.Join(unpack(quotes, &c.Quotes), unpack(file, &c.File)); err != nil {
			return err
		}
		var err error
		c.Lead, err = fromList(lead)
		chunks, numbers = append(chunks, c), append(numbers, row)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	return chunks, numbers, r.fields(numbers, chunks)
}

func (r reading) fields(numbers []int64, into []transcript.Chunk) error {
	return r.eachOf(numbers, fieldsQuery, func(i int, scan func(...any) error) error {
		var c fieldColumns
		if err := scan(&c.key, &c.kind, &c.value, &c.items); err != nil {
			return err
		}
		f, err := c.field()
		into[i].Matter.Fields = append(into[i].Matter.Fields, f)
		return err
	})
}

func (r reading) turns(numbers []int64, into []transcript.Chunk) error {
	return r.eachOf(numbers, turnsQuery, func(i int, scan func(...any) error) error {
		var id transcript.ID
		var c turnColumns
		if err := scan(&id, &c.start, &c.end, &c.speaker, &c.text, &c.times, &c.estimated, &c.checked); err != nil {
			return err
		}
		t, err := c.turn(id)
		into[i].Turns = append(into[i].Turns, t)
		return err
	})
}

// eachOf runs a query for each of the chunks, and row for each of its rows with the chunk's place in numbers.
func (r reading) eachOf(numbers []int64, query string, row func(i int, scan func(...any) error) error) error {
	s := r.stmt(query)
	for i, number := range numbers {
		rows, err := s.QueryContext(r.ctx, number)
		if err != nil {
			return err
		}
		if err := eachRow(rows, func(scan func(...any) error) error { return row(i, scan) }); err != nil {
			return err
		}
	}
	return nil
}

// Source implements session.Store.
func (l *Library) Source(ctx context.Context, id session.EpisodeID, chunk transcript.ID) (session.Source, error) {
	var s session.Source
	err := l.readers.get(ctx, sourceQuery, []any{id, chunk}, &s.Path, &s.Below, &s.Bytes, &s.First, &s.Made)
	return s, l.explain(found(err, "chunk %d of episode %d", chunk, id))
}

// Sources implements session.Store.
func (l *Library) Sources(ctx context.Context, id session.EpisodeID) (map[transcript.ID]session.Source, error) {
	sources := map[transcript.ID]session.Source{}
	err := l.reading(ctx, func(r reading) error {
		return r.each(sourcesQuery, []any{id}, func(scan func(...any) error) error {
			var chunk transcript.ID
			var s session.Source
			err := scan(&chunk, &s.Path, &s.Below, &s.Bytes, &s.First, &s.Made)
			sources[chunk] = s
			return err
		})
	})
	return sources, err
}

// Find implements session.Store.
func (l *Library) Find(ctx context.Context, path string) (session.Place, error) {
	var p session.Place
	var hash []byte
	err := l.readers.QueryRowContext(ctx, "SELECT chunk.episode_id, chunk.id, chunk.dirty, source.sha256 FROM chunk "+
		"JOIN source ON source.id = chunk.source_id WHERE chunk.path = ? AND "+imported, path).
		Scan(&p.Episode, &p.Chunk, &p.Dirty, &hash)
	copy(p.Hash[:], hash)
	return p, l.explain(found(err, "%s", path))
}

// LastRead implements session.Store.
func (l *Library) LastRead(ctx context.Context, path string) (sum [32]byte, err error) {
	var hash []byte
	err = l.readers.QueryRowContext(ctx, "SELECT sha256 FROM source WHERE path = ? ORDER BY id DESC LIMIT 1", path).Scan(&hash)
	copy(sum[:], hash)
	return sum, l.explain(found(err, "%s", path))
}
