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
// may be shared, and reads its source, which it does not close, one block at a time. What others read of the same file
// it takes from them.
type Sound struct {
	reading sync.Mutex // held while the source is read, and taken before mu
	src     audio.Source
	info    audio.Info
	front   *front
	low     *lowered
	sided   sync.Once
	frames  int

	mu     sync.Mutex
	blocks [][]frame
	asked  []bool
	parts  map[int]*part // blocks of which others have read something
	takes  int           // how often something was taken
	ahead  int           // blocks that nobody has asked for yet
	scored map[int]*kept // by the numbers of their batches
	model  *Model        // that has scored them
}

// Listen makes a source ready to be searched for what a model knows, or without one to be estimated by.
func Listen(src audio.Source, m *Model) *Sound {
	info := src.Info()
	settings, _ := readFrontSettings("")
	if m != nil {
		settings = m.front
	}
	s := &Sound{src: src, info: info, front: newFront(settings), low: newLowered(info.Rate), parts: map[int]*part{}}
	s.frames = max(0, int((info.Samples*sampleRate/int64(info.Rate)-span)/hop)+1)
	s.blocks = make([][]frame, (s.frames+blockFrames-1)/blockFrames)
	s.asked = make([]bool, len(s.blocks))
	return s
}

// Length is how long the sound is.
func (s *Sound) Length() timecode.Time { return s.info.Length() }

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
	if block := s.ask(i); block != nil {
		return block, nil
	}
	s.choose()
	s.reading.Lock()
	defer s.reading.Unlock()
	if block := s.ask(i); block != nil {
		return block, nil
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	at, n := s.wanted(i)
	samples, err := s.low.read(s.src, at, n)
	if err != nil {
		return nil, err
	}
	return s.measure(i, samples), nil
}

// choose finds out which of its channels are heard.
func (s *Sound) choose() {
	s.sided.Do(func() {
		s.reading.Lock()
		defer s.reading.Unlock()
		s.low.side = sideOf(s.src)
	})
}

// ask is for a block, nil if it is not measured yet.
func (s *Sound) ask(i int) []frame {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.asked[i] && s.blocks[i] != nil {
		s.ahead--
	}
	s.asked[i] = true
	return s.blocks[i]
}

// wanted are the samples at 16 kHz that a block is measured from: the number of the first, and how many they are.
func (s *Sound) wanted(i int) (at int64, n int) {
	from, to := i*blockFrames, min((i+1)*blockFrames, s.frames)
	before := min(from, beforeFrames)
	return int64(from-before)*hop - 1, (before+to-from-1)*hop + span + 1
}

// measure makes a block of the samples that it wants.
func (s *Sound) measure(i int, samples []float32) []frame {
	block := s.front.measure(samples)[min(i*blockFrames, beforeFrames):]
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.asked[i] && s.blocks[i] == nil {
		s.ahead++
	}
	s.blocks[i] = block
	delete(s.parts, i)
	return block
}

// lowered reads one channel at 16 kHz from a source of any rate.
type lowered struct {
	rate  int64
	side  side
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
	first, last := l.first(at), l.last(at+int64(n))
	in, err := l.mono(src, first, int(last-first)+1)
	if err != nil {
		return nil, err
	}
	out := make([]float32, n)
	l.lower(out, at, in, first)
	return out, nil
}

// first and last are the samples of the source between which a sample at 16 kHz hears, to a sample or two.
func (l *lowered) first(at int64) int64 {
	return floorDiv(at*l.rate, sampleRate) - int64(max(l.reach-1, 0))
}

func (l *lowered) last(at int64) int64 { return floorDiv(at*l.rate, sampleRate) + int64(l.reach) }

// lower makes samples at 16 kHz, from the one of that number on, of those of the source, from the first on.
// It reckons in what its caller lends it, and the race detector would make most of its time.
//
//go:norace
func (l *lowered) lower(out []float32, at int64, in []float32, first int64) {
	if l.rows == nil {
		copy(out, in[at-first:])
		return
	}
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
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// mono reads n samples of the source's own rate, as one channel.
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
			to[i] = l.side.of(s)
		}
		if to = to[got:]; !ok || got == 0 {
			break
		}
	}
	return out, src.Err()
}
