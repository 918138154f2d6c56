package align

import "math"

const (
	sampleRate = 16000
	// hop is from one frame to the next, and span what a frame sees, in samples.
	hop  = sampleRate / frameRate
	span = 410
	// frameRate is how many frames a second has.
	frameRate = 100
	points    = 512 // of the transform
)

// frame is 10 ms of sound as the model wants it: the shape of its spectrum, and how loud it is in dB.
type frame struct {
	cepstra [width]float32
	loud    float32
}

// front measures frames. It keeps no more than tables, and may be shared.
type front struct {
	settings frontSettings
	window   [span]float32
	filters  []filter
	cosines  [width][]float32
	cos, sin [points / 2]float32
	swap     [points]int
}

// filter is one of the bands that the spectrum is seen through: triangles, evenly spaced on the scale of mel.
type filter struct {
	from   int
	shares []float32
}

func newFront(s frontSettings) *front {
	f := &front{settings: s}
	for i := range f.window {
		f.window[i] = float32(0.54 - 0.46*math.Cos(2*math.Pi*float64(i)/(span-1)))
	}
	f.bands()
	for i := range width {
		f.cosines[i] = make([]float32, s.filters)
		lift := 1.0
		if s.lifter > 0 {
			lift += float64(s.lifter) / 2 * math.Sin(float64(i)*math.Pi/float64(s.lifter))
		}
		for j := range s.filters {
			c := math.Sqrt(2/float64(s.filters)) * math.Cos(math.Pi*float64(i)*(float64(j)+0.5)/float64(s.filters))
			if i == 0 {
				c = math.Sqrt(1 / float64(s.filters))
			}
			f.cosines[i][j] = float32(lift * c)
		}
	}
	for i := range f.cos {
		sin, cos := math.Sincos(-2 * math.Pi * float64(i) / points)
		f.cos[i], f.sin[i] = float32(cos), float32(sin)
	}
	for i := range f.swap {
		for b := 1; b < points; b <<= 1 {
			f.swap[i] = f.swap[i]<<1 | (i/b)&1
		}
	}
	return f
}

// bands puts the edges of the filters on points of the transform, as the models were trained.
func (f *front) bands() {
	const apart = float64(sampleRate) / points
	mel := func(hz float64) float64 { return 2595 * math.Log10(1+hz/700) }
	low, high := mel(f.settings.low), mel(f.settings.high)
	edge := func(i int) float64 {
		at := low + float64(i)*(high-low)/float64(f.settings.filters+1)
		return math.Floor(700*(math.Pow(10, at/2595)-1)/apart+0.5) * apart
	}
	for i := range f.settings.filters {
		left, top, right := edge(i), edge(i+1), edge(i+2)
		band := filter{from: int(math.Ceil(left / apart))}
		for p := band.from; p < points/2 && float64(p)*apart <= right; p++ {
			hz := float64(p) * apart
			rise, fall := (hz-left)/max(top-left, apart), (right-hz)/max(right-top, apart)
			band.shares = append(band.shares, float32(min(rise, fall)*2/max(right-left, apart)))
		}
		f.filters = append(f.filters, band)
	}
}

// measure gives the frames of 16 kHz samples between -1 and 1, as many as fit whole. The first sample is that before
// the first frame. What quiets noise starts anew, and needs some seconds before what it says is worth keeping. The
// race detector has nothing to find in it, as in transform.
//
//go:norace
func (f *front) measure(samples []float32) []frame {
	n := (len(samples)-1-span)/hop + 1
	if len(samples) < 1+span {
		return nil
	}
	out := make([]frame, n)
	var re, im [points]float32
	bands := make([]float64, f.settings.filters)
	logs := make([]float32, f.settings.filters)
	quiet := newQuieter(f.settings.filters)
	for t := range out {
		var energy float32
		x := samples[t*hop:][:span+1]
		for i := range span {
			energy += x[i+1] * x[i+1]
			re[i] = (x[i+1] - 0.97*x[i]) * 32768 * f.window[i]
		}
		clear(re[span:])
		clear(im[:])
		f.transform(&re, &im)
		for i, band := range f.filters {
			var sum float32
			for j, share := range band.shares {
				p := band.from + j
				sum += share * (re[p]*re[p] + im[p]*im[p])
			}
			bands[i] = float64(sum)
		}
		if f.settings.noise {
			quiet.step(bands)
		}
		for i, b := range bands {
			// The least is about what rounding to 16 bits leaves of silence, which digital silence is measured as too.
			logs[i] = float32(math.Log(b + 1))
		}
		for i := range width {
			var sum float32
			for j, c := range f.cosines[i] {
				sum += c * logs[j]
			}
			out[t].cepstra[i] = sum
		}
		out[t].loud = float32(10 * math.Log10(float64(energy)/span+1e-9))
	}
	return out
}

// transform is Fourier's, in place, in what is the caller's alone: the race detector, which it would keep busy, has
// nothing to find.
//
//go:norace
func (f *front) transform(re, im *[points]float32) {
	for i, j := range f.swap {
		if j > i {
			re[i], re[j] = re[j], re[i]
			im[i], im[j] = im[j], im[i]
		}
	}
	for size := 2; size <= points; size *= 2 {
		half, step := size/2, points/size
		for from := 0; from < points; from += size {
			for k := range half {
				a, b := from+k, from+k+half
				c, s := f.cos[k*step], f.sin[k*step]
				r, i := re[b]*c-im[b]*s, re[b]*s+im[b]*c
				re[b], im[b] = re[a]-r, im[a]-i
				re[a], im[a] = re[a]+r, im[a]+i
			}
		}
	}
}
