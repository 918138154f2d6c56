// Labels and times. Every answer here is exact or an error; the SMPTE 12M drop-frame rule stands nowhere else.

package timecode

import "fmt"

// LabelError says why a code, though well written, names no moment at a rate.
type LabelError struct {
	Code    Code
	Rate    Rate
	Problem string
}

func (e *LabelError) Error() string {
	if e.Code.IsZero() {
		return e.Problem
	}
	return fmt.Sprintf("%s: %s", e.Code, e.Problem)
}

// At is the time that the label names, counted from 00:00:00:00. A label without frames names the first frame of its
// second. Milliseconds are read by the clock, whatever the rate, and need none. Whether numbers are dropped is the
// rate's business alone: the separators are only notation. Its error is a *LabelError: hours over 999, minutes or
// seconds over 59, a frame that the rate does not reach, a number that drop-frame leaves out, no rate.
func (c Code) At(r Rate) (Time, error) {
	fail := func(format string, args ...any) (Time, error) {
		return 0, &LabelError{Code: c, Rate: r, Problem: fmt.Sprintf(format, args...)}
	}
	switch {
	case !c.Form.known():
		return fail("there is no timecode")
	case c.Hours < 0 || c.Minutes < 0 || c.Seconds < 0 || c.Sub < 0:
		return fail("a timecode has no numbers below zero")
	case c.Hours > 999:
		return fail("hours run to 999")
	case c.Minutes > 59:
		return fail("an hour has no minute %d", c.Minutes)
	case c.Seconds > 59:
		return fail("a minute has no second %d", c.Seconds)
	}
	minutes := int64(c.Hours)*60 + int64(c.Minutes)
	seconds := minutes*60 + int64(c.Seconds)
	if c.Form.CountsMillis() {
		if c.Sub > 999 {
			return fail("a second has no millisecond %d", c.Sub)
		}
		return FromMillis(seconds*1000 + int64(c.Sub)), nil
	}
	if !r.Valid() {
		return fail("the frame rate is not known")
	}

	sub, dropped := int64(0), int64(0)
	if minutes%10 != 0 && c.Seconds == 0 {
		dropped = r.dropped()
	}
	switch {
	case !c.Form.CountsFrames():
		sub = dropped
	case int64(c.Sub) >= r.Nominal():
		return fail("at the frame rate %s, frames run from 0 to %d", r, r.Nominal()-1)
	case int64(c.Sub) < dropped:
		return fail("drop-frame leaves out frames 0 to %d here: the minute begins with frame %d", dropped-1, dropped)
	default:
		sub = int64(c.Sub)
	}
	return r.FrameTime(seconds*r.Nominal() + sub - r.dropped()*(minutes-minutes/10)), nil
}

// Code is the label that stands at t, rounded down to what the form can say: a frame, a second of labels, a
// millisecond. It is the zero Code where the form counts by frames and the rate is not Valid, or the form writes
// nothing. Labels run from 00:00:00 to 999:59:59; a time outside has the nearest of them.
func (r Rate) Code(t Time, like Form) Code {
	if like.CountsMillis() {
		const last = 1000*3600*1000 - 1
		ms := min(max(t.Millis(), 0), last)
		return labels(ms/1000, ms%1000, like)
	}
	if !r.Valid() {
		return Code{}
	}
	return r.CodeOfFrame(r.Frame(t), like)
}

// CodeOfFrame is Code for the time at which a frame begins.
func (r Rate) CodeOfFrame(frame int64, like Form) Code {
	if !r.Valid() || !like.known() {
		return Code{}
	}
	if like.CountsMillis() {
		return r.Code(r.FrameTime(frame), like)
	}
	nominal, dropped := r.Nominal(), r.dropped()
	framesOfTen := nominal*600 - 9*dropped
	frame = min(max(frame, 0), framesOfTen*6*1000-1)

	// Put back the numbers that were left out: nine times in every ten minutes, and in the minutes since.
	number := frame + frame/framesOfTen*9*dropped
	if rest := frame%framesOfTen - nominal*60; rest >= 0 {
		number += (rest/(nominal*60-dropped) + 1) * dropped
	}
	return labels(number/nominal, number%nominal, like)
}

func labels(seconds, sub int64, like Form) Code {
	c := Code{
		Hours:   int32(seconds / 3600),
		Minutes: int32(seconds / 60 % 60),
		Seconds: int32(seconds % 60),
		Form:    like,
	}
	if like.CountsFrames() || like.CountsMillis() {
		c.Sub = int32(sub)
	}
	return c
}
