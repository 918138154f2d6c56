// Opening Ogg Vorbis: one recording, or several one after the other, which are played as one where they can be.

package decode

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"stet/backend/audio"
)

// oggLink is one recording of a file. Of those that are not played only this is held: a decoder takes much more.
type oggLink struct {
	off    int64 // in the file
	serial uint32
	pages  []oggPage
	zero   int64
	begin  int64
	from   int64 // its first sample in the whole
	length int64
}

// mostLinks is how many recordings are read of a file.
const mostLinks = 2000

func openVorbis(w *window, start int64, info *audio.Info) (codec, error) {
	c, link, next, err := openLink(w, start, info)
	if err != nil {
		return nil, err
	}
	links := []oggLink{link}
	info.Samples = link.length
	for next > 0 && len(links) < mostLinks {
		var other audio.Info
		d, link, after, err := openLink(w, next, &other)
		switch {
		case w.err != nil:
			return nil, lost(w)
		case err != nil:
			info.Tell(audio.AtEnd, audio.InPart, onlyTheFirst(len(links), "what follows is damaged, or is no Ogg Vorbis"))
		case other.Rate != info.Rate || other.Channels != info.Channels:
			info.Tell(audio.AtEnd, audio.InPart, onlyTheFirst(len(links), fmt.Sprintf("the next one has %d Hz and %d channels, and not %d Hz and %d",
				other.Rate, other.Channels, info.Rate, info.Channels)))
		default:
			link.from = info.Samples
			info.Samples += link.length
			links = append(links, link)
			c, next = d, after
			continue
		}
		next = 0
	}
	if next > 0 {
		info.Tell(audio.AtEnd, audio.InPart, onlyTheFirst(len(links), "there are too many"))
	}
	if last := c.pages[len(c.pages)-1]; last.flags&oggLast == 0 {
		info.Tell(audio.AtEnd, audio.CutOff, "It ends without its end mark: it may have been cut off.")
	}
	if len(links) == 1 {
		return c, c.seek(0)
	}
	chain := &oggChain{links: links, at: len(links) - 1, vorbisCodec: c}
	return chain, chain.seek(0)
}

func onlyTheFirst(links int, why string) string {
	which := "first is"
	if links > 1 {
		which = fmt.Sprintf("first %d are", links)
	}
	return fmt.Sprintf("It is several recordings one after the other, of which only the %s read: %s. %s", which, why, doConvert)
}

// openLink opens the recording that begins at a place, and says where the next one does, 0 if none follows.
func openLink(w *window, start int64, info *audio.Info) (c *vorbisCodec, link oggLink, next int64, err error) {
	c = &vorbisCodec{w: w}
	serial, err := findVorbis(w, start)
	if err != nil {
		return nil, link, 0, err
	}
	after, err := c.readHeaders(start, serial, info)
	if err != nil {
		return nil, link, 0, err
	}
	next = c.index(after, serial)
	if w.err != nil {
		return nil, link, 0, lost(w)
	}
	if len(c.pages) == 0 {
		return nil, link, 0, fail(audio.Damaged, noSound, doAgain)
	}
	info.Layout = vorbisLayout(info.Channels)
	c.ready(info)
	c.findZero()
	link = oggLink{off: start, serial: serial, pages: slices.Clip(c.pages), zero: c.zero, begin: c.begin}
	link.length = max(c.granule(len(c.pages)-1), 0)
	return c, link, next, nil
}

// ready makes room for what is decoded.
func (c *vorbisCodec) ready(info *audio.Info) {
	size := c.decoder.BufferSize()
	c.mixer = newMixer(info.Channels, info.Layout)
	c.raw, c.each = make([]float32, size), make([]float64, size)
	c.block = make([][2]float64, size/info.Channels)
}

// oggChain plays recordings one after the other, of which the one that is played is open.
type oggChain struct {
	links []oggLink
	at    int
	pos   int64 // the sample that next gives, in the whole
	*vorbisCodec

	short int // how many frames there was silence for, since its recording promises more than it has
	over  int // how many frames of the block were left out, which lie beyond the end of its recording
}

// open opens another recording, whose headers were read before.
func (c *oggChain) open(i int) error {
	if i == c.at {
		return nil
	}
	link := c.links[i]
	d := &vorbisCodec{w: c.w, pages: link.pages, zero: link.zero, begin: link.begin}
	var info audio.Info
	if _, err := d.readHeaders(link.off, link.serial, &info); err != nil {
		if c.w.err != nil {
			return lost(c.w)
		}
		return err
	}
	info.Layout = vorbisLayout(info.Channels)
	d.ready(&info)
	c.at, c.vorbisCodec = i, d
	return nil
}

func (c *oggChain) seek(sample int64) error {
	i := len(c.links) - 1
	for i > 0 && c.links[i].from > sample {
		i--
	}
	if err := c.open(i); err != nil {
		return err
	}
	c.pos = sample
	return c.vorbisCodec.seek(sample - c.links[i].from)
}

func (c *oggChain) next() ([][2]float64, error) {
	// One may have no sound at all.
	for c.at+1 < len(c.links) && c.pos >= c.links[c.at+1].from {
		if err := c.open(c.at + 1); err != nil {
			return nil, err
		}
		if err := c.vorbisCodec.seek(0); err != nil {
			return nil, err
		}
	}
	left := c.links[c.at].from + c.links[c.at].length - c.pos
	c.short, c.over = 0, 0
	block, err := c.vorbisCodec.next()
	switch {
	case err == io.EOF && left > 0 && c.at+1 < len(c.links):
		block = c.block[:min(left, int64(len(c.block)))]
		clear(block)
		c.short = len(block)
	case err != nil:
		return nil, err
	case int64(len(block)) > left:
		c.over = len(block) - int(left)
		block = block[:left]
	}
	c.pos += int64(len(block))
	return block, nil
}

func (c *oggChain) gaps() (frames, first int) {
	if c.short > 0 {
		return c.short, 0
	}
	frames, first = c.vorbisCodec.gaps()
	return max(0, frames-c.over), first
}

func (c *oggChain) values() []float64 {
	values := c.vorbisCodec.values()
	if c.short > 0 || values == nil {
		return nil
	}
	return values[:len(values)-c.over*c.mixer.channels]
}

// findVorbis looks through the first pages of all streams in the file for the one that is Vorbis.
func findVorbis(w *window, off int64) (serial uint32, err error) {
	names := []struct{ magic, name string }{
		{"OpusHead", "Opus"}, {"\x7fFLAC", "FLAC"}, {"Speex   ", "Speex"}, {"\x80theora", "video"},
	}
	other := "something unknown"
	for {
		page, serial, size := nextOgg(w, off)
		if size == 0 || page.flags&oggFirst == 0 {
			return 0, unsupported("It is an Ogg file with %s in it.", other)
		}
		packets, _ := oggPackets(w, page.off)
		if len(packets) > 0 {
			if isVorbis(packets[0], 1) {
				return serial, nil
			}
			for _, n := range names {
				if strings.HasPrefix(string(packets[0]), n.magic) {
					other = n.name
				}
			}
		}
		off = page.off + int64(size)
	}
}

// readHeaders gives the decoder its three headers, and returns where the pages after them begin.
func (c *vorbisCodec) readHeaders(off int64, serial uint32, info *audio.Info) (int64, error) {
	damaged := fail(audio.Damaged, "Its header is damaged.", doAgain)
	var headers [3][]byte
	open := false
	for n := 0; n < 3; {
		page, s, size := nextOgg(c.w, off)
		if size == 0 {
			return 0, damaged
		}
		off = page.off + int64(size)
		if s != serial {
			continue
		}
		packets, goesOn := oggPackets(c.w, page.off)
		for i, p := range packets {
			if n == 3 || i == 0 && open != (page.flags&oggContinued != 0) {
				return 0, damaged
			}
			headers[n] = append(headers[n], p...)
			if len(headers[n]) > mostPacket {
				return 0, damaged
			}
			open = goesOn && i == len(packets)-1
			if !open {
				n++
			}
		}
	}
	if err := checkVorbis(headers, info); err != nil {
		return 0, err
	}
	for _, h := range headers {
		if c.decoder.ReadHeader(h) != nil {
			return 0, damaged
		}
	}
	return off, nil
}
