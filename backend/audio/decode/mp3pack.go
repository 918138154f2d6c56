// Rewriting the frames of an MP3 file on their way to the decoder.
//
// A frame's sound may begin in the frames before it. A decoder that starts in the middle of a file lacks it, and
// go-mp3 besides loses a byte in every padded frame at 22.05 kHz (it rounds the frame's length down), which turns whole
// files into noise. So each frame is given to it in a larger one, of the highest bit rate and without padding, in which
// its sound begins as early as the format allows. Frames whose sound is not there come out silent.

package decode

import "io"

// packet is a frame with its sound whole. Its sound begins back bytes before the slot that it is written to.
type packet struct {
	head  mp3Header
	side  [32]byte
	sound []byte
	back  int
}

// packer is an io.Reader of rewritten frames, from one of the index to its last.
type packer struct {
	index  *mp3Index
	broken map[int]bool // frames that the decoder cannot take: they come out silent

	current int // the frame of the bytes that Read gave last
	next    int // the frame that load reads next
	pending packet
	taken   int    // bytes of the pending packet's sound that lie in slots before its own
	history []byte // the sound that the file holds before the frame next
	follows int64  // where in the file the frame next has to begin for the history to belong to it
	slot    []byte
	unread  []byte
}

// start makes the packer begin with a frame. A silent one has room for the sound of what follows to begin in.
func (p *packer) start(frame int, silent bool) {
	p.unread, p.taken = nil, 0
	p.recall(frame)
	p.next = frame
	p.pending = p.load()
	if silent {
		p.pending.mute()
	}
	p.pending.fit()
	p.current = frame - 1
}

// recall fills the history with the sound before a frame.
func (p *packer) recall(frame int) {
	p.history, p.follows = p.history[:0], -1
	from, size := frame, 0
	for from > 0 && size < 511 {
		off := p.index.offsets[from-1]
		if off == lostFrame {
			break
		}
		h, _ := parseMP3Header(p.index.w.at(off, 4))
		size += max(h.size-h.skip-h.side, 0)
		from--
	}
	for p.next = from; p.next < frame; {
		p.load()
	}
}

// load reads the frame next, and adds its part of the file to the history.
func (p *packer) load() (k packet) {
	i := p.next
	p.next++
	k.head = p.index.first
	off := p.index.offsets[i]
	b := p.index.w.at(off, 4)
	h, ok := parseMP3Header(b)
	if ok {
		b = p.index.w.at(off, h.size)
		ok = len(b) == h.size
	}
	if off != p.follows || !ok {
		p.history = p.history[:0]
	}
	if !ok {
		p.follows = -1
		return k
	}
	k.head = h
	copy(k.side[:], b[h.skip:h.skip+h.side])
	body := b[h.skip+h.side:]
	back, length := h.soundOf(k.side[:])
	if back > len(p.history) || length > back+len(body) || p.broken[i] {
		k.mute()
	} else {
		k.sound = make([]byte, 0, back+len(body))
		k.sound = append(k.sound, p.history[len(p.history)-back:]...)
		k.sound = append(k.sound, body...)[:length]
	}
	p.history = append(p.history, body...)
	p.history = p.history[:copy(p.history, p.history[max(len(p.history)-511, 0):])]
	p.follows = off + int64(h.size)
	return k
}

func (k *packet) mute() {
	k.side, k.sound = [32]byte{}, nil
}

// fit makes a packet's sound end in its own slot. What holds the same frames in smaller ones fits, but for the padded
// frames of the highest bit rate at 22.05 kHz, which are a byte longer than any slot, and for damage.
func (k *packet) fit() {
	const little = 4 // bytes at the end of a frame are its highest frequencies
	switch over := len(k.sound) - k.back - k.head.room(); {
	case over > little:
		k.mute()
	case over > 0:
		k.sound = k.sound[:len(k.sound)-over]
	}
	if len(k.sound) == 0 {
		k.back = 0
	}
}

// slotSize is the length of the frames that the decoder gets, counted as it counts.
func (h mp3Header) slotSize() int {
	if h.lsf {
		return (144*160_000/h.rate + 1) >> 1
	}
	return 144*320_000/h.rate + 1
}

// room is how much sound fits into a slot.
func (h mp3Header) room() int { return h.slotSize() - 4 - h.side }

func (p *packer) Read(b []byte) (int, error) {
	if len(p.unread) == 0 && !p.write() {
		return 0, io.EOF
	}
	n := copy(b, p.unread)
	p.unread = p.unread[n:]
	return n, nil
}

// write fills a slot with the pending packet, and with the beginning of the sound of the one after it.
func (p *packer) write() bool {
	if p.current+1 >= len(p.index.offsets) {
		return false
	}
	p.current++
	k := &p.pending
	h := k.head
	if cap(p.slot) < h.slotSize() {
		p.slot = make([]byte, h.slotSize())
	}
	p.slot = p.slot[:h.slotSize()]
	clear(p.slot)
	// The highest bit rate, padding, no checksum, no emphasis.
	p.slot[0], p.slot[1], p.slot[2], p.slot[3] = 0xff, h.bytes[1]|1, 14<<4|h.bytes[2]&0x0c|2, h.bytes[3]&^3
	h.setBack(k.side[:], k.back)
	copy(p.slot[4:], k.side[:h.side])
	body := p.slot[4+h.side:]
	end := copy(body, k.sound[p.taken:])
	p.unread = p.slot
	if p.next >= len(p.index.offsets) {
		return true
	}
	after := p.load()
	begin := max(end, len(body)-after.head.reservoir())
	after.back = len(body) - begin
	after.fit()
	p.taken = copy(body[begin:], after.sound)
	p.pending = after
	return true
}
