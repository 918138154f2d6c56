package waveform

import (
	"context"
	"math"
	"testing"

	"stet/backend/audio"
)

// TestTheMeanIsAudiowaveforms draws a sound that is only on the left, and one whose channels cancel each other out.
func TestTheMeanIsAudiowaveforms(t *testing.T) {
	for right, want := range map[float64]int16{0: 26, 1: 51, -1: 0} {
		s := newSpeech(8000, 8000)
		for i := range s.frames {
			v := 0.4 * math.Sin(float64(i))
			s.frames[i] = [2]float64{v, right * v}
		}
		w := New(ShapeOf(s.info))
		open := func() (audio.Source, error) {
			source, err := s.open()
			return Mean(source), err
		}
		if err := w.Build(context.Background(), open, func(int64, int64) {}); err != nil {
			t.Fatal(err)
		}
		table, err := w.Table(2)
		if err != nil {
			t.Fatal(err)
		}
		low, high := table.Data[4], table.Data[5]
		if low != -want || high != want {
			t.Errorf("with %g of it on the right: %d to %d, not %d", right, low, high, want)
		}
		loudness, _ := w.Loudness()
		if own, _ := built(t, s).Loudness(); loudness != own {
			t.Errorf("is %g LUFS, and as drawn %g", own, loudness)
		}
	}
}
