// This file tells an import which new files are copies of those that the library has, and that are where they were: in the same
// episode their turns would stand twice.

package service

import (
	"context"
	"crypto/sha256"
	"path/filepath"

	"stet/backend/chunkfile"
	"stet/backend/session"
	"stet/backend/transcript"
)

// stoodFile is a chunk's file, and of which episode it is.
type stoodFile struct {
	path, series, key string
}

// copied is the file of the library that a new one of an episode is a copy of: it is called the same, and holds the same, or most
// of it; "" where there is none.
func (im *importing) copied(ctx context.Context, r read, e transcript.Episode) (string, error) {
	if r.foreign != nil {
		return "", nil
	}
	if im.stood == nil {
		rows, err := im.service.Store.Library(ctx)
		if err != nil {
			return "", err
		}
		im.stood = stoodIn(rows)
	}
	for _, f := range im.stood[filepath.Base(r.path)] {
		if f.path == r.path || f.series != e.Series || f.key != e.Key || !isRegular(f.path) || sameFile(f.path, r.path) {
			continue
		}
		place, err := im.service.Store.Find(ctx, f.path)
		if err != nil {
			continue // it has another name by now
		}
		if place.Hash == sha256.Sum256(r.src) {
			return f.path, nil
		}
		src, err := im.service.Store.Source(ctx, place.Episode, place.Chunk)
		if err != nil {
			return "", err
		}
		if holdsMost(r.chunk.Turns, chunkfile.Parse(src.Bytes).Chunk().Turns) {
			return f.path, nil
		}
	}
	return "", nil
}

func stoodIn(rows []session.EpisodeRow) map[string][]stoodFile {
	out := map[string][]stoodFile{}
	for _, row := range rows {
		for _, c := range row.Chunks {
			if name := filepath.Base(c.Source); c.Source != "" {
				out[name] = append(out[name], stoodFile{c.Source, row.Episode.Series, row.Episode.Key})
			}
		}
	}
	return out
}
