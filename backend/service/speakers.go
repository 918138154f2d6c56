// This file renames speakers, in a chunk, an episode or a series, and tells who they are. What a rename changes in a
// document is transcript's; here it is done over episodes, and numbers and names go along.

package service

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"

	"stet/backend/session"
	"stet/backend/transcript"
)

// Rename puts everything that a speaker says under another label, as one step of each episode. If somebody bears the
// label already, the two become one. Should an episode of a series fail, the others are renamed all the same, and Failed
// says which it was; if that is the episode asked from, nothing is done.
func (s *Service) Rename(r RenameRequest) (RenameReply, error) {
	id := session.EpisodeID(r.Episode)
	reply := RenameReply{Episodes: []RenamedView{}}
	if r.To = strings.TrimSpace(r.To); r.From == r.To {
		return reply, fail(CodeInvalid, nil, "%s is called so already.", r.To)
	}
	err := s.guarded(s.ctx, id, func(open *session.Session) error {
		series := seriesOf(open)
		ids := []session.EpisodeID{id}
		if r.Series {
			bearing, err := s.Store.Bearing(s.ctx, series, r.From)
			if err != nil {
				return err
			}
			ids, r.Chunk = bearing, 0
		}
		done := session.Result{At: s.Now()}
		if slices.Contains(ids, id) {
			result, view, err := s.relabel(open, r, series)
			if err != nil {
				return err
			}
			done, reply.Episodes = result, append(reply.Episodes, view)
		}
		// The session is held meanwhile, so that the many others do not push it out of memory.
		others := slices.DeleteFunc(ids, func(x session.EpisodeID) bool { return x == id })
		views, failed := s.relabelAll(others, r, series)
		reply.Episodes, reply.Failed = append(reply.Episodes, views...), failed
		reply.Edit = s.told(id, done, func() PatchView { return s.patch(s.ctx, open, done) })
		return nil
	})
	if err == nil && r.Series {
		s.Emit("library", nil)
	}
	return reply, sentence(err)
}

func seriesOf(open *session.Session) (series string) {
	open.Read(func(doc *transcript.Document, _ session.Files) { series = doc.Episode().Series })
	return series
}

// relabel renames in one episode.
func (s *Service) relabel(open *session.Session, r RenameRequest, series string) (session.Result, RenamedView, error) {
	turns, all := open.Labelled(r.Chunk, r.From)
	_, there := open.Labelled(0, r.To)
	name := fmt.Sprintf("Renamed %s to %s", r.From, r.To)
	if there > 0 {
		name = fmt.Sprintf("Merged %s into %s", r.From, r.To)
	} else if turns == all {
		// Nobody bears the old label here any more, so that the new one can have its number.
		if err := s.Store.Inherit(s.ctx, series, r.From, r.To); err != nil {
			return session.Result{}, RenamedView{}, err
		}
	}
	result, err := open.Relabel(s.ctx, r.Chunk, r.From, r.To, name)
	return result, RenamedView{Episode: int64(open.ID()), Turns: turns}, err
}

// relabelAll renames in many episodes, some at a time, and says in a sentence what went wrong.
func (s *Service) relabelAll(ids []session.EpisodeID, r RenameRequest, series string) ([]RenamedView, string) {
	var (
		mu     sync.Mutex
		views  []RenamedView
		failed []string
		work   sync.WaitGroup
		next   = make(chan session.EpisodeID)
	)
	for range min(runtime.GOMAXPROCS(0), len(ids)) {
		work.Go(func() {
			for id := range next {
				view, title, err := s.relabelOne(s.ctx, id, r, series)
				mu.Lock()
				if err != nil {
					failed = append(failed, fmt.Sprintf("%s: %s", title, AsError(err).Message))
				} else {
					views = append(views, view)
				}
				mu.Unlock()
			}
		})
	}
	for _, id := range ids {
		next <- id
	}
	close(next)
	work.Wait()
	slices.SortFunc(views, func(a, b RenamedView) int { return int(a.Episode - b.Episode) })
	slices.Sort(failed)
	return views, strings.Join(failed, " ")
}

func (s *Service) relabelOne(ctx context.Context, id session.EpisodeID, r RenameRequest, series string) (view RenamedView, title string, err error) {
	title = "An episode"
	err = s.guarded(ctx, id, func(open *session.Session) (err error) {
		open.Read(func(doc *transcript.Document, _ session.Files) { title = episodeTitle(doc.Episode()) })
		if err = ctx.Err(); err == nil {
			_, view, err = s.relabel(open, r, series)
		}
		return err
	})
	return view, title, err
}

// NamePerson tells the full name of whom a label stands for in an episode's series, and returns the episode's speakers.
func (s *Service) NamePerson(episode int64, label, name string) ([]SpeakerView, error) {
	var views []SpeakerView
	err := s.open.with(s.ctx, session.EpisodeID(episode), func(open *session.Session) error {
		series := seriesOf(open)
		if err := s.Store.NamePerson(s.ctx, series, label, strings.TrimSpace(name)); err != nil {
			return err
		}
		var labels []string
		open.Read(func(doc *transcript.Document, _ session.Files) { labels = doc.Speakers() })
		var err error
		views, err = s.speakers(s.ctx, series, labels)
		return err
	})
	return views, sentence(err)
}

// SeriesSpeakers lists all who have ever spoken in an episode's series, by their numbers.
func (s *Service) SeriesSpeakers(episode int64) ([]SeriesSpeaker, error) {
	out := []SeriesSpeaker{}
	err := s.open.with(s.ctx, session.EpisodeID(episode), func(open *session.Session) error {
		series := seriesOf(open)
		uses, err := s.Store.Labels(s.ctx, series)
		if err != nil {
			return err
		}
		var labels []string
		for _, u := range uses {
			if u.Number == 0 {
				labels = append(labels, u.Label)
			}
		}
		// Who speaks only in an episode that nobody has opened gets a number now, before somebody new does.
		pinned, err := s.Store.Pin(s.ctx, series, labels)
		for _, u := range uses {
			out = append(out, SeriesSpeaker{
				SpeakerView: SpeakerView{Label: u.Label, Number: max(u.Number, pinned[u.Label].Number), Name: u.Name}, Turns: u.Turns, Episodes: u.Episodes,
			})
		}
		return err
	})
	return out, sentence(err)
}
