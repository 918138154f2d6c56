package playback

import (
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"stet/backend/audio/decode"
)

// BenchmarkPlay makes what a device would play, of a WAV file of tones that swell. "ms/s" is processor time for a second
// of what is heard.
func BenchmarkPlay(b *testing.B) {
	file := wavHeader(4*60*Rate, 4, 16)
	for i := range 60 * Rate {
		at := float64(i) / Rate
		v := int16(8000 * math.Sin(3*at) * (math.Sin(2*math.Pi*140*at) + math.Sin(2*math.Pi*700*at)))
		file = append(file, byte(v), byte(v>>8), byte(v), byte(v>>8))
	}
	path := filepath.Join(b.TempDir(), "tones.wav")
	if err := os.WriteFile(path, file, 0o644); err != nil {
		b.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		speed float64
	}{{"1", 1}, {"half", 0.5}, {"2", 2}, {"3", 3}} {
		b.Run(c.name, func(b *testing.B) {
			p := New(nil, decode.Open)
			defer p.Close()
			src, err := decode.Open(path)
			if err != nil {
				b.Fatal(err)
			}
			defer src.Close()
			// The pump is driven from here, so that nothing waits for a device.
			p.mu.Lock()
			p.take(src)
			p.info, p.loaded = src.Info(), true
			p.mu.Unlock()
			p.SetSpeed(c.speed)
			u := newPump(p)
			now, heard := time.Now(), 0
			for b.Loop() {
				p.Play()
				now = now.Add(duration(chunk, Rate))
				u.fill(now)
				heard += chunk
			}
			b.ReportMetric(1000*b.Elapsed().Seconds()/(float64(heard)/Rate), "ms/s")
		})
	}
}
