// The tape: the whole episode as one run of samples. Every turn starts and ends on a frame boundary, so that its timecode is
// exact and not merely near. Nothing here is random: the same synthesizer gives the same tape.
package main

import (
	"fmt"
	"math"
)

const (
	sampleRate   = 24000
	frameRate    = 30
	frameSamples = sampleRate / frameRate

	leadIn      = 45 // frames of silence before the first turn
	leadOut     = 60 // and after the last
	paragraphIn = 14 // between the paragraphs of a turn
	chunkBreath = 11 // at the end of a chunk; belongs to its last turn, so that chunks join without a gap
	bellBefore  = 16 // from the turn before to the stroke
	bellAfter   = 75 // from the stroke to the turn after; the bell rings on under it
)

// pauses are the usual silences between turns, in frames, taken in turn.
var pauses = []int{8, 12, 5, 9, 15, 6, 11, 4, 10, 17, 7}

type tape struct {
	samples []float64 // full scale is 1
}

func (t *tape) frames() int { return len(t.samples) / frameSamples }

func (t *tape) silence(frames int) {
	t.samples = append(t.samples, make([]float64, frames*frameSamples)...)
}

// speech appends the samples and fills up the last frame.
func (t *tape) speech(samples []float64) {
	t.samples = append(t.samples, samples...)
	if over := len(t.samples) % frameSamples; over > 0 {
		t.samples = append(t.samples, make([]float64, frameSamples-over)...)
	}
}

// record speaks the script and sets the start and end of its turns.
func record(script []*chunk, work string) (*tape, error) {
	tp := &tape{}
	tp.silence(leadIn)
	usual := 0
	var strokes []int
	for ci, c := range script {
		for ti, t := range c.turns {
			first := ti == 0
			switch {
			case first:
			case t.bell:
				tp.silence(bellBefore)
				strokes = append(strokes, len(tp.samples))
				tp.silence(bellAfter)
			case t.pause >= 0:
				tp.silence(int(math.Round(t.pause * frameRate)))
			default:
				tp.silence(pauses[usual%len(pauses)])
				usual++
			}
			t.start = tp.frames()
			if err := tp.speak(t, work); err != nil {
				return nil, fmt.Errorf("%s, turn %d: %w", c.slug, ti+1, err)
			}
			if ti == len(c.turns)-1 && ci < len(script)-1 {
				tp.silence(chunkBreath)
			}
			t.end = tp.frames()
		}
	}
	tp.silence(leadOut)
	for _, at := range strokes {
		mix(tp.samples, bellStroke(), at)
	}
	return tp, nil
}

func (t *tape) speak(turn *turn, work string) error {
	for i, paragraph := range turn.said {
		if i > 0 {
			t.silence(paragraphIn)
		}
		samples, err := synthesise(turn.voice, paragraph, work)
		if err != nil {
			return err
		}
		t.speech(level(trim(samples)))
	}
	return nil
}

func mix(into, samples []float64, at int) {
	for i, s := range samples {
		if at+i < len(into) {
			into[at+i] += s
		}
	}
}
