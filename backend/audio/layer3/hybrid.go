// From lines to subbands: alias reduction, and the inverse MDCT with its windows and overlap (ISO 11172-3, 2.4.3.4.10).

package layer3

import "math"

const bandLines = granuleSize / subbands

// filter is what one channel's granule leaves for the next.
type filter struct {
	overlap [subbands][bandLines]float32
	busy    int // subbands from which on the overlap is 0
	history [subbands][slots + 15]float32
}

// aliasing are the coefficients cs and ca of the eight butterflies.
var aliasing = func() (t [8][2]float32) {
	for i, c := range [8]float64{-0.6, -0.535, -0.33, -0.185, -0.095, -0.041, -0.0142, -0.0037} {
		t[i] = [2]float32{float32(1 / math.Sqrt(1+c*c)), float32(c / math.Sqrt(1+c*c))}
	}
	return t
}()

// windows are those of the four block types, for even and odd subbands: in odd ones every other sample is negative.
var windows = func() (t [2][4][2 * bandLines]float32) {
	for i := range 36 {
		long := math.Sin(math.Pi / 36 * (float64(i) + 0.5))
		start, stop := long, long
		switch {
		case i >= 30:
			start = 0
		case i >= 24:
			start = math.Sin(math.Pi / 12 * (float64(i-18) + 0.5))
		case i >= 18:
			start = 1
		case i >= 12:
			stop = 1
		case i >= 6:
			stop = math.Sin(math.Pi / 12 * (float64(i-6) + 0.5))
		default:
			stop = 0
		}
		for odd := range 2 {
			sign := 1.0
			if odd == 1 && i%2 == 1 {
				sign = -1
			}
			t[odd][0][i], t[odd][1][i], t[odd][3][i] = float32(sign*long), float32(sign*start), float32(sign*stop)
		}
	}
	for i := range 12 {
		short := float32(math.Sin(math.Pi / 12 * (float64(i) + 0.5)))
		t[0][2][i], t[1][2][i] = short, short
	}
	return t
}()

// hybrid fills the slots with the samples of each subband.
func (f *filter) hybrid(out *[slots][subbands]float32, s *spectrum, g *granule) {
	bands := (s.lines + bandLines - 1) / bandLines
	borders := min(bands, subbands-1)
	if g.short {
		borders = 0
		if g.mixed {
			borders = min(bands, 1)
		}
	}
	for b := 1; b <= borders; b++ {
		line := (*[16]float32)(s.v[bandLines*b-8:])
		for i, c := range &aliasing {
			u, d := line[7-i], line[8+i]
			line[7-i] = u*c[0] - d*c[1]
			line[8+i] = d*c[0] + u*c[1]
		}
	}
	if borders > 0 {
		bands = max(bands, borders+1) // the last border moves lines over it
	}
	for b := range bands {
		lines := (*[bandLines]float32)(s.v[bandLines*b:])
		block := g.block
		if g.mixed && b < 2 {
			block = 0
		}
		if block == 2 {
			imdctShort(out, b, lines, &f.overlap[b])
		} else {
			imdctLong(out, b, lines, &f.overlap[b], &windows[b&1][block])
		}
	}
	for b := bands; b < f.busy; b++ {
		for i, v := range &f.overlap[b] {
			out[i][b&31] = v
		}
		f.overlap[b] = [bandLines]float32{}
	}
	for i := range out {
		clear(out[i][max(bands, f.busy):])
	}
	f.busy = bands
}

// twiddles are cos and sin of the angles between the two halves of a long transform.
var twiddles = func() (t [9][2]float32) {
	for i := range t {
		sin, cos := math.Sincos(math.Pi * float64(17-2*i) / 72)
		t[i] = [2]float32{float32(cos), float32(sin)}
	}
	return t
}()

// imdctLong transforms 18 lines into 36 samples, of which the second half is mirrored and the first half with the sign
// turned, so that two transforms of 9 lines do.
func imdctLong(out *[slots][subbands]float32, band int, x, overlap *[bandLines]float32, window *[2 * bandLines]float32) {
	var c, s [9]float32
	c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8] = dct9(
		-x[0], x[1]+x[2], -(x[3] + x[4]), x[5]+x[6], -(x[7] + x[8]), x[9]+x[10], -(x[11] + x[12]), x[13]+x[14], -(x[15] + x[16]))
	s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7], s[8] = dct9(
		x[17], x[16]-x[15], x[13]-x[14], x[12]-x[11], x[9]-x[10], x[8]-x[7], x[5]-x[6], x[4]-x[3], x[1]-x[2])
	s[1], s[3], s[5], s[7] = -s[1], -s[3], -s[5], -s[7]
	band &= subbands - 1
	for i := range 9 {
		t := &twiddles[i]
		first := c[i]*t[1] + s[i]*t[0]
		second := c[i]*t[0] - s[i]*t[1]
		out[i][band] = overlap[i] - first*window[i]
		out[17-i][band] = overlap[17-i] + first*window[17-i]
		overlap[i] = second * window[18+i]
		overlap[17-i] = second * window[35-i]
	}
}

// dct9 is a DCT-III: y[n] is the sum of x[k] cos(k (2n+1) π/18).
func dct9(x0, x1, x2, x3, x4, x5, x6, x7, x8 float32) (y0, y1, y2, y3, y4, y5, y6, y7, y8 float32) {
	const (
		cos10 = 0.98480775301220805936
		cos20 = 0.93969262078590838405
		cos30 = 0.86602540378443864676
		cos40 = 0.76604444311897803520
		cos50 = 0.64278760968653932632
		cos70 = 0.34202014332566873304
		cos80 = 0.17364817766693034885
	)
	half := x0 + 0.5*x6
	p, q, r := cos20*(x2+x4), cos40*(x2+x8), cos80*(x4-x8)
	e0, e2, e3 := half+p-r, half-p+q, half-q+r
	rest := x2 - x4 - x8
	e1, e4 := x0-x6+0.5*rest, x0-x6-rest

	mid := cos30 * x3
	p, q, r = cos10*(x1+x5), cos50*(x1+x7), cos70*(x5-x7)
	o0, o2, o3 := p-r+mid, q-r-mid, p-q-mid
	o1 := cos30 * (x1 - x5 - x7)
	return e0 + o0, e1 + o1, e2 + o2, e3 + o3, e4, e3 - o3, e2 - o2, e1 - o1, e0 - o0
}

// shortCosines give the six different samples of a short transform, by sample and line.
var shortCosines = func() (t [6][6]float32) {
	for i, sample := range [6]int{0, 1, 2, 6, 7, 8} {
		for k := range 6 {
			t[i][k] = float32(math.Cos(math.Pi / 24 * float64((2*sample+7)*(2*k+1))))
		}
	}
	return t
}()

// imdctShort transforms three times 6 lines into 12 samples each, which overlap in the middle of 36.
func imdctShort(out *[slots][subbands]float32, band int, x, overlap *[bandLines]float32) {
	var y [2 * bandLines]float32
	window := &windows[0][2]
	for w := range 3 {
		at := y[6+6*w:][:12]
		for i, c := range &shortCosines {
			v := x[w]*c[0] + x[3+w]*c[1] + x[6+w]*c[2] + x[9+w]*c[3] + x[12+w]*c[4] + x[15+w]*c[5]
			if i < 3 {
				at[i] += v * window[i]
				at[5-i] -= v * window[5-i]
			} else {
				at[3+i] += v * window[3+i]
				at[14-i] += v * window[14-i]
			}
		}
	}
	if band&1 == 1 {
		for i := 1; i < len(y); i += 2 {
			y[i] = -y[i]
		}
	}
	for i, v := range overlap {
		out[i][band&31] = v + y[i]
	}
	copy(overlap[:], y[bandLines:])
}
