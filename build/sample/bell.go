// The bell: one stroke, added up from the partials that a cast bell is tuned to. No recording is used.
package main

import "math"

// bellStroke rings for eight seconds from a strike note of about 330 Hz.
func bellStroke() []float64 {
	const strike, seconds, loudness = 330.0, 8, 0.22
	// Hum, prime, tierce, quint, nominal and three above: ratio to the strike note, strength, seconds to fall to 1/e.
	partials := []struct{ ratio, strength, fall float64 }{
		{0.5, 0.55, 2.6}, {1, 0.70, 1.7}, {1.183, 0.60, 1.3}, {1.506, 0.25, 0.9},
		{2, 0.80, 0.8}, {2.514, 0.35, 0.45}, {2.662, 0.25, 0.4}, {3.011, 0.30, 0.3}, {4.166, 0.20, 0.2},
	}
	samples := make([]float64, seconds*sampleRate)
	for i := range samples {
		at := float64(i) / sampleRate
		for _, p := range partials {
			samples[i] += p.strength * math.Exp(-at/p.fall) * math.Sin(2*math.Pi*strike*p.ratio*at)
		}
		attack := min(1, at/0.004)
		release := min(1, (seconds-at)/0.5)
		samples[i] *= attack * release
	}
	gain := loudness / peak(samples)
	for i := range samples {
		samples[i] *= gain
	}
	return samples
}
