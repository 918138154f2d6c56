// MP3: the frames of the index, decoded one by one, and cut to the recording.

package decode

import (
	"stet/backend/audio"
	"stet/backend/audio/layer3"
)

type mp3Codec struct {
	index     *mp3Index
	reservoir reservoir
	decoder   layer3.Decoder

	frame int   // that comes next
	drop  int64 // samples of the next block before the one wanted
	block [][2]float64
	given [][2]float64 // what next gave last of it
	holed bool         // the block is silence in the place of sound
}

func (c *mp3Codec) gaps() (frames, first int) {
	if c.holed {
		return len(c.given), 0
	}
	return 0, 0
}

func (c *mp3Codec) values() []float64 { return nil } // they are never more than two

func openMP3(w *window, start int64, info *audio.Info) (codec, error) {
	index, err := indexMP3(w, start, info)
	if err != nil {
		return nil, err
	}
	info.Rate, info.Channels, info.Samples = index.first.Rate, 2, index.length
	if index.first.Mono {
		info.Channels = 1
	}
	c := &mp3Codec{
		index:     index,
		reservoir: reservoir{index: index},
		block:     make([][2]float64, index.first.Samples),
	}
	return c, c.seek(0)
}

func (c *mp3Codec) seek(sample int64) error {
	raw := sample + c.index.skip
	n := int64(c.index.first.Samples)
	c.frame, c.drop = int(raw/n), raw%n
	c.decoder.Reset()
	lead := min(c.frame, layer3.Lead)
	c.reservoir.start(c.frame - lead)
	for range lead {
		c.decode()
	}
	return nil
}

func (c *mp3Codec) next() ([][2]float64, error) {
	if c.frame >= c.index.frames.len() {
		return nil, lost(c.index.w)
	}
	c.decode()
	if c.index.w.err != nil {
		return nil, lost(c.index.w)
	}
	c.frame++
	c.given = c.block[c.drop:]
	c.drop = 0
	return c.given, nil
}

// decode fills the block with the next frame of the reservoir: with silence where there is none, or none that is whole.
func (c *mp3Codec) decode() {
	h, side, sound := c.reservoir.load()
	c.holed = !c.decoder.Decode(c.block, h, side, sound)
}
