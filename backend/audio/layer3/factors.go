// Scale factors, and the gain of each line that follows from them.

package layer3

import "math"

// scaleFactors are those of the long bands, then of the short ones, three windows each.
type scaleFactors struct {
	v [39]int
	// illegal marks those that, in the place of an intensity, say that there is none.
	illegal [39]bool
}

// factorBits are the bits of scale factors of the lower and the upper bands (ISO 11172-3, 2.4.2.7).
var factorBits = [16][2]int{
	{0, 0}, {0, 1}, {0, 2}, {0, 3}, {3, 0}, {1, 1}, {1, 2}, {1, 3},
	{2, 1}, {2, 2}, {2, 3}, {3, 1}, {3, 2}, {3, 3}, {4, 2}, {4, 3},
}

// read takes those of the groups in shared from the granule before.
func (f *scaleFactors) read(b *bits, g *granule, shared int) {
	lower, upper := factorBits[g.compress][0], factorBits[g.compress][1]
	if g.short {
		n := 18
		if g.mixed {
			n = 17
		}
		f.fill(b, 0, n, lower)
		f.fill(b, n, 18, upper)
		clear(f.v[n+18:])
		return
	}
	for i, end := range [4]int{6, 11, 16, 21} {
		start, n := [4]int{0, 6, 11, 16}[i], lower
		if i >= 2 {
			n = upper
		}
		if shared&(8>>i) == 0 {
			f.fill(b, start, end-start, n)
		}
	}
	clear(f.v[21:])
}

func (f *scaleFactors) fill(b *bits, from, count, n int) {
	for i := range f.v[from : from+count] {
		f.v[from+i] = b.read(n)
		f.illegal[from+i] = f.v[from+i] >= 7
	}
}

// lsfCounts are how many scale factors have as many bits each as the four numbers of lsfBits say: of long, short and
// mixed blocks (ISO 13818-3, 2.4.3.2).
var lsfCounts = [6][3][4]int{
	{{6, 5, 5, 5}, {9, 9, 9, 9}, {6, 9, 9, 9}},
	{{6, 5, 7, 3}, {9, 9, 12, 6}, {6, 9, 12, 6}},
	{{11, 10, 0, 0}, {18, 18, 0, 0}, {15, 18, 0, 0}},
	{{7, 7, 7, 0}, {12, 12, 12, 0}, {6, 15, 12, 0}},
	{{6, 6, 6, 3}, {12, 9, 9, 6}, {6, 12, 9, 6}},
	{{8, 8, 5, 0}, {15, 12, 9, 0}, {6, 18, 9, 0}},
}

// lsfBits also gives which of lsfCounts holds.
func lsfBits(compress int, intensity bool) (n [4]int, counts int) {
	c := compress
	if intensity {
		c /= 2
		switch {
		case c < 180:
			return [4]int{c / 36, c % 36 / 6, c % 6, 0}, 3
		case c < 244:
			c -= 180
			return [4]int{c / 16, c % 16 / 4, c % 4, 0}, 4
		}
		c -= 244
		return [4]int{c / 3, c % 3, 0, 0}, 5
	}
	switch {
	case c < 400:
		return [4]int{c / 80, c / 16 % 5, c / 4 % 4, c % 4}, 0
	case c < 500:
		c -= 400
		return [4]int{c / 20, c / 4 % 5, c % 4, 0}, 1
	}
	c -= 500
	return [4]int{c / 3, c % 3, 0, 0}, 2
}

func (f *scaleFactors) readLSF(b *bits, g *granule, intensity bool) {
	n, counts := lsfBits(g.compress, intensity)
	g.preflag = counts == 2
	kind := 0
	switch {
	case g.short && g.mixed:
		kind = 2
	case g.short:
		kind = 1
	}
	i := 0
	for part, count := range lsfCounts[counts][kind] {
		most := 1<<n[part] - 1
		for range count {
			f.v[i] = b.read(n[part])
			f.illegal[i] = most > 0 && f.v[i] == most
			i++
		}
	}
	clear(f.v[i:])
	clear(f.illegal[i:])
}

// emphasised is added to the scale factors of a granule with preflag (ISO 11172-3, table B.6).
var emphasised = [longBands]int{11: 1, 1, 1, 1, 2, 2, 3, 3, 3, 2}

// gainTable holds the powers of the fourth root of 2, from leastGain on.
const leastGain = -400

var gainTable = func() (t [512]float32) {
	for i := range t {
		t[i] = float32(math.Exp2(float64(leastGain+i) / 4))
	}
	return t
}()

// setGains computes the gain of each pair of lines.
func (d *Decoder) setGains(g *granule, f *scaleFactors, bands *bandTable, h Header) {
	base := g.gain - 210 - leastGain
	if h.middle && !h.intensity {
		base -= 2 // what the sum and the difference of two channels are divided by
	}
	at := 0
	for i := range g.longEnd {
		v := f.v[i]
		if g.preflag {
			v += emphasised[i]
		}
		end := bands.long[i+1] / 2
		fill(d.gains[at:end], gainTable[(base-v<<g.shift)&511])
		at = end
	}
	k := g.longEnd
	for i := g.shortStart; i < shortBands; i++ {
		for w := range 3 {
			n := (bands.short[i+1] - bands.short[i]) / 2
			fill(d.gains[at:at+n], gainTable[(base-8*g.window[w]-f.v[k]<<g.shift)&511])
			at += n
			k++
		}
	}
}

func fill(s []float32, v float32) {
	for i := range s {
		s[i] = v
	}
}
