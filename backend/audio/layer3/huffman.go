// Decoding the spectrum: from bits to lines with their gain.

package layer3

import (
	"math"
	"strconv"
)

// pairTable finds the code that the next bits begin with. An entry is a code, or where longer ones are.
type pairTable struct {
	short   [1 << shortBits]uint16
	long    []uint16
	escaped int // bits that follow the value 15
}

// An entry has the values in its lower bits, each with one that says that it is not 0 and has a sign, and the code's
// length. One for longer codes has their place in the lower bits, and how many bits more choose among them.
const (
	shortBits = 9

	entryY      = 0
	entryX      = 4
	entrySignY  = 8
	entrySignX  = 9
	entryLength = 10
	entryLonger = 1 << 15
	entryMore   = 11
)

// parseCodes gives for each code its first bits, at the top, its length and its values.
func parseCodes(s string, add func(code uint32, length int, values uint16)) {
	code := uint64(0)
	for ; s != ""; s = s[3:] {
		values, err := strconv.ParseUint(s[:2], 16, 8)
		if err != nil {
			panic(err)
		}
		length := int(s[2]-'a') + 1
		add(uint32(code), length, uint16(values))
		code += 1 << (32 - length)
	}
}

func newPairTable(s string) *pairTable {
	t := &pairTable{}
	longest := map[uint32]int{} // of the codes that begin with the same short bits
	parseCodes(s, func(code uint32, length int, _ uint16) {
		head := code >> (32 - shortBits)
		longest[head] = max(longest[head], length)
	})
	parseCodes(s, func(code uint32, length int, values uint16) {
		entry := values | uint16(length)<<entryLength
		if values>>entryX != 0 {
			entry |= 1 << entrySignX
		}
		if values&15 != 0 {
			entry |= 1 << entrySignY
		}
		head := code >> (32 - shortBits)
		if length <= shortBits {
			for i := range uint32(1) << (shortBits - length) {
				t.short[head+i] = entry
			}
			return
		}
		more := longest[head] - shortBits
		if t.short[head] == 0 {
			t.short[head] = entryLonger | uint16(more)<<entryMore | uint16(len(t.long))
			t.long = append(t.long, make([]uint16, 1<<more)...)
		}
		at := uint32(t.short[head]&(1<<entryMore-1)) + code<<shortBits>>(32-more)
		for i := range uint32(1) << (longest[head] - length) {
			t.long[at+i] = entry
		}
	})
	return t
}

// pairTables are by the number that side information gives. Number 0 is all zeros; 4 and 14 do not exist.
var pairTables = func() (all [32]*pairTable) {
	for i, n := range [...]int{1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15} {
		all[n] = newPairTable(codes[i])
	}
	for i, escaped := range [...]int{1, 2, 3, 4, 6, 8, 10, 13, 4, 5, 6, 7, 8, 9, 11, 13} {
		t := *newPairTable(codes[13+i/8])
		t.escaped = escaped
		all[16+i] = &t
	}
	return all
}()

// quadTables have in an entry the four values, and the code's length above them.
var quadTables = func() (all [2][64]uint8) {
	for i := range all {
		parseCodes(codes[15+i], func(code uint32, length int, values uint16) {
			for k := range uint32(1) << (6 - length) {
				all[i][code>>26+k] = uint8(values) | uint8(length)<<4
			}
		})
	}
	return all
}()

// mostValue is the largest that a code can give: 15, and 13 bits added to it.
const mostValue = 15 + 1<<13 - 1

// powers are the values' powers of 4/3, as the bits of floats, to which a sign can be added.
var powers = func() (t [1 << 14]uint32) {
	for i := range mostValue + 1 {
		t[i] = math.Float32bits(float32(math.Pow(float64(i), 4.0/3)))
	}
	return t
}()

// spectrum is a granule's of one channel. What lies behind lines is 0.
type spectrum struct {
	lines int
	v     [granuleSize]float32
}

// readSpectrum decodes what lies before end, and reports whether it is a spectrum.
func (d *Decoder) readSpectrum(g *granule, s *spectrum, end int) bool {
	at := 0
	for i, number := range g.tables {
		to := g.big
		if i < 2 {
			to = max(min(g.regions[i], to), at)
		}
		if at == to {
			continue
		}
		table := pairTables[number]
		switch {
		case number == 0:
			clear(s.v[2*at : 2*to])
		case table == nil:
			return false
		case table.escaped > 0:
			d.readEscaped(table, s.v[2*at:2*to], d.gains[at:to])
		default:
			d.readPairs(table, s.v[2*at:2*to], d.gains[at:to])
		}
		at = to
	}
	if d.sound.pos > end {
		return false
	}
	s.lines = d.readQuads(&quadTables[g.quads], s, 2*at, end)
	clear(s.v[s.lines:])
	return true
}

func (d *Decoder) readPairs(t *pairTable, lines, gains []float32) {
	pos := d.sound.pos
	for i, gain := range gains {
		v := d.sound.peek(pos)
		e := t.short[v>>(64-shortBits)]
		if e >= entryLonger {
			e = t.longer(e, v)
		}
		n := int(e >> entryLength)
		v <<= n & 63
		x := powers[e>>entryX&15] ^ uint32(v>>32)&(1<<31)
		nx := int(e >> entrySignX & 1)
		v <<= nx
		y := powers[e&15] ^ uint32(v>>32)&(1<<31)
		pos += n + nx + int(e>>entrySignY&1)
		line := lines[2*i : 2*i+2]
		line[0] = math.Float32frombits(x) * gain
		line[1] = math.Float32frombits(y) * gain
	}
	d.sound.pos = pos
}

// readEscaped is readPairs for values that may be larger than 15.
func (d *Decoder) readEscaped(t *pairTable, lines, gains []float32) {
	pos := d.sound.pos
	for i, gain := range gains {
		v := d.sound.peek(pos)
		e := t.short[v>>(64-shortBits)]
		if e >= entryLonger {
			e = t.longer(e, v)
		}
		n := int(e >> entryLength)
		v <<= n & 63
		x, y := uint32(e>>entryX&15), uint32(e&15)
		if x == 15 {
			x += uint32(v >> (64 - t.escaped))
			v <<= t.escaped
			n += t.escaped
		}
		x = powers[x&(1<<14-1)] ^ uint32(v>>32)&(1<<31)
		nx := int(e >> entrySignX & 1)
		v <<= nx
		if y == 15 {
			y += uint32(v >> (64 - t.escaped))
			v <<= t.escaped
			n += t.escaped
		}
		y = powers[y&(1<<14-1)] ^ uint32(v>>32)&(1<<31)
		pos += n + nx + int(e>>entrySignY&1)
		line := lines[2*i : 2*i+2]
		line[0] = math.Float32frombits(x) * gain
		line[1] = math.Float32frombits(y) * gain
	}
	d.sound.pos = pos
}

func (t *pairTable) longer(e uint16, v uint64) uint16 {
	more := e >> entryMore & 15
	return t.long[uint64(e&(1<<entryMore-1))+v<<shortBits>>(64-more)]
}

// readQuads reads the lines from at on, up to the end of the bits, and gives where they end.
func (d *Decoder) readQuads(t *[64]uint8, s *spectrum, at, end int) int {
	pos := d.sound.pos
	for pos < end && at+4 <= granuleSize {
		v := d.sound.peek(pos)
		e := t[v>>58]
		pos += int(e >> 4)
		v <<= e >> 4
		line, gains := s.v[at:at+4:at+4], d.gains[at/2:at/2+2]
		g := [2]uint32{math.Float32bits(gains[0]), math.Float32bits(gains[1])}
		for k := range line {
			some := uint32(e>>(3-k)) & 1
			line[k] = math.Float32frombits(g[k/2]&-some | uint32(v>>32)&(some<<31))
			v <<= some
			pos += int(some)
		}
		if pos > end { // the last one is what fills the bits up
			break
		}
		at += 4
	}
	d.sound.pos = pos
	return at
}

// absurd reports whether there is a line that no encoder makes of any sound: damage that the codes did not show. A tone
// at full scale has lines of about 1.
func (s *spectrum) absurd() bool {
	const most = 8
	for _, v := range s.v[:s.lines] {
		if v > most || v < -most {
			return true
		}
	}
	return false
}
