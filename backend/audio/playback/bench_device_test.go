package playback

import (
	"cmp"
	"encoding/binary"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"
)

// counted writes a WAV file of 24 bits whose frames hold their own number: it is the left sample as a share of the
// right one, whatever the volume.
func counted(t *testing.T, rate, frames int) string {
	t.Helper()
	b := wavHeader(6*frames, 6, 24)
	binary.LittleEndian.PutUint32(b[24:], uint32(rate))
	for i := range frames {
		for _, v := range []int{i + 1, 1 << 22} {
			b = append(b, byte(v), byte(v>>8), byte(v>>16))
		}
	}
	path := filepath.Join(t.TempDir(), "counted.wav")
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// wavHeader is the header of a stereo WAV file at Rate.
func wavHeader(size, align, depth int) []byte {
	le := binary.LittleEndian
	b := append([]byte("RIFF"), le.AppendUint32(nil, uint32(36+size))...)
	b = append(b, "WAVEfmt "...)
	b = le.AppendUint32(b, 16)
	b = le.AppendUint16(le.AppendUint16(b, 1), 2)
	b = le.AppendUint32(le.AppendUint32(b, Rate), uint32(align*Rate))
	b = le.AppendUint16(le.AppendUint16(b, uint16(align)), uint16(depth))
	return le.AppendUint32(append(b, "data"...), uint32(size))
}

// numberOf is the number that a frame of a counted file holds; silent frames have none.
func numberOf(f [2]float64) (n float64, ok bool) {
	if math.Abs(f[1]) < 1e-9 {
		return 0, false
	}
	return f[0]/f[1]*(1<<22) - 1, true
}

// bench is an Output on a laboratory bench: a device that holds so many frames, plays exactly at its rate, and keeps all
// that it was given. It can be unplugged and plugged in.
type bench struct {
	mu        sync.Mutex
	holds     int
	prompt    bool // gives up what it holds when it is told to
	forgets   bool // keeps nothing of what it was given
	unplugged bool
	why       error       // it cannot be opened then; nil if it is simply not there
	attempts  []time.Time // to open it
	sinks     []*benchSink
}

type benchSink struct {
	bench *bench
	rate  int
	first time.Time // when playing began
	all   [][2]float64
	given int
	gone  bool
}

var errUnplugged = errors.New("unplugged")

func (b *bench) Open(rate int) (Sink, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.attempts = append(b.attempts, time.Now())
	if b.unplugged {
		return nil, cmp.Or(b.why, errUnplugged)
	}
	s := &benchSink{bench: b, rate: rate}
	b.sinks = append(b.sinks, s)
	if b.prompt {
		return &promptBenchSink{s}, nil
	}
	return s, nil
}

// promptBenchSink gives up what it holds.
type promptBenchSink struct{ *benchSink }

func (s *promptBenchSink) Flush() error {
	s.bench.mu.Lock()
	defer s.bench.mu.Unlock()
	if s.gone {
		return errUnplugged
	}
	s.given = int(framesIn(time.Since(s.first), s.rate)) + 1
	if !s.bench.forgets {
		s.all = append(s.all, make([][2]float64, max(0, s.given-len(s.all)))...)[:s.given]
	}
	return nil
}

func (s *promptBenchSink) There() error {
	s.bench.mu.Lock()
	defer s.bench.mu.Unlock()
	if s.gone {
		return errUnplugged
	}
	return nil
}

func (s *promptBenchSink) Left() time.Duration {
	s.bench.mu.Lock()
	defer s.bench.mu.Unlock()
	return duration(int64(s.given), s.rate) - time.Since(s.first)
}

// plug plugs the device in or unplugs it.
func (b *bench) plug(in bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.unplugged = !in
	for _, s := range b.sinks {
		s.gone = s.gone || !in
	}
}

func (s *benchSink) Write(frames [][2]float64) error {
	s.bench.mu.Lock()
	defer s.bench.mu.Unlock()
	if s.gone {
		return errUnplugged
	}
	if s.first.IsZero() {
		s.first = time.Now()
	}
	s.runOut()
	if !s.bench.forgets {
		s.all = append(s.all, frames...)
	}
	s.given += len(frames)
	if room := s.given + len(frames) - s.bench.holds; room > 0 {
		s.bench.mu.Unlock()
		time.Sleep(time.Until(s.first.Add(duration(int64(room), s.rate))))
		s.bench.mu.Lock()
	}
	if s.gone {
		return errUnplugged
	}
	return nil
}

// runOut has it play silence from where it had nothing to play until now.
func (s *benchSink) runOut() {
	played := int(framesIn(time.Since(s.first), s.rate))
	if s.given >= played {
		return
	}
	if !s.bench.forgets {
		s.all = append(s.all, make([][2]float64, played-s.given)...)
	}
	s.given = played
}

func (s *benchSink) Delay() time.Duration { return duration(int64(s.bench.holds), s.rate) }
func (s *benchSink) Close() error         { return nil }

// hears is the number of the frame that sounds now; ok is false in silence and without a device.
func (b *bench) hears() (n float64, ok bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.sinks) == 0 {
		return 0, false
	}
	s := b.sinks[len(b.sinks)-1]
	at := int(int64(time.Since(s.first)) * int64(s.rate) / int64(time.Second))
	if s.gone || at >= len(s.all) {
		return 0, false
	}
	return numberOf(s.all[at])
}

// jumps reports whether another place begins within a frame or two of what sounds now.
func (b *bench) jumps() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	s := b.sinks[len(b.sinks)-1]
	at := int(int64(time.Since(s.first)) * int64(s.rate) / int64(time.Second))
	before, _ := numberOf(s.all[at-2])
	after, _ := numberOf(s.all[at+2])
	return math.Abs(after-before) > 20
}

// frames are those that the last sink was given.
func (b *bench) frames() [][2]float64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.sinks[len(b.sinks)-1].all)
}

// numbers are those of all frames that sounded.
func (b *bench) numbers() (all []float64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, s := range b.sinks {
		for _, f := range s.all {
			if n, ok := numberOf(f); ok {
				all = append(all, n)
			}
		}
	}
	return all
}
