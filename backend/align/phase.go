package align

import "stet/backend/audio"

const (
	// Of a stereo sound so many short pieces are looked at, to know whether its channels are of opposite phase.
	phasePieces = 24
	// As one, such channels have less than this share of the power of the louder one. Channels that have nothing in common
	// have half of it, and where one is silent a quarter.
	farQuieter = 1.0 / 16
)

// side is what is heard of two channels.
type side int

const (
	bothSides side = iota
	leftSide
	rightSide
)

// of is a sample of what is heard, held within bounds.
func (c side) of(s [2]float64) float32 {
	v := float32((s[0] + s[1]) / 2)
	switch c {
	case leftSide:
		v = float32(s[0])
	case rightSide:
		v = float32(s[1])
	}
	if v != v {
		return 0
	}
	return max(-4, min(4, v))
}

// sideOf is what is to be heard of a source: both channels as one, or the louder one where they take each other away, as a
// cable that is wired wrongly has them. What cannot be read says nothing.
func sideOf(src audio.Source) side {
	info := src.Info()
	if info.Channels != 2 {
		return bothSides
	}
	var left, right, one float64
	buf := make([][2]float64, max(1, info.Rate/4))
	for i := range phasePieces {
		if src.Seek(int(info.Samples*int64(2*i+1)/(2*phasePieces))) != nil {
			continue
		}
		for read := 0; read < len(buf); {
			n, ok := src.Stream(buf[read:])
			for _, s := range buf[read : read+n] {
				left += s[0] * s[0]
				right += s[1] * s[1]
				one += (s[0] + s[1]) * (s[0] + s[1]) / 4
			}
			if read += n; !ok || n == 0 {
				break
			}
		}
	}
	switch {
	case !(one < farQuieter*max(left, right)):
		return bothSides
	case right > left:
		return rightSide
	}
	return leftSide
}
