package playback

import (
	"math"

	"stet/backend/audio"
)

// cut is a source that ends before a sample, with the last milliseconds faded out so that nothing clicks. Where it ends
// can change at any time between two reads.
type cut struct {
	audio.Source
	end int64
}

// never is the end of a source that is not cut.
const never = math.MaxInt64

func (c *cut) Stream(frames [][2]float64) (n int, ok bool) {
	left := c.end - int64(c.Position())
	if left <= 0 {
		return 0, false
	}
	if left < int64(len(frames)) {
		frames = frames[:left]
	}
	n, ok = c.Source.Stream(frames)
	fade := int64(c.Info().Rate / 300)
	for i := max(0, left-fade); i < int64(n); i++ {
		gain := (float64(left-i) - 0.5) / float64(fade)
		frames[i][0] *= gain
		frames[i][1] *= gain
	}
	return n, ok
}

// reached reports whether the source stands at its end or behind it.
func (c *cut) reached() bool { return int64(c.Position()) >= c.end }
