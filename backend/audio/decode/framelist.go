// Where many frames are, in two bytes each: ten hours of MP3 have 1.4 million, and several decoders hold them at once.

package decode

// frameList is the offsets of frames in a file, in order, with lostFrame among them. It keeps how far each is from the one
// before it; every so many it keeps where that is, so that an offset is a few additions away.
type frameList struct {
	steps []uint16
	bases []int64
	far   map[int]int64 // the offsets of those whose step says so
	last  int64
}

const (
	frameBlock = 64 // frames to a base

	stepLost = 0 // there is no frame
	stepFar  = 1 // the frame is farther away than a step can say
)

func newFrameList(room int64) frameList {
	return frameList{steps: make([]uint16, 0, room), bases: make([]int64, 0, room/frameBlock+1)}
}

func (l *frameList) len() int { return len(l.steps) }

// add adds the offset of a frame behind all others, or lostFrame.
func (l *frameList) add(off int64) {
	if len(l.steps)%frameBlock == 0 {
		l.bases = append(l.bases, l.last)
	}
	step := off - l.last
	switch {
	case off == lostFrame:
		step = stepLost
	case step <= stepFar || step > 1<<16-1:
		if l.far == nil {
			l.far = map[int]int64{}
		}
		l.far[len(l.steps)] = off
		step = stepFar
	}
	l.steps = append(l.steps, uint16(step))
	if off != lostFrame {
		l.last = off
	}
}

// at is the offset of a frame, or lostFrame.
func (l *frameList) at(i int) int64 {
	if l.steps[i] == stepLost {
		return lostFrame
	}
	first := i - i%frameBlock
	off := l.bases[i/frameBlock]
	for k := first; k <= i; k++ {
		if step := l.steps[k]; step == stepFar {
			off = l.far[k]
		} else {
			off += int64(step)
		}
	}
	return off
}
