// The bit reservoir of MP3: a frame's sound may begin in the frames before it.

package decode

import "stet/backend/audio/layer3"

// reservoir reads the frames of the index one after the other, each with its sound whole.
type reservoir struct {
	index *mp3Index

	next    int    // the frame that load reads
	history []byte // the sound that the file holds before it
	follows int64  // where in the file it has to begin for the history to belong to it
	side    [32]byte
	sound   []byte
}

// start makes load go on with a frame, and fills the history with the sound before it.
func (r *reservoir) start(frame int) {
	r.history, r.follows = r.history[:0], -1
	from, size := frame, 0
	for from > 0 && size < layer3.Reservoir {
		off := r.index.frames.at(from - 1)
		if off == lostFrame {
			break
		}
		h, _ := r.index.header(off)
		size += max(h.Size-h.Skip-h.Side, 0)
		from--
	}
	for r.next = from; r.next < frame; {
		r.load()
	}
}

// load reads the next frame. It has no sound where that is not in the file. What it gives is valid until it is called
// again.
func (r *reservoir) load() (h layer3.Header, side, sound []byte) {
	off := r.index.frames.at(r.next)
	r.next++
	h, ok := r.index.header(off)
	var b []byte
	if ok {
		b = r.index.w.at(off, h.Size)
		ok = len(b) == h.Size
	}
	if off != r.follows || !ok {
		r.history = r.history[:0]
	}
	if !ok {
		r.follows = -1
		return r.index.first, nil, nil
	}
	r.follows = off + int64(h.Size)
	side = r.side[:copy(r.side[:], b[h.Skip:h.Skip+h.Side])]
	body := b[h.Skip+h.Side:]
	if back := h.Back(side); back <= len(r.history) {
		r.sound = append(r.sound[:0], r.history[len(r.history)-back:]...)
		r.sound = append(r.sound, body...)
		sound = r.sound
	}
	r.history = append(r.history, body...)
	r.history = r.history[:copy(r.history, r.history[max(len(r.history)-layer3.Reservoir, 0):])]
	return h, side, sound
}
