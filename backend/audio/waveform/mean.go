package waveform

import "stet/backend/audio"

// Mean gives a sound as audiowaveform draws it: all of its channels as one, which is their mean. Its own channels, by
// which it is heard, stay what they are.
func Mean(source audio.Source) audio.Source { return mean{source} }

type mean struct{ audio.Source }

func (m mean) StreamAll(frames [][2]float64, all []float64) (n int) {
	n = m.Source.StreamAll(frames, all)
	channels := m.Info().Channels
	for i := range n {
		sum := 0.0
		for _, v := range all[i*channels : (i+1)*channels] {
			sum += v
		}
		frames[i] = [2]float64{sum / float64(channels), sum / float64(channels)}
	}
	return n
}
