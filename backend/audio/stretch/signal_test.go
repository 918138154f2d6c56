package stretch

import (
	"math"
	"math/rand/v2"
)

const rate = 44100

var speeds = []int{500, 650, 900, 1000, 1050, 1250, 1500, 2000, 3000}

// tape is a Source of frames that are all there; reads give at most so many, if that is not zero.
type tape struct {
	frames [][2]float64
	most   int
}

func (t *tape) Stream(to [][2]float64) (int, bool) {
	if t.most > 0 && len(to) > t.most {
		to = to[:t.most]
	}
	n := copy(to, t.frames)
	t.frames = t.frames[n:]
	return n, n > 0
}

// all reads a stream to its end, in pieces of up to so many frames.
func all(s *Stream, most int) (frames [][2]float64, pieces []Piece) {
	buf := make([][2]float64, most)
	for {
		p := s.Read(buf)
		if p.Frames == 0 {
			return frames, pieces
		}
		frames, pieces = append(frames, buf[:p.Frames]...), append(pieces, p)
	}
}

func at(speed int, frames [][2]float64) [][2]float64 {
	s := New(&tape{frames: frames}, rate)
	s.SetSpeed(speed)
	out, _ := all(s, 512)
	return out
}

// made is a signal of so many seconds, the same on both channels.
func made(seconds float64, f func(i int) float64) [][2]float64 {
	out := make([][2]float64, int(seconds*rate))
	for i := range out {
		v := f(i)
		out[i] = [2]float64{v, v}
	}
	return out
}

func sine(seconds, hertz float64) [][2]float64 {
	return made(seconds, func(i int) float64 { return 0.5 * math.Sin(2*math.Pi*hertz*float64(i)/rate) })
}

// voice is somebody who says ah: pulses of the glottis, a little uneven and sinking, through three formants.
func voice(seconds, pitch float64) [][2]float64 {
	r := rand.New(rand.NewPCG(3, 4))
	phase, pulse := 0.0, 0.0
	formants := []*resonator{newResonator(700, 80), newResonator(1220, 90), newResonator(2600, 120)}
	return made(seconds, func(i int) float64 {
		sinks := 1 - 0.1*float64(i)/(seconds*rate)
		phase += pitch * sinks * (1 + 0.01*r.NormFloat64()) / rate
		if phase >= 1 {
			phase--
			pulse = 1 + 0.1*r.NormFloat64()
		}
		v := pulse - 0.5*pulse*phase + 0.002*r.NormFloat64()
		pulse *= 0.96
		sum := 0.0
		for _, f := range formants {
			sum += f.next(v)
		}
		return sum / 30
	})
}

// resonator rings at a frequency, with a bandwidth.
type resonator struct{ a, b, c, y1, y2 float64 }

func newResonator(hertz, width float64) *resonator {
	radius := math.Exp(-math.Pi * width / rate)
	b := 2 * radius * math.Cos(2*math.Pi*hertz/rate)
	c := -radius * radius
	return &resonator{a: 1 - b - c, b: b, c: c}
}

func (r *resonator) next(x float64) float64 {
	y := r.a*x + r.b*r.y1 + r.c*r.y2
	r.y1, r.y2 = y, r.y1
	return y
}

// spectrum is the mean power of the left channel in the bins of windows of 8192 frames.
func spectrum(frames [][2]float64) []float64 {
	const size = 8192
	sum := make([]float64, size/2)
	for ; len(frames) >= size; frames = frames[size/2:] {
		x := make([]complex128, size)
		for i := range x {
			x[i] = complex(frames[i][0]*(0.5-0.5*math.Cos(2*math.Pi*float64(i)/size)), 0)
		}
		fft(x)
		for k := range sum {
			sum[k] += real(x[k])*real(x[k]) + imag(x[k])*imag(x[k])
		}
	}
	return sum
}

const bin = rate / 8192.0 // hertz

// power is the power from one frequency to another, in decibels of the whole.
func power(spectrum []float64, from, to float64) float64 {
	part, whole := 1e-12, 0.0
	for k, v := range spectrum {
		whole += v
		if f := float64(k) * bin; f >= from && f < to {
			part += v
		}
	}
	return 10 * math.Log10(part/whole)
}

func fft(x []complex128) {
	n := len(x)
	for i, j := 1, 0; i < n; i++ {
		m := n >> 1
		for ; j&m != 0; m >>= 1 {
			j ^= m
		}
		j |= m
		if i < j {
			x[i], x[j] = x[j], x[i]
		}
	}
	for size := 2; size <= n; size *= 2 {
		for k := range size / 2 {
			sin, cos := math.Sincos(-2 * math.Pi * float64(k) / float64(size))
			w := complex(cos, sin)
			for i := k; i < n; i += size {
				a, b := x[i], w*x[i+size/2]
				x[i], x[i+size/2] = a+b, a-b
			}
		}
	}
}

// steps are the largest difference between two frames, and between two such differences: what a click has and a tone
// has not.
func steps(frames [][2]float64) (first, second float64) {
	for i := 2; i < len(frames); i++ {
		a, b, c := frames[i-2][0], frames[i-1][0], frames[i][0]
		first = max(first, math.Abs(c-b))
		second = max(second, math.Abs(c-2*b+a))
	}
	return first, second
}
