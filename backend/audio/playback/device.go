// The sound device, by way of oto.

package playback

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"runtime"
	"sync"
	"time"

	"github.com/hajimehoshi/oto"
)

// Device is the Output of the system's sound device. A program has one of them: oto can neither open two devices nor
// close one that is in use without the danger of closing it twice. So a device that was opened stays open until it goes
// away or the program ends, and plays silence while no sink writes to it. Its zero value is ready.
type Device struct {
	mu   sync.Mutex
	live *oto.Context // nil before the first use and after the device went away
}

const (
	// stall is how long a write may take: many times what the device holds. A busy machine may well keep it waiting for
	// a second.
	stall = 2 * time.Second
	// A device that over a while plays at less than half its pace is none: oto has such a one for Windows without any.
	while = 5 * time.Second
)

var (
	errStalled = errors.New("the sound device does not answer")
	errEnded   = errors.New("the sound device was closed")
)

// buffering is how much of the sound the device is asked to hold, and how long after it is wanted a chunk has been
// heard. On Linux that was measured through PulseAudio, which holds a third more than asked for. Elsewhere it is what
// oto's source says: it fills the system's queue before it returns, on Windows two buffers and one in waiting.
func buffering() (buffer, delay time.Duration) {
	const half = chunk * time.Second / Rate / 2
	switch runtime.GOOS {
	case "linux":
		return 150 * time.Millisecond, 200*time.Millisecond + half
	case "windows":
		return 60 * time.Millisecond, 180*time.Millisecond + half
	}
	return 150 * time.Millisecond, 150*time.Millisecond + half
}

// Open is as Output says. It takes up the device that is still open, if there is one.
func (d *Device) Open(rate int) (Sink, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.live != nil {
		sink, err := join(d.live, rate)
		if err == nil || errors.Is(err, errStalled) {
			return sink, err
		}
		d.live = nil
	}
	context, err := openContext(rate)
	if err != nil {
		return nil, err
	}
	d.live = context
	return join(context, rate)
}

func openContext(rate int) (c *oto.Context, err error) {
	defer func() {
		if r := recover(); r != nil { // the device that went away is still being closed
			err = fmt.Errorf("%v", r)
		}
	}()
	prepareSystem()
	buffer, _ := buffering()
	frames := int(buffer * time.Duration(rate) / time.Second)
	return oto.NewContext(rate, 2, 2, frames*frameSize)
}

// deviceSink writes to a device in a goroutine of its own, which has the oto player to itself: oto may never come back
// from a write to a device that went away.
type deviceSink struct {
	rate  int
	in    chan []byte
	out   chan error // what came of the last write
	bytes []byte
	err   error

	since   time.Time // when counting began
	written int64     // frames since then
}

const frameSize = 4 // bytes: two channels of 16 bits

// join adds a sink to an open device, and tries it with a chunk of silence.
func join(context *oto.Context, rate int) (s Sink, err error) {
	defer func() {
		if r := recover(); r != nil { // the device went away unnoticed
			s, err = nil, fmt.Errorf("%v", r)
		}
	}()
	sink := &deviceSink{
		rate:  rate,
		in:    make(chan []byte),
		out:   make(chan error, 1),
		bytes: make([]byte, chunk*frameSize),
	}
	player := context.NewPlayer()
	go sink.run(player)
	if err := sink.Write(make([][2]float64, chunk)); err != nil {
		sink.Close()
		return nil, err
	}
	return sink, nil
}

func (s *deviceSink) run(player *oto.Player) {
	defer player.Close()
	for b := range s.in {
		n, err := player.Write(b)
		if err == nil && n < len(b) {
			err = errEnded
		}
		s.out <- err
	}
}

func (s *deviceSink) Write(frames [][2]float64) error {
	if s.err != nil {
		return s.err
	}
	for i, f := range frames {
		for c, v := range f {
			binary.LittleEndian.PutUint16(s.bytes[frameSize*i+2*c:], uint16(sample16(v)))
		}
	}
	s.in <- s.bytes[:frameSize*len(frames)]
	timer := time.NewTimer(stall)
	defer timer.Stop()
	select {
	case s.err = <-s.out:
	case <-timer.C:
		s.err = errStalled
	}
	if s.err == nil {
		s.err = s.pace(len(frames), time.Now())
	}
	return s.err
}

// pace counts what the device takes, and says when it is too little.
func (s *deviceSink) pace(frames int, now time.Time) error {
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

func (s *deviceSink) Delay() time.Duration {
	_, delay := buffering()
	return delay
}

// Close ends the goroutine, at once or when oto comes back from its last write.
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
