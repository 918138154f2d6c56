// The clock: which sample of the file is heard at a time. It follows from how many frames were handed over when, and
// from what they held.

package playback

import (
	"math"
	"time"
)

// timeline remembers what frames hold until they are heard. Frames are counted from the first one written to a sink.
type timeline struct {
	rate  int           // frames a second
	delay time.Duration // from when frames are pulled to when the last of them is heard

	source int // samples a second of the file
	spans  []span
	pulled int64     // frames
	at     time.Time // when the last of them were
	heard  int64     // the last frame that was told to be heard: the clock does not go back
}

// span is a run of frames that hold the file from one sample on, or nothing but silence at it.
type span struct {
	first  int64 // frame
	pos    int64 // in the file, in samples times the timeline's rate, so that nothing is rounded
	moving bool
}

// reset begins a new count of frames, for a sink with that delay, at a sample.
func (l *timeline) reset(delay time.Duration, sample int64, now time.Time) {
	l.delay, l.pulled, l.at, l.heard = delay, 0, now, math.MinInt64
	l.jump(sample, l.source)
}

// jump says that the frames pulled next hold the file from a sample on. Until they are heard the clock stands there.
func (l *timeline) jump(sample int64, source int) {
	l.source = source
	l.spans = append(l.spans[:0], span{first: l.pulled, pos: sample * int64(l.rate)})
}

// goOn says that the frames pulled next hold the file from another sample on, while those before it are still heard.
func (l *timeline) goOn(sample int64) {
	l.spans = append(l.spans, span{first: l.pulled, pos: sample * int64(l.rate)})
}

// pull says that frames were pulled at a time, which hold sound or silence.
func (l *timeline) pull(frames int, moving bool, now time.Time) {
	last := &l.spans[len(l.spans)-1]
	if last.moving != moving {
		next := span{first: l.pulled, pos: l.posAt(*last, l.pulled), moving: moving}
		if last.first == l.pulled {
			*last = next
		} else {
			l.spans = append(l.spans, next)
		}
	}
	l.pulled += int64(frames)
	l.at = now
	for len(l.spans) > 1 && l.spans[1].first <= l.heard {
		l.spans = l.spans[1:]
	}
}

// posAt is the position at a frame of a span.
func (l *timeline) posAt(s span, frame int64) int64 {
	if !s.moving {
		return s.pos
	}
	return s.pos + (frame-s.first)*int64(l.source)
}

// correct changes the delay. The clock may go back this once.
func (l *timeline) correct(by time.Duration) {
	l.delay += by
	l.heard = math.MinInt64
}

// now is the sample that is heard at a time, and whether it is moving.
func (l *timeline) now(t time.Time) (sample int64, moving bool) {
	behind := max(l.delay-t.Sub(l.at), 0) // what was not pulled cannot be heard
	l.heard = max(l.heard, l.pulled-(int64(behind)*int64(l.rate)+int64(time.Second)-1)/int64(time.Second))
	if l.heard < l.spans[0].first {
		return l.spans[0].pos / int64(l.rate), false
	}
	s := l.spans[0]
	for _, after := range l.spans[1:] {
		if after.first > l.heard {
			break
		}
		s = after
	}
	return l.posAt(s, l.heard) / int64(l.rate), s.moving
}
