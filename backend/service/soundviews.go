// This file holds what is told of the sound, and asked and answered of its clock, as plain values.

package service

import (
	"stet/backend/audio"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// PlayerView is where the sound is. It comes as the event "player".
type PlayerView struct {
	Episode int64  `json:"episode"`
	Loaded  bool   `json:"loaded"`
	Path    string `json:"path"`
	// Converting says that a job is making the sound one that can be played.
	Converting bool `json:"converting"`
	// Playing is what was asked for; Moving says that Heard goes on from At by Pace seconds a second.
	Playing bool    `json:"playing"`
	Moving  bool    `json:"moving"`
	Pace    float64 `json:"pace"`
	// Heard is what the device plays at the moment At (milliseconds since 1970, with fractions).
	Heard  timecode.Time `json:"heard"`
	At     float64       `json:"at"`
	Length timecode.Time `json:"length"`
	// Range is the stretch that is played by itself; nil if the sound just goes on.
	Range *RangeView `json:"range"`
	// Device is "device", "null" when nothing can be heard, or "lost".
	Device string `json:"device"`
	// Problem says what is wrong with the sound file, without its name, DeviceProblem why nothing is heard, each with what
	// to do; "" when all is well.
	Problem       string `json:"problem"`
	DeviceProblem string `json:"deviceProblem"`
	// Warnings say what is amiss with a sound file that is played all the same.
	Warnings []WarningView `json:"warnings"`
	// Volume is 1 as recorded, 4 at most; Speed is what was asked for.
	Volume float64 `json:"volume"`
	Speed  float64 `json:"speed"`
}

// WarningView is what is amiss with a sound: a sentence, and of which kind it is, as the package audio names them.
type WarningView struct {
	Kind string `json:"kind"`
	What string `json:"what"`
}

func warningViews(problems []audio.Problem) []WarningView {
	out := make([]WarningView, len(problems))
	for i, p := range problems {
		out[i] = WarningView{Kind: string(p.Kind), What: p.What}
	}
	return out
}

// RangeView is a stretch of the sound that is played once or, if Again, until it is let go.
type RangeView struct {
	From  timecode.Time `json:"from"`
	To    timecode.Time `json:"to"`
	Again bool          `json:"again"`
}

// WaveformView is what there is of the waveform of the sound that is open. It comes as the event "waveform".
type WaveformView struct {
	Episode int64 `json:"episode"`
	// Key is another one for each sound that is opened; 0 while there is no waveform.
	Key int `json:"key"`
	// Rate is samples a second, PerPoint samples a point of the finest of Levels zooms; each coarser one has four times as
	// many.
	Rate     int `json:"rate"`
	PerPoint int `json:"perPoint"`
	Points   int `json:"points"`
	Levels   int `json:"levels"`
	// Done parts of Total are built.
	Done  int `json:"done"`
	Total int `json:"total"`
	// Loudness is the integrated one in LUFS, if anything is Heard in a sound that is built as a whole.
	Loudness float64 `json:"loudness"`
	Heard    bool    `json:"heard"`
	// Problem says why it was not built to its end, without the file's name; "" if nothing is wrong.
	Problem string `json:"problem"`
	// Lost is how much of what is built could not be decoded, and Gaps where that was: a little more than that.
	Lost timecode.Time `json:"lost"`
	Gaps []GapView     `json:"gaps"`
}

// GapView is a stretch in which something could not be decoded, and is silent.
type GapView struct {
	From timecode.Time `json:"from"`
	To   timecode.Time `json:"to"`
}

// SilenceView is a stretch where nobody speaks.
type SilenceView struct {
	From timecode.Time `json:"from"`
	To   timecode.Time `json:"to"`
}

// AnchorRequest is a place in the text and the same place in the sound.
type AnchorRequest struct {
	Code  string        `json:"code"`
	Audio timecode.Time `json:"audio"`
}

// RateView is a frame rate, and what it makes of an episode.
type RateView struct {
	Name string `json:"name"`
	// Misfits counts the turns that would have no place in the sound; First and Turn are the first one's timecode that
	// does not exist at this rate.
	Misfits int           `json:"misfits"`
	First   string        `json:"first"`
	Turn    transcript.ID `json:"turn"`
}

// FitView is a clock that a calibration proposes, best first.
type FitView struct {
	Rate   string        `json:"rate"`
	Offset timecode.Time `json:"offset"`
	// LeftOver is how far each of the two places then lies from where it was heard.
	LeftOver [2]timecode.Time `json:"leftOver"`
	// Note says what cannot be told from these two places.
	Note string `json:"note"`
}
