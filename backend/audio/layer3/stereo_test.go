package layer3

import (
	"math"
	"testing"
)

// TestTheRightChannelTakesItsShareOfTheLeft joins a left channel of ones with a right one that has a line in its 5th
// band, and above it one place between the channels for each band.
func TestTheRightChannelTakesItsShareOfTheLeft(t *testing.T) {
	third, half := math.Sin(math.Pi/6)/(math.Sin(math.Pi/6)+math.Cos(math.Pi/6)), 0.5
	for _, c := range []struct {
		name        string
		h           Header
		compress    int
		place       int
		illegal     bool
		left, right float64
	}{
		{"all right", Header{intensity: true}, 0, 0, false, 0, 1},
		{"a third left", Header{intensity: true}, 0, 2, false, third, 1 - third},
		{"middle", Header{intensity: true}, 0, 3, false, half, half},
		{"all left", Header{intensity: true}, 0, 6, false, 1, 0},
		{"no place", Header{intensity: true}, 0, 7, true, 1, 0},
		{"no place, of the sum", Header{intensity: true, middle: true}, 0, 7, true, math.Sqrt2 / 2, math.Sqrt2 / 2},
		{"MPEG-2, both", Header{LSF: true, intensity: true}, 0, 0, false, 1, 1},
		{"MPEG-2, left lower", Header{LSF: true, intensity: true}, 0, 3, false, math.Exp2(-0.5), 1},
		{"MPEG-2, right lower", Header{LSF: true, intensity: true}, 0, 4, false, 1, math.Exp2(-0.5)},
		{"MPEG-2, coarse", Header{LSF: true, intensity: true}, 1, 4, false, 1, math.Exp2(-1)},
	} {
		d := &Decoder{}
		bands := &bandTables[0]
		fill(d.spectrum[0].v[:], 1)
		d.spectrum[0].lines = granuleSize
		own := bands.long[4]
		d.spectrum[1].v[own], d.spectrum[1].lines = 0.25, own+1
		for i := range d.factors[1].v {
			d.factors[1].v[i], d.factors[1].illegal[i] = c.place, c.illegal
		}
		d.join(c.h, &granule{compress: c.compress, longEnd: longBands, shortStart: shortBands}, bands)
		for i := range granuleSize {
			left, right := 1.0, 0.0
			switch {
			case i >= bands.long[5]:
				left, right = c.left, c.right
			case i == own:
				right = 0.25
			}
			if c.h.middle && i < bands.long[5] {
				left, right = (left+right)*math.Sqrt2/2, (left-right)*math.Sqrt2/2
			}
			l, r := float64(d.spectrum[0].v[i]), float64(d.spectrum[1].v[i])
			if math.Abs(l-left) > 1e-6 || math.Abs(r-right) > 1e-6 {
				t.Errorf("%s: line %d is %g and %g, not %g and %g", c.name, i, l, r, left, right)
				break
			}
		}
	}
}
