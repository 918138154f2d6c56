package align

import "slices"

// features is a frame as the codebooks want it: the cepstra without what the room, the voice and the microphone add all
// the time, how they change, and how that changes.
type features [streams][width]float32

// meanFrames is over how many frames that constant part is reckoned.
const meanFrames = 15 * frameRate

// aroundFrames is how much more than the frames themselves featuresOf wants to know to either side.
const aroundFrames = meanFrames/2 + 4

// featuresOf gives those of the frames from one up to another. The frames that it is given are all that is known.
func featuresOf(frames []frame, from, to int) []features {
	even := level(frames, max(0, from-4), min(len(frames), to+4))
	at := func(t int) *[width]float32 {
		return &even[min(max(t-max(0, from-4), 0), len(even)-1)]
	}
	out := make([]features, to-from)
	for i := range out {
		t := from + i
		f := &out[i]
		f[0] = *at(t)
		a, b := at(t+2), at(t-2)
		p, q, r, s := at(t+3), at(t-1), at(t+1), at(t-3)
		for k := range width {
			f[1][k] = a[k] - b[k]
			f[2][k] = (p[k] - q[k]) - (r[k] - s[k])
		}
	}
	return out
}

// level takes the mean of what is around each frame from its cepstra.
func level(frames []frame, from, to int) [][width]float32 {
	out := make([][width]float32, to-from)
	var sum [width]float64
	n := 0
	add := func(t int, sign float64) {
		if t < 0 || t >= len(frames) {
			return
		}
		for k, c := range frames[t].cepstra {
			sum[k] += sign * float64(c)
		}
		n += int(sign)
	}
	for t := from - meanFrames/2; t < from+meanFrames/2; t++ {
		add(t, 1)
	}
	for t := from; t < to; t++ {
		add(t+meanFrames/2, 1)
		for k, c := range frames[t].cepstra {
			out[t-from][k] = c - float32(sum[k]/float64(n))
		}
		add(t-meanFrames/2, -1)
	}
	return out
}

// quietOf tells of frames whether they and those near to them are much lower than the loud ones around.
func quietOf(frames []frame, from, to int) []bool {
	const near, share, least = 4, 0.35, 6
	all := make([]float32, len(frames))
	for i, f := range frames {
		all[i] = f.loud
	}
	slices.Sort(all)
	low, high := all[len(all)/10], all[len(all)*9/10]
	most := low + share*(high-low)
	out := make([]bool, to-from)
	if high-low < least {
		return out
	}
	for t := max(0, from-near); t < min(to+near, len(frames)); t++ {
		if frames[t].loud >= most {
			for i := max(from, t-near); i <= min(t+near, to-1); i++ {
				out[i-from] = true
			}
		}
	}
	for i := range out {
		out[i] = !out[i]
	}
	return out
}
