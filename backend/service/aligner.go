// This file is one search of a sound for the words of an episode: what is in sight first, and stored as it comes.

package service

import (
	"context"
	"fmt"
	"slices"

	"stet/backend/align"
	"stet/backend/audio"
	"stet/backend/session"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// aligner is one search of a sound for the words of an episode.
type aligner struct {
	service *Service
	id      session.EpisodeID
	path    string
	workers int
	// gentle leaves the machine to others. anew has what was found before looked for again.
	gentle, anew bool
	// aside says that it is another episode than the one that is open, whose search nobody waits for.
	aside bool
	// part says that an earlier search was stopped.
	part bool
	// untimed has the words looked for as if no turn had a time.
	untimed bool
	// typed says that what was written anew is looked for, and nothing else.
	typed bool
	// ahead, unless it is nil, says which turn is wanted before others.
	ahead func() transcript.ID

	language string
	model    *align.Model // nil where there is none of the language
	clock    timecode.Clock
	turns    []transcript.Turn
	ends     []*timecode.Time // of each turn, where its chunk ends, as far as that is known
	view     AlignedView
}

// read takes the turns as they stand.
func (a *aligner) read(ctx context.Context) error {
	return a.service.open.with(ctx, a.id, func(open *session.Session) error {
		open.Read(func(doc *transcript.Document, _ session.Files) {
			chunks := wholeChunks(doc)
			a.clock, a.language, a.turns, a.ends = doc.Episode().Clock(), languageOf(chunks), nil, nil
			for _, c := range chunks {
				end := endOf(c, a.clock)
				if a.untimed {
					end = nil
				}
				a.turns, a.ends = append(a.turns, c.Turns...), append(a.ends, slices.Repeat([]*timecode.Time{end}, len(c.Turns))...)
			}
		})
		return nil
	})
}

// found says that nothing is left to look for. Where nobody has looked in a sound so far, it may hold speech that no word covers.
func (a *aligner) found() bool {
	b := a.named(a.service.ctx)
	return b.Sound != "" && !a.stale(b) && !b.Part && !slices.ContainsFunc(a.turns, func(t transcript.Turn) bool { return !sought(t) })
}

func (a *aligner) align(ctx context.Context, progress func(what string, done, total int)) (AlignedView, error) {
	if !a.aside {
		a.service.following.leave(a.id)
	}
	src, err := a.source(ctx, progress)
	if err != nil {
		return a.view, soundError(err)
	}
	defer src.Close()
	if err := a.begin(ctx); err != nil {
		return a.view, err
	}
	if err := a.dropBeyond(ctx, src.Info().Length()); err != nil {
		return a.view, err
	}
	a.view.Note = unmodelled(a.service.modelsDir(), a.language)
	sound := align.Listen(src, a.model)
	if !a.aside {
		defer a.service.ears.lend(a.path, sound)()
	}
	left := a.runs(a.wanted())
	for i, n := 0, len(left); i < n; i++ {
		var r run
		r, left = a.nextOf(left)
		o := a.options(ctx, r)
		o.Within = r.within(sound.Length())
		o.Progress = func(done, all timecode.Time) {
			progress(aligning, 1000*i+int(1000*done/max(1, all)), 1000*n)
		}
		o.Progress(0, 1)
		o.After = func(done, all timecode.Time) { progress(lookingForGaps, int(1000*done/max(1, all)), 1000) }
		r.again = func(done, all timecode.Time) { progress(aligningAgain, int(1000*done/max(1, all)), 1000) }
		out, err := a.search(ctx, sound, r, o)
		if err != nil {
			return a.view, err
		}
		if err := a.service.keepBeside(ctx, a.id, out, r.turns, o.Within, sound.Length(), a.untimed); err != nil {
			return a.view, err
		}
	}
	if err := a.resumed(ctx, sound, progress); err != nil {
		return a.view, err
	}
	b := a.service.beside(ctx, a.id)
	b.Part = false
	return a.view, a.service.noteBeside(ctx, a.id, b)
}

// source opens the sound. Aside, one that has to be converted first, which takes all of the machine, waits until its episode is
// opened.
func (a *aligner) source(ctx context.Context, progress func(what string, done, total int)) (audio.Source, error) {
	if a.aside {
		return a.service.Sounds.Open(a.path)
	}
	return a.service.Sounds.prepared(ctx, a.path, progress)
}

// retime looks for the words of some turns, and in long ones for those that are new, and for nothing else, with all of the
// machine: it takes less than a moment.
func (a *aligner) retime(ctx context.Context, runs []run, long []transcript.Turn) (AlignedView, error) {
	a.service.following.leave(a.id)
	src, err := a.service.Sounds.Open(a.path)
	if err != nil {
		return a.view, soundError(err)
	}
	defer src.Close()
	if a.model, err = a.service.models.of(a.service.modelsDir(), a.language); err != nil {
		return a.view, err
	}
	a.typed = true
	sound := align.Listen(src, a.model)
	for _, r := range runs {
		o := a.options(ctx, r)
		o.WordsOnly = true
		if _, err := a.search(ctx, sound, r, o); err != nil {
			return a.view, err
		}
	}
	for _, t := range long {
		if err := a.retimePieces(ctx, sound, t); err != nil {
			return a.view, err
		}
	}
	return a.view, nil
}

func (a *aligner) options(ctx context.Context, r run) align.Options {
	o := align.Options{Workers: a.workers, Gentle: a.gentle, Rest: func() { a.rest(ctx) }}
	if a.ahead != nil {
		o.Ahead = func() int { return max(0, a.place(a.ahead())-r.from) }
	}
	return o
}

// place is which of the episode's turns one is, -1 if it is none.
func (a *aligner) place(id transcript.ID) int {
	return slices.IndexFunc(a.turns, func(t transcript.Turn) bool { return t.ID == id })
}

func (a *aligner) search(ctx context.Context, sound *align.Sound, r run, o align.Options) (align.Result, error) {
	var failed error
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	// What has been found stays, whatever becomes of the rest.
	keep := context.WithoutCancel(ctx)
	o.Found = func(from int, turns [][]align.Word) {
		if n, heard := heardIn(turns); failed != nil || a.model != nil && !o.WordsOnly && heard*2 < n {
			return // of these it is not said yet whether they are looked for in the right place
		}
		if _, failed = a.store(keep, r.turns[from:from+len(turns)], turns); failed != nil {
			stop()
		}
	}
	asked := r.asked(a.clock)
	if a.untimed {
		r.forget(asked)
	}
	out, err := a.findBetween(ctx, r, sound, asked, o)
	if failed != nil {
		return out, failed
	}
	if err != nil {
		return out, err
	}
	times, err := a.store(keep, r.turns, out.Turns)
	for _, t := range times {
		a.view.count(t.Times)
	}
	return out, err
}

// rest waits while somebody types, and aside from the episode that is open, while that or any other work needs the machine.
func (a *aligner) rest(ctx context.Context) {
	if a.aside {
		a.service.giveWay(ctx)
	}
	a.service.hush(ctx)
}

// heardIn counts the words of turns, and those of them that were heard, be it by a person or by another program.
func heardIn(turns [][]align.Word) (n, heard int) {
	for _, words := range turns {
		for _, w := range words {
			n++
			if isHeard(w) {
				heard++
			}
		}
	}
	return n, heard
}

// isHeard says that a word was heard when it is said to be.
func isHeard(w align.Word) bool {
	return w.State == align.ByHand || w.State == align.Aligned && w.Confidence >= align.SureEnough
}

// begin forgets what was found in another sound, or all that was found where that is wanted, and notes which sound it is.
func (a *aligner) begin(ctx context.Context) error {
	if err := a.read(ctx); err != nil {
		return err
	}
	var err error
	if a.model, err = a.service.models.of(a.service.modelsDir(), a.language); err != nil {
		return err
	}
	b := a.named(ctx)
	if a.anew {
		b = besideWords{Sound: b.Sound, Print: b.Print, Model: b.Model, Elsewhere: b.Elsewhere}
	}
	if a.stale(b) || a.toldOf(b) {
		elsewhere := b.Elsewhere
		if b.Sound != "" && b.otherThan(a.path, &a.service.prints) {
			elsewhere = a.setElsewhere(b)
		}
		b = besideWords{Elsewhere: elsewhere}
		var none []session.Measured
		for _, t := range a.turns {
			none = append(none, session.Measured{Turn: t.ID, Words: transcript.Words(t.Paragraphs), Had: t.Times, Times: make(transcript.Timings, len(t.Times))})
		}
		if err := a.measured(ctx, none); err != nil {
			return err
		}
		if err := a.read(ctx); err != nil {
			return err
		}
	}
	a.part = b.Part || b.Sound == "" && !a.anew && slices.ContainsFunc(a.turns, sought)
	if a.anew || !a.gone(b) {
		b.Model = a.modelName()
	}
	b.Sound, b.Print, b.Part = a.path, a.service.prints.of(a.path, b.Print), true
	return a.service.noteBeside(ctx, a.id, b)
}

// toldOf says that a file has told what a search has found, be it in this sound or in another one, and nobody has looked in any since.
// Without a model of the language it stands.
func (a *aligner) toldOf(b besideWords) bool {
	return b.Sound == "" && a.model != nil && slices.ContainsFunc(a.turns, func(t transcript.Turn) bool {
		return slices.ContainsFunc(t.Times, toldAsFound)
	})
}

// toldAsFound says that a search has found a word, or has not.
func toldAsFound(w transcript.Timing) bool { return w.How.Sought() && !isSet(w) }

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
		case w.State == align.Aligned && w.Confidence >= align.SureEnough:
			out[i].How = transcript.Measured
		default:
			out[i].How = transcript.Guessed
		}
		out[i].Start, out[i].End = w.Start, w.End
		if w.State == align.Aligned {
			out[i].Confidence = uint8(100*w.Confidence + 0.5)
		}
	}
	return out
}

// store gives turns the times that were found, and returns them.
func (a *aligner) store(ctx context.Context, turns []transcript.Turn, words [][]align.Word) ([]session.Measured, error) {
	var found []session.Measured
	for i, t := range turns {
		if len(words[i]) == 0 {
			continue
		}
		times := timingsOf(words[i], t.Times)
		if a.typed && len(t.Times) == len(times) {
			keepHeard(times, t.Times)
		}
		found = append(found, session.Measured{Turn: t.ID, Words: transcript.Words(t.Paragraphs), Had: t.Times, Times: times})
	}
	return found, a.storeBeside(ctx, found)
}

// errOtherSound ends a search of a sound that is no more the episode's.
var errOtherSound = fmt.Errorf("the episode has another sound now: %w", context.Canceled)

// measured stores times, and tells the window whose.
func (a *aligner) measured(ctx context.Context, times []session.Measured) error {
	var changed []transcript.ID
	err := a.service.guarded(ctx, a.id, func(open *session.Session) error {
		var of string
		open.Read(func(doc *transcript.Document, _ session.Files) { of = doc.Episode().Sound })
		if of != a.path {
			return errOtherSound
		}
		r, err := open.Measure(ctx, times)
		changed = r.Change.Turns.IDs()
		return err
	})
	for part := range slices.Chunk(changed, mostTold) {
		a.service.Emit("times", TimesEvent{int64(a.id), part})
	}
	return err
}

// mostTold is how many turns an event names, which must stay small.
const mostTold = 500

// TimesEvent says whose words have other times, without a step. It comes as the event "times".
type TimesEvent struct {
	ID    int64           `json:"id"`
	Turns []transcript.ID `json:"turns"`
}
