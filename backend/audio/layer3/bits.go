// Reading bits. Reading beyond the end gives zeros, and moves on: whoever reads looks at the place.

package layer3

import "encoding/binary"

// mostSound is more than any frame has: what the reservoir holds, and the largest frame.
const mostSound = 4096

type bits struct {
	pos, end int // in bits
	buf      [mostSound + 8]byte
}

func (b *bits) load(data []byte) {
	n := copy(b.buf[:mostSound], data)
	clear(b.buf[n : n+8])
	b.pos, b.end = 0, 8*n
}

// peek gives at least 57 bits from a place on, at the top.
func (b *bits) peek(pos int) uint64 {
	i := pos >> 3 & (mostSound - 1)
	return binary.BigEndian.Uint64(b.buf[i:i+8]) << (pos & 7)
}

func (b *bits) read(n int) int {
	v := b.peek(b.pos) >> 1 >> (63 - n)
	b.pos += n
	return int(v)
}

func (b *bits) flag() bool { return b.read(1) != 0 }
