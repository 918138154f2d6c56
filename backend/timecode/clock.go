// The place of labels in an episode's sound. A Clock is told its rate and offset, and never guesses them.

package timecode

import "fmt"

// Span is a stretch between two codes, as written: its end may be missing, or lie before its start.
type Span struct{ Start, End Code }

// IsZero reports whether neither end has a timecode.
func (s Span) IsZero() bool { return s == Span{} }

// Times is both ends at a rate, counted from 00:00:00:00. The first end that cannot be read is the error, a
// *LabelError; an end before the start is not one.
func (s Span) Times(r Rate) (start, end Time, err error) {
	if start, err = s.Start.At(r); err != nil {
		return 0, 0, err
	}
	if end, err = s.End.At(r); err != nil {
		return 0, 0, err
	}
	return start, end, nil
}

// Clock maps the labels of an episode to its sound. The zero Clock can read milliseconds only.
//
// One rule holds for all that is counted by it: where something lies is a place in the sound, and how long it is, is how much
// of the sound there is without what labels do not count. So a turn is not longer for an advertisement within it, and is
// shorter by what was cut out of its sound: Place says the one and Length the other. Only a file that has nothing but labels
// counts between these.
type Clock struct {
	Rate   Rate
	Offset Time // where in the sound the label 00:00:00:00 lies; below zero if the sound begins later
	Gap    Gap  `json:",omitzero"`
}

// Gap is a stretch of the sound that labels do not count, such as an advertisement that was put in: it lies before the
// label At, counted from 00:00:00:00. With a Length below zero the sound lacks what labels count from there on. The zero
// Gap is none.
type Gap struct {
	At     Time `json:"at"`
	Length Time `json:"length"`
}

// sound is where in the sound a time lies that is counted from 00:00:00:00.
func (k Clock) sound(t Time) Time {
	if t >= k.Gap.At {
		t = max(k.Gap.At, t.plus(k.Gap.Length))
	}
	return t.plus(k.Offset)
}

// LabelTime is how far after 00:00:00:00 the label lies that stands at a place in the sound; in the gap it stands still.
func (k Clock) LabelTime(audio Time) Time {
	t := audio.minus(k.Offset)
	if t >= k.Gap.At {
		t = max(k.Gap.At, t.minus(k.Gap.Length))
	}
	return t
}

// Counts says whether a place in the sound has a label of its own: in what was put in none lies there.
func (k Clock) Counts(audio Time) bool {
	t := audio.minus(k.Offset)
	return t < k.Gap.At || t >= k.Gap.At.plus(k.Gap.Length)
}

// AudioTime is where in the sound a label lies. It may lie before the sound begins. Its error is a *LabelError.
func (k Clock) AudioTime(c Code) (Time, error) {
	t, err := c.At(k.Rate)
	if err != nil {
		return 0, err
	}
	return k.sound(t), nil
}

// Place is from where to where in the sound a span lies. What ends where something was put in ends before it, as what begins
// there begins behind it. Its error is a *LabelError; an end before the start is not one.
func (k Clock) Place(s Span) (start, end Time, err error) {
	if start, err = k.AudioTime(s.Start); err != nil {
		return 0, 0, err
	}
	if end, err = k.EndTime(s.End); err == nil && end < start && s.Start == s.End {
		end = start
	}
	return start, end, err
}

// EndTime is where in the sound ends what ends at a label. Its error is a *LabelError.
func (k Clock) EndTime(c Code) (Time, error) {
	t, err := c.At(k.Rate)
	if err != nil {
		return 0, err
	}
	if t == k.Gap.At && k.Gap.Length > 0 {
		return t.plus(k.Offset), nil
	}
	return k.sound(t), nil
}

// Length is how long a span is. Its error is a *LabelError; an end before the start gives a length below zero.
func (k Clock) Length(s Span) (Time, error) {
	start, end, err := k.Place(s)
	return k.Between(start, end), err
}

// Between is how long it is from one place in the sound to a later one, without what labels do not count.
func (k Clock) Between(start, end Time) Time {
	from := k.Gap.At.plus(k.Offset)
	to := from.plus(max(0, k.Gap.Length))
	return end - start - max(0, min(end, to)-max(start, from))
}

// CodeAt is the label that stands at a place in the sound, as Rate.Code gives it.
func (k Clock) CodeAt(audio Time, like Form) Code {
	return k.Rate.Code(k.LabelTime(audio), like)
}

// SampleOf is the first sample that belongs to the label, at sampleRate samples a second: the first that begins at the
// label's time or after it, so that CodeAt of that sample is the label again, and nothing of the frame before is heard; but
// for labels of what the sound lacks.
// It is below zero for a label before the sound begins.
func (k Clock) SampleOf(c Code, sampleRate int) (int64, error) {
	if sampleRate <= 0 {
		return 0, fmt.Errorf("timecode: %d samples a second", sampleRate)
	}
	t, err := k.AudioTime(c)
	if err != nil {
		return 0, err
	}
	return t.FirstSample(sampleRate), nil
}
