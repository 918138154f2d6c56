//go:build unix

package waveform

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"stet/backend/audio"
	"stet/backend/audio/convert"
	"stet/backend/audio/decode"
	"stet/backend/audio/fingerprint"
)

// twoHours is an MP3 of two hours of a signal of ours, 128 kbit/s in stereo: a minute that ffmpeg makes, again and again.
// Its frames do not borrow from each other, so that they can follow on any other.
func twoHours(b *testing.B) string {
	if _, err := exec.LookPath("ffmpeg"); err != nil {
		b.Skip("no ffmpeg to measure with: apt-get install ffmpeg")
	}
	dir := b.TempDir()
	// Tones that come and go over pink noise, as different on both sides as two voices are.
	signal := "aevalsrc='0.3*sin(2*PI*(180+40*sin(t/3))*t)*abs(sin(2*t))|0.3*sin(2*PI*(260+60*sin(t/5))*t)*abs(cos(1.7*t))':s=44100:d=60"
	command := `ffmpeg -v error -f lavfi -i "` + signal + `" -f lavfi -i anoisesrc=color=pink:r=44100:d=60:a=0.05 ` +
		`-filter_complex '[0][1]amix=2:duration=first,aformat=s16' -c:a libmp3lame -b:a 128k -reservoir 0 -write_xing 0 -id3v2_version 0 minute.mp3`
	make := exec.Command("sh", "-c", command)
	make.Dir = dir
	if out, err := make.CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	minute, err := os.ReadFile(filepath.Join(dir, "minute.mp3"))
	if err != nil {
		b.Fatal(err)
	}
	path := filepath.Join(dir, "two-hours.mp3")
	if err := os.WriteFile(path, bytes.Repeat(minute, 120), 0o644); err != nil {
		b.Fatal(err)
	}
	return path
}

// BenchmarkTwoHours builds the waveform of a two-hour MP3, without ffmpeg and with it, which Stet leaves alone there, beside ffmpeg's mere decoding of it, and beside audiowaveform
// where that is installed. "cpu-s" is processor time, "s" what the clock says.
func BenchmarkTwoHours(b *testing.B) {
	path := twoHours(b)
	for b.Loop() {
		source, err := decode.Open(path)
		if err != nil {
			b.Fatal(err)
		}
		info := source.Info()
		source.Close()
		began, used := time.Now(), processorTime(syscall.RUSAGE_SELF)
		w := New(ShapeOf(info))
		if err := w.Build(context.Background(), func() (audio.Source, error) { return decode.Open(path) }, func(int64, int64) {}); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(time.Since(began).Seconds(), "s")
		b.ReportMetric((processorTime(syscall.RUSAGE_SELF) - used).Seconds(), "cpu-s")

		withFFmpeg(b, path, "with-ffmpeg-")
		beside(b, "ffmpeg", "-v", "error", "-i", path, "-f", "null", "-")
		if _, err := exec.LookPath("audiowaveform"); err == nil {
			beside(b, "audiowaveform", "-q", "-i", path, "-o", filepath.Join(b.TempDir(), "two-hours.dat"), "-z", "256", "-b", "8")
		}

		key, err := fingerprint.Of(path)
		if err != nil {
			b.Fatal(err)
		}
		c := Cache{Dir: b.TempDir()}
		if err := c.Save(key, w); err != nil {
			b.Fatal(err)
		}
		began = time.Now()
		if c.Load(key) == nil {
			b.Fatal("it was not kept")
		}
		b.ReportMetric(float64(time.Since(began).Microseconds())/1000, "load-ms")
	}
}

// withFFmpeg builds the waveform of a file with ffmpeg beside its own decoder. The processor time is that of both.
func withFFmpeg(b *testing.B, path, unit string) {
	before, self, began := processorTime(syscall.RUSAGE_CHILDREN), processorTime(syscall.RUSAGE_SELF), time.Now()
	if err := New(shapeOf(b, path)).BuildBeside(context.Background(), opener(path), convert.Straight, func(int64, int64) {}); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(time.Since(began).Seconds(), unit+"s")
	used := processorTime(syscall.RUSAGE_CHILDREN) - before + processorTime(syscall.RUSAGE_SELF) - self
	b.ReportMetric(used.Seconds(), unit+"cpu-s")
}

// BenchmarkAnHourOfVorbis is BenchmarkTwoHours of an hour of Vorbis.
func BenchmarkAnHourOfVorbis(b *testing.B) {
	path := filepath.Join(b.TempDir(), "hour.ogg")
	noise := exec.Command("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "anoisesrc=color=pink:r=44100:d=3600:a=0.2", "-ac", "2", "-c:a", "libvorbis", path)
	if out, err := noise.CombinedOutput(); err != nil {
		b.Skipf("no ffmpeg to measure with (package ffmpeg): %v: %s", err, out)
	}
	for b.Loop() {
		used, began := processorTime(syscall.RUSAGE_SELF), time.Now()
		if err := New(shapeOf(b, path)).Build(context.Background(), opener(path), func(int64, int64) {}); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(time.Since(began).Seconds(), "s")
		b.ReportMetric((processorTime(syscall.RUSAGE_SELF) - used).Seconds(), "cpu-s")
		withFFmpeg(b, path, "with-ffmpeg-")
		beside(b, "ffmpeg", "-v", "error", "-i", path, "-f", "null", "-")
	}
}

// beside measures another program.
func beside(b *testing.B, program string, args ...string) {
	before, began := processorTime(syscall.RUSAGE_CHILDREN), time.Now()
	if out, err := exec.Command(program, args...).CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	b.ReportMetric(time.Since(began).Seconds(), program+"-s")
	b.ReportMetric((processorTime(syscall.RUSAGE_CHILDREN) - before).Seconds(), program+"-cpu-s")
}

func processorTime(who int) time.Duration {
	var usage syscall.Rusage
	if syscall.Getrusage(who, &usage) != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
