// Ogg Vorbis: an index of the file's pages, whose granules are the clock, and the packets between them. What is lost
// between two pages is silence, so that the time after it is right.

package decode

import (
	"math"
	"slices"
	"sort"

	"github.com/jfreymuth/vorbis"
)

type vorbisCodec struct {
	w       *window
	decoder vorbis.Decoder
	mixer   mixer
	pages   []oggPage // of the sound, and none of the headers; of a damaged one, see whole
	zero    int64     // the granule of the first sample
	begin   int64     // the sample that the first packet gives, below zero if some are not to be heard

	page    int      // whose packets are being decoded
	packets [][]byte // of the page, still to come
	rest    []byte   // the beginning of a packet that goes on in the next page
	pos     int64    // the sample that the next packet gives
	silence int64    // where silence from pos on ends
	holed   int      // frames of what was given last: silence in the place of sound
	lost    bool     // something is missing: pos shows at the end of the page
	want    int64    // what comes before this sample is not given out

	raw   []float32
	each  []float64
	block [][2]float64
}

// mostSound is far beyond the size of a packet of sound, in bytes.
const mostSound = 1 << 20

func vorbisLayout(channels int) string {
	return [9]string{3: "LCR", 4: "LRlr", 5: "LCRlr", 6: "LCRlrF", 7: "LCRxybF", 8: "LCRxylrF"}[channels]
}

// index records the pages of the stream up to its end, the last of which is whole; of the others only the heads are read,
// since that of a long file takes long enough. A granule that goes back, or on by more than the file can
// hold, is damage, and is forgotten. Next is where another recording begins behind it, 0 if none does.
func (c *vorbisCodec) index(off int64, serial uint32) (next int64) {
	highest, since := int64(-1), off
	for ended := false; ; {
		page, s, size := skimOgg(c.w, off)
		if size > 0 && page.flags&oggFirst != 0 {
			next = page.off
		}
		if size == 0 || ended || next > 0 {
			break
		}
		off = page.off + int64(size)
		if s != serial {
			continue
		}
		if page.granule < highest || highest >= 0 && page.granule-highest > (off-since)*samplesAByte {
			page.granule = -1
		}
		if page.granule >= 0 {
			highest, since = page.granule, off
		}
		c.pages = append(c.pages, page)
		ended = page.flags&oggLast != 0
	}
	for len(c.pages) > 0 && !c.whole(len(c.pages)-1) {
		c.pages = c.pages[:len(c.pages)-1]
	}
	return next
}

// whole reports whether a page is as it was written. One that is not says nothing of the time either.
func (c *vorbisCodec) whole(i int) bool {
	page := &c.pages[i]
	_, _, size := oggHeader(c.w, page.off)
	if size > 0 && wholeOgg(c.w, page.off, size) {
		return true
	}
	// Where nothing can be read, nothing is known of the page either.
	if c.w.err == nil {
		page.granule = -1
	}
	return false
}

// granule is the sample at which a page ends, or the last page before it that knows its own.
func (c *vorbisCodec) granule(page int) int64 {
	for ; page >= 0; page-- {
		if g := c.pages[page].granule; g >= 0 {
			return g - c.zero
		}
	}
	return c.begin
}

// findZero decodes up to the first page that knows its granule: a stream that was cut from a longer one does not begin
// at zero, and one whose first granule is less than what was decoded has a beginning that is not to be heard. On the
// last page it is the end that is not.
func (c *vorbisCodec) findZero() {
	c.rewind()
	for c.pages[c.page].granule < 0 && c.page+1 < len(c.pages) {
		c.decodePage()
		c.load(c.page + 1)
	}
	c.decodePage()
	page := c.pages[c.page]
	early := page.granule - c.pos
	if page.granule < 0 || early < 0 && page.flags&oggLast != 0 {
		return
	}
	c.zero, c.begin = max(early, 0), min(early, 0)
}

// decodePage decodes the rest of a page for the position only.
func (c *vorbisCodec) decodePage() {
	for len(c.packets) > 0 {
		c.decode()
	}
}

func (c *vorbisCodec) rewind() {
	c.page, c.rest, c.lost = 0, nil, false
	c.pos, c.silence, c.want = c.begin, c.begin, 0
	c.decoder.Clear()
	c.load(0)
}

// load takes a page apart, which follows the last one loaded unless pages were lost.
func (c *vorbisCodec) load(i int) {
	if !c.whole(i) {
		c.miss()
		c.page, c.packets = i, nil
		return
	}
	page := c.pages[i]
	if i == c.page+1 && page.sequence != c.pages[c.page].sequence+1 {
		c.miss()
	}
	packets, open := oggPackets(c.w, page.off)
	if page.flags&oggContinued != 0 && len(packets) > 0 {
		if c.rest != nil {
			packets[0] = append(c.rest, packets[0]...)
		} else {
			packets, open = packets[1:], open && len(packets) > 1
			if i > 0 {
				c.miss()
			}
		}
	}
	c.rest = nil
	if open {
		last := packets[len(packets)-1]
		packets = packets[:len(packets)-1]
		if len(last) <= mostSound {
			c.rest = slices.Clone(last)
		}
	}
	c.page, c.packets = i, packets
}

// miss says that what was decoded does not join what comes.
func (c *vorbisCodec) miss() {
	c.decoder.Clear()
	c.rest, c.lost = nil, true
}

// decode decodes the next packet of the page. It gives nothing while the position is lost.
func (c *vorbisCodec) decode() []float32 {
	packet := c.packets[0]
	c.packets = c.packets[1:]
	if len(packet) == 0 || packet[0]&1 != 0 { // not sound
		return nil
	}
	var out []float32
	err := guard(func() (err error) {
		out, err = c.decoder.DecodeInto(packet, c.raw)
		return err
	})
	if err != nil {
		c.miss()
	}
	if c.lost {
		return nil
	}
	c.pos += int64(len(out) / c.mixer.channels)
	return out
}

// seek finds a page that ends at the sample or before it, and whose last packet begins on it: decoding that packet is
// all that the decoder needs to go on as if it had decoded everything.
func (c *vorbisCodec) seek(sample int64) error {
	i := sort.Search(len(c.pages), func(i int) bool { return c.granule(i) > sample }) - 1
	for i >= 0 && (c.pages[i].granule < 0 || !c.primes(i)) {
		i--
	}
	if i < 0 {
		c.rewind()
	} else {
		c.miss()
		c.page = i
		c.load(i)
		c.pos = c.granule(i)
		c.silence = c.pos
	}
	c.want = sample
	return nil
}

// primes reports whether the last packet that ends on a page begins on it.
func (c *vorbisCodec) primes(page int) bool {
	if !c.whole(page) {
		return false
	}
	packets, open := oggPackets(c.w, c.pages[page].off)
	whole := len(packets)
	if open {
		whole--
	}
	return whole >= 2 || whole == 1 && c.pages[page].flags&oggContinued == 0
}

func (c *vorbisCodec) gaps() (frames, first int) { return c.holed, 0 }

func (c *vorbisCodec) values() []float64 { return c.mixer.last }

func (c *vorbisCodec) next() ([][2]float64, error) {
	c.holed = 0
	for {
		if c.pos < c.silence {
			if block := c.still(); len(block) > 0 {
				c.holed, c.mixer.last = len(block), nil
				return block, nil
			}
		}
		if len(c.packets) == 0 {
			c.settle()
			if c.pos < c.silence {
				continue
			}
			if c.page+1 >= len(c.pages) {
				return nil, lost(c.w)
			}
			c.load(c.page + 1)
			if c.w.err != nil {
				return nil, lost(c.w)
			}
			continue
		}
		out := c.decode()
		n := int64(len(out) / c.mixer.channels)
		if n == 0 || c.pos <= c.want {
			continue
		}
		for i, v := range out {
			c.each[i] = finite(float64(v))
		}
		c.mixer.mix(c.block, c.each[:len(out)])
		return c.block[n-min(n, c.pos-c.want) : n], nil
	}
}

// settle compares the position with the page's granule when all its packets are decoded. The granule is right: what is
// missing is silence, and what would come twice is left out. On the last page it says how much of the end is not meant
// to be heard, which the stream's length knows already.
func (c *vorbisCodec) settle() {
	page := c.pages[c.page]
	if page.granule < 0 || page.flags&oggLast != 0 && !c.lost {
		return
	}
	c.lost = false
	end := page.granule - c.zero
	if end < c.pos {
		c.want = max(c.want, c.pos)
		c.pos = end
	}
	c.silence = end
}

// still gives a block of the silence from pos on.
func (c *vorbisCodec) still() [][2]float64 {
	c.pos = max(c.pos, min(c.want, c.silence))
	block := c.block[:min(c.silence-c.pos, int64(len(c.block)))]
	clear(block)
	c.pos += int64(len(block))
	return block
}

// finite holds a sample in bounds that arithmetic bears.
func finite(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return max(-1e3, min(v, 1e3))
}
