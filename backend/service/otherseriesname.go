// This file moves an episode from one series of a library to another. It writes no files.

package service

import (
	"errors"
	"fmt"
	"strings"

	"stet/backend/session"
	"stet/backend/transcript"
)

// MoveEpisode lets an episode be of another series, with the field of its chunks that says so. It can be undone.
func (s *Service) MoveEpisode(episode int64, series string) (EditReply, error) {
	name := strings.Join(strings.Fields(series), " ")
	if name == "" {
		return EditReply{}, fail(CodeInvalid, nil, "Write the name of a series.")
	}
	return s.change(session.EpisodeID(episode), func(open *session.Session) (session.Result, error) {
		r, err := open.Do(s.ctx, session.Edit{Compose: func(doc *transcript.Document, _ session.Files) (string, []transcript.Op, error) {
			e := doc.Episode()
			if e.Series == name {
				return "", nil, fail(CodeInvalid, nil, "The episode is of %s already.", name)
			}
			e.Series = name
			ops := []transcript.Op{transcript.SetEpisode{Episode: e}}
			for _, id := range doc.Chunks() {
				head, _ := doc.Head(id)
				for at, f := range head.Matter.Fields {
					if f.Key == "series" && f.Kind == transcript.ScalarField && f.Value != name {
						f.Value = name
						ops = append(ops, transcript.SetField{Chunk: id, At: at, Was: f.Key, Field: f})
					}
				}
			}
			return fmt.Sprintf("Moved the episode to %s", name), ops, nil
		}})
		if errors.Is(err, session.ErrTaken) {
			err = fail(CodeInvalid, err, "%s has an episode with this number already. Give one of both another number first.", name)
		}
		return r, err
	})
}

// moved tells of an episode that is of another series now than it was, also where that was undone.
func (s *Service) moved(id session.EpisodeID) {
	s.series.forget()
	s.Emit("library", nil)
	s.Emit("episode", map[string]int64{"id": int64(id)})
}
