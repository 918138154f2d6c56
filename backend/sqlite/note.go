package sqlite

import (
	"slices"

	"stet/backend/session"
	"stet/backend/transcript"
)

// This file keeps comments, bookmarks and marks of names.

// writeNotes writes those that came, went, moved or changed.
func (w *rowWriter) writeNotes(ids []transcript.ID) error {
	for _, id := range ids {
		n, stands := w.doc.Note(id)
		if !stands {
			if _, err := w.exec("DELETE FROM note WHERE episode_id = ? AND id = ?", w.episode, id); err != nil {
				return err
			}
			continue
		}
		if err := storable(n.Text); err != nil {
			return err
		}
		_, err := w.exec("INSERT OR REPLACE INTO note(episode_id, id, kind, turn, from_word, to_word, lost, text, resolved) "+
			"VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
			w.episode, id, string(n.Kind), n.Turn, n.From, n.To, n.Lost, n.Text, n.Resolved)
		if err != nil {
			return err
		}
	}
	if len(ids) == 0 {
		return nil
	}
	return w.used(slices.Max(ids))
}

// used sees to it that a number is never given out again, also not after what bore it is gone.
func (w *rowWriter) used(id transcript.ID) error {
	_, err := w.exec("UPDATE episode SET next_id = ?1 WHERE id = ?2 AND next_id < ?1", id+1, w.episode)
	return err
}

const notesQuery = "SELECT id, kind, turn, from_word, to_word, lost, text, resolved FROM note WHERE episode_id = ? ORDER BY id"

func (r reading) notes(id session.EpisodeID) ([]transcript.Note, error) {
	var notes []transcript.Note
	return notes, r.each(notesQuery, []any{id}, func(scan func(...any) error) error {
		var n transcript.Note
		err := scan(&n.ID, &n.Kind, &n.Turn, &n.From, &n.To, &n.Lost, &n.Text, &n.Resolved)
		notes = append(notes, n)
		return err
	})
}
