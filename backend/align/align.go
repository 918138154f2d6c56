// Package align finds when each word of a text is said in its sound. It searches the sound for the words with hidden
// Markov models of their phones, in pure Go and in memory that hardly grows with the length of the sound. It says how
// sure it is of each word, which words the sound does not hold, and where there is speech that no word covers. It changes
// no transcript, and never moves a word that a person has timed.
package align

import (
	"context"
	"math"

	"stet/backend/timecode"
)

// Turn is what one person says at a time.
type Turn struct {
	// Words are written as they stand in the text, one for each that is to have a time.
	Words []string
	// Start and End are when the turn is said, as far as that is known. The words are looked for a little beyond them;
	// and further where so many words cannot be said between them.
	Start, End *timecode.Time
	// Hand has the words that a person has timed, by their places in Words.
	Hand map[int]Span
}

// Span is a stretch of the sound.
type Span struct{ Start, End timecode.Time }

// State says how the time of a word is known.
type State uint8

const (
	// NotSpoken words are not in the sound: their Start and End are where they would be.
	NotSpoken State = iota
	// Aligned words were heard.
	Aligned
	// Estimated words were put where there is speech, or between their neighbours.
	Estimated
	// ByHand words were timed by a person.
	ByHand
)

// Word is when a word is said. Confidence is between 0 and 1: from 0.5 on nearly all words are where they should be.
type Word struct {
	Span
	Confidence float64
	State      State
}

// Misfit is a run of turns with more words than can be said between the times that they are given.
type Misfit struct {
	First, Last int // turns
	Given       Span
	Words       int
}

// Result is what was found. Words never run backwards, and never leave the sound.
type Result struct {
	// Turns has a Word for each of a turn's.
	Turns [][]Word
	// Uncovered are stretches of speech, of a second and more, that no word covers.
	Uncovered []Span
	Misfits   []Misfit
}

// Options are what may be asked of Align. The zero Options ask for nothing.
type Options struct {
	// First is the turn that is wanted before others. Ahead, unless it is nil, says so anew before each part of the sound.
	First int
	Ahead func() (turn int)
	// Workers is how many parts of the sound are searched at once, by default as many as there are processors.
	Workers int
	// Progress is told how much of the sound has been searched; Found, what a run of turns has come to, before what its
	// neighbours say, and perhaps once more when it has been searched with more patience. They are called one at a time.
	Progress func(done, all timecode.Time)
	Found    func(first int, turns [][]Word)
	// After is called once all of the sound has been searched, and then told how far it is that what was not found is looked at. It
	// does not go back.
	After func(done, all timecode.Time)
	// Gentle has one processor work at most. Rest is then called every few hundredths of a second of that work, which waits
	// until it returns.
	Gentle bool
	Rest   func()
	// Within is where words are looked for, and speech that no word covers, by default in all of the sound, and how far words go
	// on that are too many for their times; nil with WordsOnly, which has nothing looked for but words, and those near.
	Within    *Span
	WordsOnly bool
}

const (
	// marginFrames is how far beyond its turn's times a word is looked for.
	marginFrames = frameRate * 3 / 2
	// fastest is how many words a minute nobody says; fewer words than fewest say nothing of it.
	fastest = 300
	fewest  = 12
	// slowly is how many words a minute are too few to be all that is said in a turn's time.
	slowly = 60
)

// SureEnough is the confidence from which on nearly all words are where they are said.
const SureEnough = 0.5

// Align finds the words of turns in a sound. The same turns and sound give the same result, however many workers there
// are and whatever is wanted first. Without a model, which is for languages that there is none of, all words are estimated
// by where the sound is loud.
func Align(ctx context.Context, m *Model, s *Sound, turns []Turn, o Options) (Result, error) {
	p := m.plan(s, turns, o)
	p.pace = o.pace()
	found, err := p.search(ctx, o)
	if err != nil {
		return Result{}, err
	}
	if o.Progress != nil {
		o.Progress(p.length(), p.length())
	}
	if o.After != nil {
		o.After(0, p.length())
		p.looked = forwards(o.After)
	}
	p.settle(found)
	if err := p.gather(ctx, found, o); err != nil {
		return Result{}, err
	}
	if _, err := p.reopen(ctx, found, o); err != nil {
		return Result{}, err
	}
	if err := p.mumble(ctx, found); err != nil {
		return Result{}, err
	}
	r := Result{Turns: p.words(found, 0, len(turns)), Misfits: p.misfits}
	if !o.WordsOnly {
		r.Uncovered, err = p.uncovered(ctx, r.Turns, o.Within)
	}
	if err == nil && p.looked != nil {
		p.looked(p.length(), p.length())
	}
	return r, err
}

// forwards tells how far something is only where it is farther than it was.
func forwards(tell func(done, all timecode.Time)) func(done, all timecode.Time) {
	farthest := 0.0
	return func(done, all timecode.Time) {
		if share := float64(done) / float64(max(1, all)); share > farthest {
			farthest = share
			tell(done, all)
		}
	}
}

// confidence makes of how far a word stays below the best phones a number between 0 and 1.
func confidence(fit float32) float64 {
	return 1 / (1 + math.Exp(-(float64(fit)+4)/0.9))
}

// fitOf is what confidence makes one of.
func fitOf(confidence float64) float32 {
	sure := min(max(confidence, 1e-6), 1-1e-6)
	return float32(0.9*math.Log(sure/(1-sure)) - 4)
}

// timeOf is where a frame parts from the one before it: each sees more than its own 10 ms, and hears the middle best. It is
// in whole milliseconds, so that no two formats round it to different ones.
func timeOf(frame int) timecode.Time {
	if frame == 0 {
		return 0
	}
	return timecode.FromMillis(timecode.FromSamples(int64(frame)*hop+(span-hop)/2, sampleRate).Millis())
}

func frameOf(t timecode.Time) int { return int(t.Samples(frameRate)) }
