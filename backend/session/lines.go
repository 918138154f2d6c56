package session

import (
	"maps"
	"slices"

	"stet/backend/chunkfile"
	"stet/backend/transcript"
)

// This file lets turns keep their lines where they are written anew: those that went to another chunk, and those that say again
// what they said.

// like finds turns in the files of the episode as they were imported, the chunk's own before all others. These stay the same
// whatever an export has written by then.
func (s *Session) like(chunk transcript.ID) chunkfile.Like {
	var files []*chunkfile.File
	return func(want transcript.Turn) (*chunkfile.File, int) {
		if files == nil {
			files = s.imported(chunk)
		}
		for _, same := range []func(a, b transcript.Turn) bool{transcript.SameTurn, sameTime, sameWords} {
			for _, f := range files {
				if i := slices.IndexFunc(f.Chunk().Turns, func(t transcript.Turn) bool { return same(t, want) }); i >= 0 {
					return f, i
				}
			}
		}
		return nil, 0
	}
}

// imported are the files of an episode as they were imported first, or as they are where another program has laid them out
// otherwise since; that of one chunk before the others.
func (s *Session) imported(own transcript.ID) []*chunkfile.File {
	files := []*chunkfile.File{}
	for _, id := range append([]transcript.ID{own}, s.doc.Chunks()...) {
		switch b := s.files[id]; {
		case b == nil || b.source.Made || id == own && len(files) > 0:
		case b.was != nil && !b.relaid:
			files = append(files, b.was)
		default:
			files = append(files, b.file)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(s.gone)) {
		if src := s.gone[id]; !src.Made {
			files = append(files, chunkfile.Parse(src.first()))
		}
	}
	return files
}
