// What an MP4 file says of where its sound ends. ffmpeg goes by it for the beginning, and gives the last packet as a whole.
// Only the boxes that tell it are read, and what contradicts itself tells nothing.

package convert

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"os"
)

// mostBoxes is how many are looked at, and mostBox how many bytes of one: a file that has more is made to be slow.
const (
	mostBoxes = 20_000
	mostBox   = 1 << 16
)

// longest and finest are what can be reckoned with: a length, and how many of what it is counted in are a second.
const (
	longest = 1 << 40
	finest  = 1 << 20
)

// boxes is an MP4 file.
type boxes struct {
	r    io.ReaderAt
	left int // of mostBoxes
}

// box is what lies in a box, behind its size and its name.
type box struct {
	name     string
	from, to int64
}

// in are the boxes between two places. A box that goes further than that is cut there.
func (b *boxes) in(from, to int64) (found []box) {
	for head := make([]byte, 16); to-from >= 8 && b.left > 0; b.left-- {
		n, _ := b.r.ReadAt(head[:min(16, to-from)], from)
		if n < 8 {
			return found
		}
		size, body := int64(binary.BigEndian.Uint32(head)), int64(8)
		switch {
		case size == 0:
			size = to - from
		case size == 1 && n == 16:
			size, body = int64(binary.BigEndian.Uint64(head[8:])), 16
		}
		if size < body {
			return found
		}
		end := to
		if size < to-from {
			end = from + size
		}
		found = append(found, box{string(head[4:8]), from + body, end})
		from = end
	}
	return found
}

// all are the boxes at the end of a path of names.
func (b *boxes) all(from box, path ...string) []box {
	var found []box
	for _, each := range b.in(from.from, from.to) {
		switch {
		case each.name != path[0]:
		case len(path) == 1:
			found = append(found, each)
		default:
			found = append(found, b.all(each, path[1:]...)...)
		}
	}
	return found
}

// bytes is what is in the first box at the end of a path; nil if there is none, or more than anybody needs.
func (b *boxes) bytes(from box, path ...string) []byte {
	found := b.all(from, path...)
	if len(found) == 0 || found[0].to-found[0].from > mostBox {
		return nil
	}
	data := make([]byte, found[0].to-found[0].from)
	if _, err := b.r.ReadAt(data, found[0].from); err != nil {
		return nil
	}
	return data
}

// saidLength is how many samples an MP4 file says that its first sound has, which is heard at a rate; 0 where it says
// nothing.
func saidLength(path string, rate int) int64 {
	f, err := os.Open(path)
	if err != nil {
		return 0
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return 0
	}
	return saidIn(f, st.Size(), int64(rate))
}

func saidIn(r io.ReaderAt, size, rate int64) int64 {
	b := &boxes{r: r, left: mostBoxes}
	movies := b.all(box{to: size}, "moov")
	if len(movies) == 0 {
		return 0
	}
	movie := movies[0]
	if len(b.all(movie, "mvex")) > 0 {
		return 0 // it goes on in fragments, and tells of its first part alone
	}
	_, each, ok := clockOf(b.bytes(movie, "mvhd"))
	for _, track := range b.all(movie, "trak") {
		if h := b.bytes(track, "mdia", "hdlr"); len(h) < 12 || string(h[8:12]) != "soun" {
			continue
		}
		whole, per, told := clockOf(b.bytes(track, "mdia", "mdhd"))
		if !ok || !told {
			return 0
		}
		length := edited(b.bytes(track, "edts", "elst"), whole, per, each, b.gapless(movie))
		if length > longest || length*rate%per != 0 {
			return 0
		}
		return length * rate / per
	}
	return 0
}

// clockOf reads a length, and how many of what it is counted in are a second, from a box that tells them.
func clockOf(b []byte) (length, second int64, ok bool) {
	switch {
	case len(b) >= 20 && b[0] == 0:
		second, length = int64(binary.BigEndian.Uint32(b[12:])), int64(binary.BigEndian.Uint32(b[16:]))
	case len(b) >= 32 && b[0] == 1:
		second, length = int64(binary.BigEndian.Uint32(b[20:])), int64(binary.BigEndian.Uint64(b[24:]))
	}
	return length, second, second > 0 && second < finest && length > 0 && length < longest
}

// gapless is what iTunes, and those who follow it, write of an encoder: its delay, what it filled the end up with, and how
// many samples are between.
type gapless struct{ delay, padding, samples int64 }

func (b *boxes) gapless(movie box) (g gapless) {
	for _, meta := range b.all(movie, "udta", "meta") {
		meta.from += 4 // its version
		for _, item := range b.all(meta, "ilst", "----") {
			name, data := b.bytes(item, "name"), b.bytes(item, "data")
			if len(data) < 8 || !bytes.HasSuffix(name, []byte("iTunSMPB")) {
				continue
			}
			var first int64
			if n, _ := fmt.Sscanf(string(data[8:]), "%x %x %x %x", &first, &g.delay, &g.padding, &g.samples); n < 4 {
				g = gapless{}
			}
			return g
		}
	}
	return g
}

// edited is how long the sound is after its edits: what is played of it, and the silence before. whole and what is
// returned are counted in parts of a second, edits in others; 0 is no length that is said.
func edited(list []byte, whole, per, each int64, g gapless) int64 {
	said := g.samples > 0 && g.delay+g.padding+g.samples == whole
	if len(list) < 8 {
		if said {
			return g.samples
		}
		return 0
	}
	const mostEdits = 1000
	count, silence := int64(binary.BigEndian.Uint32(list[4:])), int64(0)
	wide := list[0] == 1
	size := map[bool]int{false: 12, true: 20}[wide]
	list = list[8:]
	if count > mostEdits || int64(len(list)) < count*int64(size) {
		return 0
	}
	for ; count > 0; count, list = count-1, list[size:] {
		length, from := int64(binary.BigEndian.Uint32(list)), int64(int32(binary.BigEndian.Uint32(list[4:])))
		if wide {
			length, from = int64(binary.BigEndian.Uint64(list)), int64(binary.BigEndian.Uint64(list[8:]))
		}
		if length < 0 || length > longest {
			return 0
		}
		length = length * per / each
		switch {
		case from == -1:
			silence += length
			continue
		case count > 1 || from < 0 || from >= whole || length <= 0:
			return 0 // there are several, or it is made as it is played
		case said && g.delay == from:
			return silence + g.samples
		}
		// Edits are often counted in parts of a second that are longer than samples: then the sound itself knows better.
		if rest := whole - from; length+per/each+1 >= rest {
			return silence + rest
		}
		return silence + length
	}
	return 0
}
