// Package playback plays a sound file and knows at any moment which of its samples is heard. It feeds the device itself,
// in small steps and without a stop, so that the moment at which a sample is heard follows from when it was handed
// over; it goes on in silence when there is no device, and takes one up again when it comes. It is the only package that
// touches a sound device. Time comes from package time, which tests replace by testing/synctest.
package playback

import "time"

// Output is somewhere to play to.
type Output interface {
	// Open makes ready to play stereo frames at a rate. It may be called again once the sink is closed, or after a
	// Write to it failed.
	Open(rate int) (Sink, error)
}

// Sink takes frames at the pace at which they are played.
type Sink interface {
	// Write takes the frames over, and returns when the next ones are wanted. After an error nothing more is played.
	Write(frames [][2]float64) error
	// Delay is how long after the moment that frames are wanted the last of them is heard, when the sink has been
	// written to all the time. Of a Prompt one nobody asks.
	Delay() time.Duration
	Close() error
}

// Prompt is a Sink that gives up what it was given and has not played, so that what comes instead is heard at once. What
// sounds is cut off by it.
type Prompt interface {
	Sink
	// Flush empties it. After an error nothing more is played.
	Flush() error
	// There asks a sink that is empty whether its device is still there. After an error nothing more is played.
	There() error
	// Left is how long after the last Write or Flush the last of the frames is heard.
	Left() time.Duration
}

// chunk is how many frames are written at a time: the clock cannot be finer than that, nor a command quicker.
const chunk = 512

// silence is the sink that nothing is heard from: it takes frames at the pace of the clock.
type silence struct {
	rate int
	next time.Time // when the next frames are wanted
}

func (s *silence) Write(frames [][2]float64) error {
	const longest = time.Second // that a late caller catches up with; the rest was spent asleep
	now := time.Now()
	if s.next.IsZero() || now.Sub(s.next) > longest {
		s.next = now
	}
	s.next = s.next.Add(duration(int64(len(frames)), s.rate))
	time.Sleep(s.next.Sub(now))
	return nil
}

func (s *silence) Delay() time.Duration { return duration(chunk, s.rate) }
func (s *silence) Close() error         { return nil }

// duration is how long that many frames play.
func duration(frames int64, rate int) time.Duration {
	return time.Duration(frames * int64(time.Second) / int64(rate))
}

// framesIn is how many frames play in that time.
func framesIn(d time.Duration, rate int) int64 { return int64(d) * int64(rate) / int64(time.Second) }
