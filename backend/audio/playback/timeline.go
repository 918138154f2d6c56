// The clock: which sample of the file is heard at a time. It follows from how many frames were handed over when, and
// from what they held.

package playback

import (
	"math"
	"time"

	"stet/backend/audio/stretch"
)

// timeline remembers what frames hold until they are heard. Frames are counted from the first one written to a sink, at
// Rate.
type timeline struct {
	delay    time.Duration // from at to when the last frame pulled is heard
	measured bool          // by the sink, after each of its writes

	source int // samples a second of the file
	spans  []span
	pulled int64     // frames
	at     time.Time // when the last of them were, or when the delay was measured
	heard  int64     // the last frame that was told to be heard: the clock does not go back
}

// span is a run of frames that hold the file from one sample on, or nothing but silence at it.
type span struct {
	first int64 // frame
	pos   int64 // in the file, in units of a sample
	step  int64 // from frame to frame; 0 in silence
}

func (s span) posAt(frame int64) int64 { return s.pos + (frame-s.first)*s.step }

// reset begins a new count of frames, for a sink with that delay, at a sample. A sink that measures it begins empty.
func (l *timeline) reset(delay time.Duration, measured bool, sample int64, now time.Time) {
	l.delay, l.measured, l.pulled, l.at, l.heard = delay, measured, 0, now, math.MinInt64
	l.jump(sample, l.source)
}

// jump says that the frames pulled next hold the file from a sample on. Until they are heard the clock stands there.
func (l *timeline) jump(sample int64, source int) {
	l.source = source
	l.spans = append(l.spans[:0], span{first: l.pulled, pos: sample * unit})
}

// pull says that frames were pulled at a time, which hold the file from a place on.
func (l *timeline) pull(frames int, pos, step int64, now time.Time) {
	last := &l.spans[len(l.spans)-1]
	if next := (span{l.pulled, pos, step}); last.first == l.pulled {
		*last = next
	} else if last.step != step || last.posAt(l.pulled) != pos {
		l.spans = append(l.spans, next)
	}
	l.pulled += int64(frames)
	if l.measured {
		l.delay += duration(int64(frames), Rate)
	} else {
		l.at = now
	}
	for len(l.spans) > 1 && l.spans[1].first <= l.heard {
		l.spans = l.spans[1:]
	}
}

// stand says that frames were pulled that are silent, where the last ones ended.
func (l *timeline) stand(frames int, now time.Time) {
	last := l.spans[len(l.spans)-1]
	l.pull(frames, last.posAt(l.pulled), 0, now)
}

// measure says how long it is from a time to when the last frame pulled is heard. Sound servers tell it with an error of
// a few milliseconds either way, which is evened out.
func (l *timeline) measure(delay time.Duration, now time.Time) {
	const jump, share = 20 * time.Millisecond, 4
	off := delay - (l.delay - now.Sub(l.at))
	if off.Abs() < jump {
		delay -= off - off/share
	}
	l.delay, l.at = delay, now
}

// still reports whether nothing but silence is left to be heard, and the clock has come to it.
func (l *timeline) still(t time.Time) bool {
	_, pace := l.now(t)
	last := l.spans[len(l.spans)-1]
	return pace == 0 && last.step == 0 && l.heard >= last.first
}

// correct changes the delay. The clock may go back this once.
func (l *timeline) correct(by time.Duration) {
	l.delay += by
	l.heard = math.MinInt64
}

// now is the sample that is heard at a time, and how fast it goes on from there, 1 being as recorded and 0 standing.
func (l *timeline) now(t time.Time) (sample int64, pace float64) {
	behind := max(l.delay-t.Sub(l.at), 0) // what was not pulled cannot be heard
	l.heard = max(l.heard, l.pulled-(int64(behind)*Rate+int64(time.Second)-1)/int64(time.Second))
	if l.heard < l.spans[0].first {
		return l.spans[0].pos / unit, 0
	}
	s := l.spans[0]
	for _, after := range l.spans[1:] {
		if after.first > l.heard {
			break
		}
		s = after
	}
	return s.posAt(l.heard) / unit, float64(s.step) / float64(l.source) / stretch.Normal
}
