// This file makes, joins, moves and numbers the chunks of an episode. The window reads an episode again whose chunks are
// others: see told.

package service

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"stet/backend/casing"
	"stet/backend/cut"
	"stet/backend/profile"
	"stet/backend/session"
	"stet/backend/transcript"
)

// SplitChunk lets a new chunk begin with a turn. What its front matter repeats of its turns follows from them; what is known
// of the chunk it was a part of stays, and the rest is empty.
func (s *Service) SplitChunk(episode int64, turn transcript.ID) (EditReply, error) {
	return s.change(session.EpisodeID(episode), func(open *session.Session) (session.Result, error) {
		return open.SplitChunk(s.ctx, turn)
	})
}

// JoinChunk makes a chunk one with the chunk before it.
func (s *Service) JoinChunk(episode int64, chunk transcript.ID) (EditReply, error) {
	return s.change(session.EpisodeID(episode), func(open *session.Session) (session.Result, error) {
		return open.JoinChunk(s.ctx, chunk)
	})
}

// MoveChunk puts a chunk so many places further behind in the episode, or before.
func (s *Service) MoveChunk(episode int64, chunk transcript.ID, by int) (EditReply, error) {
	return s.change(session.EpisodeID(episode), func(open *session.Session) (session.Result, error) {
		return open.MoveChunk(s.ctx, chunk, by)
	})
}

// RenumberChunks counts the chunks from 1; with slugs their slugs, and so their files, get the numbers, too.
func (s *Service) RenumberChunks(episode int64, slugs bool) (EditReply, error) {
	return s.change(session.EpisodeID(episode), func(open *session.Session) (session.Result, error) {
		return open.Renumber(s.ctx, slugs)
	})
}

// ProposeChunks splits a chunk, or a transcript without front matter, where its text lets it, in one step.
func (s *Service) ProposeChunks(episode int64, chunk transcript.ID) (EditReply, error) {
	return s.change(session.EpisodeID(episode), func(open *session.Session) (session.Result, error) {
		var path string
		open.Read(func(doc *transcript.Document, files session.Files) {
			if _, known := doc.Head(chunk); known {
				path = files.Source(chunk).Path
			}
		})
		p, err := profileAbove(filepath.Dir(path))
		if err != nil {
			return session.Result{}, err
		}
		return open.Do(s.ctx, session.Edit{Compose: func(doc *transcript.Document, _ session.Files) (string, []transcript.Op, error) {
			return proposeOps(doc, chunk, p)
		}})
	})
}

// profileAbove is the profile kept in a folder or above it.
func profileAbove(dir string) (profile.Profile, error) {
	if path := keptAbove(dir); path != "" {
		_, p, err := readProfile(path)
		return p, err
	}
	return profile.Empty(), nil
}

func proposeOps(doc *transcript.Document, id transcript.ID, p profile.Profile) (string, []transcript.Op, error) {
	c, known := doc.Chunk(id)
	if !known {
		return "", nil, errNoChunk
	}
	proposals := cut.Propose(c.Turns, limitsOf(p))
	if len(proposals) < 2 {
		return "", nil, fail(CodeInvalid, nil, "The chunk is too short to be cut, or nothing in it parts from the rest.")
	}
	starts := make([]cut.Start, len(proposals))
	for i, x := range proposals {
		starts[i] = cut.Start{Turn: x.Turn}
	}
	heads := make([]transcript.Chunk, len(proposals))
	if c.Matter.Form == transcript.NoMatter {
		known := knownOf(doc.Episode())
		stretches := cut.Like(c.Turns, starts)
		for i, words := range cut.Subjects(stretches, subjectWords) {
			known.number, known.turns, known.title = i+1, stretches[i], casing.Title(strings.Join(words, ", "))
			heads[i] = known.chunk(p)
			heads[i].Turns = nil
		}
	} else {
		for i := range heads[1:] {
			head, err := session.NewHead(doc, id, i+1)
			if err != nil {
				return "", nil, err
			}
			heads[i+1] = head
		}
	}
	var ops []transcript.Op
	for i, x := range slices.Backward(proposals[1:]) {
		heads[i+1].ID = doc.NewID()
		ops = append(ops, transcript.SplitChunk{Turn: c.Turns[x.Turn].ID, New: heads[i+1]})
	}
	if c.Matter.Form == transcript.NoMatter {
		ops = append(ops, transcript.SetMatter{Chunk: id, Matter: heads[0].Matter})
	}
	return fmt.Sprintf("Cut the chunk into %d", len(proposals)), ops, nil
}

func limitsOf(p profile.Profile) cut.Limits {
	if p.Shortest > 0 && p.Longest > p.Shortest {
		return cut.Limits{Shortest: float64(p.Shortest), Longest: float64(p.Longest)}
	}
	return cut.Usual
}

// knownOf is what an episode tells of its chunks.
func knownOf(e transcript.Episode) newChunk {
	known := newChunk{series: e.Series}
	if isNumber(e.Key) {
		known.episode = e.Key
	} else if dated.MatchString(e.Key) {
		known.date = e.Key
	}
	return known
}
