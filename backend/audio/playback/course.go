package playback

import (
	"math"

	"github.com/faiface/beep"

	"stet/backend/audio"
	"stet/backend/audio/stretch"
)

// course is the way through a source: it ends before a sample, and leaves out what it is told to. At both, the last
// milliseconds are faded out so that nothing clicks. Where it ends and what it leaves out can change at any time between
// two reads. It knows which sample each frame was that it gave.
type course struct {
	audio.Source
	end    int64
	skips  []audio.Range // what is left out of what is to come, in order
	given  int64         // frames since it began
	joints []joint       // where the source goes on at another sample; the first is where it began
	err    error
}

// joint is a frame that was given, and which sample it is.
type joint struct{ given, sample int64 }

// never is the end of a source that does not end early.
const never = math.MaxInt64

// begin goes to a sample, and counts from there.
func (c *course) begin(sample int64) error {
	c.given, c.joints, c.err = 0, append(c.joints[:0], joint{0, sample}), nil
	return c.Source.Seek(int(sample))
}

// leaveOut says what is left out of what was not read so far. Who stands in the midst of such a stretch hears the rest.
func (c *course) leaveOut(skips []audio.Range) {
	at := int64(c.Position())
	for len(skips) > 0 && skips[0].From < at {
		skips = skips[1:]
	}
	c.skips = skips
}

func (c *course) Stream(frames [][2]float64) (n int, ok bool) {
	for n < len(frames) {
		at, stop := int64(c.Position()), c.end
		if at >= stop {
			break
		}
		if len(c.skips) > 0 && c.skips[0].From <= at {
			to := min(c.skips[0].To, stop)
			c.skips = c.skips[1:]
			if c.err = c.Source.Seek(int(to)); c.err != nil {
				break
			}
			c.joints = append(c.joints, joint{c.given, to})
			continue
		}
		if len(c.skips) > 0 {
			stop = min(stop, c.skips[0].From)
		}
		some := frames[n:min(int64(len(frames)), int64(n)+min(stop-at, chunk))]
		m, more := c.Source.Stream(some)
		c.fade(some[:m], at, stop)
		n += m
		c.given += int64(m)
		if !more || m == 0 {
			break
		}
	}
	return n, n > 0
}

// fade fades frames out that are near a stop, and in after a joint that is not the beginning.
func (c *course) fade(frames [][2]float64, at, stop int64) {
	length := int64(c.Info().Rate / 300)
	after := int64(never)
	if len(c.joints) > 1 {
		after = c.given - c.joints[len(c.joints)-1].given
	}
	for i := range frames {
		before := stop - at - int64(i)
		gain := 1.0
		if before <= length {
			gain = (float64(before) - 0.5) / float64(length)
		}
		if after != never && after+int64(i) < length {
			gain *= (float64(after+int64(i)) + 0.5) / float64(length)
		}
		if gain < 1 {
			frames[i][0] *= gain
			frames[i][1] *= gain
		}
	}
}

func (c *course) Err() error {
	if c.err != nil {
		return c.err
	}
	return c.Source.Err()
}

// reached reports whether the source stands at its end or behind it.
func (c *course) reached() bool { return int64(c.Position()) >= c.end }

// stream is the course at Rate.
func (c *course) stream() beep.Streamer {
	if rate := c.Info().Rate; rate != Rate {
		return beep.Resample(quality, beep.SampleRate(rate), Rate, c)
	}
	return c
}

// place is where a frame at Rate is in the source, as the timeline counts, and how far after it that holds.
func (c *course) place(thousandths int64) (pos, holds int64) {
	given := thousandths * int64(c.Info().Rate)
	holds = never
	i := len(c.joints) - 1
	for ; i > 0 && c.joints[i].given*unit > given; i-- {
		holds = c.joints[i].given*unit - given
	}
	return (c.joints[i].sample-c.joints[i].given)*unit + given, holds
}

// unit is what the timeline counts in: so many of them are a sample, so that nothing is rounded at any rate and speed.
const unit = Rate * stretch.Normal
