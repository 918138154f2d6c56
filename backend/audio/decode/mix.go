// Any number of channels as two.

package decode

import "math"

// What ITU-R BS.775 has two speakers play of the others.
const (
	centre   = math.Sqrt2 / 2
	surround = math.Sqrt2 / 2
)

// placeGains are for the letters of audio.Places.
var placeGains = map[rune][2]float64{
	'L': {1, 0}, 'R': {0, 1}, 'I': {1, 0}, 'J': {0, 1}, 'C': {centre, centre}, 'F': {0, 0},
	'l': {surround, 0}, 'r': {0, surround}, 'x': {surround, 0}, 'y': {0, surround},
	'b': {surround * surround, surround * surround},
}

// mixer turns interleaved samples into stereo frames.
type mixer struct {
	channels int
	gains    [][2]float64 // nil for one and two channels, which are not mixed
	last     []float64    // what was mixed last
}

// newMixer mixes surround sound by its layout, as loud as it is: where many channels are loud at once the mix may go
// beyond full scale. Without a layout the channels are taken for the microphones of a recorder: each is heard in the
// middle, at a level where one person speaks at a time.
func newMixer(channels int, layout string) mixer {
	m := mixer{channels: channels}
	if channels <= 2 {
		return m
	}
	m.gains = make([][2]float64, channels)
	if len(layout) != channels {
		g := 1 / math.Sqrt(float64(channels))
		for c := range m.gains {
			m.gains[c] = [2]float64{g, g}
		}
		return m
	}
	for c, place := range layout {
		m.gains[c] = placeGains[place]
	}
	return m
}

// mix writes as many frames as in holds to out, which has room for them.
func (m *mixer) mix(out [][2]float64, in []float64) {
	m.last = in
	switch {
	case m.channels == 1:
		for i, v := range in {
			out[i] = [2]float64{v, v}
		}
	case m.gains == nil:
		for i := range len(in) / 2 {
			out[i] = [2]float64{in[2*i], in[2*i+1]}
		}
	default:
		for i := range len(in) / m.channels {
			var f [2]float64
			for c, g := range m.gains {
				v := in[i*m.channels+c]
				f[0] += v * g[0]
				f[1] += v * g[1]
			}
			out[i] = f
		}
	}
}
