//go:build !linux

// The sound device by way of oto, which has no way to throw away what the device holds.

package playback

import (
	"errors"
	"fmt"
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

// buffering is how much of the sound the device is asked to hold, and how long after it is wanted a chunk has been
// heard. It is what oto's source says: it fills the system's queue before it returns, on Windows two buffers and one in
// waiting.
func buffering() (buffer, delay time.Duration) {
	const half = chunk * time.Second / Rate / 2
	if runtime.GOOS == "windows" {
		return 60 * time.Millisecond, 180*time.Millisecond + half
	}
	return 150 * time.Millisecond, 150*time.Millisecond + half
}

// Open is as Output says. It takes up the device that is still open, if there is one.
func (d *Device) Open(rate int) (Sink, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.live != nil {
		sink, err := joinContext(d.live, rate)
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
	return joinContext(context, rate)
}

func openContext(rate int) (c *oto.Context, err error) {
	defer func() {
		if r := recover(); r != nil { // the device that went away is still being closed
			err = fmt.Errorf("%v", r)
		}
	}()
	buffer, _ := buffering()
	frames := int(buffer * time.Duration(rate) / time.Second)
	return oto.NewContext(rate, 2, 2, frames*frameSize)
}

func joinContext(context *oto.Context, rate int) (s Sink, err error) {
	defer func() {
		if r := recover(); r != nil { // the device went away unnoticed
			s, err = nil, fmt.Errorf("%v", r)
		}
	}()
	_, delay := buffering()
	sink, err := join(otoCard{context.NewPlayer()}, rate)
	if err != nil {
		return nil, err
	}
	sink.delay = delay
	return sink, nil
}

type otoCard struct{ player *oto.Player }

func (c otoCard) write(b []byte) error {
	n, err := c.player.Write(b)
	if err == nil && n < len(b) {
		err = errEnded
	}
	return err
}

func (c otoCard) close() { c.player.Close() }
