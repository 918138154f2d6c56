// This file finds out whether a file with times of words is of a recording that the library has in chunks. A recogniser parts
// it elsewhere than these begin: so it is known by how many of their words it has in their order. In the shell somebody names
// their folder.

package service

import (
	"context"
	"errors"
	"path/filepath"

	"stet/backend/formats"
	"stet/backend/formats/merge"
	"stet/backend/session"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// timesIn is what a recogniser says, where there is one file with times of words and no other; else nothing.
func timesIn(paths []string) formats.Transcript {
	if len(paths) != 1 {
		return formats.Transcript{}
	}
	heard, err := recognised(paths[0], paths[0])
	if err != nil {
		return formats.Transcript{} // what is wrong with it the import says
	}
	return heard
}

// sameWords says whether chunks have the words of what was heard, as many as taking its times takes.
func sameWords(doc *transcript.Document, heard formats.Transcript) bool {
	ids := cutChunks(doc)
	if len(heard.Turns) == 0 || len(ids) == 0 || neverCut(doc) {
		return false
	}
	_, r := merge.Times(turnsOf(doc, ids), doc.Episode().Clock(), heard)
	return sameRecording(r, "") == nil
}

// importTimedChunks takes the folder of an episode's chunks in, and gives their words the times of what was heard, in one step.
func (s *Service) importTimedChunks(ctx context.Context, folder, times string, heard formats.Transcript, progress func(string, int, int)) (v ImportView, taken TakenTimes, err error) {
	all, err := readPieces(ctx, []string{folder}, progress, func(ProblemView) {})
	switch {
	case err == nil && len(all) == 0:
		err = fail(CodeInvalid, nil, "%s holds no chunks. Name the file whose words are to have times.", folder)
	case err == nil && len(all) > 1:
		err = fail(CodeInvalid, nil, "%s holds chunks of %d episodes. Name the folder of one.", folder, len(all))
	}
	if err != nil {
		return v, taken, sentence(err)
	}
	var pieces []pieceFile
	for _, pieces = range all {
	}
	if !ofOneSeries(pieces, func(p pieceFile) string { return p.id.series }) {
		return v, taken, fail(CodeInvalid, nil, "%s holds chunks of several series. Name the folder of one.", folder)
	}
	_, r := merge.Times(pieceTurns(pieces), timecode.Clock{Rate: timecode.Rate30}, heard)
	if err := sameRecording(r, times); err != nil {
		return v, taken, sentence(err)
	}
	v, err = s.importPaths(ctx, []string{folder}, importHow{times: absolute([]string{times})[0]}, progress)
	if err != nil || len(v.Refused)+len(v.Away) > 0 {
		return v, taken, sentence(err)
	}
	var episode session.EpisodeID
	var chunks []transcript.ID
	for _, p := range pieces {
		place, err := s.Store.Find(ctx, p.path)
		switch {
		case errors.Is(err, session.ErrNotFound):
			continue // somebody took it out of the episode
		case err != nil:
			return v, taken, sentence(err)
		case len(chunks) > 0 && place.Episode != episode:
			return v, taken, fail(CodeInvalid, nil, "%s holds chunks of several series. Name the folder of one. The chunks are in the library, and their words have no times from %s.", folder, filepath.Base(times))
		}
		episode, chunks = place.Episode, append(chunks, place.Chunk)
	}
	taken, err = s.takeTimes(ctx, episode, chunks, heard, times)
	return v, taken, err
}
