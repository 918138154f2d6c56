// This file tells the topic board what all chunks of the library list. It changes nothing.

package service

import (
	"context"
	"maps"
	"slices"

	"stet/backend/registry"
	"stet/backend/session"
	"stet/backend/transcript"
)

// boardFields are what the board looks at: all but the last are its columns, and all of them count as filled or not.
var boardFields = []string{"topics", "tags", "topic_tags", entitiesField, "summary"}

// BoardView is what the topic board shows of the library, served at /api/board.
type BoardView struct {
	Rows   []BoardRow    `json:"rows"`
	Series []BoardSeries `json:"series"`
	// Near are tags, and topics, that are most likely one, the one used most first.
	Near []NearView `json:"near"`
}

// BoardRow is what a chunk lists.
type BoardRow struct {
	Episode int64         `json:"episode"`
	Chunk   transcript.ID `json:"chunk"`
	// Lists are the lists of topics, tags, topic_tags and entities that the chunk has, also empty ones, by their fields.
	Lists map[string][]string `json:"lists"`
	// Filled names those of the board's fields that hold something.
	Filled []string `json:"filled"`
	// Unread says that its front matter cannot be read: nobody knows what it lists.
	Unread bool `json:"unread"`
}

// BoardSeries is what a series has in common.
type BoardSeries struct {
	Name string `json:"name"`
	// Keys are the fields in use.
	Keys []KeyView `json:"keys"`
	// Tags are its approved tags, and those that are approved no longer.
	Tags []registry.Tag `json:"tags"`
}

// KeyView is a field in use.
type KeyView struct {
	Key    string `json:"key"`
	Kind   string `json:"kind"`
	Chunks int    `json:"chunks"`
}

// NearView are spellings of what is most likely one tag or topic.
type NearView struct {
	Topics bool       `json:"topics"`
	Uses   []NearName `json:"uses"`
}

// NearName is one of them, and in how many chunks it is listed.
type NearName struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
	Why   string `json:"why"`
}

func boardView(ctx context.Context, s *Service) (BoardView, error) {
	v := BoardView{Rows: []BoardRow{}, Series: []BoardSeries{}, Near: []NearView{}}
	rows, err := s.Store.Library(ctx)
	if err != nil {
		return v, sentence(err)
	}
	fields, err := s.Store.Fields(ctx, boardFields)
	if err != nil {
		return v, sentence(err)
	}
	fieldless, err := s.Store.Fieldless(ctx)
	if err != nil {
		return v, sentence(err)
	}
	tags, topics := map[string]int{}, map[string]int{}
	for _, episode := range rows {
		for _, c := range episode.Chunks {
			row := boardRow(episode.ID, c.ID, fields[episode.ID][c.ID])
			row.Unread = fieldless[session.ChunkRef{Episode: episode.ID, Chunk: c.ID}] == transcript.RawMatter
			count(topics, row.Lists["topics"])
			count(tags, row.Lists["tags"], row.Lists["topic_tags"])
			v.Rows = append(v.Rows, row)
		}
	}
	v.Near = append(nearViews(tags, false), nearViews(topics, true)...)
	keys, err := s.Store.Keys(ctx)
	if err != nil {
		return v, sentence(err)
	}
	for _, k := range keys {
		if n := len(v.Series); n == 0 || v.Series[n-1].Name != k.Series {
			_, r, err := s.registryOf(k.Series)
			if err != nil {
				return v, sentence(err)
			}
			shared, err := s.registryView(k.Series, r)
			if err != nil {
				return v, err
			}
			v.Series = append(v.Series, BoardSeries{Name: k.Series, Keys: []KeyView{}, Tags: shared.Tags})
		}
		last := &v.Series[len(v.Series)-1]
		last.Keys = append(last.Keys, KeyView{k.Key, string(k.Kind), k.Chunks})
	}
	return v, nil
}

func boardRow(episode session.EpisodeID, chunk transcript.ID, fields []transcript.Field) BoardRow {
	row := BoardRow{Episode: int64(episode), Chunk: chunk, Lists: map[string][]string{}, Filled: []string{}}
	for _, f := range fields {
		if f.Key != "summary" && f.Kind != transcript.OpaqueField {
			row.Lists[f.Key] = append(some(row.Lists[f.Key]), f.Items...)
		}
		if (f.Value != "" || len(f.Items) > 0) && !slices.Contains(row.Filled, f.Key) {
			row.Filled = append(row.Filled, f.Key)
		}
	}
	return row
}

// count counts in how many chunks a name is listed, whichever of a chunk's lists have it.
func count(uses map[string]int, lists ...[]string) {
	seen := map[string]bool{}
	for _, name := range slices.Concat(lists...) {
		if !seen[name] {
			seen[name] = true
			uses[name]++
		}
	}
}

func nearViews(counts map[string]int, topics bool) []NearView {
	var uses []registry.Use
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		uses = append(uses, registry.Use{Name: name, Count: counts[name]})
	}
	out := []NearView{}
	for _, group := range registry.SpellingVariants(registry.ByUse(uses)) {
		v := NearView{Topics: topics}
		for i, u := range group.Uses {
			v.Uses = append(v.Uses, NearName{u.Name, u.Count, group.Why[i]})
		}
		out = append(out, v)
	}
	return out
}
