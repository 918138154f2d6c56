package checksum_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"stet/backend/audio"
	"stet/backend/audio/checksum"
	"stet/backend/audio/decode"
)

// TestTheSumOfAFile reads FLAC files of 16 and 24 bits in pieces that overlap, as whoever draws them does, and the same
// files with another sum in their header.
func TestTheSumOfAFile(t *testing.T) {
	for _, file := range []string{"stereo-16.flac", "mono-24.flac"} {
		b, err := os.ReadFile(filepath.Join("..", "decode", "testdata", file))
		if err != nil {
			t.Fatal(err)
		}
		wrong := bytes.Clone(b)
		wrong[26]++ // the first byte of the sum
		if differs(t, b, 700, 50) {
			t.Errorf("%s is said to be another sound than its own", file)
		}
		if !differs(t, wrong, 700, 50) {
			t.Errorf("%s with a wrong sum is not told of", file)
		}
		if differs(t, wrong, 700, -50) {
			t.Errorf("%s is judged though parts were left out", file)
		}
	}
}

// differs reads a file in pieces, each of which begins so many samples before the last one ended.
func differs(t *testing.T, file []byte, piece, overlap int) bool {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.flac")
	if err := os.WriteFile(path, file, 0o644); err != nil {
		t.Fatal(err)
	}
	src, err := decode.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	var s audio.Source = checksum.Of(src)
	frames, all := make([][2]float64, piece), make([]float64, piece*src.Info().Channels)
	for at := 0; at < s.Len(); at += piece {
		if err := s.Seek(max(at-overlap, 0)); err != nil {
			t.Fatal(err)
		}
		s.StreamAll(frames, all)
		s.StreamAll(frames[:max(overlap, 0)], all)
	}
	return s.(*checksum.Source).Differs()
}
