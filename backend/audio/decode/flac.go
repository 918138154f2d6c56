// FLAC: finding frames, and going to a sample by bisection, without a seek table and without reading the file through.

package decode

import (
	"bytes"
	"crypto/md5"
	"encoding/binary"
	"errors"

	"stet/backend/audio"
)

type flacCodec struct {
	w     *window
	info  flacInfo
	sum   [md5.Size]byte
	mixer mixer
	start int64 // of the frames in the file
	reach int   // bytes that a frame usually stays within

	pos   int64 // the sample that next gives
	off   int64 // of the frame to be decoded next
	frame flacFrame
	have  bool // frame is decoded and not given out
	holed int  // frames of what was given last: silence in the place of sound

	each  []float64
	block [][2]float64
}

// flacLayout is what the format lays down for a number of channels; "" for one and two.
func flacLayout(channels int) string {
	return [9]string{3: "LRC", 4: "LRlr", 5: "LRClr", 6: "LRCFlr", 7: "LRCFbxy", 8: "LRCFlrxy"}[channels]
}

func openFLAC(w *window, start int64, info *audio.Info) (codec, error) {
	c := &flacCodec{w: w}
	if err := c.readMetadata(start + 4); err != nil {
		return nil, err
	}
	end := c.findEnd()
	if w.err != nil {
		return nil, lost(w)
	}
	if end == 0 {
		return nil, fail(audio.Damaged, noSound, doAgain)
	}
	if c.info.samples > end {
		info.Tell(audio.AtEnd, audio.CutOff, cutOff(c.info.samples, end, c.info.rate))
	} else if c.info.samples > 0 && c.info.samples < end {
		info.Tell(c.info.samples, audio.Misstated, wrongLength(c.info.samples, end, c.info.rate))
	}
	info.Rate, info.Channels, info.Bits, info.Samples = c.info.rate, c.info.channels, c.info.depth, end
	c.info.samples = end
	info.Layout, info.Sum = flacLayout(c.info.channels), c.sum
	c.mixer = newMixer(c.info.channels, info.Layout)
	c.each = make([]float64, c.info.blockSize*c.info.channels)
	c.block = make([][2]float64, c.info.blockSize)
	return c, c.seek(0)
}

// readMetadata reads STREAMINFO and skips the rest, pictures and all.
func (c *flacCodec) readMetadata(off int64) error {
	const most = 10_000
	for range most {
		b := c.w.at(off, 4+34)
		if len(b) < 4 {
			break
		}
		kind, size := b[0], int64(b[1])<<16|int64(b[2])<<8|int64(b[3])
		if kind&0x7f == 0 && len(b) == 4+34 && c.info.rate == 0 {
			b = b[4:]
			packed := binary.BigEndian.Uint64(b[10:])
			c.info = flacInfo{
				blockSize: int(binary.BigEndian.Uint16(b[2:])),
				rate:      int(packed >> 44),
				channels:  int(packed>>41&7) + 1,
				depth:     int(packed>>36&31) + 1,
				samples:   int64(packed & (1<<36 - 1)),
			}
			copy(c.sum[:], b[18:])
		}
		off += 4 + size
		if kind&0x80 != 0 {
			c.start = off
			break
		}
	}
	if c.start == 0 || c.info.rate == 0 || c.info.blockSize == 0 || c.info.depth < 4 {
		return fail(audio.Damaged, "Its header is cut off or makes no sense.", doAgain)
	}
	c.reach = c.info.blockSize*c.info.channels*(c.info.depth+1)/8 + 256
	return nil
}

// findEnd is the number of samples up to the end of the last frame: what the header promises may not be there, or may
// not have been known.
func (c *flacCodec) findEnd() int64 {
	const farthest = 16 << 20
	for back := int64(128 << 10); ; back *= 8 {
		off := max(c.start, c.w.size-back)
		end := int64(0)
		for {
			at, ok := c.find(off, c.w.size)
			if !ok {
				break
			}
			end = max(end, c.frame.end())
			off = at + int64(c.frame.bytes)
		}
		if end > 0 || off == c.start || back >= farthest {
			return end
		}
	}
}

func (f *flacFrame) end() int64 { return f.first + int64(len(f.samples[0])) }

// decodeAt decodes the frame that begins at off.
func (c *flacCodec) decodeAt(off int64) error {
	for n := c.reach; ; n *= 2 {
		b := c.w.at(off, n)
		err := c.info.decode(b, &c.frame)
		if err == nil && c.frame.first > (off-c.start)*samplesAByte {
			err = errFLAC
		}
		if !errors.Is(err, errShort) || len(b) < n || n > 8*c.reach {
			return err
		}
	}
}

// find decodes the first whole frame that begins at off or after it and before limit.
func (c *flacCodec) find(off, limit int64) (int64, bool) {
	for off < limit {
		b := c.w.at(off, 4096)
		i := bytes.IndexByte(b, 0xff)
		if i < 0 {
			if len(b) == 0 {
				return 0, false
			}
			off += int64(len(b))
			continue
		}
		off += int64(i)
		if off < limit && c.decodeAt(off) == nil {
			return off, true
		}
		off++
	}
	return 0, false
}

// seek bisects the file for a frame a little before the sample; next decodes on from there.
func (c *flacCodec) seek(sample int64) error {
	const (
		margin = 64 << 10 // bytes before where the sample should be: several frames
		near   = 16       // blocks that are sooner decoded than skipped
	)
	lo, hi := c.start, c.w.size
	loSample, hiSample := int64(0), c.info.samples
	for range 40 {
		if sample-loSample <= near*int64(c.info.blockSize) || hi-lo <= margin {
			break
		}
		share := float64(sample-loSample) / float64(hiSample-loSample)
		guess := max(lo+int64(float64(hi-lo)*share)-margin, lo+1)
		at, ok := c.find(guess, hi)
		switch {
		case !ok:
			hi = guess
		case c.frame.first <= sample:
			lo, loSample = at, c.frame.first
		default:
			hi, hiSample = at, c.frame.first
		}
	}
	c.pos, c.off, c.have = sample, lo, false
	return nil
}

func (c *flacCodec) gaps() (frames, first int) { return c.holed, 0 }

func (c *flacCodec) values() []float64 { return c.mixer.last }

func (c *flacCodec) next() ([][2]float64, error) {
	c.holed = 0
	for {
		if !c.have {
			if c.decodeAt(c.off) != nil {
				at, ok := c.find(c.off+1, c.w.size)
				if !ok {
					return nil, lost(c.w)
				}
				c.off = at
			}
			c.off += int64(c.frame.bytes)
			c.have = true
		}
		if gap := c.frame.first - c.pos; gap > 0 { // frames were damaged
			n := min(gap, int64(len(c.block)))
			clear(c.block[:n])
			c.pos += n
			c.holed, c.mixer.last = int(n), nil
			return c.block[:n], nil
		}
		c.have = false
		if c.frame.end() > c.pos {
			return c.give(), nil
		}
	}
}

// give mixes what the frame has from the position on.
func (c *flacCodec) give() [][2]float64 {
	skip := int(c.pos - c.frame.first)
	n := len(c.frame.samples[0]) - skip
	values := c.each[:n*c.info.channels]
	scale := 1 / float64(int64(1)<<(c.info.depth-1))
	for ch, samples := range c.frame.samples {
		for i, v := range samples[skip:] {
			values[i*c.info.channels+ch] = float64(v) * scale
		}
	}
	c.mixer.mix(c.block, values)
	c.pos += int64(n)
	return c.block[:n]
}
