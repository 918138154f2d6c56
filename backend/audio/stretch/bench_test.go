package stretch

import "testing"

// BenchmarkStretch plays a voice. "ms/s" is processor time for a second of what is heard.
func BenchmarkStretch(b *testing.B) {
	said := voice(10, 120)
	for _, c := range []struct {
		name  string
		speed int
	}{{"1", Normal}, {"half", 500}, {"2", 2000}, {"3", 3000}} {
		b.Run(c.name, func(b *testing.B) {
			buf := make([][2]float64, 512)
			heard := 0
			for b.Loop() {
				s := New(&tape{frames: said}, rate)
				s.SetSpeed(c.speed)
				for n := 1; n > 0; heard += n {
					n = s.Read(buf).Frames
				}
			}
			b.ReportMetric(1000*b.Elapsed().Seconds()/(float64(heard)/rate), "ms/s")
		})
	}
}
