package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"

	"stet/backend/session"
	"stet/backend/transcript"
)

// This file tells what the front matter of all chunks says. It reads no turn.

// Fields implements session.Store.
func (l *Library) Fields(ctx context.Context, keys []string) (map[session.EpisodeID]map[transcript.ID][]transcript.Field, error) {
	wanted, list := "", []any{}
	if keys != nil {
		text, err := json.Marshal(keys)
		if err != nil {
			return nil, err
		}
		wanted, list = "AND key IN (SELECT value FROM json_each(?)) ", []any{string(text)}
	}
	out := map[session.EpisodeID]map[transcript.ID][]transcript.Field{}
	err := l.read(ctx, func(t *sql.Tx) error {
		rows, err := t.QueryContext(ctx, "SELECT chunk.episode_id, chunk.id, key, kind, value, items FROM chunk "+
			"JOIN field ON field.chunk_row = chunk.row "+wanted+"WHERE "+shown+" ORDER BY chunk.row, field.pos", list...)
		if err != nil {
			return err
		}
		return eachRow(rows, func(scan func(...any) error) error {
			var episode session.EpisodeID
			var chunk transcript.ID
			var c fieldColumns
			if err := scan(&episode, &chunk, &c.key, &c.kind, &c.value, &c.items); err != nil {
				return err
			}
			f, err := c.field()
			if out[episode] == nil {
				out[episode] = map[transcript.ID][]transcript.Field{}
			}
			out[episode][chunk] = append(out[episode][chunk], f)
			return err
		})
	})
	return out, err
}

// Fieldless implements session.Store.
func (l *Library) Fieldless(ctx context.Context) (map[session.ChunkRef]transcript.MatterForm, error) {
	out := map[session.ChunkRef]transcript.MatterForm{}
	err := l.read(ctx, func(t *sql.Tx) error {
		rows, err := t.QueryContext(ctx, "SELECT episode_id, id, form FROM chunk WHERE form <> ? AND "+shown, transcript.FieldMatter)
		if err != nil {
			return err
		}
		return eachRow(rows, func(scan func(...any) error) error {
			var c session.ChunkRef
			var form transcript.MatterForm
			err := scan(&c.Episode, &c.Chunk, &form)
			out[c] = form
			return err
		})
	})
	return out, err
}

// Keys implements session.Store.
func (l *Library) Keys(ctx context.Context) (out []session.KeyUse, err error) {
	err = l.read(ctx, func(t *sql.Tx) error {
		rows, err := t.QueryContext(ctx, "SELECT series, field.key, kind, count(DISTINCT chunk.row) FROM episode "+
			"JOIN chunk ON chunk.episode_id = episode.id JOIN field ON field.chunk_row = chunk.row WHERE "+shown+
			" GROUP BY series, field.key, kind ORDER BY series, field.key, kind")
		if err != nil {
			return err
		}
		return eachRow(rows, func(scan func(...any) error) error {
			var u session.KeyUse
			err := scan(&u.Series, &u.Key, &u.Kind, &u.Chunks)
			out = append(out, u)
			return err
		})
	})
	return out, err
}
