// The bits of a FLAC file, and the checksums over them (RFC 9639). It knows nothing of frames.

package decode

import (
	"encoding/binary"
	"math/bits"
)

// bitReader reads big-endian bits.
type bitReader struct {
	b    []byte
	next int // byte
	acc  uint64
	have uint // bits of acc, at its top
	over bool // more was asked for than there is: what was given is worth nothing
}

func (r *bitReader) fill() {
	if r.next+8 <= len(r.b) && r.have == 0 {
		r.acc, r.have = binary.BigEndian.Uint64(r.b[r.next:]), 64
		r.next += 8
		return
	}
	for r.have <= 56 && r.next < len(r.b) {
		r.acc |= uint64(r.b[r.next]) << (56 - r.have)
		r.have += 8
		r.next++
	}
}

// read gives up to 32 bits.
func (r *bitReader) read(n uint) uint64 {
	if r.have < n {
		r.fill()
		if r.have < n {
			r.over = true
			return 0
		}
	}
	if n == 0 {
		return 0
	}
	v := r.acc >> (64 - n)
	r.acc <<= n
	r.have -= n
	return v
}

// signed gives a number in two's complement of up to 33 bits.
func (r *bitReader) signed(n uint) int64 {
	var v uint64
	if n > 32 {
		v = r.read(n - 32)
		n -= 32
		v = v<<32 | r.read(32)
		return int64(v<<(32-n)) >> (32 - n)
	}
	if n == 0 {
		return 0
	}
	return int64(r.read(n)<<(64-n)) >> (64 - n)
}

// unary counts the zeros before the next one.
func (r *bitReader) unary() uint64 {
	n := uint64(0)
	for {
		if r.have == 0 {
			r.fill()
			if r.have == 0 {
				r.over = true
				return 0
			}
		}
		z := uint(bits.LeadingZeros64(r.acc))
		if z < r.have {
			r.acc = r.acc << z << 1
			r.have -= z + 1
			return n + uint64(z)
		}
		n += uint64(r.have)
		r.acc, r.have = 0, 0
	}
}

// used is how many bytes were read from, the last one perhaps in part.
func (r *bitReader) used() int { return r.next - int(r.have/8) }

// align goes to the next whole byte.
func (r *bitReader) align() { r.read(r.have % 8) }

var (
	crc8Table  = makeCRC(0x07 << 8)
	crc16Table = makeCRC(0x8005)
)

// makeCRC makes the table of a checksum of up to 16 bits, most significant bit first; its polynomial stands at the top.
func makeCRC(poly uint16) (t [256]uint16) {
	for i := range t {
		v := uint16(i) << 8
		for range 8 {
			carry := v & 0x8000
			v <<= 1
			if carry != 0 {
				v ^= poly
			}
		}
		t[i] = v
	}
	return t
}

func crc8(b []byte) byte {
	v := byte(0)
	for _, c := range b {
		v = byte(crc8Table[v^c] >> 8)
	}
	return v
}

func crc16(b []byte) uint16 {
	v := uint16(0)
	for _, c := range b {
		v = v<<8 ^ crc16Table[byte(v>>8)^c]
	}
	return v
}
