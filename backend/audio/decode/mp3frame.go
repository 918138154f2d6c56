// The frame of an MP3 file: its header, and as much of what follows as says where its sound lies (ISO 11172-3, 13818-3).

package decode

// mp3Header is what a frame's four first bytes say.
type mp3Header struct {
	bytes   [4]byte
	lsf     bool // MPEG-2: half the sampling rates, one granule a frame
	mpeg25  bool // the unofficial quarter rates
	mono    bool
	rate    int
	size    int // of the whole frame, in bytes
	samples int // per channel
	side    int // bytes of side information
	skip    int // bytes before the side information: the header, and a checksum if there is one
}

var mp3Bitrates = [2][15]int{ // kbit/s by index; 0 is the free format, which is not read
	{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
	{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160},
}

func parseMP3Header(b []byte) (h mp3Header, ok bool) {
	if len(b) < 4 || b[0] != 0xff || b[1]&0xe0 != 0xe0 {
		return h, false
	}
	version, layer := b[1]>>3&3, b[1]>>1&3
	bitrate, rate, emphasis := b[2]>>4, b[2]>>2&3, b[3]&3
	if version == 1 || layer != 1 || bitrate == 0 || bitrate == 15 || rate == 3 || emphasis == 2 {
		return h, false
	}
	h = mp3Header{bytes: [4]byte(b[:4]), lsf: version != 3, mpeg25: version == 0, mono: b[3]>>6 == 3, skip: 4}
	h.rate = [3]int{44100, 48000, 32000}[rate]
	padding := int(b[2] >> 1 & 1)
	if b[1]&1 == 0 {
		h.skip += 2
	}
	if !h.lsf {
		h.samples, h.side = 1152, 32
		h.size = 144_000*mp3Bitrates[0][bitrate]/h.rate + padding
		if h.mono {
			h.side = 17
		}
		return h, true
	}
	h.rate /= 2
	if h.mpeg25 {
		h.rate /= 2
	}
	h.samples, h.side = 576, 17
	h.size = 72_000*mp3Bitrates[1][bitrate]/h.rate + padding
	if h.mono {
		h.side = 9
	}
	return h, h.size > h.skip+h.side
}

// sameStream reports whether a frame can follow another one in a file.
func (h mp3Header) sameStream(g mp3Header) bool {
	return h.lsf == g.lsf && h.rate == g.rate
}

// reservoir is the farthest that a frame's sound begins before the frame, in bytes of sound.
func (h mp3Header) reservoir() int {
	if h.lsf {
		return 255
	}
	return 511
}

// soundOf reads side information: how many bytes before the frame its sound begins, and how many it takes up.
func (h mp3Header) soundOf(side []byte) (back, length int) {
	channels, granules, pos, granuleBits := 2, 2, 9+3, 59
	if h.mono {
		channels, pos = 1, 9+5
	}
	back = bitsAt(side, 0, 9)
	pos += 4 * channels
	if h.lsf {
		granules, pos, granuleBits = 1, 8+channels, 63
		back = bitsAt(side, 0, 8)
	}
	sum := 0
	for i := range granules * channels {
		sum += bitsAt(side, pos+i*granuleBits, 12)
	}
	return back, (sum + 7) / 8
}

// setBack writes into side information how many bytes before the frame its sound begins.
func (h mp3Header) setBack(side []byte, back int) {
	if h.lsf {
		side[0] = byte(back)
		return
	}
	side[0] = byte(back >> 1)
	side[1] = side[1]&0x7f | byte(back&1)<<7
}

func bitsAt(b []byte, pos, n int) int {
	v := 0
	for i := pos; i < pos+n; i++ {
		v = v<<1 | int(b[i/8]>>(7-i%8)&1)
	}
	return v
}
