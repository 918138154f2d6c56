//go:build !race

package waveform

import (
	"context"
	"fmt"
	"math"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"

	"stet/backend/audio"
	"stet/backend/audio/decode"
)

// TestTheLoudnessIsFFmpegs measures files of one to eight channels, each louder than the one before it, beside ffmpeg's
// own meter.
func TestTheLoudnessIsFFmpegs(t *testing.T) {
	if _, err := exec.LookPath("ffmpeg"); err != nil {
		t.Skip("ffmpeg is not installed (package ffmpeg)")
	}
	layouts := []string{"mono", "stereo", "3.0", "quad", "5.0", "5.1", "6.1", "7.1"}
	for i, layout := range layouts {
		each := ""
		for c := range i + 1 {
			each += fmt.Sprintf("%g*(random(%d)-0.5)*gt(mod(t\\,3)\\,%g)|", 0.1+0.05*float64(c), c, float64(c)/8)
		}
		for name, codec := range map[string]string{"a.wav": "pcm_s24le", "a.flac": "flac", "a.ogg": "libvorbis"} {
			if name != "a.wav" && layout != "5.1" {
				continue
			}
			path := filepath.Join(t.TempDir(), name)
			source := fmt.Sprintf("aevalsrc=exprs=%s:s=44100:d=12:c=%s", each[:len(each)-1], layout)
			if out, err := exec.Command("ffmpeg", "-v", "error", "-f", "lavfi", "-i", source, "-c:a", codec, path).CombinedOutput(); err != nil {
				t.Fatalf("ffmpeg: %v: %s", err, out)
			}
			src, err := decode.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			w := New(ShapeOf(src.Info()))
			src.Close()
			if err := w.Build(context.Background(), func() (audio.Source, error) { return decode.Open(path) }, func(int64, int64) {}); err != nil {
				t.Fatal(err)
			}
			got, _ := w.Loudness()
			if want := ffmpegLoudness(t, path); math.Abs(got-want) > 0.1 {
				t.Errorf("%s of %s: %.2f LUFS, and %.2f of ffmpeg", name, layout, got, want)
			}
		}
	}
}

var integrated = regexp.MustCompile(`I:\s+(-?[0-9.]+) LUFS`)

func ffmpegLoudness(t *testing.T, path string) float64 {
	t.Helper()
	out, err := exec.Command("ffmpeg", "-nostats", "-i", path, "-af", "ebur128=framelog=verbose", "-f", "null", "-").CombinedOutput()
	found := integrated.FindAllSubmatch(out, -1)
	if err != nil || found == nil {
		t.Fatalf("ffmpeg: %v: %s", err, out)
	}
	lufs, err := strconv.ParseFloat(string(found[len(found)-1][1]), 64)
	if err != nil {
		t.Fatal(err)
	}
	return lufs
}
