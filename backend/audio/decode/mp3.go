// MP3: the frames of the index, rewritten by the packer, decoded by go-mp3, and cut to the recording.

package decode

import (
	"encoding/binary"
	"io"

	"github.com/hajimehoshi/go-mp3"

	"stet/backend/audio"
)

// mp3Lead is how many frames are decoded before the one wanted. The filters reach back over two granules, which are two
// frames at the low sampling rates; the first is silent.
const mp3Lead = 3

type mp3Codec struct {
	index   *mp3Index
	packer  *packer
	decoder *mp3.Decoder // nil until the packer's first frame is decoded

	frame int   // that comes next
	lead  int   // frames to be decoded and thrown away before it
	drop  int64 // samples of the next block before the one wanted

	pcm   []byte
	block [][2]float64
}

func openMP3(w *window, start int64, info *audio.Info) (codec, error) {
	index, err := indexMP3(w, start, info)
	if err != nil {
		return nil, err
	}
	info.Rate, info.Channels, info.Samples = index.first.rate, 2, index.length
	if index.first.mono {
		info.Channels = 1
	}
	c := &mp3Codec{
		index:  index,
		packer: &packer{index: index, broken: map[int]bool{}},
		pcm:    make([]byte, 4*index.first.samples),
		block:  make([][2]float64, index.first.samples),
	}
	return c, c.seek(0)
}

func (c *mp3Codec) seek(sample int64) error {
	raw := sample + c.index.skip
	n := int64(c.index.first.samples)
	c.frame, c.drop = int(raw/n), raw%n
	c.restart()
	return nil
}

// restart makes the decoder begin anew, so that it gives the frame that comes next as if it had decoded all before it.
func (c *mp3Codec) restart() {
	c.decoder = nil
	c.lead = min(c.frame, mp3Lead)
	c.packer.start(c.frame-c.lead, c.lead == mp3Lead)
}

func (c *mp3Codec) next() ([][2]float64, error) {
	for {
		if c.frame >= len(c.index.offsets) {
			return nil, lost(c.index.w)
		}
		err := guard(c.decode)
		if c.index.w.err != nil {
			return nil, lost(c.index.w)
		}
		if err != nil {
			// The decoder cannot be used after an error; without the frame that it stopped at it gets past it.
			if bad := c.packer.current; !c.packer.broken[bad] {
				c.packer.broken[bad] = true
				c.restart()
				continue
			}
			return nil, err
		}
		if c.lead > 0 {
			c.lead--
			continue
		}
		c.frame++
		for i := range c.block {
			c.block[i] = [2]float64{
				float64(int16(binary.LittleEndian.Uint16(c.pcm[4*i:]))) / (1 << 15),
				float64(int16(binary.LittleEndian.Uint16(c.pcm[4*i+2:]))) / (1 << 15),
			}
		}
		block := c.block[c.drop:]
		c.drop = 0
		return block, nil
	}
}

// decode fills pcm with one frame.
func (c *mp3Codec) decode() (err error) {
	if c.decoder == nil {
		if c.decoder, err = mp3.NewDecoder(c.packer); err != nil {
			return err
		}
	}
	_, err = io.ReadFull(c.decoder, c.pcm)
	return err
}
