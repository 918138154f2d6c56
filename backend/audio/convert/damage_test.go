package convert

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestWhatWasCutOffSaysSo cuts files whose tables tell how long they were, an Opus file, which has a mark at its end, and
// some of which only the last frame tells.
func TestWhatWasCutOffSaysSo(t *testing.T) {
	dir := t.TempDir()
	wav := filepath.Join(dir, "source.wav")
	writeWAV(t, wav, sweep(20*rate))
	cache := Cache{filepath.Join(dir, "cache")}
	const inAFrame = "It ends in the middle of a frame: it may have been cut off."
	for name, c := range map[string]struct {
		args  []string
		share int // of the file that is left, in tenths
		want  string
	}{
		"whole.m4a":  {[]string{"-c:a", "aac", "-movflags", "+faststart"}, 10, ""},
		"part.m4a":   {[]string{"-c:a", "aac", "-movflags", "+faststart"}, 6, "It was cut off: 1"},
		"whole.opus": {[]string{"-c:a", "libopus"}, 10, ""},
		"part.opus":  {[]string{"-c:a", "libopus"}, 6, "It ends without its end mark: it may have been cut off."},
		"whole.mka":  {[]string{"-c:a", "libopus"}, 10, ""},
		"part.mka":   {[]string{"-c:a", "libopus"}, 6, "It was cut off: 1"},
		"part.webm":  {[]string{"-c:a", "libopus"}, 6, "It was cut off: 1"},
		"whole.mp2":  {[]string{"-b:a", "192k"}, 10, ""},
		"part.mp2":   {[]string{"-b:a", "192k"}, 6, inAFrame},
		"whole.ac3":  {[]string{"-b:a", "192k"}, 10, ""},
		"part.ac3":   {[]string{"-b:a", "192k"}, 6, inAFrame},
		"whole.eac3": {[]string{"-b:a", "192k"}, 10, ""},
		"part.eac3":  {[]string{"-b:a", "192k"}, 6, inAFrame},
		"whole.ts":   {[]string{"-b:a", "192k"}, 10, ""},
		"part.ts":    {[]string{"-b:a", "192k"}, 6, inAFrame},
		"whole.m2ts": {[]string{"-b:a", "192k"}, 10, ""},
		"part.m2ts":  {[]string{"-b:a", "192k"}, 6, inAFrame},
	} {
		path := filepath.Join(dir, name)
		ffmpeg(t, slices.Concat([]string{"-i", wav}, c.args, []string{path})...)
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data[:len(data)*c.share/10], 0o666); err != nil {
			t.Fatal(err)
		}
		if err := cache.Prepare(t.Context(), path, func(float64) {}); err != nil {
			t.Fatal(name, err)
		}
		src, err := cache.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		problems := src.Info().Problems
		src.Close()
		if c.want == "" && len(problems) == 0 || len(problems) == 1 && c.want != "" && strings.HasPrefix(problems[0].What, c.want) {
			continue
		}
		t.Errorf("%s: %q", name, problems)
	}
}

// TestNoiseIsRefusedInPlainWords gives ffmpeg what is no sound, and has one that says what nobody understands.
func TestNoiseIsRefusedInPlainWords(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs a shell")
	}
	dir := t.TempDir()
	noise := filepath.Join(dir, "noise.flac")
	b := make([]byte, 300_000)
	for i, r := 0, rand.New(rand.NewPCG(1, 2)); i < len(b); i++ {
		b[i] = byte(r.Uint32())
	}
	if err := os.WriteFile(noise, b, 0o666); err != nil {
		t.Fatal(err)
	}
	cache := Cache{filepath.Join(dir, "cache")}
	refusal := func(why string) {
		t.Helper()
		err := cache.Prepare(t.Context(), noise, func(float64) {})
		if want := "noise.flac: ffmpeg cannot read it (" + why + "). Fetch"; err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Error(err)
		}
	}
	refusal("nothing in it can be decoded")
	script := "#!/bin/sh\necho '[x @ 0x1] ms_present = 3 is reserved.' >&2\nexit 1\n"
	if err := os.WriteFile(filepath.Join(dir, "ffmpeg"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir)
	refusal("it found damage in it")
}

// TestWhatLostItsTablesSaysSo cuts off an M4A that has its tables at its end, where nothing can be made of the rest.
func TestWhatLostItsTablesSaysSo(t *testing.T) {
	dir := t.TempDir()
	wav, path := filepath.Join(dir, "source.wav"), filepath.Join(dir, "a.m4a")
	writeWAV(t, wav, sweep(5*rate))
	ffmpeg(t, "-i", wav, "-c:a", "aac", path)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data[:len(data)*6/10], 0o666); err != nil {
		t.Fatal(err)
	}
	err = Cache{filepath.Join(dir, "cache")}.Prepare(t.Context(), path, func(float64) {})
	if want := "a.m4a: ffmpeg cannot read it (it is damaged, or was cut off). "; err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Error(err)
	}
}

func TestALengthInWords(t *testing.T) {
	for seconds, want := range map[float64]string{11.71: "11.7 s", 20: "20.0 s", 60: "0:01:00", 36001.9: "10:00:01"} {
		if got := inWords(seconds); got != want {
			t.Errorf("%g s is %q", seconds, got)
		}
	}
}

func TestWhatFFmpegSaysInWords(t *testing.T) {
	for text, want := range map[string]string{
		"":                     "",
		"Invalid data found\n": "Invalid data found",
		"one\n[aac @ 0x55f0] Prediction is not allowed\n    Last message repeated 1 times\n": "Prediction is not allowed",
		"[mov,mp4,m4a,3gp,3g2,mj2 @ 0x556e2a412240] stream 0, offset 0x24a7a: partial file":  "partial file",
	} {
		if got := lastLine(text); got != want {
			t.Errorf("%q became %q", text, got)
		}
	}
}

// TestAnInterruptedConversionIsNoDamage has an ffmpeg that was told to end a little before Stet was.
func TestAnInterruptedConversionIsNoDamage(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs a shell")
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "ffmpeg"), []byte("#!/bin/sh\nexit 255\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir)
	path := filepath.Join(dir, "talk.m4a")
	if err := os.WriteFile(path, []byte("\x00\x00\x00\x18ftypM4A "), 0o666); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, stop)
	if err := (Cache{filepath.Join(dir, "cache")}).Prepare(ctx, path, func(float64) {}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
