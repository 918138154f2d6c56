package service

import (
	"errors"
	"io/fs"
	"strings"

	"stet/backend/sample"
	"stet/backend/session"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// OpenSample puts the sample episode's files where Stet keeps them, takes them in, and returns the episode. What
// somebody changed there in the meantime is left as it is.
func (s *Service) OpenSample() (int64, error) {
	if err := sample.WriteTo(s.SampleDir); err != nil && !errors.Is(err, fs.ErrExist) {
		return 0, sentence(err)
	}
	if _, err := s.importPaths(s.ctx, []string{s.SampleDir}, func(string, int, int) {}); err != nil {
		return 0, sentence(err)
	}
	id, err := s.sampleEpisode()
	if err != nil {
		return 0, sentence(err)
	}
	if err := s.setSampleClock(id); err != nil {
		return 0, sentence(err)
	}
	s.Emit("library", nil)
	return int64(id), nil
}

func (s *Service) sampleEpisode() (session.EpisodeID, error) {
	rows, err := s.Store.Library(s.ctx)
	if err != nil {
		return 0, err
	}
	for _, row := range rows {
		for _, c := range row.Chunks {
			if strings.HasPrefix(c.Source, s.SampleDir) {
				return row.ID, nil
			}
		}
	}
	return 0, fail(CodeNotFound, nil, "The sample's files in %s hold no transcript any more. Delete that folder and open the sample again.", s.SampleDir)
}

// setSampleClock tells what is known of the sample: it counts 30 frames a second from the sound's beginning.
func (s *Service) setSampleClock(id session.EpisodeID) error {
	return s.open.with(s.ctx, id, func(open *session.Session) error {
		var e transcript.Episode
		open.Read(func(doc *transcript.Document, _ session.Files) { e = doc.Episode() })
		if e.Rate.Valid() {
			return nil
		}
		e.Rate = timecode.Rate30
		_, err := open.Do(s.ctx, session.Edit{Name: "Set the timecode to 30", Ops: []transcript.Op{transcript.SetEpisode{Episode: e}}})
		return err
	})
}
