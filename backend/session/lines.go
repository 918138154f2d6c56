package session

import (
	"maps"
	"slices"
	"strings"

	"stet/backend/chunkfile"
	"stet/backend/transcript"
)

// This file lets turns keep their lines where they are written anew: those that went to another chunk, and those that say again
// what they said.

// like finds turns in the files of the episode as they were imported, the chunk's own before all others. These stay the same
// whatever an export has written by then.
func (s *Session) like(chunk transcript.ID) chunkfile.Like {
	type place struct {
		file *chunkfile.File
		at   int
	}
	var places map[string]place
	return func(want transcript.Turn) (*chunkfile.File, int) {
		if places == nil {
			places = map[string]place{}
			for _, f := range s.imported(chunk) {
				for i, t := range f.Chunk().Turns {
					for _, key := range turnKeys(t) {
						if _, taken := places[key]; !taken {
							places[key] = place{f, i}
						}
					}
				}
			}
		}
		for _, key := range turnKeys(want) {
			if p, found := places[key]; found {
				return p.file, p.at
			}
		}
		return nil, 0
	}
}

// turnKeys are what a turn is found by: all that it says, its time, and its words.
func turnKeys(t transcript.Turn) (keys []string) {
	time, words := "", strings.Join(transcript.Canonical(t.Paragraphs), "\n")
	if t.Span != nil {
		time = t.Span.Start.String() + " " + t.Span.End.String()
	}
	keys = append(keys, time+"\x00"+t.Label()+"\x00"+words)
	if time != "" {
		keys = append(keys, time)
	}
	if words != "" {
		keys = append(keys, "\x00"+words)
	}
	return keys
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
