// Package waveform holds what a sound looks like: its least and greatest sample and its loudness, at many zooms, with
// its silences and its integrated loudness, all from one decoding. It is built segment by segment in any order, kept in
// a cache, and exchanged with audiowaveform. It opens no sound file by itself, and draws nothing.
package waveform

import (
	"math"
	"sync"

	"stet/backend/audio"
	"stet/backend/timecode"
)

const (
	// Levels is how many zooms there are: each point of one is four points of the one before.
	Levels = 7
	step   = 4
	// segmentPoints is how many points of the finest zoom are built at once: one point of the coarsest.
	segmentPoints = 4096
	// mostPoints is how many points a second the finest zoom has at most: what 256 samples of a point come to at 48 kHz.
	mostPoints = 187.5
	// PointBytes is what a point takes: its Min, Max and Loud.
	PointBytes = 3
)

// Point is a stretch of the sound. Min and Max are 127 at full scale, of both channels. Loud is the RMS of both, in steps
// of 3/8 dB: 255 is full scale, 0 is 95.6 dB below it, or less. A point that is not built yet has a Min above its Max.
type Point struct {
	Min, Max int8
	Loud     uint8
}

// unread is a point that is not built yet.
var unread = Point{Min: 127, Max: -128}

// Read reports whether the point has been built.
func (p Point) Read() bool { return p.Min <= p.Max }

// Shape is what is known of a waveform before any of it is built.
type Shape struct {
	Rate     int
	Channels int // of the file, all of which count for the loudness
	Samples  int64
	// PerPoint is how many samples a point of the finest zoom has; the last point may have fewer.
	PerPoint int
}

// ShapeOf is the shape of a sound's waveform. Points follow one another about as fast at any rate.
func ShapeOf(info audio.Info) Shape {
	return Shape{Rate: info.Rate, Channels: info.Channels, Samples: info.Samples}.whole()
}

// whole adds what follows from the rest.
func (s Shape) whole() Shape {
	s.PerPoint = 1
	for float64(s.Rate)/float64(s.PerPoint) > mostPoints {
		s.PerPoint *= 2
	}
	return s
}

// Points is how many points a level has.
func (s Shape) Points(level int) int {
	per := int64(s.PerLevel(level))
	return int((s.Samples + per - 1) / per)
}

// PerLevel is how many samples a point of a level has.
func (s Shape) PerLevel(level int) int {
	return s.PerPoint << (2 * level)
}

// segments is how many segments are built.
func (s Shape) segments() int { return s.Points(Levels - 1) }

// segmentSamples is how many samples each segment has; the last one has what is left.
func (s Shape) segmentSamples() int64 { return int64(s.PerPoint) * segmentPoints }

// blockStart is where a block of the loudness begins: the tenth of a second of that number.
func (s Shape) blockStart(block int) int64 { return int64(block) * int64(s.Rate) / 10 }

// blocks is how many whole tenths of a second begin before a sample.
func (s Shape) blocks(before int64) int {
	n := int(before * 10 / int64(s.Rate))
	for s.blockStart(n) < before {
		n++
	}
	return n
}

// wholeBlocks is how many tenths of a second the sound has.
func (s Shape) wholeBlocks() int {
	n := s.blocks(s.Samples)
	for n > 0 && s.blockStart(n) > s.Samples {
		n--
	}
	return n
}

// Waveform is built by Build while others read it. It holds three bytes for each point of the finest zoom and a third of
// that for the others: 30 MB for ten hours.
type Waveform struct {
	shape Shape

	// still is held while the finest points must not change; whoever holds both takes it before mu.
	still sync.Mutex
	// file is the cache file. The finest points lie in it; the rest of it is written when it is saved.
	file []byte

	mu     sync.RWMutex
	levels [Levels][]byte
	// energy is the mean square of each tenth of a second, weighted as the ear hears it.
	energy []float32
	done   []bool
	lost   []loss // of each segment
	left   int
	want   int // the segment to build first
}

// New is a waveform of which nothing is built.
func New(shape Shape) *Waveform {
	w := blank(shape, make([]byte, shape.fileLen()))
	fillUnread(w.levels[0])
	w.coarsenAll()
	return w
}

// blank is a waveform whose finest points are what the file holds, and which has no others yet.
func blank(shape Shape, file []byte) *Waveform {
	w := &Waveform{shape: shape, file: file, energy: make([]float32, shape.wholeBlocks()), done: make([]bool, shape.segments()), lost: make([]loss, shape.segments()), left: shape.segments()}
	from, to := shape.pointsInFile()
	w.levels[0] = file[from:to:to]
	for level := 1; level < Levels; level++ {
		w.levels[level] = make([]byte, PointBytes*shape.Points(level))
	}
	return w
}

func fillUnread(points []byte) {
	for at := 0; at < len(points); at += PointBytes {
		unread.put(points[at:])
	}
}

func (p Point) put(to []byte) { to[0], to[1], to[2] = byte(p.Min), byte(p.Max), p.Loud }

func pointAt(points []byte, i int) Point {
	return Point{Min: int8(points[PointBytes*i]), Max: int8(points[PointBytes*i+1]), Loud: points[PointBytes*i+2]}
}

// Shape returns what the waveform is of.
func (w *Waveform) Shape() Shape { return w.shape }

// Progress is how many segments are built, of how many.
func (w *Waveform) Progress() (done, of int) {
	w.mu.RLock()
	defer w.mu.RUnlock()
	return len(w.done) - w.left, len(w.done)
}

// Whole reports whether all of it is built.
func (w *Waveform) Whole() bool {
	done, of := w.Progress()
	return done == of
}

// lossParts is how many parts of a segment are told apart by whether something in them could not be decoded.
const lossParts = 64

// loss is what of a segment could not be decoded, in samples. First counts from the segment's beginning; of parts, the
// lowest bit is the segment's first.
type loss struct {
	samples, first uint32
	parts          uint64
}

// partSamples is how many samples a part of a segment has.
func (s Shape) partSamples() int64 { return s.segmentSamples() / lossParts }

// Lost is how many samples of what is built could not be decoded, and where the first of them was.
func (w *Waveform) Lost() (samples, first int64) {
	w.mu.RLock()
	defer w.mu.RUnlock()
	for i, l := range w.lost {
		if l.samples > 0 && samples == 0 {
			first = int64(i)*w.shape.segmentSamples() + int64(l.first)
		}
		samples += int64(l.samples)
	}
	return samples, first
}

// Gap is a stretch of the sound with something in it that could not be decoded.
type Gap struct{ From, To int64 }

// Gaps are the stretches of what is built where something could not be decoded, in order: to a part of a segment, of
// which there are two or three a second, and begun at the very sample where the first of a segment is. Where there would
// be more than most, those that are close are one.
func (w *Waveform) Gaps(most int) []Gap {
	w.mu.RLock()
	defer w.mu.RUnlock()
	var all []Gap
	part := w.shape.partSamples()
	for i, l := range w.lost {
		start, begun := int64(i)*w.shape.segmentSamples(), false
		for n := range int64(lossParts) {
			if l.parts&(1<<n) == 0 {
				continue
			}
			from, to := start+n*part, min(start+(n+1)*part, w.shape.Samples)
			switch {
			case len(all) > 0 && all[len(all)-1].To == from:
				all[len(all)-1].To = to
			case begun:
				all = append(all, Gap{from, to})
			default:
				all = append(all, Gap{max(from, start+int64(l.first)), to})
			}
			begun = true
		}
	}
	for apart := part; len(all) > most; apart *= 2 {
		all = joined(all, apart)
	}
	return all
}

// joined makes one of gaps that lie no farther from each other than that.
func joined(all []Gap, apart int64) []Gap {
	out := all[:0]
	for _, each := range all {
		if n := len(out); n > 0 && each.From-out[n-1].To <= apart {
			out[n-1].To = each.To
		} else {
			out = append(out, each)
		}
	}
	return out
}

// Points copies points of a level, three bytes each: those of [from, to) that there are.
func (w *Waveform) Points(level, from, to int) []byte {
	if level < 0 || level >= Levels {
		return nil
	}
	w.mu.RLock()
	defer w.mu.RUnlock()
	all := w.levels[level]
	from = min(max(from, 0), len(all)/PointBytes)
	to = min(max(to, from), len(all)/PointBytes)
	return append([]byte(nil), all[PointBytes*from:PointBytes*to]...)
}

// Want says which sample is looked at: what follows it is built first.
func (w *Waveform) Want(sample int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.want = int(min(max(sample, 0)/w.shape.segmentSamples(), int64(max(len(w.done)-1, 0))))
}

// keep takes a segment that is built.
func (w *Waveform) keep(s *segment) {
	w.still.Lock()
	defer w.still.Unlock()
	w.mu.Lock()
	defer w.mu.Unlock()
	copy(w.levels[0][PointBytes*segmentPoints*s.number:], s.points)
	copy(w.energy[s.firstBlock:], s.energy)
	w.lost[s.number] = s.lost
	if !w.done[s.number] {
		w.done[s.number] = true
		w.left--
	}
	w.coarsen(s.number*segmentPoints, s.number*segmentPoints+len(s.points)/PointBytes)
}

// coarsen works out the coarser points over [from, to) of the finest ones; from begins a segment.
func (w *Waveform) coarsen(from, to int) {
	for level := 1; level < Levels; level++ {
		from, to = from/step, (to+step-1)/step
		below, here := w.levels[level-1], w.levels[level]
		for i := from; i < to; i++ {
			join(below, i).put(here[PointBytes*i:])
		}
	}
}

func (w *Waveform) coarsenAll() { w.coarsen(0, len(w.levels[0])/PointBytes) }

// join is the point over four of a finer level; of fewer at the end. It is read only if all of them are.
func join(below []byte, i int) Point {
	out := Point{Min: 127, Max: -128}
	power, n := 0.0, 0
	for j := step * i; j < min(step*(i+1), len(below)/PointBytes); j++ {
		p := pointAt(below, j)
		if !p.Read() {
			return unread
		}
		out.Min, out.Max = min(out.Min, p.Min), max(out.Max, p.Max)
		power += powers[p.Loud]
		n++
	}
	if n == 0 {
		return unread
	}
	out.Loud = loudOf(power / float64(n))
	return out
}

// powers are the mean squares that the steps of Loud stand for.
var powers = func() (out [256]float64) {
	for i := 1; i < len(out); i++ {
		out[i] = math.Pow(10, decibels(uint8(i))/10)
	}
	return out
}()

// decibels is how far a step of Loud is from full scale.
func decibels(loud uint8) float64 { return float64(int(loud)-255) * 3 / 8 }

// loudOf is the step of Loud nearest to a mean square.
func loudOf(power float64) uint8 {
	if !(power > 1e-10) {
		return 0
	}
	return uint8(min(max(math.Round(255+10*math.Log10(power)*8/3), 0), 255))
}

// scaled is a sample as a Min or Max, up to its next greater distance from zero: what is not silence shows.
func scaled(sample float64) int8 {
	v := sample * 127
	if v < 0 {
		v = math.Floor(v)
	} else {
		v = math.Ceil(v)
	}
	return int8(min(max(v, -127), 127))
}

// TimeOf is where a sample lies in the sound.
func (w *Waveform) TimeOf(sample int64) timecode.Time {
	return timecode.FromSamples(sample, w.shape.Rate)
}
