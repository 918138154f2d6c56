package align

import (
	"context"
	"math"
	"sync"

	"stet/backend/audio"
	"stet/backend/timecode"
)

const (
	// A block of sound is measured at once, with some before it to hear what is noise.
	blockFrames  = 30 * frameRate
	beforeFrames = 3 * frameRate
)

// Sound is a sound file as the search hears it: it is read in blocks when they are first asked for, in any order, and
// what is kept is a twentieth of its samples. Each block is measured by itself, so that the order changes nothing. It
// may be shared, and reads its source, which it does not close, one block at a time.
type Sound struct {
	mu     sync.Mutex
	src    audio.Source
	front  *front
	low    *lowered
	blocks [][]frame
	frames int
}

// Listen makes a source ready to be searched for what a model knows, or without one to be estimated by.
func Listen(src audio.Source, m *Model) *Sound {
	info := src.Info()
	settings, _ := readFrontSettings("")
	if m != nil {
		settings = m.front
	}
	s := &Sound{src: src, front: newFront(settings), low: newLowered(info.Rate)}
	s.frames = max(0, int((info.Samples*sampleRate/int64(info.Rate)-span)/hop)+1)
	s.blocks = make([][]frame, (s.frames+blockFrames-1)/blockFrames)
	return s
}

// Length is how long the sound is.
func (s *Sound) Length() timecode.Time { return s.src.Info().Length() }

// between gives the frames from one up to another, read if they were not yet.
func (s *Sound) between(ctx context.Context, from, to int) ([]frame, error) {
	from, to = max(0, from), min(to, s.frames)
	out := make([]frame, 0, max(0, to-from))
	for from < to {
		block, err := s.block(ctx, from/blockFrames)
		if err != nil {
			return nil, err
		}
		at := from % blockFrames
		n := min(to-from, blockFrames-at)
		out = append(out, block[at:at+n]...)
		from += n
	}
	return out, nil
}

func (s *Sound) block(ctx context.Context, i int) ([]frame, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.blocks[i] != nil {
		return s.blocks[i], nil
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	from, to := i*blockFrames, min((i+1)*blockFrames, s.frames)
	before := min(from, beforeFrames)
	samples, err := s.low.read(s.src, int64(from-before)*hop-1, (before+to-from-1)*hop+span+1)
	if err != nil {
		return nil, err
	}
	s.blocks[i] = s.front.measure(samples)[before:]
	return s.blocks[i], nil
}

// lowered reads one channel at 16 kHz from a source of any rate.
type lowered struct {
	rate  int64
	reach int         // how many samples of the source to each side count
	rows  [][]float32 // their weights, by where between two samples the middle is
	buf   [][2]float64
}

// rowsAtMost is how finely places between samples are told apart where the rates have no small common measure.
const rowsAtMost = 480

func newLowered(rate int) *lowered {
	l := &lowered{rate: int64(rate), buf: make([][2]float64, 4096)}
	if rate == sampleRate {
		return l
	}
	// Up to here is heard as it was; what lies above half the lower rate is gone.
	const crossings, edge = 16, 0.92
	band := edge * min(1, float64(sampleRate)/float64(rate))
	l.reach = int(math.Ceil(crossings / band))
	common, b := rate, sampleRate
	for b != 0 {
		common, b = b, common%b
	}
	l.rows = make([][]float32, min(sampleRate/common, rowsAtMost))
	for r := range l.rows {
		l.rows[r] = make([]float32, 2*l.reach)
		sum := 0.0
		for i := range l.rows[r] {
			x := float64(i-l.reach+1) - float64(r)/float64(len(l.rows))
			w := band * math.Pow(math.Cos(math.Pi/2*min(1, math.Abs(x)/float64(l.reach))), 2)
			if y := math.Pi * x * band; y != 0 {
				w *= math.Sin(y) / y
			}
			l.rows[r][i] = float32(w)
			sum += w
		}
		for i := range l.rows[r] {
			l.rows[r][i] /= float32(sum)
		}
	}
	return l
}

// read gives n samples at 16 kHz from the one of that number on. Beside the sound there is silence.
func (l *lowered) read(src audio.Source, at int64, n int) ([]float32, error) {
	if l.rows == nil {
		return l.mono(src, at, n)
	}
	first := floorDiv(at*l.rate, sampleRate) - int64(l.reach) + 1
	last := floorDiv((at+int64(n))*l.rate, sampleRate) + int64(l.reach) + 1
	in, err := l.mono(src, first, int(last-first)+1)
	if err != nil {
		return nil, err
	}
	out := make([]float32, n)
	for i := range out {
		place := (at + int64(i)) * l.rate
		whole := floorDiv(place, sampleRate)
		row := l.rows[(place-whole*sampleRate)*int64(len(l.rows))/sampleRate]
		from := in[whole-int64(l.reach)+1-first:]
		var sum float32
		for k, w := range row {
			sum += w * from[k]
		}
		out[i] = sum
	}
	return out, nil
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// mono reads n samples of the source's own rate, both channels as one.
func (l *lowered) mono(src audio.Source, at int64, n int) ([]float32, error) {
	out := make([]float32, n)
	to := out
	if at < 0 {
		to = to[min(int64(n), -at):]
		at = 0
	}
	if at >= src.Info().Samples || len(to) == 0 {
		return out, nil
	}
	if err := src.Seek(int(at)); err != nil {
		return nil, err
	}
	for len(to) > 0 {
		got, ok := src.Stream(l.buf[:min(len(l.buf), len(to))])
		for i, s := range l.buf[:got] {
			v := float32((s[0] + s[1]) / 2)
			if v != v {
				v = 0
			}
			to[i] = max(-4, min(4, v))
		}
		if to = to[got:]; !ok || got == 0 {
			break
		}
	}
	return out, src.Err()
}
