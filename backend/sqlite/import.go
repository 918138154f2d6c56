package sqlite

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"stet/backend/session"
	"stet/backend/transcript"
)

// This file adds files to the library, many at a time, without keeping an edit waiting. It neither reads files nor
// understands them: it gets chunks.

const (
	// batchTurns is about how many turns an import writes in one go: an edit waits for no more than that.
	batchTurns = 1500
	// sweepChunks is how many chunks are removed in one go.
	sweepChunks = 100
	// idLeap is how far an import keeps from the numbers of an episode that somebody may have open: that document goes
	// on giving out its own numbers, and learns of the import's only when it is read again.
	idLeap = transcript.ID(1) << 20
)

// errOver says that an import has ended.
var errOver = errors.New("the import has ended")

// importer implements session.Import. Its chunks are in the tables at once, but do not show while the import's own row
// says that it is open. All its fields belong to who has entered the writer.
type importer struct {
	l        *Library
	id       int64
	over     bool
	failed   error
	episodes map[episodeName]episodePlace
}

type episodeName struct{ series, key string }

type episodePlace struct {
	id session.EpisodeID
	// shown says that the episode was there before the import.
	shown bool
}

// Begin implements session.Store. It returns session.ErrImporting while another import has neither finished nor been
// cancelled.
func (l *Library) Begin(ctx context.Context, at time.Time) (session.Import, error) {
	i := &importer{l: l, episodes: map[episodeName]episodePlace{}}
	err := l.entered(ctx, func() error {
		if l.importing != nil {
			return session.ErrImporting
		}
		err := l.writer.doEntered(func(t *tx) error {
			made, err := t.exec("INSERT INTO import(at_us, state) VALUES(?, 'open')", at.UnixMicro())
			if err != nil {
				return err
			}
			i.id, err = made.LastInsertId()
			return err
		})
		if err == nil {
			l.importing = i
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("starting an import: %w", err)
	}
	return i, nil
}

// entered runs work while nobody else has the writer.
func (l *Library) entered(ctx context.Context, work func() error) error {
	if err := l.writer.enter(ctx); err != nil {
		return err
	}
	defer l.writer.leave()
	return work()
}

// newRows is a file's rows, ready to be written.
type newRows struct {
	session.NewChunk
	head  headColumns
	turns []turnColumns
	hash  [sha256.Size]byte
}

func prepare(n session.NewChunk) (newRows, error) {
	r := newRows{NewChunk: n, hash: sha256.Sum256(n.Source.Bytes), turns: make([]turnColumns, len(n.Chunk.Turns))}
	var err error
	if r.head, err = toHead(n.Chunk); err != nil {
		return r, err
	}
	for i, t := range n.Chunk.Turns {
		if r.turns[i], err = toColumns(t); err != nil {
			return r, err
		}
	}
	e := n.Episode
	return r, storable(e.Series, e.Key, e.Title, e.Sound)
}

// Add implements session.Import. Numbers that the chunks and turns bear are not looked at: they get their own. After
// an error the import can only be cancelled.
func (i *importer) Add(ctx context.Context, files []session.NewChunk) error {
	for len(files) > 0 {
		var batch []newRows
		for turns := 0; len(files) > 0 && turns < batchTurns; files = files[1:] {
			r, err := prepare(files[0])
			if err != nil {
				err = fmt.Errorf("%s: %w", files[0].Source.Path, err)
				return errors.Join(err, i.fail(err))
			}
			batch = append(batch, r)
			turns += len(r.turns) + 10 // fields and bytes cost something, too
		}
		if err := i.l.entered(ctx, func() error { return i.add(batch) }); err != nil {
			return errors.Join(fmt.Errorf("importing: %w", err), i.fail(err))
		}
	}
	return nil
}

// fail sees that an import that lacks something is never finished.
func (i *importer) fail(cause error) error {
	err := i.l.entered(context.Background(), func() error {
		i.failed = cause
		return nil
	})
	if errors.Is(err, session.ErrClosed) {
		return nil
	}
	return err
}

func (i *importer) add(batch []newRows) error {
	if i.over {
		return errOver
	}
	return i.l.writer.doEntered(func(t *tx) error {
		next := map[session.EpisodeID]transcript.ID{}
		for _, r := range batch {
			if err := i.addOne(t, r, next); err != nil {
				return fmt.Errorf("%s: %w", r.Source.Path, err)
			}
		}
		for id, n := range next {
			if _, err := t.exec("UPDATE episode SET next_id = ? WHERE id = ?", n, id); err != nil {
				return err
			}
		}
		return nil
	})
}

func (i *importer) addOne(t *tx, r newRows, next map[session.EpisodeID]transcript.ID) error {
	place, err := i.episode(t, r.Episode)
	if err != nil {
		return err
	}
	if _, begun := next[place.id]; !begun {
		var n transcript.ID
		if err := t.get("SELECT next_id FROM episode WHERE id = ?", []any{place.id}, &n); err != nil {
			return err
		}
		if place.shown {
			n += idLeap
		}
		next[place.id] = n
	}
	source, err := t.insertSource(r.Source, r.hash)
	if err != nil {
		return err
	}
	id := next[place.id]
	chunk, err := i.insertChunk(t, place.id, id, source, r)
	if err != nil {
		return err
	}
	for pos, f := range r.head.fields {
		if err := t.putField(chunk, pos, f); err != nil {
			return err
		}
	}
	for n, c := range r.turns {
		id++
		if err := t.insertTurn(place.id, id, chunk, gap*int64(n+1), c); err != nil {
			return err
		}
	}
	next[place.id] = id + 1
	return nil
}

func (i *importer) insertChunk(t *tx, episode session.EpisodeID, id transcript.ID, source int64, r newRows) (int64, error) {
	var start, end *string
	words := 0
	for _, c := range r.turns {
		if start == nil {
			start = c.start
		}
		if c.end != nil {
			end = c.end
		}
		words += c.words
	}
	made, err := t.exec("INSERT INTO chunk(episode_id, id, import_id, pos, status, form, raw, lead, source_id, "+
		"first_source_id, path, dirty, errors, warnings, number, title, start_code, end_code, words, turns) "+
		"VALUES(?, ?, ?, 0, ?, ?, ?, ?, ?, ?, nullif(?, ''), 0, ?, ?, ?, ?, ?, ?, ?, ?)",
		episode, id, i.id, r.head.status, r.head.form, r.head.raw, r.head.lead, source, source, r.Source.Path,
		r.Errors, r.Warnings, r.head.number, r.head.title, start, end, words, len(r.turns))
	if isUniqueViolation(err) {
		return 0, session.ErrPresent
	}
	if err != nil {
		return 0, err
	}
	return made.LastInsertId()
}

// episode finds the episode, or makes it.
func (i *importer) episode(t *tx, e transcript.Episode) (episodePlace, error) {
	name := episodeName{e.Series, e.Key}
	if p, ok := i.episodes[name]; ok {
		return p, nil
	}
	var p episodePlace
	err := t.get("SELECT id FROM episode WHERE series = ? AND key = ?", []any{e.Series, e.Key}, &p.id)
	switch {
	case err == nil:
		p.shown = true
	case noRow(err):
		rate, rateErr := e.Rate.MarshalText()
		if rateErr != nil {
			return p, rateErr
		}
		made, err := t.exec("INSERT INTO episode(series, key, title, rate, offset, gap_at, gap, sound, next_id) VALUES(?, ?, ?, ?, ?, ?, ?, ?, 1)",
			e.Series, e.Key, e.Title, string(rate), int64(e.Offset), int64(e.Gap.At), int64(e.Gap.Length), e.Sound)
		if err != nil {
			return p, err
		}
		id, err := made.LastInsertId()
		if err != nil {
			return p, err
		}
		p.id = session.EpisodeID(id)
	default:
		return p, err
	}
	i.episodes[name] = p
	return p, nil
}

// Finish implements session.Import.
func (i *importer) Finish(ctx context.Context) ([]session.EpisodeID, error) {
	var ids []session.EpisodeID
	err := i.l.entered(ctx, func() error {
		switch {
		case i.over:
			return errOver
		case i.failed != nil:
			return i.failed
		}
		err := i.l.writer.doEntered(func(t *tx) (err error) {
			if ids, err = i.touched(t); err != nil {
				return err
			}
			for _, id := range ids {
				if err := i.arrange(t, id); err != nil {
					return err
				}
			}
			_, err = t.exec("UPDATE import SET state = 'done' WHERE id = ?", i.id)
			return err
		})
		if err == nil {
			i.over, i.l.importing = true, nil
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("finishing the import: %w", err)
	}
	return ids, nil
}

// touched lists the episodes that have chunks of the import.
func (i *importer) touched(t *tx) ([]session.EpisodeID, error) {
	var ids []session.EpisodeID
	return ids, t.each("SELECT DISTINCT episode_id FROM chunk WHERE import_id = ? ORDER BY episode_id", []any{i.id},
		func(scan func(...any) error) error {
			var id session.EpisodeID
			err := scan(&id)
			ids = append(ids, id)
			return err
		})
}

// Cancel implements session.Import. After Finish it does nothing.
func (i *importer) Cancel() error {
	ctx := context.Background()
	over := false
	err := i.l.entered(ctx, func() error {
		over = i.over
		i.over = true
		return nil
	})
	if err != nil || over {
		return err
	}
	err = i.l.sweepImport(ctx, i.id)
	// What is left does not show, and goes when the library is opened next.
	endErr := i.l.entered(ctx, func() error {
		i.l.importing = nil
		return nil
	})
	if err = errors.Join(err, endErr); err != nil {
		return fmt.Errorf("cancelling the import: %w", err)
	}
	return nil
}

// sweep removes what imports left that never finished.
func (l *Library) sweep(ctx context.Context) error {
	var left []int64
	err := l.writer.do(ctx, func(t *tx) error {
		return t.each("SELECT id FROM import WHERE state = 'open'", nil, func(scan func(...any) error) error {
			var id int64
			err := scan(&id)
			left = append(left, id)
			return err
		})
	})
	for _, id := range left {
		if err == nil {
			err = l.sweepImport(ctx, id)
		}
	}
	return err
}

// sweepImport removes an import's chunks, some at a time, and then the import. Being stopped halfway does no harm:
// none of it shows.
func (l *Library) sweepImport(ctx context.Context, id int64) error {
	for more := true; more; {
		err := l.writer.do(ctx, func(t *tx) (err error) {
			if more, err = t.sweepSome(id); err != nil || more {
				return err
			}
			_, err = t.exec("DELETE FROM import WHERE id = ?", id)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) sweepSome(id int64) (more bool, err error) {
	var rows, sources, episodes []int64
	err = t.each("SELECT row, source_id, episode_id FROM chunk WHERE import_id = ? LIMIT ?", []any{id, sweepChunks},
		func(scan func(...any) error) error {
			var row, source, episode int64
			err := scan(&row, &source, &episode)
			rows, sources, episodes = append(rows, row), append(sources, source), append(episodes, episode)
			return err
		})
	if err != nil || len(rows) == 0 {
		return false, err
	}
	for _, d := range []struct {
		query string
		ids   []int64
	}{
		{"DELETE FROM chunk WHERE row IN (SELECT value FROM json_each(?))", rows},
		{"DELETE FROM source WHERE id IN (SELECT value FROM json_each(?))", sources},
		{"DELETE FROM episode WHERE id IN (SELECT value FROM json_each(?)) " +
			"AND NOT EXISTS (SELECT 1 FROM chunk WHERE chunk.episode_id = episode.id)", slices.Compact(episodes)},
	} {
		list, err := json.Marshal(d.ids)
		if err != nil {
			return false, err
		}
		if _, err := t.exec(d.query, string(list)); err != nil {
			return false, err
		}
	}
	return true, nil
}
