//go:build unix

// Package beside measures Stet's decoders beside those of faiface/beep, of gopxl/beep and of ffmpeg, on the same files.
package beside

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/faiface/beep/flac"
	"github.com/faiface/beep/mp3"
	"github.com/faiface/beep/vorbis"
	"github.com/faiface/beep/wav"
	newflac "github.com/gopxl/beep/v2/flac"
	newmp3 "github.com/gopxl/beep/v2/mp3"
	newvorbis "github.com/gopxl/beep/v2/vorbis"
	newwav "github.com/gopxl/beep/v2/wav"

	"stet/backend/audio/decode"
)

const (
	rate    = 44100
	seconds = 60
	seeks   = 1000
	after   = 512 // frames that are compared behind each seek
)

// stream is what all of them give.
type stream interface {
	Stream([][2]float64) (int, bool)
	Len() int
	Seek(int) error
	Close() error
	Err() error
}

type opener func(*os.File) (stream, error)

type kind struct {
	name, ending, args string
	faiface, gopxl     opener
}

var kinds = []kind{
	{"WAV", "wav", "-c:a pcm_s16le", func(f *os.File) (stream, error) { s, _, err := wav.Decode(f); return s, err }, func(f *os.File) (stream, error) { s, _, err := newwav.Decode(f); return s, err }},
	{"FLAC", "flac", "-c:a flac -sample_fmt s16", func(f *os.File) (stream, error) { s, _, err := flac.Decode(f); return s, err }, func(f *os.File) (stream, error) { s, _, err := newflac.Decode(f); return s, err }},
	{"Vorbis", "ogg", "-c:a libvorbis -q:a 5", func(f *os.File) (stream, error) { s, _, err := vorbis.Decode(f); return s, err }, func(f *os.File) (stream, error) { s, _, err := newvorbis.Decode(f); return s, err }},
	{"MP3", "mp3", "-c:a libmp3lame -q:a 4", func(f *os.File) (stream, error) { s, _, err := mp3.Decode(f); return s, err }, func(f *os.File) (stream, error) { s, _, err := newmp3.Decode(f); return s, err }},
}

// BenchmarkDecoders opens a minute of stereo sound of each kind, reads it through, and goes to 1,000 places of it: "exact"
// says at how many of them what follows is what reading through gives there. Heap is what is held with the file open.
func BenchmarkDecoders(b *testing.B) {
	if _, err := exec.LookPath("ffmpeg"); err != nil {
		b.Skip("ffmpeg is not installed (package ffmpeg)")
	}
	dir := b.TempDir()
	source := filepath.Join(dir, "source.wav")
	if err := os.WriteFile(source, noise(), 0o644); err != nil {
		b.Fatal(err)
	}
	for _, k := range kinds {
		b.Run(k.name, func(b *testing.B) {
			path := filepath.Join(dir, "sound."+k.ending)
			if out, err := exec.Command("ffmpeg", append(append([]string{"-v", "error", "-y", "-i", source}, strings.Fields(k.args)...), path)...).CombinedOutput(); err != nil {
				b.Fatalf("ffmpeg: %v: %s", err, out)
			}
			for b.Loop() {
				// Once is enough: each round goes to all the places.
			}
			report(b, "", func() (stream, error) { return decode.Open(path) })
			for who, open := range map[string]opener{"faiface-": k.faiface, "gopxl-": k.gopxl} {
				report(b, who, func() (stream, error) {
					f, err := os.Open(path)
					if err != nil {
						return nil, err
					}
					return open(f)
				})
			}
			cmd := exec.Command("ffmpeg", "-v", "error", "-i", path, "-f", "null", "-")
			if err := cmd.Run(); err != nil {
				b.Fatal(err)
			}
			took := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
			b.ReportMetric(seconds/took.Seconds(), "ffmpeg-times")
		})
	}
}

// BenchmarkTenHours opens ten hours of each kind of sound, and says what the process holds then beyond what it held before.
func BenchmarkTenHours(b *testing.B) {
	if _, err := exec.LookPath("ffmpeg"); err != nil {
		b.Skip("ffmpeg is not installed (package ffmpeg)")
	}
	dir := b.TempDir()
	source := filepath.Join(dir, "source.wav")
	if err := os.WriteFile(source, noise(), 0o644); err != nil {
		b.Fatal(err)
	}
	run := func(args ...string) {
		if out, err := exec.Command("ffmpeg", append([]string{"-v", "error", "-y"}, args...)...).CombinedOutput(); err != nil {
			b.Fatalf("ffmpeg: %v: %s", err, out)
		}
	}
	for _, k := range kinds {
		b.Run(k.name, func(b *testing.B) {
			minute, path := filepath.Join(dir, "minute."+k.ending), filepath.Join(dir, "hours."+k.ending)
			args := strings.Fields(k.args)
			if k.ending == "wav" || k.ending == "flac" {
				// As large as the others, and no frame of FLAC stands twice in a file.
				args = append(args, "-ac", "1", "-ar", "16000")
				run(append(append([]string{"-stream_loop", "599", "-i", source}, args...), path)...)
			} else {
				run(append(append([]string{"-i", source}, args...), minute)...)
				run("-stream_loop", "599", "-i", minute, "-c", "copy", path)
			}
			defer os.Remove(path)
			for b.Loop() {
				// Once is enough.
			}
			opened(b, "", func() (stream, error) { return decode.Open(path) })
			for who, open := range map[string]opener{"faiface-": k.faiface, "gopxl-": k.gopxl} {
				opened(b, who, func() (stream, error) {
					f, err := os.Open(path)
					if err != nil {
						return nil, err
					}
					return open(f)
				})
			}
		})
	}
}

// opened measures opening only. What cannot open it is not reported, nor what takes it for something much shorter.
func opened(b *testing.B, who string, open func() (stream, error)) {
	before := heap()
	began := time.Now()
	s, err := open()
	took := time.Since(began)
	if err != nil {
		b.Logf("%s: %v", who, err)
		return
	}
	defer s.Close()
	if s.Len() < 9*3600*16000 {
		b.Logf("%s: takes it for %d frames", who, s.Len())
		return
	}
	b.ReportMetric(float64(took.Microseconds())/1000, who+"open-ms")
	b.ReportMetric(heap()-before, who+"heap-MB")
}

// report measures one decoder. What it cannot do is not reported.
func report(b *testing.B, who string, open func() (stream, error)) {
	began := time.Now()
	s, err := open()
	if err != nil {
		b.Logf("%s: %v", who, err)
		return
	}
	defer s.Close()
	b.ReportMetric(float64(time.Since(began).Microseconds())/1000, who+"open-ms")
	b.ReportMetric(heap(), who+"heap-MB")

	busy := processorTime(b)
	whole := make([][2]float64, 0, (seconds+1)*rate)
	buffer := make([][2]float64, 4096)
	for len(whole) < cap(whole)-len(buffer) {
		n, ok := s.Stream(buffer)
		if !ok {
			break
		}
		whole = append(whole, buffer[:n]...)
	}
	b.ReportMetric(seconds/(processorTime(b)-busy).Seconds(), who+"times")
	// Some cannot go anywhere once they were at the end.
	s.Close()
	if s, err = open(); err != nil {
		b.Fatal(err)
	}
	r := rand.New(rand.NewPCG(3, 4))
	exact := 0
	began = time.Now()
	for range seeks {
		at := r.IntN(len(whole) - after)
		if s.Seek(at) == nil && reads(s, whole[at:at+after]) {
			exact++
		}
	}
	b.ReportMetric(float64(time.Since(began).Microseconds())/1000/seeks, who+"seek-ms")
	b.ReportMetric(float64(exact), who+"exact")
}

// reads reports whether what comes next is just that. A decoder that panics does not read it.
func reads(s stream, want [][2]float64) (same bool) {
	defer func() {
		if recover() != nil {
			same = false
		}
	}()
	got := make([][2]float64, len(want))
	for n := 0; n < len(got); {
		m, ok := s.Stream(got[n:])
		if !ok || m == 0 {
			return false
		}
		n += m
	}
	for i := range want {
		if got[i] != want[i] {
			return false
		}
	}
	return true
}

func heap() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / 1e6
}

func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// noise is a WAV file of filtered noise that swells like speech: no two places are alike.
func noise() []byte {
	r := rand.New(rand.NewPCG(1, 2))
	le := binary.LittleEndian
	b := le.AppendUint32([]byte("RIFF"), 36+4*rate*seconds)
	b = le.AppendUint32(append(b, "WAVEfmt "...), 16)
	b = le.AppendUint16(le.AppendUint16(b, 1), 2)
	b = le.AppendUint32(le.AppendUint32(b, rate), 4*rate)
	b = le.AppendUint16(le.AppendUint16(b, 4), 16)
	b = le.AppendUint32(append(b, "data"...), 4*rate*seconds)
	low := [2]float64{}
	for i := range rate * seconds {
		loud := 0.5 + 0.5*math.Sin(2*math.Pi*4*float64(i)/rate)
		for c := range low {
			low[c] += 0.2 * (r.Float64()*2 - 1 - low[c])
			b = le.AppendUint16(b, uint16(int16(16000*loud*low[c])))
		}
	}
	return b
}
