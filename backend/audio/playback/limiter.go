package playback

import "math"

// limiter keeps what was made too loud within full scale by turning it down a moment before, and up again slowly after.
// What is within full scale, and far from what is not, it leaves as it is, bit for bit.
type limiter struct {
	less  float64 // at the last frame: how far the gain is from 1
	gains [chunk]float64
}

const (
	attack  = Rate / 500    // frames in which the gain falls from 1 to 0
	sudden  = attack / 4    // the same where the loud place came too soon to be seen before
	release = Rate * 4 / 10 // frames in which it rises again
)

func (l *limiter) keep(frames [][2]float64) {
	last := 0.0
	for i := len(frames) - 1; i >= 0; i-- {
		peak := math.Max(math.Abs(frames[i][0]), math.Abs(frames[i][1]))
		last = math.Max(last-1.0/attack, 0)
		if peak > 1 {
			last = math.Max(last, 1-1/peak)
		}
		l.gains[i] = last
	}
	if last == 0 && l.less == 0 && !l.any(len(frames)) {
		return
	}
	for i := range frames {
		peak := math.Max(math.Abs(frames[i][0]), math.Abs(frames[i][1]))
		less := math.Min(l.gains[i], l.less+1.0/sudden)
		if peak > 1 {
			less = math.Max(less, 1-1/peak)
		}
		less = math.Max(less, l.less-1.0/release)
		l.less = math.Max(less, 0)
		if l.less > 0 {
			frames[i][0] *= 1 - l.less
			frames[i][1] *= 1 - l.less
		}
	}
}

// any reports whether the gain is to fall within so many frames.
func (l *limiter) any(frames int) bool {
	for _, less := range l.gains[:frames] {
		if less > 0 {
			return true
		}
	}
	return false
}
