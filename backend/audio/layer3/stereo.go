// Two channels from what they have in common, and the order of lines in short blocks.

package layer3

import "math"

// shares are those of the two channels in a line that only the left one has, by the scale factor of the right one: for
// MPEG-1, and for MPEG-2 in fine and in coarse steps (ISO 11172-3, 2.4.3.4.9.3; ISO 13818-3, 2.4.3.2).
var shares = func() (t [3][32][2]float32) {
	for i := range t[0] {
		left, right := math.Sincos(float64(min(i, 6)) * math.Pi / 12)
		t[0][i] = [2]float32{float32(left / (left + right)), float32(right / (left + right))}
		for scale := range 2 {
			less := float32(math.Exp2(float64((i+1)/2) * []float64{-0.25, -0.5}[scale]))
			t[1+scale][i] = [2]float32{1, less}
			if i%2 == 1 {
				t[1+scale][i] = [2]float32{less, 1}
			}
		}
	}
	return t
}()

// join makes left and right of the two channels. g is the right one's.
func (d *Decoder) join(h Header, g *granule, bands *bandTable) {
	left, right := &d.spectrum[0], &d.spectrum[1]
	if h.intensity {
		d.joinByBands(h, g, bands)
	} else if h.middle {
		n := max(left.lines, right.lines)
		l, r := left.v[:n], right.v[:n]
		for i, a := range l {
			b := r[i]
			l[i], r[i] = a+b, a-b
		}
	}
	if h.intensity || h.middle {
		n := max(left.lines, right.lines)
		left.lines, right.lines = n, n
	}
}

// joinByBands goes from the highest band down. As long as the right channel has nothing it takes a share of the left
// one; below, its scale factors are its own.
func (d *Decoder) joinByBands(h Header, g *granule, bands *bandTable) {
	table := &shares[0]
	if h.LSF {
		table = &shares[1+g.compress&1]
	}
	f := &d.factors[1]
	var own [3]bool // has lines, by window
	at := granuleSize
	// The highest band has no scale factor, and takes that of the one below.
	k := g.longEnd + 3*(shortBands-1-g.shortStart)
	for i := shortBands - 1; i >= g.shortStart; i-- {
		if i != shortBands-2 {
			k -= 3
		}
		for w := 2; w >= 0; w-- {
			n := bands.short[i+1] - bands.short[i]
			at -= n
			d.joinBand(h, at, n, &own[w], f.illegal[k+w], table[f.v[k+w]&31])
		}
	}
	some := own[0] || own[1] || own[2]
	for i := g.longEnd - 1; i >= 0; i-- {
		k := min(i, longBands-2)
		n := bands.long[i+1] - bands.long[i]
		at -= n
		d.joinBand(h, at, n, &some, f.illegal[k], table[f.v[k]&31])
	}
}

func (d *Decoder) joinBand(h Header, at, n int, own *bool, illegal bool, share [2]float32) {
	l, r := d.spectrum[0].v[at:at+n], d.spectrum[1].v[at:at+n]
	for _, v := range r {
		*own = *own || v != 0
	}
	switch {
	case !*own && !illegal:
		for i, v := range l {
			l[i], r[i] = v*share[0], v*share[1]
		}
	case h.middle:
		for i, a := range l {
			b := r[i]
			l[i], r[i] = (a+b)*(math.Sqrt2/2), (a-b)*(math.Sqrt2/2)
		}
	}
}

// reorder puts the lines of the three windows of each short band side by side.
func (s *spectrum) reorder(g *granule, bands *bandTable) {
	var tmp [granuleSize]float32
	at := 0
	if g.longEnd > 0 {
		at = bands.long[g.longEnd]
	}
	for i := g.shortStart; i < shortBands && at < s.lines; i++ {
		n := bands.short[i+1] - bands.short[i]
		band := s.v[at : at+3*n]
		copy(tmp[:], band)
		for k := range n {
			band[3*k], band[3*k+1], band[3*k+2] = tmp[k], tmp[n+k], tmp[2*n+k]
		}
		at += 3 * n
	}
	s.lines = max(s.lines, at)
}
