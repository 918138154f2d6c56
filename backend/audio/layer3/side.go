// Side information: how each granule's sound is coded.

package layer3

// granule is what the side information says of one channel of a granule.
type granule struct {
	bits       int // of scale factors and spectrum
	big        int // pairs of lines up to where only -1, 0 and 1 follow
	gain       int
	compress   int // how many bits the scale factors have
	block      int // 0 long, 1 before short ones, 2 short, 3 after short ones
	mixed      bool
	short      bool // block is 2
	tables     [3]int
	regions    [2]int // where in pairs the second and third table begin to hold
	window     [3]int // gain of each short window
	preflag    bool
	shift      int // of the scale factors
	quads      int // which table has the lines after the big ones
	longEnd    int // bands before the short ones
	shortStart int
}

// readSide reports whether the side information makes sense.
func (d *Decoder) readSide(h Header) bool {
	s := &d.side
	channels := h.channels()
	if h.LSF {
		s.pos = 8 + channels
	} else {
		s.pos = 9 + 5
		if channels == 2 {
			s.pos = 9 + 3
		}
		for c := range channels {
			d.shared[c] = s.read(4)
		}
	}
	for i := range h.granules() {
		for c := range channels {
			if !d.granules[i][c].read(s, h) {
				return false
			}
		}
	}
	return true
}

func (g *granule) read(s *bits, h Header) bool {
	*g = granule{bits: s.read(12), big: s.read(9), gain: s.read(8), longEnd: longBands, shortStart: shortBands}
	if h.LSF {
		g.compress = s.read(9)
	} else {
		g.compress = s.read(4)
	}
	bands := &bandTables[h.bands]
	if s.flag() {
		g.block, g.mixed = s.read(2), s.flag()
		g.short = g.block == 2
		g.tables = [3]int{s.read(5), s.read(5), 0}
		g.window = [3]int{s.read(3), s.read(3), s.read(3)}
		g.regions = [2]int{bands.long[8] / 2, granuleSize / 2}
		if g.short {
			g.regions[0] = 3 * bands.short[3] / 2
			g.shortStart, g.longEnd = 0, 0
		}
		if g.short && g.mixed {
			g.shortStart, g.longEnd = 3, bands.mixed
		}
		if g.block == 0 {
			return false
		}
	} else {
		g.tables = [3]int{s.read(5), s.read(5), s.read(5)}
		first := s.read(4) + 1
		second := first + s.read(3) + 1
		g.regions = [2]int{bands.long[first] / 2, bands.long[min(second, longBands)] / 2}
	}
	if !h.LSF {
		g.preflag = s.flag()
	}
	g.shift, g.quads = 1+s.read(1), s.read(1)
	return g.big <= granuleSize/2
}
