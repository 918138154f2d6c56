// This file finds out which chunks an edit of front matter can touch by the rows of the library alone, so that a change
// that touches few of many chunks reads the episodes of few. In doubt, a chunk is touched.

package service

import (
	"stet/backend/matter"
	"stet/backend/profile"
	"stet/backend/session"
	"stet/backend/transcript"
)

// reads are the fields that the edits go by; nil for all of them. Not ok where they go by more than fields say.
func (b *bulkEdit) reads(edits []FieldEdit) (keys []string, ok bool) {
	for _, e := range edits {
		switch e.Kind {
		case EditIndent:
			return nil, false
		case EditOrder:
			return nil, true
		}
		keys = append(keys, e.Field)
	}
	return keys, true
}

// narrow leaves out the chunks that the edits leave as they are, and the episodes that have no others.
func (w *fieldsWork) narrow() error {
	keys, ok := w.bulk.reads(w.r.Edits)
	if !ok {
		return nil
	}
	fields, err := w.Store.Fields(w.ctx, keys)
	if err != nil {
		return err
	}
	fieldless, err := w.Store.Fieldless(w.ctx)
	if err != nil {
		return err
	}
	all := map[session.EpisodeID]session.EpisodeRow{}
	for _, row := range w.rows {
		all[row.ID] = row
	}
	episodes := w.episodes
	w.episodes = nil
	for _, id := range episodes {
		p := profile.Empty()
		if keys == nil {
			if p, err = w.profileOf(id); err != nil {
				return err
			}
		}
		for _, c := range all[id].Chunks {
			if _, none := fieldless[session.ChunkRef{Episode: id, Chunk: c.ID}]; !none && w.leaves(fields[id][c.ID], p) {
				w.same++
				continue
			}
			w.chunks[id] = append(w.chunks[id], c.ID)
		}
		if len(w.chunks[id]) > 0 {
			w.episodes = append(w.episodes, id)
		}
	}
	return nil
}

// leaves says whether the edits leave a chunk with these fields as it is.
func (w *fieldsWork) leaves(fields []transcript.Field, p profile.Profile) bool {
	was := transcript.Matter{Form: transcript.FieldMatter, Fields: fields}
	is, err := matter.Apply(was, p, edits(w.bulk.steps)...)
	return err == nil && transcript.SameMatter(was, is)
}
