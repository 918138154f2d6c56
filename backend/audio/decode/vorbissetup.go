// The three headers of a Vorbis stream, looked through before the decoder gets them: it believes the numbers in them,
// and some would have it take all the memory there is or search for ever. What is checked here is only that.

package decode

import (
	"encoding/binary"

	"stet/backend/audio"
)

// isVorbis reports whether a packet is the header of that type: 1 identification, 3 comments, 5 setup.
func isVorbis(packet []byte, kind byte) bool {
	return len(packet) >= 7 && packet[0] == kind && string(packet[1:7]) == "vorbis"
}

func checkVorbis(headers [3][]byte, info *audio.Info) error {
	id := headers[0]
	if !isVorbis(id, 1) || !isVorbis(headers[1], 3) || !isVorbis(headers[2], 5) || len(id) < 30 {
		return fail(audio.Damaged, "Its header is damaged.", doAgain)
	}
	info.Channels, info.Rate = int(id[11]), int(int32(binary.LittleEndian.Uint32(id[12:])))
	short, long := id[28]&15, id[28]>>4
	if info.Channels == 0 || info.Rate <= 0 || short < 6 || short > long || long > 13 {
		return fail(audio.Damaged, "Its header makes no sense.", doAgain)
	}
	if info.Channels > 8 {
		return unsupported("It is an Ogg Vorbis file of %d channels.", info.Channels)
	}
	if !soundComments(headers[1][7:]) || !soundCodebooks(headers[2][7:]) {
		return fail(audio.Damaged, "Its header is damaged.", doAgain)
	}
	return nil
}

// soundComments checks that all comments end within their packet.
func soundComments(b []byte) bool {
	word := func() (int, bool) {
		if len(b) < 4 {
			return 0, false
		}
		v := binary.LittleEndian.Uint32(b)
		b = b[4:]
		return int(v), int64(v) <= int64(len(b))
	}
	vendor, ok := word()
	if !ok {
		return false
	}
	b = b[vendor:]
	count, ok := word()
	if !ok || count > len(b)/4 {
		return false
	}
	for range count {
		size, ok := word()
		if !ok {
			return false
		}
		b = b[size:]
	}
	return true
}

// lsbReader reads bits as Vorbis packs them, the lowest of a byte first.
type lsbReader struct {
	b   []byte
	pos int // bits
}

func (r *lsbReader) read(n int) uint32 {
	v := uint32(0)
	for i := range n {
		at := r.pos + i
		if at/8 < len(r.b) {
			v |= uint32(r.b[at/8]>>(at%8)&1) << i
		}
	}
	r.pos += n
	return v
}

func (r *lsbReader) over() bool { return r.pos > 8*len(r.b) }

// soundCodebooks checks the codebooks of a setup header: that each has words to be found, and that all together are of
// a size that encoders write.
func soundCodebooks(b []byte) bool {
	const (
		mostEntries = 1 << 14 // of a book; the largest in use has 6561
		mostInAll   = 1 << 17
		mostValues  = 1 << 18
	)
	r := &lsbReader{b: b}
	entriesInAll := 0
	for range r.read(8) + 1 {
		if r.read(24) != 0x564342 {
			return false
		}
		dimensions, entries := int(r.read(16)), int(r.read(24))
		entriesInAll += entries
		if dimensions == 0 || entries < 2 || entries > mostEntries || entriesInAll > mostInAll || dimensions*entries > mostValues {
			return false
		}
		if !soundLengths(r, entries) {
			return false
		}
		switch r.read(4) {
		case 0:
		case 1:
			r.pos += 64
			width := int(r.read(4)) + 1
			r.pos += 1 + width*rootOfEntries(entries, dimensions)
		case 2:
			r.pos += 64
			width := int(r.read(4)) + 1
			r.pos += 1 + width*entries*dimensions
		default:
			return false
		}
		if r.over() {
			return false
		}
	}
	return true
}

// soundLengths reads the lengths of a book's words.
func soundLengths(r *lsbReader, entries int) bool {
	if r.read(1) == 0 {
		sparse := r.read(1) == 1
		used := 0
		for range entries {
			if !sparse || r.read(1) == 1 {
				r.read(5)
				used++
			}
		}
		return used > 0 && !r.over()
	}
	length := r.read(5) + 1
	for at := 0; at < entries; length++ {
		width := 0
		for left := entries - at; left > 0; left >>= 1 {
			width++
		}
		at += int(r.read(width))
		if at > entries || length > 32 || r.over() {
			return false
		}
	}
	return true
}

// rootOfEntries is the largest number whose power of dimensions is not above entries.
func rootOfEntries(entries, dimensions int) int {
	for n := 1; ; n++ {
		power := 1
		for range dimensions {
			if power *= n + 1; power > entries {
				return n
			}
		}
	}
}
