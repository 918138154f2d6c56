// This file measures how loud a sound is, as ITU-R BS.1770-4 and EBU R 128 have it, and finds where it is silent.

package waveform

import (
	"math"
	"slices"

	"stet/backend/audio"
	"stet/backend/timecode"
)

// biquad is a filter of the second order.
type biquad struct{ b0, b1, b2, a1, a2 float64 }

// ear hears each channel as BS.1770 does: through a shelf for the head, and a high pass.
type ear struct {
	stages  [2]biquad
	weights []float64       // of the channels
	state   [][2][2]float64 // of each channel, of each stage
}

// weightsOf are the channels' weights: what comes from the side or from behind is heard louder, and the channel of the low
// frequencies is left out.
func weightsOf(info audio.Info) []float64 {
	weights := make([]float64, info.Channels)
	for c := range weights {
		weights[c] = 1
		if c >= len(info.Layout) {
			continue
		}
		switch info.Layout[c] {
		case 'F':
			weights[c] = 0
		case 'l', 'r', 'b', 'x', 'y':
			weights[c] = 1.41
		}
	}
	return weights
}

// newEar makes the filters for any rate; at 48 kHz they are those that the recommendation prints.
func newEar(rate int, weights []float64) ear {
	shelf := func(f0, gain, q float64) biquad {
		k := math.Tan(math.Pi * f0 / float64(rate))
		vh := math.Pow(10, gain/20)
		vb := math.Pow(vh, 0.4996667741545416)
		a0 := 1 + k/q + k*k
		return biquad{(vh + vb*k/q + k*k) / a0, 2 * (k*k - vh) / a0, (vh - vb*k/q + k*k) / a0, 2 * (k*k - 1) / a0, (1 - k/q + k*k) / a0}
	}
	pass := func(f0, q float64) biquad {
		k := math.Tan(math.Pi * f0 / float64(rate))
		a0 := 1 + k/q + k*k
		return biquad{1, -2, 1, 2 * (k*k - 1) / a0, (1 - k/q + k*k) / a0}
	}
	stages := [2]biquad{
		shelf(1681.974450955533, 3.999843853973347, 0.7071752369554196),
		pass(38.13547087602444, 0.5003270373238773),
	}
	return ear{stages: stages, weights: weights, state: make([][2][2]float64, len(weights))}
}

func (e *ear) reset() { clear(e.state) }

// hear is the weighted sum of the squares of what is heard of samples, in which the channels take turns.
func (e *ear) hear(samples []float64) (sum float64) {
	channels := len(e.weights)
	for c, weight := range e.weights {
		if weight == 0 {
			continue
		}
		s, h := e.stages[0], e.stages[1]
		sx, sy := e.state[c][0][0], e.state[c][0][1]
		hx, hy := e.state[c][1][0], e.state[c][1][1]
		total := 0.0
		for i := c; i < len(samples); i += channels {
			x := samples[i]
			y := s.b0*x + sx
			sx, sy = s.b1*x-s.a1*y+sy, s.b2*x-s.a2*y
			z := h.b0*y + hx
			hx, hy = h.b1*y-h.a1*z+hy, h.b2*y-h.a2*z
			total += z * z
		}
		e.state[c] = [2][2]float64{{awake(sx), awake(sy)}, {awake(hx), awake(hy)}}
		sum += weight * total
	}
	return sum
}

// awake lets what a filter remembers end at some time: of numbers that are hardly any, processors are slow.
func awake(v float64) float64 {
	if math.Abs(v) < 1e-100 {
		return 0
	}
	return v
}

// energies sums what is heard up to tenths of a second.
type energies struct {
	shape       Shape
	block, last int
	sum         float64
	out         []float32
}

// add takes the samples of all channels from one on. Those before the first block only wake the filters.
func (e *energies) add(by *ear, at int64, samples []float64) {
	channels := len(by.weights)
	for len(samples) > 0 {
		if e.block >= e.last {
			return
		}
		begin, end := e.shape.blockStart(e.block), e.shape.blockStart(e.block+1)
		stop := end
		if at < begin {
			stop = begin
		}
		k := min(stop-at, int64(len(samples)/channels))
		sum := by.hear(samples[:int(k)*channels])
		if at >= begin {
			e.sum += sum
		}
		at, samples = at+k, samples[int(k)*channels:]
		if at == end {
			e.out = append(e.out, float32(e.sum/float64(end-begin)))
			e.block, e.sum = e.block+1, 0
		}
	}
}

// Loudness is the integrated loudness in LUFS, of what is built; false if that is silent throughout, or nothing.
func (w *Waveform) Loudness() (lufs float64, ok bool) {
	w.mu.RLock()
	defer w.mu.RUnlock()
	const window = 4
	gate := powerAt(-70)
	mean := func(gate float64) float64 {
		sum, n := 0.0, 0
		for i := 0; i+window <= len(w.energy); i++ {
			power := 0.0
			for _, each := range w.energy[i : i+window] {
				power += float64(each) / window
			}
			if power > gate {
				sum, n = sum+power, n+1
			}
		}
		return sum / float64(n)
	}
	absolute := mean(gate)
	if !(absolute > 0) {
		return 0, false
	}
	return loudnessOf(mean(max(gate, absolute/10))), true
}

func loudnessOf(power float64) float64 { return -0.691 + 10*math.Log10(power) }
func powerAt(lufs float64) float64     { return math.Pow(10, (lufs+0.691)/10) }

// Silence is a stretch where nobody speaks.
type Silence struct {
	From, To timecode.Time
}

const (
	// shortest is the shortest stretch that is a silence, in seconds: not the closure of a consonant.
	shortest = 0.12
	// leastSpread is how far loud and quiet must be apart for there to be silences, in steps of Loud: 12 dB.
	leastSpread = 32
)

// Silences are the stretches of [from, to) where the sound is quieter than what lies a third of the way up from its
// quietest tenth to its loudest, in decibels. They are those of what is built so far.
func (w *Waveform) Silences(from, to timecode.Time) []Silence {
	w.mu.RLock()
	defer w.mu.RUnlock()
	limit, ok := w.quiet()
	if !ok {
		return nil
	}
	per := int64(w.shape.PerPoint)
	all := w.levels[0]
	first := int(min(max(from.FirstSample(w.shape.Rate), 0)/per, int64(len(all)/PointBytes)))
	last := int(min(max(to.FirstSample(w.shape.Rate), 0)/per+1, int64(len(all)/PointBytes)))
	silent := func(i int) bool { p := pointAt(all, i); return p.Read() && p.Loud < limit }
	// One that is in sight in part is told of whole.
	for first > 0 && silent(first-1) {
		first--
	}
	var out []Silence
	for i := first; i < last; i++ {
		if !silent(i) {
			continue
		}
		begin := i
		for i < len(all)/PointBytes && silent(i) {
			i++
		}
		end := min(int64(i)*per, w.shape.Samples)
		if float64(end-int64(begin)*per) >= shortest*float64(w.shape.Rate) {
			out = append(out, Silence{From: w.TimeOf(int64(begin) * per), To: w.TimeOf(end)})
		}
	}
	return slices.Clip(out)
}

// quiet is the step of Loud below which the sound counts as silent; false where loud and quiet lie too close together.
func (w *Waveform) quiet() (uint8, bool) {
	var counts [256]int
	total := 0
	// The second level tells as much, in a quarter of the time.
	for i := range len(w.levels[1]) / PointBytes {
		if p := pointAt(w.levels[1], i); p.Read() {
			counts[p.Loud]++
			total++
		}
	}
	at := func(tenths int) int {
		left := total * tenths / 10
		for loud, n := range counts {
			if left -= n; left < 0 {
				return loud
			}
		}
		return len(counts) - 1
	}
	// Digital silence says nothing of a room: what is quieter than 72 dB counts as that.
	low, high := max(at(1), 63), at(9)
	if total == 0 || high-low < leastSpread {
		return 0, false
	}
	return uint8(low + (high-low)/3), true
}
