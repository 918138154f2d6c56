package decode

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

// BenchmarkDecode reads files through again and again. "times" is how much faster than it plays.
func BenchmarkDecode(b *testing.B) {
	for _, c := range append(samples, sample{file: "stereo-16.wav"}) {
		b.Run(c.file, func(b *testing.B) {
			var file []byte
			if c.file == "stereo-16.wav" {
				file = wavFile(44100, 2, 16, signal(44100, 2, 44100))
			} else {
				file = testdata(b, c.file)
			}
			s, err := open(c.file, bytes.NewReader(file), int64(len(file)))
			if err != nil {
				b.Fatal(err)
			}
			buf := make([][2]float64, 512)
			read := 0
			for b.Loop() {
				n, ok := s.Stream(buf)
				read += n
				if !ok {
					if s.Seek(0) != nil {
						b.Fatal(s.Err())
					}
				}
			}
			b.ReportMetric(float64(read)/float64(s.Info().Rate)/b.Elapsed().Seconds(), "times")
		})
	}
}

// BenchmarkSeek goes to random places and decodes what is played first there.
func BenchmarkSeek(b *testing.B) {
	for _, c := range samples {
		b.Run(c.file, func(b *testing.B) {
			file := testdata(b, c.file)
			s, err := open(c.file, bytes.NewReader(file), int64(len(file)))
			if err != nil {
				b.Fatal(err)
			}
			r := rand.New(rand.NewPCG(5, 6))
			buf := make([][2]float64, 512)
			for b.Loop() {
				if s.Seek(r.IntN(s.Len())) != nil {
					b.Fatal(s.Err())
				}
				s.Stream(buf)
			}
		})
	}
}
