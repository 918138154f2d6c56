// Package layer3 decodes the frames of MP3: MPEG-1, MPEG-2 and MPEG-2.5, Layer III. It knows nothing of files: it is
// given a header, side information and the sound that belongs to it, whole, and gives samples as floats, neither rounded
// nor clipped. Damage makes silence of the right length; nothing that it is given makes it panic.
//
// The samples of a frame depend on it and the two frames before it, and on nothing else, to the last bit: a decoder
// that was reset and given those two gives what one gives that decoded the file from its start.
package layer3

const (
	granuleSize = 576
	subbands    = 32
	slots       = granuleSize / subbands
)

// Lead is how many frames before the one wanted a decoder needs that was reset.
const Lead = 2

// Decoder holds what one frame leaves for the next. Its zero value is ready for the first frame.
type Decoder struct {
	side, sound bits
	granules    [2][2]granule // by granule and channel
	shared      [2]int        // which scale factors the second granule takes from the first, by channel
	factors     [2]scaleFactors
	gains       [granuleSize / 2]float32
	spectrum    [2]spectrum
	slots       [slots][subbands]float32
	filters     [2]filter
}

// Reset makes the next frame the first.
func (d *Decoder) Reset() {
	d.filters = [2]filter{}
}

// Decode fills out, which has room for the frame's samples; those of one channel go to both. The sound is all that lies
// between where the frame's sound begins and the end of the frame; none stands for sound that is not there. It reports
// whether the frame was sound.
func (d *Decoder) Decode(out [][2]float64, h Header, side, sound []byte) bool {
	ok := len(sound) > 0 && len(side) >= h.Side
	if ok {
		d.side.load(side[:h.Side])
		d.sound.load(sound)
		ok = d.readSide(h)
	}
	for i := range h.granules() {
		ok = ok && d.readGranule(h, i)
		if !ok {
			d.mute()
		}
		d.synthesise(out[i*granuleSize:][:granuleSize], h, i)
	}
	if h.Mono {
		d.filters[1] = filter{}
	}
	return ok
}

// readGranule decodes the spectra of a granule.
func (d *Decoder) readGranule(h Header, i int) bool {
	table := &bandTables[h.bands]
	for c := range h.channels() {
		g := &d.granules[i][c]
		end := d.sound.pos + g.bits
		if end > d.sound.end {
			return false
		}
		if h.LSF {
			d.factors[c].readLSF(&d.sound, g, h.intensity && c == 1)
		} else {
			d.factors[c].read(&d.sound, g, i*d.shared[c])
		}
		if d.sound.pos > end {
			return false
		}
		d.setGains(g, &d.factors[c], table, h)
		if !d.readSpectrum(g, &d.spectrum[c], end) {
			return false
		}
		d.sound.pos = end
	}
	if !h.Mono {
		d.join(h, &d.granules[i][1], table)
	}
	for c := range h.channels() {
		if d.spectrum[c].absurd() {
			return false
		}
		if g := &d.granules[i][c]; g.short {
			d.spectrum[c].reorder(g, table)
		}
	}
	return true
}

func (d *Decoder) mute() {
	d.granules = [2][2]granule{}
	for c := range d.spectrum {
		d.spectrum[c].lines = 0
	}
}

// synthesise turns the spectra into samples.
func (d *Decoder) synthesise(out [][2]float64, h Header, i int) {
	for c := range h.channels() {
		f := &d.filters[c]
		f.hybrid(&d.slots, &d.spectrum[c], &d.granules[i][c])
		f.polyphase(out, c, &d.slots)
	}
	if h.Mono {
		for i := range out {
			out[i][1] = out[i][0]
		}
	}
}
