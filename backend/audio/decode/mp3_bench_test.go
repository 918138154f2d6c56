//go:build unix

package decode

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/faiface/beep"
	beepmp3 "github.com/faiface/beep/mp3"
	gomp3 "github.com/hajimehoshi/go-mp3"
)

// BenchmarkMP3 decodes five minutes of MP3, as others do: processor time for a minute of sound.
func BenchmarkMP3(b *testing.B) {
	if _, err := exec.LookPath("ffmpeg"); err != nil {
		b.Skip("ffmpeg is not installed (package ffmpeg)")
	}
	const minutes = 5
	for _, c := range []struct {
		name, args string
		channels   int
	}{
		{"stereo", "-b:a 128k", 2},
		{"mono", "-b:a 64k", 1},
	} {
		b.Run(c.name, func(b *testing.B) {
			dir := b.TempDir()
			wav, path := filepath.Join(dir, "minute.wav"), filepath.Join(dir, "minutes.mp3")
			if err := os.WriteFile(wav, wavFile(44100, c.channels, 16, signal(44100, c.channels, 60*44100)), 0o644); err != nil {
				b.Fatal(err)
			}
			encode := append([]string{"-v", "error", "-stream_loop", strconv.Itoa(minutes - 1), "-i", wav}, strings.Fields(c.args)...)
			if out, err := exec.Command("ffmpeg", append(encode, path)...).CombinedOutput(); err != nil {
				b.Fatalf("ffmpeg: %v: %s", err, out)
			}
			var ours, beep, gomp3, ffmpeg time.Duration
			rounds := 0
			for b.Loop() {
				ours += processorTime(b, func() error { return playThrough(path) })
				beep += processorTime(b, func() error { return playWithBeep(path) })
				gomp3 += processorTime(b, func() error { return readWithGoMP3(path) })
				cmd := exec.Command("ffmpeg", "-v", "error", "-i", path, "-f", "null", "-")
				if err := cmd.Run(); err != nil {
					b.Fatal(err)
				}
				ffmpeg += cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
				rounds++
			}
			for unit, t := range map[string]time.Duration{"cpu-ms": ours, "beep-cpu-ms": beep, "go-mp3-cpu-ms": gomp3, "ffmpeg-cpu-ms": ffmpeg} {
				b.ReportMetric(float64(t.Microseconds())/1000/minutes/float64(rounds), unit)
			}
		})
	}
}

// processorTime is what all of this process takes while f runs.
func processorTime(b *testing.B, f func() error) time.Duration {
	b.Helper()
	var before, after syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &before); err != nil {
		b.Fatal(err)
	}
	if err := f(); err != nil {
		b.Fatal(err)
	}
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &after); err != nil {
		b.Fatal(err)
	}
	return time.Duration(after.Utime.Nano() - before.Utime.Nano() + after.Stime.Nano() - before.Stime.Nano())
}

func playThrough(path string) error {
	s, err := Open(path)
	if err != nil {
		return err
	}
	defer s.Close()
	return drain(s)
}

// drain reads a stream to its end.
func drain(s beep.Streamer) error {
	buf := make([][2]float64, 4096)
	for ok := true; ok; {
		_, ok = s.Stream(buf)
	}
	return s.Err()
}

func playWithBeep(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	s, _, err := beepmp3.Decode(f)
	if err != nil {
		return err
	}
	defer s.Close()
	return drain(s)
}

func readWithGoMP3(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	d, err := gomp3.NewDecoder(f)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, d)
	return err
}
