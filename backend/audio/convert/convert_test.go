package convert

import (
	"context"
	"encoding/binary"
	"errors"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stet/backend/audio"
	"stet/backend/audio/decode"
)

const rate = 44100

// TestOpenWhatFFmpegReads opens files of several kinds: not before they were prepared, then as long as their sound, and
// from its first sample on.
func TestOpenWhatFFmpegReads(t *testing.T) {
	dir := t.TempDir()
	want := sweep(3 * rate)
	wav := filepath.Join(dir, "source.wav")
	writeWAV(t, wav, want)
	for _, c := range []struct {
		name  string
		args  []string
		codec audio.Kind
		exact bool // no sample differs
		whole bool // it says exactly how long it is
		late  int  // the encoder's delay, which this kind of file does not tell: ffmpeg gives it as sound
	}{
		{"talk.aiff", nil, "pcm_s16be", true, true, 0},
		{"talk.m4a", []string{"-c:a", "alac"}, "alac", true, true, 0},
		{"talk.mka", []string{"-c:a", "pcm_s16le"}, "pcm_s16le", true, true, 0},
		{"aac.m4a", []string{"-c:a", "aac", "-b:a", "192k"}, "aac", false, true, 0},
		{"aac.aac", []string{"-c:a", "aac", "-b:a", "192k"}, "aac", false, false, 1024},
		{"film.mp4", []string{"-f", "lavfi", "-i", "color=c=black:s=64x64:r=25", "-shortest", "-c:a", "aac", "-b:a", "192k"}, "aac", false, true, 0},
		{"film.ts", []string{"-c:a", "aac", "-b:a", "192k"}, "aac", false, false, 1024},
		{"talk.ac3", []string{"-b:a", "192k"}, "ac3", false, false, 256},
		{"talk.mp2", []string{"-b:a", "192k"}, "mp2", false, false, 481},
		{"talk.wma", []string{"-b:a", "192k"}, "wmav2", false, false, 1473},
		{"talk.wv", []string{"-c:a", "wavpack"}, "wavpack", true, true, 0},
		{"adpcm.wav", []string{"-c:a", "adpcm_ms"}, "adpcm_ms", false, false, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(dir, c.name)
			ffmpeg(t, append(append([]string{"-i", wav}, c.args...), path)...)
			cache := Cache{filepath.Join(dir, "cache")}
			_, err := cache.Open(path)
			if e, ok := errors.AsType[*audio.Error](err); !ok || e.Code != audio.Unprepared {
				t.Fatal(err)
			}
			part := -1.0
			if err := cache.Prepare(t.Context(), path, func(p float64) { part = p }); err != nil {
				t.Fatal(err)
			}
			if part != 1 {
				t.Errorf("it was %v done at the end", part)
			}
			src, err := cache.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			defer src.Close()
			info := src.Info()
			if info.Path != path || info.Kind != c.codec || !info.Converted || info.Rate != rate || len(info.Problems) > 0 {
				t.Errorf("%+v", info)
			}
			got := make([][2]float64, info.Samples)
			if n, _ := src.Stream(got); n != len(got) || math.Abs(float64(n-len(want))) > 2048+float64(c.late) || c.whole && n != len(want) {
				t.Fatalf("%d samples of %d, source has %d", n, len(got), len(want))
			}
			if c.exact {
				for i := range want {
					if got[i][0] != float64(want[i])/(1<<15) {
						t.Fatalf("sample %d is %v in place of %v", i, got[i][0], want[i])
					}
				}
			} else if by := shift(got, want); by != c.late {
				t.Errorf("it is %d samples late", by)
			}
		})
	}
}

func TestOpenOpusOfAnotherRate(t *testing.T) {
	dir := t.TempDir()
	wav := filepath.Join(dir, "source.wav")
	writeWAV(t, wav, sweep(2*rate))
	var all [][][2]float64
	for _, name := range []string{"talk.opus", "talk.webm"} {
		path := filepath.Join(dir, name)
		ffmpeg(t, "-i", wav, "-c:a", "libopus", path)
		all = append(all, samplesOf(t, path))
		if n := len(all[len(all)-1]); n != 2*48000 {
			t.Errorf("%s: %d samples", name, n)
		}
	}
	ogg := make([]int16, len(all[0]))
	for i, f := range all[0] {
		ogg[i] = int16(f[0] * (1 << 15))
	}
	if by := shift(all[1], ogg); by != 0 {
		t.Errorf("in WebM it is %d samples later", by)
	}
}

// TestWhatIsReadAnywayIsNotConverted opens a file without ffmpeg, and without a cache.
func TestWhatIsReadAnywayIsNotConverted(t *testing.T) {
	wav := filepath.Join(t.TempDir(), "source.wav")
	writeWAV(t, wav, sweep(1000))
	t.Setenv("PATH", "")
	for _, cache := range []Cache{{}, {filepath.Join(t.TempDir(), "cache")}} {
		src, err := cache.Open(wav)
		if err != nil {
			t.Fatal(err)
		}
		if src.Info().Kind != audio.WAV {
			t.Error(src.Info())
		}
		src.Close()
		if _, err := cache.Open(wav + ".gone"); !isCode(err, audio.Missing) {
			t.Error(err)
		}
	}
}

func TestWithoutFFmpegItSaysWhatToInstall(t *testing.T) {
	dir := t.TempDir()
	wav, m4a := filepath.Join(dir, "source.wav"), filepath.Join(dir, "talk.m4a")
	writeWAV(t, wav, sweep(rate))
	ffmpeg(t, "-i", wav, m4a)
	cache := Cache{filepath.Join(dir, "cache")}
	path := os.Getenv("PATH")
	t.Setenv("PATH", "")
	_, err := cache.Open(m4a)
	if !isCode(err, audio.Unsupported) || !strings.Contains(err.Error(), "talk.m4a: It is an MP4 file (M4A or video). Stet reads such files with ffmpeg") {
		t.Fatal(err)
	}
	if err := cache.Prepare(t.Context(), m4a, func(float64) {}); !isCode(err, audio.Unsupported) {
		t.Error(err)
	}
	t.Setenv("PATH", path)
	if err := cache.Prepare(t.Context(), m4a, func(float64) {}); err != nil {
		t.Fatal(err)
	}
	// What was converted once needs it no more.
	t.Setenv("PATH", "")
	src, err := cache.Open(m4a)
	if err != nil {
		t.Fatal(err)
	}
	src.Close()
	// Another file under the same name does.
	later := time.Now().Add(time.Hour)
	if err := os.Chtimes(m4a, later, later); err != nil {
		t.Fatal(err)
	}
	if _, err := cache.Open(m4a); !isCode(err, audio.Unsupported) {
		t.Error(err)
	}
}

// TestTimeIsKept converts a sound that begins late, and one with a gap: what has a time in the file keeps it.
func TestTimeIsKept(t *testing.T) {
	dir := t.TempDir()
	wav := filepath.Join(dir, "source.wav")
	writeWAV(t, wav, sweep(8*rate))
	late, gap := filepath.Join(dir, "late.mkv"), filepath.Join(dir, "gap.mkv")
	ffmpeg(t, "-f", "lavfi", "-i", "color=c=black:s=64x64:r=25", "-itsoffset", "2", "-i", wav, "-t", "10", "-map", "0:v", "-map", "1:a", "-c:a", "flac", late)
	ffmpeg(t, "-i", wav, "-af", "aselect='not(between(t,2,5))'", "-fps_mode", "passthrough", "-c:a", "flac", gap)
	cache := Cache{filepath.Join(dir, "cache")}
	for path, seconds := range map[string]float64{late: 10, gap: 8} {
		if err := cache.Prepare(t.Context(), path, func(float64) {}); err != nil {
			t.Fatal(err)
		}
		src, err := cache.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := float64(src.Len()) / rate; math.Abs(got-seconds) > 0.1 {
			t.Errorf("%s is %.2f s long, not %.2f", filepath.Base(path), got, seconds)
		}
		src.Close()
	}
}

// TestDamageIsTold converts a file with a hole in its sound, and one that changes meanwhile.
func TestDamageIsTold(t *testing.T) {
	dir := t.TempDir()
	wav, m4a := filepath.Join(dir, "source.wav"), filepath.Join(dir, "talk.m4a")
	writeWAV(t, wav, sweep(8*rate))
	ffmpeg(t, "-i", wav, "-c:a", "aac", m4a)
	data, err := os.ReadFile(m4a)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 6000 {
		data[len(data)/3+i] = 0x5a
	}
	if err := os.WriteFile(m4a, data, 0o666); err != nil {
		t.Fatal(err)
	}
	cache := Cache{filepath.Join(dir, "cache")}
	for range 2 { // the second time from the cache
		if err := cache.Prepare(t.Context(), m4a, func(float64) {}); err != nil {
			t.Fatal(err)
		}
		src, err := cache.Open(m4a)
		if err != nil {
			t.Fatal(err)
		}
		if lost, _ := src.Lost(); lost != 0 || len(src.Info().Problems) != 0 {
			t.Errorf("before it is read %d samples are lost, %q", lost, src.Info().Problems)
		}
		all := make([][2]float64, src.Len())
		src.Stream(all)
		lost, first := src.Lost()
		if lost < rate/10 || lost > rate || first < 2*rate || first > 4*rate {
			t.Errorf("%d samples are lost, first at %d", lost, first)
		}
		for i := first + 2048; i < first+lost && i < first+4096; i++ { // what was before it rings on
			if math.Abs(all[i][0]) > 1e-3 {
				t.Fatalf("sample %d of the hole is %v", i, all[i][0])
			}
		}
		if err := src.Seek(int(first + lost)); err != nil {
			t.Fatal(err)
		}
		src.Stream(all[:rate])
		if lost, _ := src.Lost(); lost != 0 {
			t.Errorf("%d samples are lost behind the hole", lost)
		}
		src.Close()
	}
	later := time.Now().Add(time.Hour)
	err = cache.Prepare(t.Context(), m4a, func(part float64) {
		if part == 1 {
			if err := os.Chtimes(m4a, later, later); err != nil {
				t.Error(err)
			}
		}
	})
	if !isCode(err, audio.Unreadable) || !strings.Contains(err.Error(), "It changed while it was converted") {
		t.Error(err)
	}
}

func TestPrepareLeavesNothingBehind(t *testing.T) {
	dir := t.TempDir()
	wav, m4a := filepath.Join(dir, "source.wav"), filepath.Join(dir, "talk.m4a")
	writeWAV(t, wav, sweep(rate))
	ffmpeg(t, "-i", wav, m4a)
	whole, err := os.ReadFile(m4a)
	if err != nil {
		t.Fatal(err)
	}
	lies, silent := filepath.Join(dir, "lies.m4a"), filepath.Join(dir, "silent.mp4")
	if err := os.WriteFile(lies, whole[:40], 0o666); err != nil {
		t.Fatal(err)
	}
	ffmpeg(t, "-f", "lavfi", "-i", "color=c=black:s=64x64:r=25", "-t", "1", silent)
	cache := Cache{filepath.Join(dir, "cache")}
	ended, stop := context.WithCancel(t.Context())
	stop()
	if err := cache.Prepare(ended, m4a, func(float64) {}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if err := cache.Prepare(t.Context(), lies, func(float64) {}); !isCode(err, audio.Damaged) || !strings.Contains(err.Error(), "ffmpeg cannot read it (") {
		t.Error(err)
	}
	if err := cache.Prepare(t.Context(), silent, func(float64) {}); !isCode(err, audio.Damaged) || !strings.Contains(err.Error(), "no sound in it") {
		t.Error(err)
	}
	if left, _ := filepath.Glob(filepath.Join(cache.Dir, "*")); len(left) > 0 {
		t.Error(left)
	}
}

func TestTheCacheKeepsWhatWasUsedLast(t *testing.T) {
	dir := t.TempDir()
	cache := Cache{filepath.Join(dir, "cache")}
	wav := filepath.Join(dir, "source.wav")
	writeWAV(t, wav, sweep(rate))
	files := []string{filepath.Join(dir, "a.aiff"), filepath.Join(dir, "b.aiff"), filepath.Join(dir, "c.aiff")}
	for i, path := range files {
		ffmpeg(t, "-i", wav, "-metadata", "title="+filepath.Base(path), "-write_id3v2", "1", path)
		if err := cache.Prepare(t.Context(), path, func(float64) {}); err != nil {
			t.Fatal(err)
		}
		made, err := cache.fileOf(path)
		if err != nil {
			t.Fatal(err)
		}
		ago := time.Now().Add(time.Duration(i-10) * time.Hour)
		if err := os.Chtimes(made, ago, ago); err != nil {
			t.Fatal(err)
		}
	}
	src, err := cache.Open(files[0])
	if err != nil {
		t.Fatal(err)
	}
	src.Close()
	before := most
	t.Cleanup(func() { most = before })
	made, _ := cache.fileOf(files[2])
	st, err := os.Stat(made)
	if err != nil {
		t.Fatal(err)
	}
	most = 2 * st.Size()
	cache.prune("")
	for i, path := range files {
		src, err := cache.Open(path)
		if kept := err == nil; kept != (i != 1) {
			t.Errorf("%s: %v", path, err)
		} else if kept {
			src.Close()
		}
	}
}

func isCode(err error, code audio.Code) bool {
	e, ok := errors.AsType[*audio.Error](err)
	return ok && e.Code == code
}

func ffmpeg(t *testing.T, args ...string) {
	t.Helper()
	if _, err := exec.LookPath("ffmpeg"); err != nil {
		t.Skip("ffmpeg is not installed")
	}
	if out, err := exec.Command("ffmpeg", append([]string{"-v", "error", "-y"}, args...)...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
}

// sweep is a sound without two places that are alike.
func sweep(samples int) []int16 {
	out := make([]int16, samples)
	phase := 0.0
	for i := range out {
		phase += 2 * math.Pi * (200 + 3000*float64(i)/float64(samples)) / rate
		out[i] = int16(12000 * math.Sin(phase))
	}
	return out
}

// shift is by how many samples a sound is later than another, as near as it can be told.
func shift(got [][2]float64, want []int16) int {
	best, most := 0, math.Inf(-1)
	for by := -1500; by <= 1500; by++ {
		sum := 0.0
		for i := 5000; i < 25_000; i++ {
			sum += got[i+by][0] * float64(want[i])
		}
		if sum > most {
			best, most = by, sum
		}
	}
	return best
}

func writeWAV(t *testing.T, path string, samples []int16) {
	t.Helper()
	le := binary.LittleEndian
	b := le.AppendUint32([]byte("RIFF"), uint32(36+2*len(samples)))
	b = le.AppendUint32(append(b, "WAVEfmt "...), 16)
	b = le.AppendUint16(le.AppendUint16(b, 1), 1)
	b = le.AppendUint32(le.AppendUint32(b, rate), 2*rate)
	b = le.AppendUint16(le.AppendUint16(b, 2), 16)
	b = le.AppendUint32(append(b, "data"...), uint32(2*len(samples)))
	for _, s := range samples {
		b = le.AppendUint16(b, uint16(s))
	}
	if err := os.WriteFile(path, b, 0o666); err != nil {
		t.Fatal(err)
	}
	src, err := decode.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	src.Close()
}
