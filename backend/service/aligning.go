// This file has the words of an episode found in its sound, as jobs: all of them when that is asked for or, with a lower
// voice, when the episode is opened; and turns that were written anew. It moves no word that a person has timed, and no
// turn; what it finds is no step of the history.

package service

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"time"

	"stet/backend/align"
	"stet/backend/session"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

const (
	alignJob  = "alignment"
	retimeJob = "retiming"
	aligning  = "Aligning words"
	// Some words are looked for once more, and what nobody has written where an earlier search was stopped.
	aligningAgain  = "Aligning some again"
	lookingForGaps = "Looking for gaps"
	// longestRetimed is how much of the sound is searched at once for turns that were written anew.
	longestRetimed = 3 * 60 * timecode.Second
	// typingFor is how long after an edit a search that nobody asked for still waits.
	typingFor = 300 * time.Millisecond
)

// AlignedView is what a search of the sound has come to.
type AlignedView struct {
	// Words are those that were looked for: Found in the sound, Guessed where they most likely are, or Unspoken.
	Words    int `json:"words"`
	Found    int `json:"found"`
	Guessed  int `json:"guessed"`
	Unspoken int `json:"unspoken"`
	// Beyond says of the times of a file that they were taken away, since they go on behind the end of the sound.
	Beyond string `json:"beyond"`
	// Note says that all are estimated, where there is no model of the language.
	Note string `json:"note"`
}

// TurnTimes are when the words of a turn are said, as TurnView has it.
type TurnTimes struct {
	Turn  transcript.ID      `json:"turn"`
	Times transcript.Timings `json:"times" ts_type:"string"`
}

// AlignWords finds when the words of an episode are said, those of a turn and what follows it first, and returns the job.
// Turns that have been found already are left alone, unless all is to be looked for anew.
func (s *Service) AlignWords(episode int64, first transcript.ID, anew bool) (int64, error) {
	path, err := s.soundOf(episode)
	if err != nil {
		return 0, sentence(err)
	}
	if path == "" {
		return 0, fail(CodeInvalid, nil, "The episode has no sound to look in. Choose its sound file, and try again.")
	}
	s.restOther(session.EpisodeID(episode))
	s.inSight.Store(int64(first))
	return s.search(&aligner{service: s, id: session.EpisodeID(episode), path: path, workers: max(1, runtime.NumCPU()/2), anew: anew, ahead: s.ahead})
}

// AlignAhead has a turn, and what follows it, looked for before all others that a search of the open episode has yet to begin with.
func (s *Service) AlignAhead(turn transcript.ID) { s.inSight.Store(int64(turn)) }

func (s *Service) ahead() transcript.ID { return transcript.ID(s.inSight.Load()) }

// AlignUnasked does the same with one processor at most, and none while somebody types. The job is 0 where nothing is left
// to do, there is no sound, or this episode is searched already.
func (s *Service) AlignUnasked(episode int64, first transcript.ID) (int64, error) {
	path, err := s.soundOf(episode)
	if err != nil || path == "" {
		return 0, sentence(err)
	}
	a := &aligner{service: s, id: session.EpisodeID(episode), path: path, workers: 1, gentle: true, ahead: s.ahead}
	if err := a.read(s.ctx); err != nil {
		return 0, sentence(err)
	}
	if a.found() {
		return 0, nil
	}
	if s.restOther(a.id); s.jobs.has(alignJob) {
		return 0, nil
	}
	s.inSight.Store(int64(first))
	return s.search(a)
}

// AlignEdited finds the words of some turns again that were written anew, at once where it is known about when they are said.
// Where it is of none of them, all are looked for as AlignUnasked does, unless somebody has stopped that. The job is 0 where
// there is nothing to do.
func (s *Service) AlignEdited(episode int64, turns []transcript.ID) (int64, error) {
	path, err := s.soundOf(episode)
	if err != nil || path == "" {
		return 0, sentence(err)
	}
	a := &aligner{service: s, id: session.EpisodeID(episode), path: path, workers: 1}
	if err := a.read(s.ctx); err != nil {
		return 0, sentence(err)
	}
	var runs []run
	var long []transcript.Turn
	var far transcript.ID
	whole := s.jobs.has(alignJob)
	for _, r := range a.parted(a.runs(func(t transcript.Turn) bool { return !sought(t) && slices.Contains(turns, t.ID) })) {
		if whole && !a.apart(r) {
			continue // the search has yet to come to what stands beside them
		}
		if r.nearby(a.clock) {
			runs = append(runs, r)
			continue
		}
		for _, t := range r.turns {
			one := run{turns: []transcript.Turn{t}}
			if one.nearby(a.clock) {
				runs = append(runs, one)
			} else if _, ok := newIn(t, a.clock); ok {
				long = append(long, t)
			} else {
				far = t.ID
			}
		}
	}
	a.gentle = len(runs)+len(long) > 2 // as after replacing a word everywhere
	b := s.beside(s.ctx, a.id)
	switch {
	case b.Sound != path:
		return 0, nil
	case len(runs)+len(long) > 0:
		return s.jobs.start(retimeJob, aligning, func(ctx context.Context, _ *job) (any, error) {
			return a.retime(ctx, runs, long)
		})
	case far != 0 && !b.Part:
		return s.AlignUnasked(episode, far)
	}
	return 0, nil
}

// apart says that what stands beside a run has been looked for.
func (a *aligner) apart(r run) bool {
	end := r.from + len(r.turns)
	return !slices.ContainsFunc(a.turns[max(0, r.from-1):r.from], notSought) && !slices.ContainsFunc(a.turns[end:min(len(a.turns), end+1)], notSought)
}

func notSought(t transcript.Turn) bool { return !sought(t) }

// searching is the search of a whole episode that was begun last.
type searching struct {
	mu  sync.Mutex
	job int64
	of  session.EpisodeID
}

// search begins with the search of a whole episode, and returns the job.
func (s *Service) search(a *aligner) (int64, error) {
	s.searching.mu.Lock()
	defer s.searching.mu.Unlock()
	job, err := s.jobs.start(alignJob, aligning, func(ctx context.Context, job *job) (any, error) {
		return a.align(ctx, job.progress)
	})
	if err == nil {
		s.searching.job, s.searching.of = job, a.id
	}
	return job, err
}

// restOther has the search of another episode than this one rest: what it has found stays, and it is gone on with as one that
// was stopped.
func (s *Service) restOther(id session.EpisodeID) {
	s.searching.mu.Lock()
	job, of := s.searching.job, s.searching.of
	s.searching.mu.Unlock()
	if of != id && s.CancelJob(job) == nil {
		<-s.jobs.over(job)
	}
}

// Aligned is what the job came to.
func (s *Service) Aligned(job int64) (AlignedView, error) { return result[AlignedView](&s.jobs, job) }

// wordTimes are the times of the words of turns.
func (s *Service) wordTimes(ctx context.Context, id session.EpisodeID, turns []transcript.ID) ([]TurnTimes, error) {
	out := []TurnTimes{}
	err := s.open.with(ctx, id, func(open *session.Session) error {
		open.Read(func(doc *transcript.Document, _ session.Files) {
			for _, id := range turns {
				if t, ok := doc.Turn(id); ok {
					out = append(out, TurnTimes{id, slices.Clone(t.Times)})
				}
			}
		})
		return nil
	})
	return out, sentence(err)
}

// hush waits while somebody types.
func (s *Service) hush(ctx context.Context) {
	for ctx.Err() == nil && time.Since(time.UnixMicro(s.edited.Load())) < typingFor {
		time.Sleep(typingFor / 10)
	}
}

func (v *AlignedView) count(times transcript.Timings) {
	for _, w := range times {
		v.Words++
		switch {
		case w.How == transcript.Unspoken:
			v.Unspoken++
		case w.How.Sure():
			v.Found++
		default:
			v.Guessed++
		}
	}
}

// forget has the turns of a run looked for anywhere between what stands beside it.
func (r run) forget(asked []align.Turn) {
	for i := range asked {
		asked[i].Start, asked[i].End = nil, nil
	}
	asked[0].Start, asked[len(asked)-1].End = r.after, r.before
}
