// This file opens the sample episode. From then on it is an episode like any other.

package service

import (
	"errors"
	"io/fs"
	"path/filepath"

	"stet/backend/sample"
	"stet/backend/session"
	"stet/backend/timecode"
)

// OpenSample puts the sample episode's files where Stet keeps them, takes them in, and returns the episode. What
// somebody changed there in the meantime is left as it is.
func (s *Service) OpenSample() (int64, error) {
	if err := sample.WriteTo(s.SampleDir); err != nil && !errors.Is(err, fs.ErrExist) {
		return 0, sentence(err)
	}
	// Of the sample it is known that it counts 30 frames a second from the sound's beginning.
	came, err := s.importPaths(s.ctx, []string{s.SampleDir}, importHow{rate: timecode.Rate30}, func(string, int, int) {})
	if err != nil {
		return 0, sentence(err)
	}
	id, err := s.sampleEpisode()
	if err != nil && len(came.Refused) > 0 {
		first := came.Refused[0]
		return 0, fail(CodeNotFound, err, "The sample's file %s was not taken in. %s", first.File, first.What)
	}
	if err != nil {
		return 0, sentence(err)
	}
	s.Emit("library", nil)
	return int64(id), nil
}

func (s *Service) sampleEpisode() (session.EpisodeID, error) {
	dir, err := filepath.Abs(s.SampleDir)
	if err != nil {
		return 0, err
	}
	rows, err := s.Store.Library(s.ctx)
	if err != nil {
		return 0, err
	}
	for _, row := range rows {
		for _, c := range row.Chunks {
			if filepath.Dir(c.Source) == dir {
				return row.ID, nil
			}
		}
	}
	return 0, fail(CodeNotFound, nil, "The sample's files in %s hold no transcript any more. Delete that folder and open the sample again.", s.SampleDir)
}
