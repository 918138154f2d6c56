// This file builds a waveform from a sound file: segments in the order in which they are wanted, by several decoders at
// once, each of which goes to the segment's first sample by itself.

package waveform

import (
	"context"
	"errors"
	"runtime"
	"sync"

	"stet/backend/audio"
)

// mostWorkers is how many decoders there are at most: each holds what its format needs, and a window is typed in beside.
const mostWorkers = 4

// Build builds what is missing. open opens the sound, once for each of its decoders. told is called after each segment,
// from one goroutine at a time, with the samples that it is of. When ctx ends, what was built until then stays.
// A file that is damaged counts as silent where it cannot be decoded; one that cannot be read any more is an error.
func (w *Waveform) Build(ctx context.Context, open func() (audio.Source, error), told func(from, to int64)) error {
	return w.build(ctx, mostOpen(), open, nil, told)
}

// BuildBeside is Build with a second decoder beside the file's own: as far as its samples prove to be the same.
func (w *Waveform) BuildBeside(ctx context.Context, open func() (audio.Source, error), straight Straight, told func(from, to int64)) error {
	return w.build(ctx, mostOpen(), open, straight, told)
}

// BuildInOrder is Build by one decoder, which reads the sound from its beginning to its end where nothing is built yet.
func (w *Waveform) BuildInOrder(ctx context.Context, open func() (audio.Source, error), told func(from, to int64)) error {
	return w.build(ctx, 1, open, nil, told)
}

func mostOpen() int { return min(runtime.GOMAXPROCS(0), mostWorkers) }

func (w *Waveform) build(ctx context.Context, workers int, open func() (audio.Source, error), straight Straight, told func(from, to int64)) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	b := &build{Waveform: w, taken: make([]bool, len(w.done)), told: told}
	var all sync.WaitGroup
	work := func(number int) {
		stepBack()
		if err := b.work(ctx, number, open); err != nil {
			cancel(err)
		}
	}
	for number := range min(workers, len(w.done)) {
		all.Go(func() { work(number) })
	}
	if straight != nil && b.worthWhile() {
		all.Go(func() {
			stepBack()
			// Why it is of no use does not matter to anybody: the file's own decoders build what is left.
			_ = b.straight(ctx, open, straight)
			b.alone()
		})
	}
	all.Wait()
	// What was given back may have come too late for those who were at work.
	for number := range min(workers, len(w.done)) {
		all.Go(func() { work(number) })
	}
	all.Wait()
	return context.Cause(ctx)
}

type build struct {
	*Waveform
	mu     sync.Mutex
	taken  []bool
	beside bool // a second decoder comes from the beginning
	told   func(from, to int64)
}

// besides is how many of the file's own decoders work on beside a second one, which with its reader takes two processors.
func besides() int { return max(mostOpen()-2, 0) }

// alone lets the file's own decoders build in their own order again.
func (b *build) alone() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.beside = false
}

// errAnother is why a file that is another one now than when the waveform was begun is not read on.
var errAnother = errors.New("the sound file has changed since its waveform was begun")

func (b *build) work(ctx context.Context, number int, open func() (audio.Source, error)) error {
	var r *reader
	for ctx.Err() == nil {
		n, more := b.take(number)
		if !more {
			return nil
		}
		// Not before there is something to do: opening some formats reads the whole file.
		if r == nil {
			source, err := open()
			if err != nil {
				return err
			}
			defer source.Close()
			if ShapeOf(source.Info()) != b.shape {
				return errAnother
			}
			r = newReader(source, b.shape)
		}
		s, err := r.segment(ctx, n)
		if err != nil {
			return err
		}
		b.keep(s)
		b.tell(n)
	}
	return nil
}

func (b *build) tell(segment int) {
	from := int64(segment) * b.shape.segmentSamples()
	b.mu.Lock()
	defer b.mu.Unlock()
	b.told(from, min(from+b.shape.segmentSamples(), b.shape.Samples))
}

// take gives out the next segment: from the wanted one to the end, then from the beginning. Beside a second decoder, which
// comes from there, it is what is in sight, and then from the end.
func (b *build) take(number int) (int, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.Waveform.mu.RLock()
	defer b.Waveform.mu.RUnlock()
	if b.beside && number >= besides() {
		return 0, false
	}
	for i := range b.done {
		n := (b.want + i) % len(b.done)
		if b.beside && i >= inSight {
			n = len(b.done) - 1 - (i - inSight)
		}
		if !b.done[n] && !b.taken[n] {
			b.taken[n] = true
			return n, true
		}
	}
	return 0, false
}

// segment is what is built at once.
type segment struct {
	number     int
	points     []byte
	firstBlock int
	energy     []float32
	lost       loss
}

// reader builds segments of one open sound.
type reader struct {
	source audio.Source
	shape  Shape
	frames [][2]float64
	all    []float64 // the same in the file's own channels
	ear    ear
}

func newReader(source audio.Source, shape Shape) *reader {
	const most = 4096
	return &reader{
		source: source, shape: shape, frames: make([][2]float64, most), all: make([]float64, most*shape.Channels),
		ear: newEar(shape.Rate, weightsOf(source.Info())),
	}
}

func (r *reader) segment(ctx context.Context, number int) (*segment, error) {
	shape := r.shape
	from := int64(number) * shape.segmentSamples()
	to := min(from+shape.segmentSamples(), shape.Samples)
	s := &segment{number: number, firstBlock: min(shape.blocks(from), shape.wholeBlocks())}
	s.points = make([]byte, 0, PointBytes*(int(to-from)+shape.PerPoint-1)/shape.PerPoint)
	// A block that begins in this segment is this segment's to the end.
	blocks := min(shape.blocks(to), shape.wholeBlocks()) - s.firstBlock
	s.energy = make([]float32, 0, max(blocks, 0))
	end := to
	if blocks > 0 {
		end = max(end, shape.blockStart(s.firstBlock+blocks))
	}
	p := points{per: shape.PerPoint, out: s.points}
	e := energies{shape: shape, block: s.firstBlock, last: s.firstBlock + blocks, out: s.energy}
	// What the ear's filters heard before: a quarter of a second is more than they remember.
	at := max(from-int64(shape.Rate)/4, 0)
	r.ear.reset()
	if err := r.seek(at); err != nil {
		return nil, err
	}
	for _, until := range []int64{from, to, end} {
		inside := until == to
		before, _ := r.source.Lost()
		for at < until {
			if ctx.Err() != nil {
				return nil, context.Cause(ctx)
			}
			frames, got, err := r.read(int(min(until-at, int64(len(r.frames)))))
			if err != nil {
				return nil, err
			}
			if inside {
				p.add(frames)
				r.miss(s, at+int64(got)-from, int64(len(frames)-got))
				lost, first := r.source.Lost()
				r.miss(s, max(first, at)-from, lost-before)
				before = lost
			}
			e.add(&r.ear, at, r.all[:len(frames)*shape.Channels])
			at += int64(len(frames))
		}
	}
	p.flush()
	s.points, s.energy = p.out, e.out
	return s, nil
}

// miss counts samples that could not be decoded, from a sample of the segment on.
func (r *reader) miss(s *segment, first, samples int64) {
	if samples <= 0 {
		return
	}
	if s.lost.samples == 0 || first < int64(s.lost.first) {
		s.lost.first = uint32(first)
	}
	s.lost.samples += uint32(samples)
	part := r.shape.partSamples()
	for n := first / part; n < lossParts && n*part < first+samples; n++ {
		s.lost.parts |= 1 << n
	}
}

// seek goes to a sample; where the file is damaged the place is silent.
func (r *reader) seek(at int64) error {
	return lasting(r.source.Seek(int(at)))
}

// read gives exactly n frames, and fills all with as many. Those from got on are silent since the file holds none.
func (r *reader) read(n int) (frames [][2]float64, got int, err error) {
	frames = r.frames[:n]
	got = r.source.StreamAll(frames, r.all)
	if got < n {
		if err := lasting(r.source.Err()); err != nil {
			return nil, 0, err
		}
		clear(frames[got:])
		clear(r.all[got*r.shape.Channels:])
	}
	return frames, got, nil
}

// lasting is an error that is not the file's own damage: another try may find what is missing.
func lasting(err error) error {
	if e, ok := errors.AsType[*audio.Error](err); ok && e.Code == audio.Damaged {
		return nil
	}
	return err
}

// points sums frames up to points.
type points struct {
	per       int
	out       []byte
	n         int
	low, high float64
	square    float64
}

func (p *points) add(frames [][2]float64) {
	for len(frames) > 0 {
		k := min(p.per-p.n, len(frames))
		if p.n == 0 {
			p.low, p.high, p.square = frames[0][0], frames[0][0], 0
		}
		low, high, square := p.low, p.high, p.square
		for _, f := range frames[:k] {
			low, high = min(low, f[0], f[1]), max(high, f[0], f[1])
			square += f[0]*f[0] + f[1]*f[1]
		}
		p.low, p.high, p.square = low, high, square
		p.n += k
		frames = frames[k:]
		if p.n == p.per {
			p.flush()
		}
	}
}

func (p *points) flush() {
	if p.n == 0 {
		return
	}
	point := Point{Min: scaled(p.low), Max: scaled(p.high), Loud: loudOf(p.square / float64(2*p.n))}
	p.out = append(p.out, byte(point.Min), byte(point.Max), point.Loud)
	p.n = 0
}
