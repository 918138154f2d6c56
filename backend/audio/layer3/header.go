// The frame of an MP3 file: its header, and as much of what follows as says where its sound lies (ISO 11172-3, 13818-3).

package layer3

// HeaderSize is the length of a frame's header in bytes.
const HeaderSize = 4

// Header is what a frame's four first bytes say.
type Header struct {
	LSF     bool // MPEG-2: half the sampling rates, one granule a frame
	Free    bool // of the free format: each file has frames of its own length
	Mono    bool
	Rate    int
	Size    int // of the whole frame, in bytes
	Samples int // per channel
	Side    int // bytes of side information
	Skip    int // bytes before the side information: the header, and a checksum if there is one

	middle, intensity bool // how the frame's two channels are joined
	bands             int  // which of bandTables
}

var bitrates = [2][15]int{ // kbit/s by index; 0 is the free format
	{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
	{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160},
}

// MostFree is the largest frame of the free format that is read. What it allows is far more than what is made.
const MostFree = 4096 - Reservoir

// ParseHeader reads the header that b begins with. A header of the free format does not say how long the frame is: free
// is how long the file's frames are without padding, and 0 if it is no such file.
func ParseHeader(b []byte, free int) (h Header, ok bool) {
	if len(b) < HeaderSize || b[0] != 0xff || b[1]&0xe0 != 0xe0 {
		return h, false
	}
	version, layer := b[1]>>3&3, b[1]>>1&3
	bitrate, rate, emphasis := b[2]>>4, int(b[2]>>2&3), b[3]&3
	if version == 1 || layer != 1 || bitrate == 0 && free == 0 || bitrate == 15 || rate == 3 || emphasis == 2 {
		return h, false
	}
	mode, joined := b[3]>>6, b[3]>>4&3
	h = Header{LSF: version != 3, Mono: mode == 3, Rate: [3]int{44100, 48000, 32000}[rate], Skip: HeaderSize, bands: rate}
	h.intensity, h.middle = mode == 1 && joined&1 != 0, mode == 1 && joined&2 != 0
	padding := int(b[2] >> 1 & 1)
	if b[1]&1 == 0 {
		h.Skip += 2
	}
	if h.LSF {
		h.Rate /= 2
		h.bands += 3
		if version == 0 { // MPEG-2.5, the unofficial quarter rates
			h.Rate /= 2
			h.bands += 3
		}
		h.Samples, h.Side = 576, 17
		h.Size = 72_000 * bitrates[1][bitrate] / h.Rate
		if h.Mono {
			h.Side = 9
		}
	} else {
		h.Samples, h.Side = 1152, 32
		h.Size = 144_000 * bitrates[0][bitrate] / h.Rate
		if h.Mono {
			h.Side = 17
		}
	}
	if bitrate == 0 {
		h.Free, h.Size = true, free
	}
	h.Size += padding
	return h, h.Size > h.Skip+h.Side
}

// SameStream reports whether a frame can follow another one in a file.
func (h Header) SameStream(g Header) bool {
	return h.LSF == g.LSF && h.Rate == g.Rate
}

// Reservoir is the farthest that a frame's sound begins before the frame, in bytes of sound.
const Reservoir = 511

// Back reads from side information how many bytes before the frame's own its sound begins.
func (h Header) Back(side []byte) int {
	if h.LSF {
		return int(side[0])
	}
	return int(side[0])<<1 | int(side[1]>>7)
}

func (h Header) channels() int {
	if h.Mono {
		return 1
	}
	return 2
}

func (h Header) granules() int { return h.Samples / granuleSize }
