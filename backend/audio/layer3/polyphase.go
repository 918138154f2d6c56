// From subbands to samples: the polyphase filter (ISO 11172-3, 2.4.3.4.10.6 and annex B, table B.3).

package layer3

import "math"

// prototype is the first half of the filter's window in units of 1/65536; the second mirrors it.
var prototype = [257]int32{
	0, -1, -1, -1, -1, -1, -1, -2, -2, -2, -2, -3, -3, -4, -4, -5,
	-5, -6, -7, -7, -8, -9, -10, -11, -13, -14, -16, -17, -19, -21, -24, -26,
	-29, -31, -35, -38, -41, -45, -49, -53, -58, -63, -68, -73, -79, -85, -91, -97,
	-104, -111, -117, -125, -132, -139, -147, -154, -161, -169, -176, -183, -190, -196, -202, -208,
	213, 218, 222, 225, 227, 228, 228, 227, 224, 221, 215, 208, 200, 189, 177, 163,
	146, 127, 106, 83, 57, 29, -2, -36, -72, -111, -153, -197, -244, -294, -347, -401,
	-459, -519, -581, -645, -711, -779, -848, -919, -991, -1064, -1137, -1210, -1283, -1356, -1428, -1498,
	-1567, -1634, -1698, -1759, -1817, -1870, -1919, -1962, -2001, -2032, -2057, -2075, -2085, -2087, -2080, -2063,
	2037, 2000, 1952, 1893, 1822, 1739, 1644, 1535, 1414, 1280, 1131, 970, 794, 605, 402, 185,
	-45, -288, -545, -814, -1095, -1388, -1692, -2006, -2330, -2663, -3004, -3351, -3705, -4063, -4425, -4788,
	-5153, -5517, -5879, -6237, -6589, -6935, -7271, -7597, -7910, -8209, -8491, -8755, -8998, -9219, -9416, -9585,
	-9727, -9838, -9916, -9959, -9966, -9935, -9863, -9750, -9592, -9389, -9139, -8840, -8492, -8092, -7640, -7134,
	6574, 5959, 5288, 4561, 3776, 2935, 2037, 1082, 70, -998, -2122, -3300, -4533, -5818, -7154, -8540,
	-9975, -11455, -12980, -14548, -16155, -17799, -19478, -21189, -22929, -24694, -26482, -28289, -30112, -31947, -33791, -35640,
	-37489, -39336, -41176, -43006, -44821, -46617, -48390, -50137, -51853, -53534, -55178, -56778, -58333, -59838, -61289, -62684,
	-64019, -65290, -66494, -67629, -68692, -69679, -70590, -71420, -72169, -72835, -73415, -73908, -74313, -74630, -74856, -74992,
	75038,
}

// phase is what the window weights the last 16 results of the transform with, the oldest first, for one sample and for
// the one that mirrors it: the odd places those of one result of the transform, the even places those of another.
type phase struct{ sample, mirror [16]float32 }

var phases = func() (t [17]phase) {
	at := func(i int) float32 {
		v := prototype[min(i, 512-i)]
		if i > 256 && i%64 != 0 {
			v = -v
		}
		return float32(v) / 65536
	}
	for j := range t {
		for i := range 8 {
			t[j].sample[15-2*i] = at(64*i + j)
			t[j].sample[14-2*i] = -at(64*i + 32 + j)
			if j > 0 {
				t[j].mirror[15-2*i] = -at(64*i + 32 - j)
				t[j].mirror[14-2*i] = -at(64*i + 64 - j)
			}
		}
	}
	return t
}()

// polyphase turns the slots into the samples of channel c.
func (f *filter) polyphase(out [][2]float64, c int, in *[slots][subbands]float32) {
	c &= 1
	for i := range in {
		f.transform(&in[i], i+15)
		now := (*[subbands][2]float64)(out[i*subbands:])
		middle := (*[16]float32)(f.history[16][i:])
		now[0][c] = float64(odd(middle, &phases[0].sample) + even(middle, &phases[0].sample))
		now[16][c] = float64(even((*[16]float32)(f.history[0][i:]), &phases[16].sample))
		for j := 1; j < 16; j++ {
			x, y, p := (*[16]float32)(f.history[16+j][i:]), (*[16]float32)(f.history[16-j][i:]), &phases[j]
			now[j][c] = float64(odd(x, &p.sample) + even(y, &p.sample))
			now[32-j][c] = float64(odd(x, &p.mirror) + even(y, &p.mirror))
		}
	}
	for i := range f.history {
		h := &f.history[i]
		copy(h[:15], h[slots:])
	}
}

func odd(x, w *[16]float32) float32 {
	return x[1]*w[1] + x[3]*w[3] + x[5]*w[5] + x[7]*w[7] + x[9]*w[9] + x[11]*w[11] + x[13]*w[13] + x[15]*w[15]
}

func even(x, w *[16]float32) float32 {
	return x[0]*w[0] + x[2]*w[2] + x[4]*w[4] + x[6]*w[6] + x[8]*w[8] + x[10]*w[10] + x[12]*w[12] + x[14]*w[14]
}

// secants are 1/(2 cos((2n+1) π/2N)) for transforms of 32, 16 and 8.
var secants = func() (t struct {
	of32 [16]float32
	of16 [8]float32
}) {
	for i := range t.of32 {
		t.of32[i] = float32(0.5 / math.Cos(math.Pi/64*float64(2*i+1)))
	}
	for i := range t.of16 {
		t.of16[i] = float32(0.5 / math.Cos(math.Pi/32*float64(2*i+1)))
	}
	return t
}()

// transform is a DCT-II of 32, taken apart into four of 8 (B. G. Lee 1984): of sums, which give the even results, and of
// differences, of which two neighbours give an odd one.
func (f *filter) transform(x *[subbands]float32, at int) {
	var t [4][8]float32
	for i := range 8 {
		a, b := x[i]+x[31-i], x[15-i]+x[16+i]
		c, d := (x[i]-x[31-i])*secants.of32[i], (x[15-i]-x[16+i])*secants.of32[15-i]
		s := secants.of16[i]
		t[0][i], t[1][i], t[2][i], t[3][i] = a+b, (a-b)*s, c+d, (c-d)*s
	}
	for i := range t {
		t[i][0], t[i][1], t[i][2], t[i][3], t[i][4], t[i][5], t[i][6], t[i][7] =
			dct8(t[i][0], t[i][1], t[i][2], t[i][3], t[i][4], t[i][5], t[i][6], t[i][7])
	}
	h := &f.history
	for i := range 8 {
		last, after := float32(0), float32(0)
		if i < 7 {
			last, after = t[3][i+1], t[2][i+1]
		}
		low, high := t[3][i]+last, float32(0)
		if i < 7 {
			high = t[1][i+1]
		}
		h[4*i][at] = t[0][i]
		h[4*i+1][at] = t[2][i] + low
		h[4*i+2][at] = t[1][i] + high
		h[4*i+3][at] = low + after
	}
}

// dct8 is a DCT-II: y[k] is the sum of x[n] cos(k (2n+1) π/16).
func dct8(x0, x1, x2, x3, x4, x5, x6, x7 float32) (y0, y1, y2, y3, y4, y5, y6, y7 float32) {
	const (
		root = math.Sqrt2 / 2
		// 1/(2 cos) of the 1st, 3rd, 5th, 7th sixteenth of π, and of the 1st and 3rd eighth.
		s1, s3, s5, s7 = 0.50979557910415916894, 0.60134488693504528054, 0.89997622313641570464, 2.56291544774150617879
		r1, r3         = 0.54119610014619698440, 1.30656296487637652786
	)
	a0, a1, a2, a3 := x0+x7, x1+x6, x2+x5, x3+x4
	b0, b1, b2, b3 := (x0-x7)*s1, (x1-x6)*s3, (x2-x5)*s5, (x3-x4)*s7
	c0, c1, d0, d1 := a0+a3, a1+a2, (a0-a3)*r1, (a1-a2)*r3
	d := (d0 - d1) * root
	y0, y4, y2, y6 = c0+c1, (c0-c1)*root, d0+d1+d, d
	c0, c1, d0, d1 = b0+b3, b1+b2, (b0-b3)*r1, (b1-b2)*r3
	d = (d0 - d1) * root
	e0, e2, e1, e3 := c0+c1, (c0-c1)*root, d0+d1+d, d
	return y0, e0 + e1, y2, e1 + e2, y4, e2 + e3, y6, e3
}
