package align

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"stet/backend/audio"
	"stet/backend/audio/decode"
	"stet/backend/audio/waveform"
)

// counted is a source that counts what is read of it.
type counted struct {
	audio.Source
	read int
}

func (c *counted) Stream(to [][2]float64) (int, bool) {
	n, ok := c.Source.Stream(to)
	c.read += n
	return n, ok
}

// noisy is a stereo WAV file of 16 bits, another on each side, that swells and falls.
func noisy(t *testing.T, rate, seconds int) string {
	t.Helper()
	r := rand.New(rand.NewPCG(uint64(rate), 5))
	size := 4 * rate * seconds
	head := []byte("RIFF\x00\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x02\x00")
	for _, v := range []int{rate, 4 * rate} {
		head = append(head, byte(v), byte(v>>8), byte(v>>16), byte(v>>24))
	}
	head = append(head, 4, 0, 16, 0, 'd', 'a', 't', 'a', byte(size), byte(size>>8), byte(size>>16), byte(size>>24))
	body := make([]byte, size)
	for i := range body {
		if i&1 == 0 || i/rate%3 > 0 {
			body[i] = byte(r.Uint32()) >> (i / rate % 5)
		}
	}
	path := filepath.Join(t.TempDir(), "noisy.wav")
	if err := os.WriteFile(path, append(head, body...), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// opened is the sound of a file, until the test ends.
func opened(t *testing.T, path string) audio.Source {
	t.Helper()
	src, err := decode.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { src.Close() })
	return src
}

// TestWhatIsReadForTheWaveformIsHeard builds the waveform of a file, by several decoders and from its middle on, beside a
// Sound of it: what is measured is what the Sound measures when it reads by itself, and it reads next to nothing then.
func TestWhatIsReadForTheWaveformIsHeard(t *testing.T) {
	const seconds = 75 // some of the waveform's segments, and of the Sound's blocks
	for _, rate := range []int{16000, 44100} {
		path := noisy(t, rate, seconds)
		alone, own := Listen(opened(t, path), nil), &counted{Source: opened(t, path)}
		s := Listen(own, nil)
		w := waveform.New(waveform.ShapeOf(own.Info()))
		w.Want(own.Info().Samples / 2)
		beside := func() (audio.Source, error) {
			src, err := decode.Open(path)
			return Beside(src, func() *Sound { return s }), err
		}
		if err := w.Build(context.Background(), beside, func(int64, int64) {}); err != nil {
			t.Fatal(err)
		}
		if len(s.parts) > mostParts {
			t.Errorf("at %d Hz %d parts are held", rate, len(s.parts))
		}
		got, err := s.between(context.Background(), 0, s.frames)
		if err != nil {
			t.Fatal(err)
		}
		want, err := alone.between(context.Background(), 0, s.frames)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got, want) {
			t.Errorf("at %d Hz it hears something else", rate)
		}
		// But for a look at its two channels.
		if own.read > phasePieces*rate/4 {
			t.Errorf("at %d Hz it reads %.0f s of %d s itself", rate, float64(own.read)/float64(rate), seconds)
		}
	}
}

// TestASoundThatComesLateHearsTheRest comes when the first half minute has been read, and reads the blocks itself that
// were begun by then.
func TestASoundThatComesLateHearsTheRest(t *testing.T) {
	const rate, seconds = 16000, 100
	path := noisy(t, rate, seconds)
	src, err := decode.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	own := &counted{Source: src}
	s := Listen(own, nil)
	w := waveform.New(waveform.ShapeOf(src.Info()))
	var mu sync.Mutex
	late := false
	beside := func() (audio.Source, error) {
		src, err := decode.Open(path)
		return Beside(src, func() *Sound {
			mu.Lock()
			defer mu.Unlock()
			if late {
				return s
			}
			return nil
		}), err
	}
	err = w.BuildInOrder(context.Background(), beside, func(int64, int64) {
		mu.Lock()
		defer mu.Unlock()
		late = true
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.between(context.Background(), 0, s.frames); err != nil {
		t.Fatal(err)
	}
	if read := own.read / rate; read < 33 || read > 70 {
		t.Errorf("it reads %d s of %d s itself", read, seconds)
	}
}

// TestWhatNobodyAsksForIsBounded lets a Sound measure one block ahead of whoever asks for it.
func TestWhatNobodyAsksForIsBounded(t *testing.T) {
	defer func(most int) { mostAhead = most }(mostAhead)
	mostAhead = 1
	const rate, seconds = 16000, 70
	src, err := decode.Open(noisy(t, rate, seconds))
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	s := Listen(src, nil)
	heard := Beside(src, func() *Sound { return s })
	if err := heard.Seek(0); err != nil {
		t.Fatal(err)
	}
	for buf, ok := make([][2]float64, 4096), true; ok; {
		_, ok = heard.Stream(buf)
	}
	if s.blocks[0] == nil || s.blocks[1] != nil || s.ahead != 1 || len(s.parts) > 0 {
		t.Errorf("%d blocks ahead, %d in parts", s.ahead, len(s.parts))
	}
	if _, err := s.between(context.Background(), 0, s.frames); err != nil || s.ahead != 0 {
		t.Errorf("%d blocks ahead once all were asked for: %v", s.ahead, err)
	}
}
