// Voices: flite reads, ffmpeg brings its 16 kHz to the episode's rate, and here the result is trimmed and levelled.
// Both programs are called for one paragraph at a time and never through a shell.
package main

import (
	"encoding/binary"
	"fmt"
	"math"
	"os/exec"
	"path/filepath"
)

type voice struct {
	name    string
	stretch string // duration_stretch: above 1 is slower
}

var voices = map[string]voice{
	"Odette":  {name: "slt", stretch: "1.18"},
	"Barnaby": {name: "rms", stretch: "1.02"},
}

func synthesise(speaker, text, work string) ([]float64, error) {
	v, ok := voices[speaker]
	if !ok {
		return nil, fmt.Errorf("%s has no voice", speaker)
	}
	wav := filepath.Join(work, "paragraph.wav")
	flite := exec.Command("flite", "-voice", v.name, "--setf", "duration_stretch="+v.stretch, "-t", text, "-o", wav)
	if out, err := flite.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("flite: %w: %s", err, out)
	}
	return decode(wav)
}

// decode reads a sound file through ffmpeg as mono at the episode's rate.
func decode(path string) ([]float64, error) {
	ffmpeg := exec.Command("ffmpeg", "-v", "error", "-i", path, "-ac", "1", "-ar", fmt.Sprint(sampleRate), "-f", "f32le", "-")
	raw, err := ffmpeg.Output()
	if err != nil {
		return nil, fmt.Errorf("ffmpeg %s: %w", filepath.Base(path), err)
	}
	samples := make([]float64, len(raw)/4)
	for i := range samples {
		samples[i] = float64(math.Float32frombits(binary.LittleEndian.Uint32(raw[4*i:])))
	}
	return samples, nil
}

const window = sampleRate / 200 // 5 ms

// trim cuts the silence at both ends, leaving 10 ms before the first sound and 25 ms after the last for the consonants.
func trim(samples []float64) []float64 {
	loud := decibels(peak(samples)) - 38
	first, last := -1, 0
	for at := 0; at+window <= len(samples); at += window {
		if decibels(rms(samples[at:at+window])) > loud {
			if first < 0 {
				first = at
			}
			last = at + window
		}
	}
	if first < 0 {
		return nil
	}
	from, to := max(0, first-2*window), min(len(samples), last+5*window)
	cut := centred(samples[from:to])
	for i := range min(window, len(cut)/2) {
		gain := float64(i) / window
		cut[i] *= gain
		cut[len(cut)-1-i] *= gain
	}
	return cut
}

// centred takes away the constant offset that the synthesizer leaves in.
func centred(samples []float64) []float64 {
	var sum float64
	for _, s := range samples {
		sum += s
	}
	mean := sum / float64(len(samples))
	out := make([]float64, len(samples))
	for i, s := range samples {
		out[i] = s - mean
	}
	return out
}

// level brings the spoken part to the same loudness in every turn, and keeps the peaks 1.7 dB below full scale.
func level(samples []float64) []float64 {
	const target, ceiling = -18.0, 0.82
	floor := decibels(peak(samples)) - 30
	var sum float64
	var n int
	for at := 0; at+window <= len(samples); at += window {
		if r := rms(samples[at : at+window]); decibels(r) > floor {
			sum += r * r
			n++
		}
	}
	gain := math.Pow(10, (target-decibels(math.Sqrt(sum/float64(n))))/20)
	gain = min(gain, ceiling/peak(samples))
	for i := range samples {
		samples[i] *= gain
	}
	return samples
}

func peak(samples []float64) float64 {
	var most float64
	for _, s := range samples {
		most = max(most, math.Abs(s))
	}
	return most
}

func rms(samples []float64) float64 {
	var sum float64
	for _, s := range samples {
		sum += s * s
	}
	return math.Sqrt(sum / float64(len(samples)))
}

func decibels(amplitude float64) float64 {
	return 20 * math.Log10(max(amplitude, 1e-9))
}
