// This file makes, joins, moves and numbers the chunks of an episode. The window reads an episode again whose chunks are
// others: see told.

package service

import (
	"cmp"
	"path/filepath"
	"slices"
	"strconv"

	"stet/backend/cut"
	"stet/backend/profile"
	"stet/backend/session"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// arranged is change for what makes or moves chunks: it tells whose slugs do not agree with their numbers then.
func (s *Service) arranged(id session.EpisodeID, do func(*session.Session) (session.Result, error)) (EditReply, error) {
	reply, err := s.change(id, do)
	if err != nil {
		return reply, err
	}
	err = s.open.with(s.ctx, id, func(open *session.Session) error {
		open.Read(func(doc *transcript.Document, _ session.Files) { reply.Slugs = session.SlugsAstray(doc) })
		return nil
	})
	return reply, sentence(err)
}

// SplitChunk lets a new chunk begin with a turn. What its front matter repeats of its turns follows from them; what is known
// of the chunk it was a part of stays, and the rest is empty.
func (s *Service) SplitChunk(episode int64, turn transcript.ID) (EditReply, error) {
	return s.CutChunks(episode, []transcript.ID{turn})
}

// JoinChunk makes a chunk one with the chunk before it, and tells what of its front matter goes.
func (s *Service) JoinChunk(episode int64, chunk transcript.ID) (EditReply, error) {
	var gone []string
	reply, err := s.arranged(session.EpisodeID(episode), func(open *session.Session) (r session.Result, err error) {
		r, gone, err = open.JoinChunk(s.ctx, chunk)
		return r, err
	})
	reply.Gone = gone
	return reply, err
}

// MoveChunk puts a chunk so many places further behind in the episode, or before.
func (s *Service) MoveChunk(episode int64, chunk transcript.ID, by int) (EditReply, error) {
	return s.arranged(session.EpisodeID(episode), func(open *session.Session) (session.Result, error) {
		return open.MoveChunk(s.ctx, chunk, by)
	})
}

// RenumberChunks counts the chunks from 1; with slugs their slugs, and so their files, get the numbers, too.
func (s *Service) RenumberChunks(episode int64, slugs bool) (EditReply, error) {
	return s.change(session.EpisodeID(episode), func(open *session.Session) (session.Result, error) {
		return open.Renumber(s.ctx, slugs)
	})
}

// ReslugChunks makes the slugs of all chunks anew from their titles and numbers, and so the names of their files: who
// publishes under a slug must want that.
func (s *Service) ReslugChunks(episode int64) (EditReply, error) {
	return s.change(session.EpisodeID(episode), func(open *session.Session) (session.Result, error) {
		return open.Reslug(s.ctx)
	})
}

// ProposalsView are where a chunk might be cut, and how many minutes a chunk should run.
type ProposalsView struct {
	Shortest float64        `json:"shortest"`
	Longest  float64        `json:"longest"`
	Cuts     []ProposalView `json:"cuts"`
}

// ProposalView is a turn that a chunk might begin with.
type ProposalView struct {
	Turn transcript.ID `json:"turn"`
	// Depth is how much better the text parts here than it would hold together.
	Depth float64 `json:"depth"`
	// Pause is how many seconds of silence come before it.
	Pause float64 `json:"pause"`
	// Before and After are the words that each side uses and the other does not.
	Before []string `json:"before"`
	After  []string `json:"after"`
}

// Proposals says where a chunk, or a transcript without front matter with all of its parts, might be cut. It cuts nothing.
func (s *Service) Proposals(episode int64, chunk transcript.ID) (ProposalsView, error) {
	v := ProposalsView{Cuts: []ProposalView{}}
	err := s.open.with(s.ctx, session.EpisodeID(episode), func(open *session.Session) error {
		var turns []transcript.Turn
		known, path := false, ""
		open.Read(func(doc *transcript.Document, files session.Files) {
			if _, known = doc.Chunk(chunk); known {
				turns, path = turnsOf(doc, partsAround(doc, chunk)), files.Source(chunk).Path
			}
		})
		if !known {
			return errNoChunk
		}
		p, err := profileAbove(filepath.Dir(path))
		if err != nil {
			return err
		}
		limits := limitsOf(p)
		v.Shortest, v.Longest = limits.Shortest, limits.Longest
		v.Cuts = proposalViews(turns, limits)
		return nil
	})
	if err == nil && len(v.Cuts) == 0 {
		err = fail(CodeInvalid, nil, "The chunk is too short to be cut, or nothing in it parts from the rest.")
	}
	return v, sentence(err)
}

func proposalViews(turns []transcript.Turn, limits cut.Limits) []ProposalView {
	out := []ProposalView{}
	proposals := cut.Propose(turns, limits)
	for i := 1; i < len(proposals); i++ {
		at, to := proposals[i].Turn, len(turns)
		if i+1 < len(proposals) {
			to = proposals[i+1].Turn
		}
		sides := cut.Subjects([][]transcript.Turn{turns[proposals[i-1].Turn:at], turns[at:to]}, subjectWords)
		v := ProposalView{Turn: turns[at].ID, Depth: hundredths(proposals[i].Depth), Before: sides[0], After: sides[1]}
		if a, b := turns[at-1].Span, turns[at].Span; a != nil && b != nil {
			_, end, errA := a.Times(timecode.Rate30)
			start, _, errB := b.Times(timecode.Rate30)
			if errA == nil && errB == nil {
				v.Pause = hundredths(max(0, seconds(start-end)))
			}
		}
		out = append(out, v)
	}
	return out
}

// CutChunks lets new chunks begin with turns, in one step. Of a transcript without front matter each chunk gets what is known
// of it, the first as well.
func (s *Service) CutChunks(episode int64, turns []transcript.ID) (EditReply, error) {
	return s.arranged(session.EpisodeID(episode), func(open *session.Session) (session.Result, error) {
		folder := ""
		open.Read(func(doc *transcript.Document, files session.Files) {
			for _, id := range doc.Chunks() {
				if path := files.Source(id).Path; path != "" && folder == "" {
					folder = filepath.Dir(path)
				}
			}
		})
		p, err := profileAbove(folder)
		if err != nil {
			return session.Result{}, err
		}
		return open.Do(s.ctx, session.Edit{Compose: func(doc *transcript.Document, files session.Files) (string, []transcript.Op, error) {
			return cutAllOps(doc, files, turns, p)
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

func cutOps(doc *transcript.Document, files session.Files, c transcript.Chunk, starts []cut.Start, p profile.Profile) ([]transcript.Op, error) {
	heads, err := headsOf(doc, files, c, cut.Like(c.Turns, starts), 0, p)
	if err != nil {
		return nil, err
	}
	var ops []transcript.Op
	for i, start := range slices.Backward(starts[1:]) {
		ops = append(ops, transcript.SplitChunk{Turn: c.Turns[start.Turn].ID, New: heads[i+1]})
	}
	return ops, nil
}

// headsOf are the heads of the parts of a chunk: of a transcript that is cut here what is known of each, else what was known
// of the chunk. Those of a transcript are counted on from a number.
func headsOf(doc *transcript.Document, files session.Files, c transcript.Chunk, stretches [][]transcript.Turn, number int, p profile.Profile) ([]transcript.Chunk, error) {
	heads := make([]transcript.Chunk, len(stretches))
	known := knownOf(doc.Episode())
	known.series = cmp.Or(onlySeries(p), known.series)
	subjects := cut.Subjects(stretches, subjectWords)
	if len(stretches) == 2 && !c.Matter.Plain() {
		subjects = subjectsAmong(doc, c.ID, stretches)
	}
	for i := range heads {
		known.number, known.turns = number+i+1, stretches[i]
		known.about(subjects[i])
		switch {
		case c.Matter.Plain():
			heads[i] = known.chunk(p)
			heads[i].ID, heads[i].Turns = doc.NewID(), nil
		case i > 0:
			head, err := session.NewHead(doc, c.ID, i)
			if err != nil {
				return nil, err
			}
			if files.Plain(c.ID) {
				if number := chunkNumber(c); isNumber(number) {
					n, _ := strconv.Atoi(number)
					known.number = n + i
				}
				called(&head, known.chunk(p))
			}
			heads[i] = head
		}
	}
	return heads, nil
}

// subjectsAmong are what two parts of a chunk are about, among all other chunks.
func subjectsAmong(doc *transcript.Document, id transcript.ID, parts [][]transcript.Turn) [][]string {
	all := slices.Clone(parts)
	for _, other := range doc.Chunks() {
		if other != id {
			c, _ := doc.Chunk(other)
			all = append(all, c.Turns)
		}
	}
	return cut.Subjects(all, subjectWords)
}

// called gives a head the title, the segment and the slug of another.
func called(head *transcript.Chunk, as transcript.Chunk) {
	for i, f := range head.Matter.Fields {
		if now, has := as.Field(f.Key); has && slices.Contains([]string{"title", "segment", "slug"}, f.Key) && now.Kind == f.Kind {
			head.Matter.Fields[i] = now
		}
	}
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
	} else {
		known.date = dated.FindString(e.Key)
	}
	return known
}
