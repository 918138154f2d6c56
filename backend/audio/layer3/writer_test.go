package layer3

import (
	"math"
	"math/rand/v2"
)

// A writer of frames that no encoder makes: anything that the format allows, by chance.

type bitWriter struct {
	b []byte
	n int // bits
}

func (w *bitWriter) put(v, n int) {
	for i := n - 1; i >= 0; i-- {
		if w.n%8 == 0 {
			w.b = append(w.b, 0)
		}
		w.b[w.n/8] |= byte(v>>i&1) << (7 - w.n%8)
		w.n++
	}
}

func (w *bitWriter) flag(v bool) {
	if v {
		w.put(1, 1)
		return
	}
	w.put(0, 1)
}

type code struct{ bits, length int }

// pairCodes are the codes of each table by x<<4|y; quadCodes by the four values.
var pairCodes, quadCodes = func() (pairs [32]map[int]code, quads [2]map[int]code) {
	read := func(s string) map[int]code {
		m := map[int]code{}
		parseCodes(s, func(bits uint32, length int, values uint16) {
			m[int(values)] = code{int(bits >> (32 - length)), length}
		})
		return m
	}
	for i, n := range [...]int{1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15} {
		pairs[n] = read(codes[i])
	}
	for n := 16; n < 32; n++ {
		pairs[n] = read(codes[13+(n-16)/8])
	}
	return pairs, [2]map[int]code{read(codes[15]), read(codes[16])}
}()

// frame is what a file has of a frame, and its sound whole.
type frame struct {
	header, side, sound []byte
}

// kind is what all frames of a stream have in common.
type kind struct {
	version, rate int // as in a header
	mode, joined  int
	checked       bool
}

func (k kind) header(bitrate int) []byte {
	protection := 1
	if k.checked {
		protection = 0
	}
	return []byte{0xff, 0xe0 | byte(k.version<<3|1<<1|protection), byte(bitrate<<4 | k.rate<<2), byte(k.mode<<6 | k.joined<<4)}
}

// stream makes frames, and the file that they are: each frame's sound begins where the one before it ends.
func (k kind) stream(r *rand.Rand, count int) (frames []frame, file []byte) {
	head := k.header(12)
	h, ok := ParseHeader(head, 0)
	if !ok {
		panic("no header")
	}
	room, farthest := h.Size-h.Skip-h.Side, 511
	if h.LSF {
		farthest = 255
	}
	var sound []byte
	var last [2]blocks
	for i := range count {
		var order [2][2]blocks
		for g := range h.granules() {
			for c := range h.channels() {
				last[c] = last[c].next(r, h.bands != 8)
				if h.intensity {
					last[c] = last[0]
				}
				order[g][c] = last[c]
			}
		}
		back := i*room - len(sound)
		if back > farthest {
			sound = append(sound, make([]byte, back-farthest)...)
			back = farthest
		}
		f := writeFrame(r, h, head, order, back, back+room)
		frames = append(frames, f)
		sound = append(sound, f.sound...)
	}
	sound = append(sound, make([]byte, max(0, count*room-len(sound)))...)
	for i, f := range frames {
		file = append(file, f.header...)
		file = append(file, make([]byte, h.Skip-HeaderSize)...)
		file = append(file, f.side...)
		file = append(file, sound[i*room:(i+1)*room]...)
	}
	return frames, file
}

// writeFrame fills as much of the room as it finds by trying.
func writeFrame(r *rand.Rand, h Header, head []byte, blocks [2][2]blocks, back, room int) frame {
	for full := 1.0; ; full *= 0.8 {
		var side, sound bitWriter
		shared := [2]int{r.IntN(16), r.IntN(16)}
		if h.LSF {
			side.put(back, 8)
			side.put(0, h.channels())
		} else {
			side.put(back, 9)
			side.put(0, 7-2*h.channels())
			for c := range h.channels() {
				side.put(shared[c], 4)
			}
		}
		for i := range h.granules() {
			for c := range h.channels() {
				w := granuleWriter{r: r, h: h, side: &side, sound: &sound, right: c == 1, full: full, blocks: blocks[i][c]}
				if i == 1 {
					w.shared = shared[c]
				}
				w.write()
			}
		}
		if len(sound.b) <= room {
			return frame{head, side.b, sound.b}
		}
	}
}

// blocks is a granule's block type, and whether its lowest subbands are long.
type blocks struct {
	block int
	mixed bool
}

// next keeps to the order that windows fit together in.
func (b blocks) next(r *rand.Rand, mayMix bool) blocks {
	switch {
	case b.block == 1, b.block == 2 && r.IntN(2) == 0:
		return blocks{2, b.mixed}
	case b.block == 2:
		return blocks{3, b.mixed}
	case r.IntN(2) == 0:
		return blocks{1, mayMix && r.IntN(2) == 0}
	}
	return blocks{}
}

// granuleWriter writes one channel of a granule.
type granuleWriter struct {
	r           *rand.Rand
	h           Header
	side, sound *bitWriter
	right       bool
	shared      int
	full        float64 // how much of the spectrum to fill at most
	blocks
}

func (w *granuleWriter) write() {
	r, bands := w.r, &bandTables[w.h.bands]
	most := int(288 * w.full)
	if w.right && w.h.intensity {
		most /= 3
	}
	big := r.IntN(most + 1)
	first, second := r.IntN(16), r.IntN(8)
	regions := [2]int{bands.long[first+1] / 2, bands.long[min(first+second+2, longBands)] / 2}
	if w.block != 0 {
		regions = [2]int{bands.long[8] / 2, 288}
		if w.block == 2 {
			regions[0] = 3 * bands.short[3] / 2
		}
	}
	var tables [3]int
	for i := range tables {
		for {
			tables[i] = r.IntN(32)
			if tables[i] != 4 && tables[i] != 14 {
				break
			}
		}
	}
	compress := r.IntN(16)
	if w.h.LSF {
		compress = r.IntN(512)
	}
	quads := r.IntN(2)

	begin := w.sound.n
	w.factors(compress)
	largest := w.pairs(big, regions, tables)
	for at := 2 * big; at+4 <= int(576*w.full) && r.IntN(40) > 0; at += 4 {
		values := r.IntN(16)
		c := quadCodes[quads][values]
		w.sound.put(c.bits, c.length)
		for k := range 4 {
			if values&(8>>k) != 0 {
				w.sound.put(r.IntN(2), 1)
			}
		}
	}
	length := w.sound.n - begin

	loud := 210 - int(4*math.Log2(math.Pow(float64(largest+1), 4.0/3))) - 6
	w.side.put(length, 12)
	w.side.put(big, 9)
	w.side.put(loud, 8)
	if w.h.LSF {
		w.side.put(compress, 9)
	} else {
		w.side.put(compress, 4)
	}
	w.side.flag(w.block != 0)
	if w.block != 0 {
		w.side.put(w.block, 2)
		w.side.flag(w.mixed)
		w.side.put(tables[0], 5)
		w.side.put(tables[1], 5)
		for range 3 {
			w.side.put(r.IntN(8)/3, 3)
		}
	} else {
		for _, t := range tables {
			w.side.put(t, 5)
		}
		w.side.put(first, 4)
		w.side.put(second, 3)
	}
	if !w.h.LSF {
		w.side.put(r.IntN(2), 1)
	}
	w.side.put(r.IntN(2), 1)
	w.side.put(quads, 1)
}

func (w *granuleWriter) factors(compress int) {
	put := func(count, n int) {
		for range count {
			most := 1 << n
			if w.h.LSF && n > 0 { // ffmpeg takes the largest for an intensity, and 16 for none
				most = min(most-1, 16)
			}
			w.sound.put(w.r.IntN(most), n)
		}
	}
	short := w.block == 2
	if w.h.LSF {
		n, counts := lsfBits(compress, w.right && w.h.intensity)
		kind := 0
		if short {
			kind = 1
		}
		if short && w.mixed {
			kind = 2
		}
		for part, count := range lsfCounts[counts][kind] {
			put(count, n[part])
		}
		return
	}
	n := factorBits[compress]
	if short {
		lower := 18
		if w.mixed {
			lower = 17
		}
		put(lower, n[0])
		put(18, n[1])
		return
	}
	for i, count := range [4]int{6, 5, 5, 5} {
		if w.shared&(8>>i) == 0 {
			put(count, n[i/2])
		}
	}
}

// pairs gives the largest value.
func (w *granuleWriter) pairs(big int, regions [2]int, tables [3]int) (largest int) {
	for at := range big {
		region := 0
		for region < 2 && at >= regions[region] {
			region++
		}
		number := tables[region]
		if number == 0 {
			continue
		}
		codes, escaped := pairCodes[number], pairTables[number].escaped
		var c code
		var v [2]int
		for {
			v = [2]int{w.r.IntN(16), w.r.IntN(16)}
			if w.r.IntN(3) > 0 {
				v = [2]int{v[0] & v[1], v[1] & w.r.IntN(16)}
			}
			var ok bool
			if c, ok = codes[v[0]<<4|v[1]]; ok {
				break
			}
		}
		w.sound.put(c.bits, c.length)
		for _, v := range v {
			if escaped > 0 && v == 15 {
				more := w.r.IntN(1 << escaped)
				w.sound.put(more, escaped)
				v += more
			}
			if v != 0 {
				w.sound.put(w.r.IntN(2), 1)
			}
			largest = max(largest, v)
		}
	}
	return largest
}
