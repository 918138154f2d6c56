// This file has the words of an episode found in its sound, as a job: what is in sight first, and stored as it comes. It
// moves no word that a person has timed, and no turn.

package service

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"stet/backend/align"
	"stet/backend/session"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

const (
	alignJob     = "alignment"
	aligning     = "Aligning the words with the sound"
	alignedWords = "Aligned the words with the sound"
	// sureEnough is the confidence from which on nearly all words are where they are said.
	sureEnough = 0.5
	// shownEvery is how often the window reads the episode anew while results come.
	shownEvery = 3 * time.Second
)

// AlignedView is what a search of the sound has come to.
type AlignedView struct {
	// Words are those that were looked for: Found in the sound, Guessed where they most likely are, or Unspoken.
	Words    int `json:"words"`
	Found    int `json:"found"`
	Guessed  int `json:"guessed"`
	Unspoken int `json:"unspoken"`
}

// AlignWords finds when the words of an episode are said, those of a turn and what follows it first, and returns the job.
// Turns that have been found already are left alone.
func (s *Service) AlignWords(episode int64, first transcript.ID) (int64, error) {
	path, err := s.soundOf(episode)
	if err != nil {
		return 0, sentence(err)
	}
	if path == "" {
		return 0, fail(CodeInvalid, nil, "The episode has no sound to look in. Choose its sound file, and try again.")
	}
	return s.jobs.start(alignJob, aligning, func(ctx context.Context, job *job) (any, error) {
		return s.align(ctx, session.EpisodeID(episode), path, first, job.progress)
	})
}

// Aligned is what the job came to.
func (s *Service) Aligned(job int64) (AlignedView, error) { return result[AlignedView](&s.jobs, job) }

// aligner is one search of a sound for the words of an episode.
type aligner struct {
	service *Service
	id      session.EpisodeID
	clock   timecode.Clock
	turns   []transcript.Turn
	view    AlignedView
	mu      sync.Mutex
	step    int64
	shown   time.Time
}

func (s *Service) align(
	ctx context.Context, id session.EpisodeID, path string, first transcript.ID, progress func(what string, done, total int),
) (AlignedView, error) {
	a := &aligner{service: s, id: id}
	err := s.open.with(ctx, id, func(open *session.Session) error {
		open.Read(func(doc *transcript.Document, _ session.Files) {
			a.clock = doc.Episode().Clock()
			for _, c := range cutChunks(doc) {
				chunk, _ := doc.Chunk(c)
				a.turns = append(a.turns, chunk.Turns...)
			}
		})
		return nil
	})
	if err != nil {
		return a.view, err
	}
	src, err := s.Sounds.prepared(ctx, path, progress)
	if err != nil {
		return a.view, soundError(err)
	}
	defer src.Close()
	model := align.English()
	sound := align.Listen(src, model)
	runs := a.runs(first)
	found := besideWords{}
	for i, r := range runs {
		o := align.Options{
			First: max(0, slices.IndexFunc(r.turns, func(t transcript.Turn) bool { return t.ID == first })), Workers: max(1, runtime.NumCPU()/2),
			Progress: func(done, all timecode.Time) {
				progress(aligning, 1000*i+int(1000*done/max(1, all)), 1000*len(runs))
			},
		}
		var failed error
		o.Found = func(from int, turns [][]align.Word) {
			failed = errors.Join(failed, a.store(context.WithoutCancel(ctx), r.turns[from:from+len(turns)], turns, false))
		}
		out, err := align.Align(ctx, model, sound, r.asked(a.clock), o)
		if err = errors.Join(failed, err); err == nil {
			err = a.store(ctx, r.turns, out.Turns, true)
		}
		if err != nil {
			a.show()
			return a.view, err
		}
		found.add(out, r.turns)
	}
	if len(runs) > 0 {
		err = s.keepBeside(ctx, id, found, runs)
	}
	a.show()
	return a.view, err
}

// run is turns on end whose words have yet to be found. After is when what stands before them ends, and before when what
// comes next begins, as far as that is known.
type run struct {
	turns         []transcript.Turn
	after, before *timecode.Time
}

// runs are what is left to do, the run with a turn first.
func (a *aligner) runs(first transcript.ID) []run {
	var out []run
	at := 0
	for i := 0; i < len(a.turns); {
		if sought(a.turns[i]) {
			i++
			continue
		}
		r := run{}
		if i > 0 {
			if _, end, ok := extentOf(a.turns[i-1].Times); ok {
				r.after = &end
			}
		}
		for ; i < len(a.turns) && !sought(a.turns[i]); i++ {
			if a.turns[i].ID == first {
				at = len(out)
			}
			r.turns = append(r.turns, a.turns[i])
		}
		if i < len(a.turns) {
			if start, _, ok := extentOf(a.turns[i].Times); ok {
				r.before = &start
			}
		}
		out = append(out, r)
	}
	return append(out[at:len(out):len(out)], out[:at]...)
}

// sought says that the sound has been asked for every word of a turn.
func sought(t transcript.Turn) bool {
	return len(t.Times) == transcript.CountWords(t.Paragraphs) &&
		!slices.ContainsFunc(t.Times, func(w transcript.Timing) bool { return !w.How.Sought() })
}

// extentOf is from where the first word that has a time begins to where the last one ends.
func extentOf(times transcript.Timings) (start, end timecode.Time, ok bool) {
	for _, w := range times {
		if !w.How.Timed() {
			continue
		}
		if !ok {
			start, ok = w.Start, true
		}
		end = max(end, w.End)
	}
	return start, end, ok
}

// asked are the turns as they are looked for. Ends that nobody has heard say nothing.
func (r run) asked(clock timecode.Clock) []align.Turn {
	out := make([]align.Turn, len(r.turns))
	for i, t := range r.turns {
		out[i] = askedTurn(t, clock)
	}
	if first := &out[0]; first.Start == nil {
		first.Start = r.after
	}
	if last := &out[len(out)-1]; last.End == nil {
		last.End = r.before
	}
	return out
}

func askedTurn(t transcript.Turn, clock timecode.Clock) align.Turn {
	out := align.Turn{Words: strings.Fields(strings.Join(t.Paragraphs, "\n"))}
	if t.Span != nil {
		if at, err := clock.AudioTime(t.Span.Start); err == nil && t.Estimated&transcript.StartEdge == 0 {
			out.Start = &at
		}
		if at, err := clock.AudioTime(t.Span.End); err == nil && t.Estimated&transcript.EndEdge == 0 {
			out.End = &at
		}
	}
	for i, w := range t.Times {
		// What a file has told or a person set stands.
		if w.How == transcript.ByHand || w.How == transcript.Imported {
			if out.Hand == nil {
				out.Hand = map[int]align.Span{}
			}
			out.Hand[i] = align.Span{Start: w.Start, End: w.End}
		}
	}
	return out
}

// timingsOf are the words as they were found, beside the times that they had.
func timingsOf(words []align.Word, had transcript.Timings) transcript.Timings {
	out := make(transcript.Timings, len(words))
	for i, w := range words {
		switch {
		case w.State == align.ByHand:
			out[i] = had[i]
			continue
		case w.State == align.NotSpoken:
			out[i].How = transcript.Unspoken
			continue
		case w.State == align.Aligned && w.Confidence >= sureEnough:
			out[i].How = transcript.Measured
		default:
			out[i].How = transcript.Guessed
		}
		out[i].Start, out[i].End = w.Start, w.End
	}
	return out
}

// store gives turns the times that were found, in the one step that the search is. Turns whose words are others by now
// stay as they are. It tells how many words there are when it is the last word on them.
func (a *aligner) store(ctx context.Context, turns []transcript.Turn, words [][]align.Word, last bool) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	none := errors.New("nothing is new")
	err := a.service.guarded(ctx, a.id, func(open *session.Session) error {
		r, err := open.Do(ctx, session.Edit{Onto: a.step, Compose: func(doc *transcript.Document, _ session.Files) (string, []transcript.Op, error) {
			var ops []transcript.Op
			for i, t := range turns {
				now, ok := doc.Turn(t.ID)
				if len(words[i]) == 0 || !ok || !slices.Equal(now.Paragraphs, t.Paragraphs) {
					continue
				}
				times := timingsOf(words[i], t.Times)
				if times.Keep(now.Times); !slices.Equal(times, now.Times) {
					ops = append(ops, transcript.SetTimes{Turn: t.ID, Times: times})
				}
				if last {
					a.view.count(times)
				}
			}
			if len(ops) == 0 {
				return "", nil, none
			}
			return alignedWords, ops, nil
		}})
		if err == nil {
			a.step = r.Step
		}
		return err
	})
	if errors.Is(err, none) {
		return nil
	}
	if now := time.Now(); err == nil && now.Sub(a.shown) >= shownEvery {
		a.shown = now
		a.show()
	}
	return err
}

// show has the window read the episode anew.
func (a *aligner) show() { a.service.Emit("episode", map[string]int64{"id": int64(a.id)}) }

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
