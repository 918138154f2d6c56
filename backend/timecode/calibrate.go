// Calibration finds an episode's clock from two places that a person has pointed out. It lists every rate that the
// labels allow, with what each leaves unexplained; it does not choose between rates that the places cannot tell apart.

package timecode

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// Anchor is a place in the text and the same place in the sound.
type Anchor struct {
	Code  Code
	Audio Time // from the start of the sound, 0 to 1000 hours
}

// Fit is how well one rate explains two anchors.
type Fit struct {
	// Clock has the offset that shares the disagreement equally between the two places.
	Clock Clock

	// LeftOver is, for each anchor, how much later the sound has it than Clock says; below zero: earlier. Where even
	// the best fit leaves more than a hand can miss, a place is wrong, or the sound was cut after it was transcribed.
	LeftOver [2]Time

	// Alike lists the other rates that these two places cannot tell from this one, because they disagree by one
	// frame at most (by a second, where a label has no frames): 25 and 30, say, which both keep pace with the clock.
	// They are in the order of Rates.
	Alike []Rate
}

// ErrContradiction is Calibrate's answer to places whose order in the text is not their order in the sound.
var ErrContradiction = errors.New("the place that is later in the text is the earlier one in the sound")

// TooCloseError says that two places lie too close together to tell a rate from its pulled-down twin.
type TooCloseError struct {
	Apart, Need Time    // Need is the distance that must be passed
	Rates       [2]Rate // the pair that is hardest to tell apart
}

func (e *TooCloseError) Error() string {
	return fmt.Sprintf("the two places are %s apart; to tell %s from %s frames a second they must be at least %s apart",
		inWords(e.Apart/Second), e.Rates[0], e.Rates[1], inWords(e.Need/Second+1))
}

// AnchorError says which of the two anchors cannot be used. It wraps a *LabelError if no rate has such a label.
type AnchorError struct {
	Place int // 0 or 1
	Err   error
}

func (e *AnchorError) Error() string {
	return fmt.Sprintf("the %s place: %v", [...]string{"first", "second"}[e.Place], e.Err)
}

func (e *AnchorError) Unwrap() error { return e.Err }

// Calibrate fits every known rate that has both labels, the best fit first; equally good ones are in the order of
// Rates. The anchors may come in either order.
//
// 29.97 and 30 frames a second drift apart by 3.6 s an hour. So it takes 33.4 s to tell them apart by one frame, and
// 16 min 42 s by one second, for labels without frames; closer places are a *TooCloseError. Labels in milliseconds are
// read by the clock: with two of them every rate fits alike, and only the offset is found. The other errors are
// *AnchorError and ErrContradiction.
func Calibrate(a, b Anchor) ([]Fit, error) {
	anchors := [2]Anchor{a, b}
	if err := usable(anchors); err != nil {
		return nil, err
	}
	var fits []Fit
	for _, r := range Rates() {
		if f, ok := fit(r, anchors); ok {
			fits = append(fits, f)
		}
	}
	if err := farEnough(fits, anchors); err != nil {
		return nil, err
	}
	for i := range fits {
		if text := fits[i].between(anchors); text < 0 && a.Audio < b.Audio || text > 0 && a.Audio > b.Audio {
			return nil, ErrContradiction
		}
		fits[i].Alike = alike(fits[i], fits, anchors)
	}
	slices.SortStableFunc(fits, func(x, y Fit) int { return cmp.Compare(x.worst(), y.worst()) })
	return fits, nil
}

// usable holds the anchors to places that exist. What 60 frames a second has no label for, no rate has.
func usable(anchors [2]Anchor) error {
	for i, a := range anchors {
		if a.Audio < 0 || a.Audio > 1000*3600*Second {
			return &AnchorError{i, fmt.Errorf("%v is no place in a recording", a.Audio)}
		}
		if _, err := a.Code.At(Rate60); err != nil {
			return &AnchorError{i, err}
		}
	}
	return nil
}

func fit(r Rate, anchors [2]Anchor) (Fit, bool) {
	var offsets [2]Time
	for i, a := range anchors {
		label, err := a.Code.At(r)
		if err != nil {
			return Fit{}, false
		}
		offsets[i] = a.Audio - label
	}
	middle := Time(floorDiv(int64(offsets[0]+offsets[1]), 2))
	return Fit{
		Clock:    Clock{Rate: r, Offset: middle},
		LeftOver: [2]Time{offsets[0] - middle, offsets[1] - middle},
	}, true
}

// farEnough compares each rate with its twin, 29.97 with 30: they count the same labels, a thousandth apart in speed.
func farEnough(fits []Fit, anchors [2]Anchor) error {
	var closest *TooCloseError
	for _, slow := range fits {
		for _, fast := range fits {
			twins := slow.Clock.Rate.Nominal() == fast.Clock.Rate.Nominal() &&
				slow.Clock.Rate.Den == 1001 && !slow.Clock.Rate.Drop && fast.Clock.Rate.Den == 1
			if !twins || anchors[0].Code.Form.CountsMillis() || anchors[1].Code.Form.CountsMillis() {
				continue
			}
			apart, need := slow.between(anchors).size(), 1001*grain(slow.Clock.Rate, anchors)
			if apart <= need && (closest == nil || need > closest.Need) {
				closest = &TooCloseError{apart, need, [2]Rate{slow.Clock.Rate, fast.Clock.Rate}}
			}
		}
	}
	if closest == nil {
		return nil
	}
	return closest
}

func alike(f Fit, fits []Fit, anchors [2]Anchor) []Rate {
	var rates []Rate
	for _, other := range fits {
		apart := (f.disagreement() - other.disagreement()).size()
		if other.Clock.Rate != f.Clock.Rate && apart <= max(grain(f.Clock.Rate, anchors), grain(other.Clock.Rate, anchors)) {
			rates = append(rates, other.Clock.Rate)
		}
	}
	return rates
}

// grain is how exactly two labels are known at a rate: to a frame, or to a second if either has no frames.
func grain(r Rate, anchors [2]Anchor) Time {
	for _, a := range anchors {
		if !a.Code.Form.CountsFrames() && !a.Code.Form.CountsMillis() {
			return r.FrameTime(r.Nominal())
		}
	}
	return r.FrameLength()
}

// between is how much later the second label is than the first, by the fit's clock.
func (f Fit) between(anchors [2]Anchor) Time {
	return anchors[1].Audio - anchors[0].Audio - f.disagreement()
}

func (f Fit) disagreement() Time { return f.LeftOver[1] - f.LeftOver[0] }

func (f Fit) worst() Time { return max(f.LeftOver[0].size(), f.LeftOver[1].size()) }

func (t Time) size() Time { return max(t, -t) }

func inWords(seconds Time) string {
	if seconds < 60 {
		return fmt.Sprintf("%d s", seconds)
	}
	return fmt.Sprintf("%d min %d s", seconds/60, seconds%60)
}
