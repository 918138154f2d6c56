// This file shows the library, and keeps what a window wants to find again.

package service

import (
	"encoding/json"
	"errors"
	"path/filepath"
	"strings"

	"stet/backend/session"
	"stet/backend/timecode"
)

// lastPlace is the setting that keeps where the editor was.
const lastPlace = "place"

// Library lists what the library holds.
func (s *Service) Library() (LibraryView, error) {
	rows, err := s.Store.Library(s.ctx)
	if err != nil {
		return LibraryView{}, sentence(err)
	}
	v := LibraryView{
		Path: s.Path, Name: strings.TrimSuffix(filepath.Base(s.Path), filepath.Ext(s.Path)), Series: []SeriesView{},
	}
	for _, row := range rows {
		if n := len(v.Series); n == 0 || v.Series[n-1].Name != row.Episode.Series {
			v.Series = append(v.Series, SeriesView{Name: row.Episode.Series})
		}
		last := &v.Series[len(v.Series)-1]
		last.Episodes = append(last.Episodes, episodeItem(row))
		v.Chunks += len(row.Chunks)
	}
	place, err := s.Store.Recall(s.ctx, lastPlace)
	if err != nil {
		return LibraryView{}, sentence(err)
	}
	if place != "" {
		// A place that cannot be read is worth no more than none.
		_ = json.Unmarshal([]byte(place), &v.Last)
	}
	return v, nil
}

func episodeItem(row session.EpisodeRow) EpisodeItem {
	clock := row.Episode.Clock()
	item := EpisodeItem{
		ID: int64(row.ID), Key: row.Episode.Key, Title: episodeTitle(row.Episode),
		Sound: row.Episode.Sound != "", Chunks: []ChunkItem{},
	}
	var total timecode.Time
	for _, c := range row.Chunks {
		t, text := spanLength(c.Span, clock)
		total += t
		title := c.Title
		if title == "" {
			title = strings.TrimSuffix(filepath.Base(c.Source), filepath.Ext(c.Source))
		}
		item.Chunks = append(item.Chunks, ChunkItem{
			ID: c.ID, Number: c.Number, Title: title, Status: c.Status, Length: text,
			Words: c.Words, Turns: c.Turns, Checked: c.Checked, Errors: c.Errors, Warnings: c.Warnings, Dirty: c.Dirty, File: c.Source,
		})
	}
	if total > 0 {
		item.Length = length(total)
	}
	return item
}

// RememberPlace keeps where the editor is, for the next start.
func (s *Service) RememberPlace(p PlaceView) error {
	raw, err := json.Marshal(p)
	if err != nil {
		return sentence(err)
	}
	return sentence(s.Store.Remember(s.ctx, lastPlace, string(raw)))
}

// Remember keeps a small setting of the library.
func (s *Service) Remember(key, value string) error {
	return sentence(s.Store.Remember(s.ctx, "window."+key, value))
}

// Recall returns what Remember kept; "" if nothing.
func (s *Service) Recall(key string) (string, error) {
	v, err := s.Store.Recall(s.ctx, "window."+key)
	if errors.Is(err, session.ErrNotFound) {
		return "", nil
	}
	return v, sentence(err)
}
