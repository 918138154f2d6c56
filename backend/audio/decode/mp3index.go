// Where the frames of an MP3 file are, and where in them the recording begins and ends.

package decode

import (
	"bytes"
	"encoding/binary"

	"stet/backend/audio"
	"stet/backend/audio/layer3"
)

// lostFrame stands in a list for a frame of which damage left nothing.
const lostFrame = -1

// decoderDelay is by how much every MP3 decoder is late: encoders' tags do not count it.
const decoderDelay = 529

type mp3Index struct {
	w      *window
	first  layer3.Header
	free   int       // what layer3 has to know of a file of the free format
	end    int64     // of the sound in the file
	frames frameList // lostFrame where there should be one

	cut    bool  // the last frame is not whole
	skip   int64 // samples of the decoded frames before the recording begins
	length int64 // samples of the recording
}

// indexMP3 walks over all frames. What lies between them is damage, and is filled with as many lost frames as it would
// have held, so that what follows keeps its time.
func indexMP3(w *window, start int64, info *audio.Info) (*mp3Index, error) {
	const farthest = 256 << 10 // that the first frame may be from where the tags end
	x := &mp3Index{w: w, end: w.size}
	if tag := w.at(w.size-128, 3); string(tag) == "TAG" {
		x.end -= 128
	}
	off, ok := x.sync(start, min(start+farthest, x.end), 3)
	if !ok {
		off, ok = x.findFree(start, min(start+farthest, x.end))
	}
	if !ok {
		return nil, unsupported(Unknown)
	}
	x.first, _ = x.header(off)
	tag := x.readTag(w.at(off, x.first.Size))
	whole := tag.bytes > 0 && tag.bytes <= x.end-off
	if tag.found {
		off += int64(x.first.Size)
	}
	damaged := x.walk(off)
	if w.err != nil {
		return nil, lost(w)
	}
	if x.frames.len() == 0 {
		return nil, fail(audio.Damaged, noSound, doAgain)
	}
	x.measure(tag, whole, info)
	if damaged {
		info.Tell(audio.AtEnd, audio.InPlaces, "It is damaged in places: there it is silent, and what follows may be a little early or late.")
	}
	return x, nil
}

func (x *mp3Index) header(off int64) (layer3.Header, bool) {
	return layer3.ParseHeader(x.w.at(off, layer3.HeaderSize), x.free)
}

// findFree finds the first frame of the free format, whose frames are as long as it is to the next one.
func (x *mp3Index) findFree(off, limit int64) (int64, bool) {
	const (
		tries = 1000 // of places that look like a frame
		need  = 5
	)
	for range tries {
		x.free = layer3.MostFree
		at, ok := x.sync(off, limit, 1)
		if !ok {
			break
		}
		off = at + 1
		h, _ := x.header(at)
		if !h.Free {
			continue
		}
		padding := h.Size - x.free
		for size := h.Skip + h.Side + 1; size <= layer3.MostFree; size++ {
			x.free = size
			if next, ok := x.header(at + int64(size+padding)); ok && next.Free && next.SameStream(h) && x.chain(at, need) {
				return at, true
			}
		}
	}
	x.free = 0
	return 0, false
}

// mostHole is how many bytes without a frame are taken for damage; where there are more, the sound has ended.
const mostHole = 16 << 20

// walk records the frames from off on, and reports whether there was damage between them.
func (x *mp3Index) walk(off int64) (damaged bool) {
	x.frames = newFrameList((x.end-off)/int64(x.first.Size) + 1)
	sum := int64(0) // of the sizes of the frames found
	found := int64(0)
	for {
		h, ok := x.header(off)
		if ok && h.SameStream(x.first) {
			if off+int64(h.Size) > x.end {
				x.cut = true
				return damaged
			}
			x.frames.add(off)
			off += int64(h.Size)
			sum += int64(h.Size)
			found++
			continue
		}
		next, ok := x.sync(off+1, x.end, 2)
		if !ok {
			return damaged
		}
		if !isTag(x.w.at(off, 8)) && found > 0 {
			damaged = true
			mean := sum / found
			if next-off > mostHole {
				return damaged
			}
			for range (next - off + mean/2) / mean {
				x.frames.add(lostFrame)
			}
		}
		off = next
	}
}

func isTag(b []byte) bool {
	return bytes.HasPrefix(b, []byte("ID3")) || bytes.HasPrefix(b, []byte("TAG")) || bytes.HasPrefix(b, []byte("APETAGEX"))
}

// sync finds the first place from off on, before limit, where need frames of one stream follow each other or the last of
// fewer ends where the sound ends.
func (x *mp3Index) sync(off, limit int64, need int) (int64, bool) {
	for off < limit {
		b := x.w.at(off, 4096)
		i := bytes.IndexByte(b, 0xff)
		if i < 0 {
			if len(b) == 0 {
				return 0, false
			}
			off += int64(len(b))
			continue
		}
		off += int64(i)
		if off < limit && x.chain(off, need) {
			return off, true
		}
		off++
	}
	return 0, false
}

func (x *mp3Index) chain(off int64, need int) bool {
	ref := x.first
	for range need {
		h, ok := x.header(off)
		if !ok || ref.Size > 0 && !h.SameStream(ref) {
			return false
		}
		ref = h
		off += int64(h.Size)
		if off == x.end {
			return true
		}
	}
	return true
}

// mp3Tag is the frame without sound that encoders write first: how many frames follow, and how much of them was added.
type mp3Tag struct {
	found          bool
	frames         int64 // 0 if it does not say
	bytes          int64 // of it and all frames; 0 if it does not say
	delay, padding int64
	exact          bool // delay and padding are there
}

func (x *mp3Index) readTag(frame []byte) (t mp3Tag) {
	h := x.first
	if len(frame) < h.Size {
		return t
	}
	if at := 4 + 32; len(frame) >= at+18 && string(frame[at:at+4]) == "VBRI" {
		return mp3Tag{found: true, frames: int64(binary.BigEndian.Uint32(frame[at+14:])), bytes: int64(binary.BigEndian.Uint32(frame[at+10:]))}
	}
	for _, at := range []int{4 + h.Side, 6 + h.Side} {
		if len(frame) >= at+8 && (string(frame[at:at+4]) == "Xing" || string(frame[at:at+4]) == "Info") {
			return readXing(frame[at+4:])
		}
	}
	return t
}

func readXing(b []byte) mp3Tag {
	t := mp3Tag{found: true}
	flags := binary.BigEndian.Uint32(b)
	b = b[4:]
	for bit, size := range []int{4, 4, 100, 4} { // frames, bytes, a table of contents, the quality
		if flags&(1<<bit) == 0 {
			continue
		}
		if len(b) < size {
			return t
		}
		switch bit {
		case 0:
			t.frames = int64(binary.BigEndian.Uint32(b))
		case 1:
			t.bytes = int64(binary.BigEndian.Uint32(b))
		}
		b = b[size:]
	}
	if len(b) >= 24 && (string(b[:4]) == "LAME" || string(b[:3]) == "Lav") {
		t.exact = true
		t.delay = int64(b[21])<<4 | int64(b[22])>>4
		t.padding = int64(b[22]&15)<<8 | int64(b[23])
	}
	return t
}

// measure finds where the recording begins and ends. Without an encoder's tag nothing is cut away, as ffmpeg does, from
// which most timecodes come. A file that is whole by its bytes was not cut off, whatever is said of its frames.
func (x *mp3Index) measure(t mp3Tag, whole bool, info *audio.Info) {
	samples := int64(x.first.Samples)
	end := int64(x.frames.len()) * samples
	promised := t.frames * samples
	// An encoder may count its own tag as a frame.
	missing := t.frames - int64(x.frames.len())
	if t.exact {
		x.skip = t.delay + decoderDelay
		trimmed := max(promised, end) - max(t.padding-decoderDelay, 0)
		switch {
		case promised == 0 || promised == end:
			end = trimmed
		case whole && (missing > 1 || missing < -1):
			end -= max(t.padding-decoderDelay, 0)
		case promised > end:
			end = min(end, trimmed)
			promised = trimmed
		}
	}
	x.length = max(end-x.skip, 0)
	switch {
	case missing > 1 && !whole:
		info.Tell(audio.AtEnd, audio.CutOff, cutOff(promised-x.skip, x.length, x.first.Rate))
	case x.cut:
		info.Tell(audio.AtEnd, audio.CutOff, "It ends in the middle of a frame: it may have been cut off.")
	case t.frames > 0 && (missing > 1 || missing < -1):
		info.Tell(audio.AtEnd, audio.Misstated, wrongLength(promised-x.skip, x.length, x.first.Rate))
	}
}
