// WAV: RIFF, RF64 and BW64 with linear or floating samples. Headers are believed only as far as the file bears them
// out: sizes that were never filled in, or that promise more than is there, end at the end of the file.

package decode

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"math/bits"
	"slices"

	"stet/backend/audio"
	"stet/backend/timecode"
)

const (
	tagPCM        = 1
	tagFloat      = 3
	tagExtensible = 0xfffe

	// unknownSize stands where the size was not known when the header was written, or is in a ds64 chunk.
	unknownSize = 0xffffffff

	wavBlock     = 4096 // frames
	mostChannels = 64
)

type wavCodec struct {
	w      *window
	tag    int
	width  int // bytes a sample of one channel
	mixer  mixer
	start  int64 // of the sound in the file
	frames int64
	pos    int64

	each  []float64
	block [][2]float64
	// Of the block: how many frames hold numbers that are no sound, and the first one.
	unsound, unsoundAt int
}

func isWAV(b []byte) bool {
	if len(b) < 12 || string(b[8:12]) != "WAVE" {
		return false
	}
	id := string(b[:4])
	return id == "RIFF" || id == "RF64" || id == "BW64"
}

func openWAV(w *window, start int64, info *audio.Info) (codec, error) {
	chunks := readChunks(w, start+12)
	if chunks.format == nil || chunks.data == 0 {
		return nil, fail(audio.Damaged, noSound, doAgain)
	}
	c := &wavCodec{w: w, start: chunks.data}
	layout, err := c.readFormat(chunks.format, info)
	if err != nil {
		return nil, err
	}
	if info.Channels > 2 && len(layout) == info.Channels {
		info.Layout = layout
	}
	c.mixer = newMixer(info.Channels, info.Layout)
	frame := int64(c.width * info.Channels)
	size := chunks.size
	there := w.size - c.start
	switch {
	case size > there:
		info.Tell(audio.AtEnd, audio.CutOff, cutOff(size/frame, there/frame, info.Rate))
		size = there
	case size < 0:
		size = there
	case goesOn(w, c.start+size) && filled(w, start):
		info.Tell(size/frame, audio.Misstated, wrongLength(size/frame, there/frame, info.Rate))
		size = there
	case goesOn(w, c.start+size):
		info.Tell(audio.AtEnd, audio.InPart, fmt.Sprintf("Its header tells of %s. What follows may be %s more, and is not played.",
			lengthOf(size/frame, info.Rate), lengthOf((there-size)/frame, info.Rate)))
	}
	switch {
	case chunks.endless:
		info.Tell(audio.AtEnd, audio.Misstated, "Its header does not say how long it is: it is read up to its end.")
	case chunks.unfinished:
		info.Tell(audio.AtEnd, audio.CutOff, "Its recording was not finished properly: its end may be missing.")
	}
	c.frames = size / frame
	info.Samples = c.frames
	c.each = make([]float64, wavBlock*info.Channels)
	c.block = make([][2]float64, wavBlock)
	return c, nil
}

// cutOff says that less sound is there than the file promises.
func cutOff(promised, there int64, rate int) string {
	return fmt.Sprintf("It was cut off: %s of %s are there.", lengthOf(there, rate), lengthOf(promised, rate))
}

// wrongLength says that another length is there than the file tells of, all of which is read.
func wrongLength(told, there int64, rate int) string {
	return fmt.Sprintf("Its header is wrong: it tells of %s, and %s are there.", lengthOf(told, rate), lengthOf(there, rate))
}

// lengthOf is a length for people: h:mm:ss, or seconds where it is none of minutes.
func lengthOf(samples int64, rate int) string {
	s := samples / int64(rate)
	if s < 60 {
		return timecode.FromSamples(samples, rate).String()
	}
	return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
}

// wavChunks is what the chunks of a file say. A size below zero is unknown: to the end of the file.
type wavChunks struct {
	format     []byte
	data, size int64
	unfinished bool // the size was never filled in
	endless    bool // it was written for a size that nobody knew, as into a pipe
}

func readChunks(w *window, off int64) wavChunks {
	const most = 10_000 // a file of zeros would have one every eight bytes
	var c wavChunks
	longSize := int64(-1)
	for range most {
		h := w.at(off, 8)
		if len(h) < 8 {
			return c
		}
		id, size := string(h[:4]), int64(binary.LittleEndian.Uint32(h[4:]))
		off += 8
		switch id {
		case "ds64":
			if b := w.at(off, 16); len(b) == 16 {
				longSize = int64(binary.LittleEndian.Uint64(b[8:]))
			}
		case "fmt ":
			c.format = append([]byte(nil), w.at(off, int(min(size, 64)))...)
		case "data":
			c.data, c.size = off, dataSize(w, off, size, longSize)
			c.unfinished, c.endless = c.size < 0 && size == 0, c.size < 0 && size != 0
			if c.size < 0 || c.format != nil {
				return c
			}
			size = c.size
		}
		off += size + size&1
	}
	return c
}

// dataSize is the size of the sound, below zero if it is unknown. A recorder that was stopped hard leaves it at zero,
// and what follows is then no chunk.
func dataSize(w *window, off, size, longSize int64) int64 {
	switch {
	case size == unknownSize:
		return longSize
	case size == 0 && off < w.size && !isChunk(w.at(off, 8), w.size-off-8):
		return -1
	}
	return size
}

// goesOn reports whether what stands behind the sound can be no chunk, and no mark of another program either. It does not
// go by a little, since recorders fill up their last block, with zeros.
func goesOn(w *window, end int64) bool {
	const little = 4096
	if w.size-end <= little || len(bytes.Trim(w.at(end, little), "\x00")) == 0 {
		return false
	}
	for _, at := range []int64{end, end + 1} { // not everybody begins chunks at even places
		b := w.at(at, 8)
		if len(b) < 8 || isChunk(b, w.size-at-8) || slices.Contains(afterSound, string(b[:4])) {
			return false
		}
	}
	return true
}

// afterSound are the chunks and marks that follow the sound. They are known too where they are cut off.
var afterSound = []string{
	"LIST", "id3 ", "ID3 ", "ID3\x02", "ID3\x03", "ID3\x04", "APET", "bext", "iXML", "_PMX", "axml", "chna", "cart", "cue ", "plst", "smpl",
	"inst", "acid", "fact", "PEAK", "levl", "umid", "afsp", "PAD ", "JUNK", "junk", "FLLR", "SAUR", "minf", "elm1", "regn", "ovwf", "DISP",
}

// filled reports whether the size of the whole file, as its first bytes tell it, takes in all that is there: then no
// program has put something behind it.
func filled(w *window, start int64) bool {
	b := w.at(start+4, 4)
	return len(b) == 4 && start+8+int64(binary.LittleEndian.Uint32(b)) >= w.size
}

func isChunk(b []byte, room int64) bool {
	if len(b) < 8 || int64(binary.LittleEndian.Uint32(b[4:])) > room {
		return false
	}
	for _, c := range b[:4] {
		if c < ' ' || c > '~' {
			return false
		}
	}
	return true
}

// readFormat reads a fmt chunk and returns the layout of the channels, "" if it does not say.
func (c *wavCodec) readFormat(b []byte, info *audio.Info) (layout string, err error) {
	if len(b) < 16 {
		return "", fail(audio.Damaged, "Its header is cut off.", doAgain)
	}
	le := binary.LittleEndian
	c.tag = int(le.Uint16(b))
	info.Channels, info.Rate = int(le.Uint16(b[2:])), int(int32(le.Uint32(b[4:])))
	align, depth := int(le.Uint16(b[12:])), int(le.Uint16(b[14:]))
	if c.tag == tagExtensible && len(b) >= 26 {
		layout = wavLayout(le.Uint32(b[20:]))
		c.tag = int(le.Uint16(b[24:]))
	}
	if c.tag != tagPCM && c.tag != tagFloat {
		return "", unsupported("It is a WAV file with compressed sound (%s).", compression(c.tag))
	}
	if info.Channels == 0 || info.Channels > mostChannels || info.Rate <= 0 {
		return "", fail(audio.Damaged, "Its header makes no sense.", doAgain)
	}
	// The container counts: a sample of 20 bits in three bytes has its empty bits below. Where it contradicts the bits,
	// the bytes of a second say which of them is right.
	each := int64(info.Channels) * int64(info.Rate)
	c.width = align / info.Channels
	inASecond := int64(le.Uint32(b[8:]))
	if bits := (depth + 7) / 8; bits > 0 && bits != c.width && (align%info.Channels != 0 || c.width == 0 || inASecond == int64(bits)*each) {
		c.width = bits
	}
	if c.width == 0 && inASecond%each == 0 {
		c.width = int(inASecond / each)
	}
	contradicts := align != c.width*info.Channels || depth == 0 || depth > 8*c.width
	if c.tag == tagPCM && (c.width < 1 || c.width > 4) || c.tag == tagFloat && c.width != 4 && c.width != 8 {
		return "", unsupported("It is a WAV file with samples of %d bits.", max(depth, 8*c.width))
	}
	info.Bits, info.Float = 8*c.width, c.tag == tagFloat
	if contradicts {
		info.Tell(0, audio.Misstated, fmt.Sprintf("Its header contradicts itself: it is read as samples of %d bits.", info.Bits))
	}
	return layout, nil
}

func compression(tag int) string {
	names := map[int]string{
		2: "ADPCM", 6: "A-law", 7: "µ-law", 0x11: "ADPCM", 0x31: "GSM", 0x50: "MPEG", 0x55: "MP3", 0xff: "AAC",
	}
	if name := names[tag]; name != "" {
		return name
	}
	return fmt.Sprintf("format %#x", tag)
}

// wavLayout names the places of a speaker mask; "" if it has some that are not mixed.
func wavLayout(mask uint32) string {
	layout := ""
	for mask != 0 {
		bit := bits.TrailingZeros32(mask)
		if bit >= len(audio.Places) {
			return ""
		}
		layout += audio.Places[bit : bit+1]
		mask &^= 1 << bit
	}
	return layout
}

func (c *wavCodec) seek(sample int64) error {
	c.pos = sample
	return nil
}

func (c *wavCodec) gaps() (frames, first int) { return c.unsound, c.unsoundAt }

func (c *wavCodec) values() []float64 { return c.mixer.last }

func (c *wavCodec) next() ([][2]float64, error) {
	n := min(wavBlock, c.frames-c.pos)
	frame := c.width * c.mixer.channels
	b := c.w.at(c.start+c.pos*int64(frame), int(n)*frame)
	n = int64(len(b) / frame)
	if n == 0 {
		return nil, lost(c.w)
	}
	values := c.each[:int(n)*c.mixer.channels]
	c.convert(values, b)
	c.silence(values)
	c.mixer.mix(c.block, values)
	c.pos += n
	return c.block[:n], nil
}

// convert makes numbers between -1 and 1 of the bytes of samples.
func (c *wavCodec) convert(out []float64, b []byte) {
	le := binary.LittleEndian
	for i := range out {
		s := b[i*c.width:]
		switch {
		case c.tag == tagFloat && c.width == 4:
			out[i] = float64(math.Float32frombits(le.Uint32(s)))
		case c.tag == tagFloat:
			out[i] = math.Float64frombits(le.Uint64(s))
		case c.width == 1:
			out[i] = float64(int(s[0])-128) / 128
		case c.width == 2:
			out[i] = float64(int16(le.Uint16(s))) / (1 << 15)
		case c.width == 3:
			out[i] = float64(int32(s[0])<<8|int32(s[1])<<16|int32(s[2])<<24) / (1 << 31)
		default:
			out[i] = float64(int32(le.Uint32(s))) / (1 << 31)
		}
	}
}

// mostLoud is how far beyond full scale a floating sample may be, as a factor: 60 dB. What is louder is no sound.
const mostLoud = 1e3

// silence takes out what is no sound: broken effects leave numbers that are none, or are beyond all bounds.
func (c *wavCodec) silence(values []float64) {
	c.unsound = 0
	if c.tag != tagFloat {
		return
	}
	last := -1 // frame
	for i, v := range values {
		if v >= -mostLoud && v <= mostLoud {
			continue
		}
		values[i] = 0
		if frame := i / c.mixer.channels; frame != last {
			if last < 0 {
				c.unsoundAt = frame
			}
			last = frame
			c.unsound++
		}
	}
}
