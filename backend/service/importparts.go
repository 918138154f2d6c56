// This file tells an import which new files are parts of others: of files that another program parted, or joined to a new one.

package service

import (
	"context"
	"crypto/sha256"
	"errors"
	"slices"

	"stet/backend/chunkfile"
	"stet/backend/reconcile"
	"stet/backend/session"
	"stet/backend/transcript"
)

// findParts finds new files of a folder most of whose turns stood in others that have them no more, or are there no more:
// those were parted, and their chunks are.
func (im *importing) findParts(ctx context.Context, reads []read) error {
	from := map[string]session.EpisodeID{}
	var strangers []read
	for _, r := range reads {
		if r.err != nil || r.foreign != nil || im.isCopy(r.path) {
			continue
		}
		place, err := im.place(ctx, r.path)
		switch {
		case errors.Is(err, session.ErrNotFound):
			strangers = append(strangers, r)
			continue
		case err != nil:
			return err
		case place.Hash == sha256.Sum256(r.src):
			continue
		}
		src, err := im.service.Store.Source(ctx, place.Episode, place.Chunk)
		if err != nil {
			return err
		}
		was, stays := chunkfile.Parse(src.Bytes).Chunk().Turns, map[int]bool{}
		for _, p := range reconcile.Pairs(was, r.chunk.Turns) {
			stays[p.Old] = true
		}
		for i, t := range was {
			if key := reconcile.MovedKey(t); key != "" && !stays[i] {
				from[key] = place.Episode
			}
		}
	}
	if len(strangers) == 0 {
		return nil
	}
	for _, f := range im.lost {
		if !wasRemoved(f.path) {
			continue
		}
		for _, t := range f.turns() {
			if key := reconcile.MovedKey(t); key != "" {
				from[key] = f.Episode
			}
		}
	}
	for _, r := range strangers {
		if id := mostFrom(r.chunk.Turns, from); id != 0 {
			im.parts[id] = append(im.parts[id], r)
		}
	}
	return nil
}

// mostFrom is the episode that most turns of a file stood in; 0 if there is none.
func mostFrom(turns []transcript.Turn, from map[string]session.EpisodeID) session.EpisodeID {
	count := map[session.EpisodeID]int{}
	for _, t := range turns {
		if id, stood := from[reconcile.MovedKey(t)]; stood {
			if count[id]++; 2*count[id] > len(turns) {
				return id
			}
		}
	}
	return 0
}

func (im *importing) isPart(name string) bool {
	for _, list := range im.parts {
		if slices.ContainsFunc(list, func(r read) bool { return r.path == name }) {
			return true
		}
	}
	return false
}
