// Ogg pages: finding the whole ones of one stream in a file, and taking their packets apart (RFC 3533).

package decode

import (
	"bytes"
	"encoding/binary"
)

const (
	oggMagic = "OggS"

	oggContinued = 1 // the page begins in the middle of a packet
	oggFirst     = 2
	oggLast      = 4

	// mostPacket is the most that is read of a header; the largest ones hold a picture in a comment.
	mostPacket = 64 << 20
)

// oggPage is a page in a file. Its granule is the number of samples up to the end of the last packet that ends on it,
// below zero if none does.
type oggPage struct {
	off      int64
	granule  int64
	flags    byte
	sequence uint32
}

// oggHeader reads the head of a page at off, and how large the page is: 0 if there is none.
func oggHeader(w *window, off int64) (page oggPage, serial uint32, size int) {
	b := w.at(off, 27+255)
	if len(b) < 27 || string(b[:4]) != oggMagic || b[4] != 0 || len(b) < 27+int(b[26]) {
		return page, 0, 0
	}
	le := binary.LittleEndian
	size = 27 + int(b[26])
	for _, n := range b[27:size] {
		size += int(n)
	}
	page = oggPage{off: off, flags: b[5], granule: int64(le.Uint64(b[6:])), sequence: le.Uint32(b[18:])}
	return page, le.Uint32(b[14:]), size
}

// wholeOgg reports whether all of a page is there and as it was written.
func wholeOgg(w *window, off int64, size int) bool {
	b := w.at(off, size)
	return len(b) == size && oggChecksum(b) == binary.LittleEndian.Uint32(b[22:])
}

// oggPackets takes a page apart. The first is the end of a packet begun before if the page says so; the last one goes
// on in the next page if open.
func oggPackets(w *window, off int64) (packets [][]byte, open bool) {
	b := w.at(off, 27+255+255*255)
	if len(b) < 27 || len(b) < 27+int(b[26]) {
		return nil, false
	}
	table := b[27 : 27+int(b[26])]
	body := b[27+len(table):]
	size := 0
	for _, n := range table {
		size += int(n)
		if n == 255 {
			continue
		}
		if size > len(body) {
			return packets, false
		}
		packets = append(packets, body[:size:size])
		body, size = body[size:], 0
	}
	if size > 0 && size <= len(body) {
		return append(packets, body[:size:size]), true
	}
	return packets, false
}

// nextOgg finds the first whole page at off or after it, of any stream.
func nextOgg(w *window, off int64) (page oggPage, serial uint32, size int) {
	for {
		if page, serial, size = oggHeader(w, off); size > 0 && wholeOgg(w, off, size) {
			return page, serial, size
		}
		off++
		b := w.at(off, 4096)
		i := bytes.IndexByte(b, oggMagic[0])
		if i < 0 {
			if len(b) == 0 {
				return page, serial, 0
			}
			i = len(b) - 1
		}
		off += int64(i)
	}
}

var oggTable = func() (t [256]uint32) {
	for i := range t {
		v := uint32(i) << 24
		for range 8 {
			carry := v >> 31
			v <<= 1
			v ^= carry * 0x04c11db7
		}
		t[i] = v
	}
	return t
}()

// skimOgg is nextOgg in a fraction of the time: of a page that another one follows, or the end of the file, it reads the
// head only. Whether the rest of it is whole has still to be seen.
func skimOgg(w *window, off int64) (page oggPage, serial uint32, size int) {
	page, serial, size = oggHeader(w, off)
	if size > 0 {
		end := off + int64(size)
		if end < w.size && string(w.at(end, len(oggMagic))) == oggMagic || end == w.size && wholeOgg(w, off, size) {
			return page, serial, size
		}
	}
	return nextOgg(w, off)
}

// oggChecksum is that of a page, with the bytes of the checksum itself taken as zero.
func oggChecksum(b []byte) uint32 {
	v := uint32(0)
	for i, c := range b {
		if i >= 22 && i < 26 {
			c = 0
		}
		v = v<<8 ^ oggTable[byte(v>>24)^c]
	}
	return v
}
