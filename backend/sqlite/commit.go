package sqlite

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"stet/backend/session"
	"stet/backend/transcript"
)

// This file stores one change of one episode, whole or not at all. It takes what the document says as it is, and does
// not ask whether the ops lead there.

// Commit implements session.Store. It writes the rows that the change names and no others, but for a chunk whose turns
// have come so close that they must be spaced anew.
func (l *Library) Commit(ctx context.Context, id session.EpisodeID, doc *transcript.Document, c session.Commit) (seq int64, err error) {
	ops, err := encode(c.Step)
	if err != nil {
		return 0, err
	}
	err = l.writer.do(ctx, func(t *tx) error {
		if err := t.hasEpisode(id); err != nil {
			return err
		}
		if seq, err = t.journal(id, c, ops); err != nil {
			return err
		}
		w := rowWriter{tx: t, episode: id, doc: doc, chunks: map[transcript.ID]*chunkState{}}
		return w.write(c)
	})
	if err != nil {
		return 0, fmt.Errorf("the change is not saved: %w", err)
	}
	return seq, nil
}

func (t *tx) hasEpisode(id session.EpisodeID) error {
	var one int
	return found(t.get("SELECT 1 FROM episode WHERE id = ?", []any{id}, &one), "episode %d", id)
}

// rowWriter writes what a change says of one document.
type rowWriter struct {
	*tx
	episode session.EpisodeID
	doc     *transcript.Document
	chunks  map[transcript.ID]*chunkState
}

func (w *rowWriter) write(c session.Commit) error {
	if c.Change.Episode {
		if err := w.writeEpisode(); err != nil {
			return err
		}
	}
	if err := w.writeChunks(c); err != nil {
		return err
	}
	for _, id := range c.Change.Chunks.IDs() {
		if err := w.writeHead(id); err != nil {
			return err
		}
	}
	write := w.writeTurns
	if onlyLabels(c.Step) {
		write = w.writeLabels
	}
	if err := write(c.Change); err != nil {
		return err
	}
	if err := w.writeNotes(c.Change.Notes.IDs()); err != nil {
		return err
	}
	if err := w.writeConflicts(c.Change.Conflicts.IDs()); err != nil {
		return err
	}
	for _, id := range sortedKeys(w.chunks) {
		if err := w.writeSums(id, w.chunks[id]); err != nil {
			return err
		}
	}
	for _, id := range sortedKeys(c.Bases) {
		// A file may have the name now that another of them had.
		if _, err := w.exec("UPDATE chunk SET path = NULL WHERE episode_id = ? AND id = ? AND path <> ?", w.episode, id, c.Bases[id].Path); err != nil {
			return err
		}
	}
	for _, id := range sortedKeys(c.Bases) {
		if err := w.writeBase(id, c.Bases[id]); err != nil {
			return err
		}
	}
	for _, id := range sortedKeys(c.Problems) {
		if err := w.writeProblems(id, c.Problems[id]); err != nil {
			return err
		}
	}
	for _, id := range sortedKeys(c.Dirty) {
		if err := w.writeDirty(id, c.Dirty[id]); err != nil {
			return err
		}
	}
	return nil
}

func sortedKeys[V any](m map[transcript.ID]V) []transcript.ID {
	return slices.Sorted(maps.Keys(m))
}

// chunk finds a chunk's row, once.
func (w *rowWriter) chunk(id transcript.ID) (*chunkState, error) {
	if s := w.chunks[id]; s != nil {
		return s, nil
	}
	s := &chunkState{}
	err := w.get("SELECT row FROM chunk WHERE episode_id = ? AND id = ?", []any{w.episode, id}, &s.row)
	if err != nil {
		return nil, found(err, "chunk %d of episode %d", id, w.episode)
	}
	w.chunks[id] = s
	return s, nil
}

func (w *rowWriter) writeEpisode() error {
	e := w.doc.Episode()
	rate, err := e.Rate.MarshalText()
	if err != nil {
		return err
	}
	if err := storable(e.Series, e.Title, e.Sound); err != nil {
		return err
	}
	if err := w.writeSeries(e.Series); err != nil {
		return err
	}
	_, err = w.exec("UPDATE episode SET title = ?, rate = ?, offset = ?, gap_at = ?, gap = ?, sound = ? WHERE id = ?",
		e.Title, string(rate), int64(e.Offset), int64(e.Gap.At), int64(e.Gap.Length), e.Sound, w.episode)
	return err
}

// writeSeries lets the episode be of another series, with the words that were let stand in it alone.
func (w *rowWriter) writeSeries(series string) error {
	_, err := w.exec("UPDATE episode SET series = ?1 WHERE id = ?2 AND series <> ?1", series, w.episode)
	if isUniqueViolation(err) {
		return fmt.Errorf("%s has an episode with this number: %w", series, session.ErrTaken)
	}
	if err != nil {
		return err
	}
	_, err = w.exec("UPDATE OR REPLACE known_word SET series = ?1 WHERE episode_id = ?2 AND series <> ?1", series, w.episode)
	return err
}

func (w *rowWriter) writeHead(id transcript.ID) error {
	c, ok := w.doc.Head(id)
	if !ok {
		return fmt.Errorf("chunk %d: %w", id, session.ErrNotFound)
	}
	state, err := w.chunk(id)
	if err != nil {
		return err
	}
	h, err := toHead(c)
	if err != nil {
		return err
	}
	_, err = w.exec("UPDATE chunk SET status = ?, form = ?, raw = ?, lead = ?, indent = ?, quotes = ?, file_name = ?, number = ?, title = ? WHERE row = ?",
		h.status, h.form, h.raw, h.lead, c.Indent, h.quotes, h.file, h.number, h.title, state.row)
	if err != nil {
		return err
	}
	return w.writeFields(state.row, h.fields)
}

// writeFields writes the fields that differ from what stands there.
func (w *rowWriter) writeFields(row int64, fields []fieldColumns) error {
	var old []fieldColumns
	err := w.each("SELECT key, kind, value, items FROM field WHERE chunk_row = ? ORDER BY pos", []any{row},
		func(scan func(...any) error) error {
			var f fieldColumns
			err := scan(&f.key, &f.kind, &f.value, &f.items)
			old = append(old, f)
			return err
		})
	if err != nil {
		return err
	}
	for i, f := range fields {
		if i < len(old) && f.equal(old[i]) {
			continue
		}
		if err := w.putField(row, i, f); err != nil {
			return err
		}
	}
	if len(fields) < len(old) {
		_, err = w.exec("DELETE FROM field WHERE chunk_row = ? AND pos >= ?", row, len(fields))
	}
	return err
}

func (t *tx) putField(chunk int64, pos int, f fieldColumns) error {
	_, err := t.exec("INSERT OR REPLACE INTO field(chunk_row, pos, key, kind, value, items) VALUES(?, ?, ?, ?, ?, ?)",
		chunk, pos, f.key, f.kind, f.value, f.items)
	return err
}

// oldTurn is a turn's row before the change.
type oldTurn struct {
	row, chunk int64
	pos        int64
	words      int
	checked    bool
	start, end *string
	text       string
}

const oldTurnColumns = "SELECT id, row, chunk_row, pos, words, checked, start_code, end_code, text FROM turn WHERE episode_id = ? AND "

// oldTurns reads the rows that the turns have in the library, as far as they have one.
func (w *rowWriter) oldTurns(ids []transcript.ID) (map[transcript.ID]oldTurn, error) {
	old := make(map[transcript.ID]oldTurn, len(ids))
	add := func(scan func(...any) error) error {
		var id transcript.ID
		var t oldTurn
		err := scan(&id, &t.row, &t.chunk, &t.pos, &t.words, &t.checked, &t.start, &t.end, &t.text)
		old[id] = t
		return err
	}
	if len(ids) == 1 {
		return old, w.each(oldTurnColumns+"id = ?", []any{w.episode, ids[0]}, add)
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	return old, w.each(oldTurnColumns+"id IN (SELECT value FROM json_each(?))", []any{w.episode, string(list)}, add)
}

func (w *rowWriter) writeTurns(c transcript.Change) error {
	changed, removed := c.Turns.IDs(), c.Removed.IDs()
	if len(changed)+len(removed) == 0 {
		return nil
	}
	old, err := w.oldTurns(slices.Concat(changed, removed))
	if err != nil {
		return err
	}
	if err := w.removeTurns(removed, old); err != nil {
		return err
	}
	places, err := w.places(c, old)
	if err != nil {
		return err
	}
	for _, id := range changed {
		if err := w.writeTurn(id, old, places); err != nil {
			return err
		}
	}
	if len(c.Orders.IDs()) > 0 {
		// The numbers of those that came and went within the change stand in the history as well.
		return w.used(slices.Max(slices.Concat(changed, removed)))
	}
	return nil
}

func (w *rowWriter) removeTurns(ids []transcript.ID, old map[transcript.ID]oldTurn) error {
	for _, id := range ids {
		o, stood := old[id]
		if _, still := w.doc.Turn(id); still {
			return fmt.Errorf("%w: turn %d went, but is in the document", session.ErrHistory, id)
		}
		if !stood {
			continue // came and went within the change
		}
		if _, err := w.exec("DELETE FROM turn WHERE row = ?", o.row); err != nil {
			return err
		}
		if err := w.leaves(o); err != nil {
			return err
		}
	}
	return nil
}

func (w *rowWriter) writeTurn(id transcript.ID, old map[transcript.ID]oldTurn, places map[transcript.ID]int64) error {
	turn, ok := w.doc.Turn(id)
	home, ok2 := w.doc.Home(id)
	if !ok || !ok2 {
		return fmt.Errorf("%w: turn %d changed, but is not in the document", session.ErrHistory, id)
	}
	s, err := w.chunk(home)
	if err != nil {
		return err
	}
	c, err := toColumns(turn)
	if err != nil {
		return err
	}
	o, stood := old[id]
	pos, placed := places[id]
	s.words += c.words
	s.turns++
	s.checked += toInt(c.checked)
	switch {
	case !stood:
		s.span = s.span || c.start != nil
		return w.insertTurn(w.episode, id, s.row, pos, c)
	case placed:
		if err := w.leaves(o); err != nil {
			return err
		}
		s.span = s.span || c.start != nil
		_, err = w.exec("UPDATE turn SET chunk_row = ?, pos = ? WHERE row = ?", s.row, pos, o.row)
		if err != nil {
			return err
		}
	default:
		s.words -= o.words
		s.turns--
		s.checked -= toInt(o.checked)
		s.span = s.span || !same(o.start, c.start) || !same(o.end, c.end)
	}
	_, err = w.exec("UPDATE turn SET start_code = ?, end_code = ?, speaker = ?, text = ?, words = ?, times = ?, estimated = ?, checked = ? "+
		"WHERE row = ?", c.start, c.end, c.speaker, c.text, c.words, c.times, c.estimated, c.checked, o.row)
	if err == nil && c.text != o.text {
		w.index(o.row, c.text, true)
	}
	return err
}

func same(a, b *string) bool {
	return a == b || a != nil && b != nil && *a == *b
}

func (t *tx) insertTurn(episode session.EpisodeID, id transcript.ID, chunk, pos int64, c turnColumns) error {
	made, err := t.exec("INSERT INTO turn(episode_id, id, chunk_row, pos, start_code, end_code, speaker, text, words, times, estimated, checked) "+
		"VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		episode, id, chunk, pos, c.start, c.end, c.speaker, c.text, c.words, c.times, c.estimated, c.checked)
	if err != nil {
		return err
	}
	row, err := made.LastInsertId()
	if err != nil {
		return err
	}
	t.index(row, c.text, false)
	return nil
}

// writeBase keeps what the chunk's file holds now. The bytes that it held before stay in the library.
func (w *rowWriter) writeBase(id transcript.ID, s session.Source) error {
	state, err := w.chunk(id)
	if err != nil {
		return err
	}
	hash := sha256.Sum256(s.Bytes)
	var path, below string
	var old []byte
	err = w.get("SELECT source.path, source.below, source.sha256 FROM chunk JOIN source ON source.id = chunk.source_id "+
		"WHERE chunk.row = ?", []any{state.row}, &path, &below, &old)
	if err != nil {
		return err
	}
	if path == s.Path && below == s.Below && string(old) == string(hash[:]) {
		return nil
	}
	source, err := w.insertSource(s, hash)
	if err != nil {
		return err
	}
	_, err = w.exec("UPDATE chunk SET source_id = ?, path = nullif(?, '') WHERE row = ?", source, s.Path, state.row)
	if isUniqueViolation(err) {
		return fmt.Errorf("%s: %w, as another chunk", s.Path, session.ErrPresent)
	}
	return err
}

func (t *tx) insertSource(s session.Source, hash [sha256.Size]byte) (int64, error) {
	bytes := s.Bytes
	if bytes == nil {
		bytes = []byte{}
	}
	made, err := t.exec("INSERT INTO source(path, below, sha256, bytes) VALUES(?, ?, ?, ?)", s.Path, s.Below, hash[:], bytes)
	if err != nil {
		return 0, err
	}
	return made.LastInsertId()
}

func (w *rowWriter) writeProblems(id transcript.ID, p session.Problems) error {
	_, err := w.exec("UPDATE chunk SET errors = ?, warnings = ? WHERE episode_id = ? AND id = ?", p.Errors, p.Warnings, w.episode, id)
	return err
}

func (w *rowWriter) writeDirty(id transcript.ID, dirty bool) error {
	_, err := w.exec("UPDATE chunk SET dirty = ?1 WHERE episode_id = ?2 AND id = ?3 AND dirty <> ?1", dirty, w.episode, id)
	return err
}
