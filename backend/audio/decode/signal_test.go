package decode

import (
	"math"
	"math/rand/v2"
	"testing"

	"stet/backend/audio"
)

// signal is noise that repeats nowhere, with a click every quarter of a second; both channels of a mono signal are the
// same. It is made of integers as far as a 24-bit file holds them.
func signal(rate, channels, n int) [][2]float64 {
	r := rand.New(rand.NewPCG(1, 2))
	out := make([][2]float64, n)
	var low [2]float64
	for i := range out {
		for c := range low {
			low[c] += 0.25 * (r.Float64()*0.5 - 0.25 - low[c])
			out[i][c] = math.Round(low[c]*(1<<23)) / (1 << 23)
		}
		if i%(rate/4) == 100 {
			out[i] = [2]float64{0.875, 0.875}
		}
		if channels == 1 {
			out[i][1] = out[i][0]
		}
	}
	return out
}

// rounded is the signal as integers of that depth hold it.
func rounded(s [][2]float64, depth int) [][2]float64 {
	scale := float64(int(1) << (depth - 1))
	for i, f := range s {
		for c, v := range f {
			s[i][c] = math.Round(v*scale) / scale
		}
	}
	return s
}

// readAll reads from where the source is to its end.
func readAll(t *testing.T, s audio.Source) [][2]float64 {
	t.Helper()
	var all [][2]float64
	buf := make([][2]float64, 1000)
	for {
		n, ok := s.Stream(buf)
		all = append(all, buf[:n]...)
		if n < len(buf) || !ok {
			break
		}
	}
	if s.Err() != nil {
		t.Error(s.Err())
	}
	if s.Position() != s.Len() {
		t.Errorf("stands at %d after the end at %d", s.Position(), s.Len())
	}
	return all
}

// align finds by how many samples got is late, and the noise that is left then as a share of the signal.
func align(got, want [][2]float64) (late int, noise float64) {
	noise = math.Inf(1)
	for try := -1300; try <= 2400; try++ {
		var d, s float64
		for i := 2500; i < len(want)-2500; i += 101 {
			if j := i + try; j < len(got) {
				d += (got[j][0] - want[i][0]) * (got[j][0] - want[i][0])
				s += want[i][0] * want[i][0]
			}
		}
		if e := math.Sqrt(d / s); e < noise {
			late, noise = try, e
		}
	}
	return late, noise
}

// checkSeeks goes to random samples and compares what comes there with what came in the straight.
func checkSeeks(t *testing.T, s audio.Source, straight [][2]float64, n int) {
	t.Helper()
	r := rand.New(rand.NewPCG(3, 4))
	buf := make([][2]float64, 700)
	for range n {
		p := r.IntN(len(straight) + 1)
		if err := s.Seek(p); err != nil {
			t.Fatal(err)
		}
		if s.Position() != p {
			t.Fatalf("stands at %d after a seek to %d", s.Position(), p)
		}
		ask := r.IntN(len(buf)) + 1
		k, ok := s.Stream(buf[:ask])
		if k != min(ask, len(straight)-p) || ok != (k > 0) {
			t.Fatalf("gave %d of %d samples at %d of %d", k, ask, p, len(straight))
		}
		for i := range k {
			if buf[i] != straight[p+i] {
				t.Fatalf("after a seek to %d sample %d is %v, not %v", p, p+i, buf[i], straight[p+i])
			}
		}
	}
	if s.Seek(len(straight)+1) == nil || s.Seek(-1) == nil {
		t.Error("goes to places outside the file")
	}
}

// wavFile is a plain WAV file of integers.
func wavFile(rate, channels, depth int, s [][2]float64) []byte {
	var b []byte
	put := func(v, n int) {
		for i := range n {
			b = append(b, byte(v>>(8*i)))
		}
	}
	size := len(s) * channels * depth / 8
	b = append(b, "RIFF"...)
	put(36+size, 4)
	b = append(b, "WAVEfmt "...)
	put(16, 4)
	put(1, 2)
	put(channels, 2)
	put(rate, 4)
	put(rate*channels*depth/8, 4)
	put(channels*depth/8, 2)
	put(depth, 2)
	b = append(b, "data"...)
	put(size, 4)
	for _, f := range s {
		for c := range channels {
			put(int(math.Round(f[c]*float64(int(1)<<(depth-1)))), depth/8)
		}
	}
	return b
}
