// One frame of a FLAC file, from its bytes to its samples (RFC 9639). It believes nothing without the frame's two
// checksums.

package decode

import (
	"errors"
	"math/bits"
)

var (
	errFLAC  = errors.New("no whole FLAC frame")
	errShort = errors.New("the frame goes on beyond the bytes at hand")
)

// flacInfo is what a file's STREAMINFO says of all its frames.
type flacInfo struct {
	rate, channels, depth int
	blockSize             int   // the largest
	samples               int64 // 0 if it does not say
}

// flacFrame is a decoded frame.
type flacFrame struct {
	first   int64 // its first sample
	samples [][]int64
	bytes   int // its length in the file
}

type flacHeader struct {
	length     int // bytes
	blockSize  int
	assignment int // of the channels
	depth      int
	first      int64
}

var flacRates = [12]int{0, 88200, 176400, 192000, 8000, 16000, 22050, 24000, 32000, 44100, 48000, 96000}

// parseHeader reads the header of a frame of a file, and refuses one that belongs to another.
func (info *flacInfo) parseHeader(b []byte) (h flacHeader, err error) {
	if len(b) < 6 || b[0] != 0xff || b[1]&0xfe != 0xf8 || b[3]&1 != 0 {
		return h, errFLAC
	}
	number, n := codedNumber(b[4:])
	if n == 0 {
		return h, errFLAC
	}
	r := bitReader{b: b[4+n:]}
	switch code := int(b[2] >> 4); {
	case code == 0:
		return h, errFLAC
	case code == 1:
		h.blockSize = 192
	case code <= 5:
		h.blockSize = 576 << (code - 2)
	case code == 6:
		h.blockSize = int(r.read(8)) + 1
	case code == 7:
		h.blockSize = int(r.read(16)) + 1
	default:
		h.blockSize = 256 << (code - 8)
	}
	rate := info.rate
	switch code := int(b[2] & 15); {
	case code == 0:
	case code < 12:
		rate = flacRates[code]
	case code == 12:
		rate = int(r.read(8)) * 1000
	case code == 13:
		rate = int(r.read(16))
	case code == 14:
		rate = int(r.read(16)) * 10
	default:
		return h, errFLAC
	}
	h.assignment = int(b[3] >> 4)
	channels := h.assignment + 1
	if h.assignment >= 8 {
		channels = 2
	}
	h.depth = [8]int{info.depth, 8, 12, -1, 16, 20, 24, 32}[b[3]>>1&7]
	check := r.read(8)
	h.length = 4 + n + r.used()
	if r.over || byte(check) != crc8(b[:h.length-1]) {
		return h, errFLAC
	}
	if rate != info.rate || h.assignment > 10 || channels != info.channels || h.depth != info.depth ||
		h.blockSize > info.blockSize {
		return h, errFLAC
	}
	h.first = number
	if b[1]&1 == 0 { // blocks of one size are numbered
		h.first *= int64(info.blockSize)
	}
	return h, nil
}

// codedNumber reads a number of up to 36 bits in the manner of UTF-8; n is its length, 0 if it is none.
func codedNumber(b []byte) (v int64, n int) {
	ones := bits.LeadingZeros8(^b[0])
	if ones == 0 {
		return int64(b[0]), 1
	}
	if ones == 1 || ones > 7 || len(b) < ones {
		return 0, 0
	}
	v = int64(b[0]) & (0x7f >> ones)
	for _, c := range b[1:ones] {
		if c&0xc0 != 0x80 {
			return 0, 0
		}
		v = v<<6 | int64(c&0x3f)
	}
	return v, ones
}

// decode reads the frame that begins at b. It reuses f. Its error is errShort where more bytes could help.
func (info *flacInfo) decode(b []byte, f *flacFrame) error {
	h, err := info.parseHeader(b)
	if err != nil {
		return err
	}
	r := bitReader{b: b, next: h.length}
	for len(f.samples) < info.channels {
		f.samples = append(f.samples, nil)
	}
	for c := range f.samples {
		depth := uint(h.depth)
		if h.assignment == 8 && c == 1 || h.assignment == 9 && c == 0 || h.assignment == 10 && c == 1 {
			depth++ // a difference of two channels
		}
		if cap(f.samples[c]) < h.blockSize {
			f.samples[c] = make([]int64, h.blockSize)
		}
		f.samples[c] = f.samples[c][:h.blockSize]
		if err := decodeSubframe(&r, f.samples[c], depth); err != nil {
			return err
		}
	}
	r.align()
	end := r.used()
	check := r.read(16)
	if r.over {
		return errShort
	}
	if uint16(check) != crc16(b[:end]) {
		return errFLAC
	}
	f.first, f.bytes = h.first, end+2
	recombine(h.assignment, f.samples)
	return nil
}

// recombine makes left and right of a channel and a difference.
func recombine(assignment int, s [][]int64) {
	switch assignment {
	case 8: // left, difference
		for i := range s[0] {
			s[1][i] = s[0][i] - s[1][i]
		}
	case 9: // difference, right
		for i := range s[0] {
			s[0][i] += s[1][i]
		}
	case 10: // middle, difference
		for i := range s[0] {
			d := s[1][i]
			m := s[0][i]<<1 | d&1
			s[0][i], s[1][i] = (m+d)>>1, (m-d)>>1
		}
	}
}

// decodeSubframe reads one channel.
func decodeSubframe(r *bitReader, out []int64, depth uint) error {
	kind := r.read(8)
	if kind&0x80 != 0 {
		return errFLAC
	}
	wasted := uint(0)
	if kind&1 != 0 {
		wasted = uint(min(r.unary(), 64)) + 1
	}
	if wasted >= depth {
		return errFLAC
	}
	depth -= wasted
	var err error
	switch kind = kind >> 1; {
	case kind == 0:
		v := r.signed(depth)
		for i := range out {
			out[i] = v
		}
	case kind == 1:
		for i := range out {
			out[i] = r.signed(depth)
		}
	case kind >= 8 && kind <= 12:
		err = decodeFixed(r, out, depth, int(kind-8))
	case kind >= 32:
		err = decodeLPC(r, out, depth, int(kind-31))
	default:
		err = errFLAC
	}
	if err == nil && r.over {
		err = errShort
	}
	if err == nil && wasted > 0 {
		for i := range out {
			out[i] <<= wasted
		}
	}
	return err
}

func decodeFixed(r *bitReader, out []int64, depth uint, order int) error {
	coefs := [5][]int64{{}, {1}, {2, -1}, {3, -3, 1}, {4, -6, 4, -1}}[order]
	if order > len(out) {
		return errFLAC
	}
	for i := range order {
		out[i] = r.signed(depth)
	}
	if err := decodeResidual(r, out, order); err != nil {
		return err
	}
	predict(out, coefs, 0)
	return nil
}

func decodeLPC(r *bitReader, out []int64, depth uint, order int) error {
	if order > len(out) {
		return errFLAC
	}
	for i := range order {
		out[i] = r.signed(depth)
	}
	precision := uint(r.read(4)) + 1
	shift := r.signed(5)
	if precision == 16 || shift < 0 {
		return errFLAC
	}
	coefs := make([]int64, order)
	for i := range coefs {
		coefs[i] = r.signed(precision)
	}
	if err := decodeResidual(r, out, order); err != nil {
		return err
	}
	predict(out, coefs, uint(shift))
	return nil
}

// predict adds to each residual what the samples before it lead to expect.
// Both are one frame's, which nobody else has: the race detector would make most of its time.
//
//go:norace
func predict(out, coefs []int64, shift uint) {
	order := len(coefs)
	for i := order; i < len(out); i++ {
		sum := int64(0)
		before := out[i-order : i]
		for j, c := range coefs {
			sum += c * before[order-1-j]
		}
		out[i] += sum >> shift
	}
}

// decodeResidual reads what a prediction of some order leaves over, in Rice codes, into out from that order on.
func decodeResidual(r *bitReader, out []int64, order int) error {
	method := r.read(2)
	if method > 1 {
		return errFLAC
	}
	paramBits, escape := uint(4), uint64(15)
	if method == 1 {
		paramBits, escape = 5, 31
	}
	partitions := 1 << r.read(4)
	size := len(out) / partitions
	if size*partitions != len(out) || size < order {
		return errFLAC
	}
	at := order
	for p := range partitions {
		part := out[at : (p+1)*size]
		at = (p + 1) * size
		param := r.read(paramBits)
		if param == escape {
			width := uint(r.read(5))
			for i := range part {
				part[i] = r.signed(width)
			}
		} else {
			for i := range part {
				v := r.unary()<<param | r.read(uint(param))
				part[i] = int64(v>>1) ^ -int64(v&1)
			}
		}
		if r.over {
			return errShort
		}
	}
	return nil
}
