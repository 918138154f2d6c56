// This file finds where fields stand in a series of the library: by the profile kept beside its files, or by what most of
// its files have in common. It writes none.

package service

import (
	"context"
	"path/filepath"
	"slices"

	"stet/backend/chunkfile"
	"stet/backend/profile"
	"stet/backend/session"
	"stet/backend/transcript"
)

// guessedFrom is how many files of a series a guess looks at, spread over all of them.
const guessedFrom = 400

// needsProfile says whether an edit asks where a field stands that a chunk does not have yet.
func (w *fieldsWork) needsProfile(doc *transcript.Document) (needs bool) {
	if !w.bulk.placed {
		return false
	}
	for _, id := range doc.Chunks() {
		head, _ := doc.Head(id)
		for _, e := range w.r.Edits {
			_, has := head.Field(e.Field)
			needs = needs || e.Kind == EditOrder || !has && (e.Kind == EditAddItem || e.Kind == EditSet || e.Kind == EditAdd)
		}
	}
	return needs
}

// profileFor is the profile of an episode's series, where the edits ask for it.
func (w *fieldsWork) profileFor(id session.EpisodeID, doc *transcript.Document) (profile.Profile, error) {
	if !w.needsProfile(doc) {
		return profile.Empty(), nil
	}
	return w.profileOf(id)
}

// profileOf is the profile of an episode's series.
func (w *fieldsWork) profileOf(id session.EpisodeID) (p profile.Profile, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	series := w.series[id]
	if p, known := w.profiles[series]; known {
		return p, nil
	}
	p, err = w.profileIn(w.ctx, w.rows, series)
	w.profiles[series] = p
	return p, err
}

// profileIn is the profile of a series of the library, whose rows are given.
func (s *Service) profileIn(ctx context.Context, rows []session.EpisodeRow, series string) (profile.Profile, error) {
	var places []session.Place
	checks := profile.Empty()
	for _, row := range rows {
		if row.Episode.Series != series {
			continue
		}
		for _, c := range row.Chunks {
			// It lies with the first of them, as that of an episode.
			if len(places) == 0 {
				if path := keptAbove(filepath.Dir(c.Source)); path != "" {
					_, p, err := readProfile(path)
					if err != nil || !p.OnlyChecks() {
						return p, err
					}
					checks = p
				}
			}
			places = append(places, session.Place{Episode: row.ID, Chunk: c.ID})
		}
	}
	var g profile.Guesser
	step := max(1, len(places)/guessedFrom)
	for at := range slices.Chunk(places, step) {
		src, err := s.Store.Source(ctx, at[0].Episode, at[0].Chunk)
		if err != nil {
			return profile.Empty(), err
		}
		g.Add(filepath.Base(src.Path), chunkfile.Parse(src.Bytes))
	}
	return g.Guess().Profile.Weighing(checks), nil
}
