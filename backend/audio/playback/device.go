// A sink on a sound device, whatever the system's way to it is.

package playback

import (
	"encoding/binary"
	"errors"
	"math"
	"time"
)

const (
	// stall is how long a write may take: many times what the device holds. A busy machine may well keep it waiting for
	// a second.
	stall = 2 * time.Second
	// awake is how soon a write is over that lasted that long because the machine, or this program, slept in it.
	awake = 200 * time.Millisecond
	// A device that over a while plays at less than half its pace is none: oto has such a one for Windows without any.
	while = 5 * time.Second
)

var (
	errStalled = errors.New("the sound device does not answer")
	errEnded   = errors.New("the sound device was closed")
	errTaken   = errors.New("another program has the sound device to itself")
)

// card is an open device, or the part of one that a sink has to itself.
type card interface {
	write(b []byte) error // returns when there was room for it
	close()
}

// deviceSink writes to a card in a goroutine of its own, which has the card to itself: the system may never come back
// from a write to a device that went away.
type deviceSink struct {
	card  card
	rate  int
	delay time.Duration
	in    chan func() error
	out   chan error // what came of the last call
	bytes []byte
	err   error

	since   time.Time // when counting began
	last    time.Time // when something was counted
	written int64     // frames since then
}

const frameSize = 4 // bytes: two channels of 16 bits

// join makes a sink of a card, and tries it with a chunk of silence. The sink closes the card, also where that fails.
func join(c card, rate int) (*deviceSink, error) {
	s := &deviceSink{
		card:  c,
		rate:  rate,
		in:    make(chan func() error),
		out:   make(chan error, 1),
		bytes: make([]byte, chunk*frameSize),
	}
	go s.run()
	if err := s.Write(make([][2]float64, chunk)); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

func (s *deviceSink) run() {
	defer s.card.close()
	for f := range s.in {
		s.out <- f()
	}
}

// do calls f where the card may be touched, and waits for it, but not for ever.
func (s *deviceSink) do(f func() error) error {
	if s.err != nil {
		return s.err
	}
	s.in <- f
	timer := time.NewTimer(stall)
	defer timer.Stop()
	select {
	case s.err = <-s.out:
	case <-timer.C:
		select {
		case s.err = <-s.out:
		case <-time.After(awake):
			s.err = errStalled
		}
	}
	return s.err
}

func (s *deviceSink) Write(frames [][2]float64) error {
	if s.err == nil {
		for i, f := range frames {
			for c, v := range f {
				binary.LittleEndian.PutUint16(s.bytes[frameSize*i+2*c:], uint16(sample16(v)))
			}
		}
	}
	b := s.bytes[:frameSize*len(frames)]
	if err := s.do(func() error { return s.card.write(b) }); err != nil {
		return err
	}
	s.err = s.pace(len(frames), time.Now())
	return s.err
}

// pace counts what the device takes, and says when it is too little.
func (s *deviceSink) pace(frames int, now time.Time) error {
	if now.Sub(s.last) > stall { // it slept
		s.since = time.Time{}
	}
	s.last = now
	took := now.Sub(s.since)
	played := duration(s.written, s.rate)
	if s.since.IsZero() || took > while {
		s.since, s.written = now, 0
		if took > while && took < 2*while && played < took/2 {
			return errStalled
		}
	}
	s.written += int64(frames)
	return nil
}

// sample16 gives the samples of a 16-bit file back as they were.
func sample16(v float64) int16 {
	return int16(math.Round(max(-1<<15, min(v*(1<<15), 1<<15-1))))
}

func (s *deviceSink) Delay() time.Duration { return s.delay }

// Close ends the goroutine, at once or when the system comes back from its last call.
func (s *deviceSink) Close() error {
	if s.in != nil {
		close(s.in)
		s.in = nil
	}
	if s.err == nil {
		s.err = errEnded
	}
	return nil
}
