package layer3

import (
	"math"
	"math/rand/v2"
	"testing"
)

func noise(r *rand.Rand, n int) []float32 {
	s := make([]float32, n)
	for i := range s {
		s[i] = r.Float32()*2 - 1
	}
	return s
}

// TestTransformsAreTheirFormulas compares the fast transforms with what the standard writes.
func TestTransformsAreTheirFormulas(t *testing.T) {
	const close = 2e-6
	r := rand.New(rand.NewPCG(1, 2))

	x := [bandLines]float32(noise(r, bandLines))
	for block := range windows[0] {
		for band := range 2 {
			var out [slots][subbands]float32
			var overlap [bandLines]float32
			want := make([]float64, 2*bandLines)
			if block == 2 {
				imdctShort(&out, band, &x, &overlap)
				for w := range 3 {
					for i, v := range imdct([]float32{x[w], x[3+w], x[6+w], x[9+w], x[12+w], x[15+w]}) {
						want[6+6*w+i] += v * math.Sin(math.Pi/12*(float64(i)+0.5))
					}
				}
			} else {
				imdctLong(&out, band, &x, &overlap, &windows[band][block])
				for i, v := range imdct(x[:]) {
					want[i] = v * math.Abs(float64(windows[0][block][i]))
				}
			}
			for i, v := range want {
				if band == 1 && i%2 == 1 {
					v = -v
				}
				got := overlap[i%bandLines]
				if i < bandLines {
					got = out[i][band]
				}
				if math.Abs(float64(got)-v) > 18*close {
					t.Errorf("block %d, band %d: sample %d is %g, not %g", block, band, i, got, v)
				}
			}
		}
	}

	y := [subbands]float32(noise(r, subbands))
	f := &filter{}
	f.transform(&y, 3)
	for k := range f.history {
		want := 0.0
		for n, v := range y {
			want += float64(v) * math.Cos(math.Pi/64*float64(k*(2*n+1)))
		}
		if got := f.history[k][3]; math.Abs(float64(got)-want) > 32*close {
			t.Errorf("result %d is %g, not %g", k, got, want)
		}
	}
}

func imdct(x []float32) []float64 {
	n := 2 * len(x)
	y := make([]float64, n)
	for i := range y {
		for k, v := range x {
			y[i] += float64(v) * math.Cos(math.Pi/float64(2*n)*float64((2*i+1+n/2)*(2*k+1)))
		}
	}
	return y
}

// TestLongWindowsFitTogether adds up the squares of two halves, as two granules of one sound do.
func TestLongWindowsFitTogether(t *testing.T) {
	for _, pair := range [][2]int{{0, 0}, {0, 1}, {3, 0}, {3, 1}} {
		for i := range bandLines {
			a, b := float64(windows[0][pair[0]][bandLines+i]), float64(windows[0][pair[1]][i])
			if math.Abs(a*a+b*b-1) > 1e-6 {
				t.Errorf("%v do not fit at %d", pair, i)
			}
		}
	}
}
