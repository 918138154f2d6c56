package decode

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// encoding is a way to make a sound file with ffmpeg.
type encoding struct {
	ext            string
	rate, channels int
	args           string
	late           int     // samples by which the file is late, for want of an encoder's tag that says so
	longer         int     // samples at the end that the tag does not cut off
	noise          float64 // the most that the encoder may change, as a share of the signal
}

func everyEncoding() []encoding {
	all := []encoding{
		{ext: "mp3", rate: 44100, channels: 2, args: "-b:a 320k", noise: 0.2},
		{ext: "mp3", rate: 48000, channels: 2, args: "-b:a 320k", noise: 0.2},
		{ext: "mp3", rate: 44100, channels: 2, args: "-q:a 0", noise: 0.3},
		{ext: "mp3", rate: 44100, channels: 1, args: "-q:a 9", noise: 0.9},
		{ext: "mp3", rate: 22050, channels: 2, args: "-q:a 4", noise: 0.5},
		{ext: "mp3", rate: 44100, channels: 1, args: "-b:a 64k -write_xing 0", late: 1105, noise: 0.5},
		{ext: "mp3", rate: 44100, channels: 2, args: "-b:a 64k -abr 1 -joint_stereo 1", noise: 0.9},
		{ext: "wav", rate: 44100, channels: 1, args: "-c:a pcm_u8", noise: 0.1},
		{ext: "wav", rate: 44100, channels: 2, args: "-c:a pcm_s24le"},
		{ext: "wav", rate: 48000, channels: 2, args: "-c:a pcm_s32le"},
		{ext: "wav", rate: 48000, channels: 1, args: "-c:a pcm_f32le"},
		{ext: "wav", rate: 48000, channels: 2, args: "-c:a pcm_f64le -write_bext 1 -metadata description=x"},
		{ext: "wav", rate: 44100, channels: 2, args: "-c:a pcm_s16le -rf64 always", noise: 0.001},
		{ext: "wav", rate: 192000, channels: 2, args: "-c:a pcm_s24le"},
		{ext: "flac", rate: 192000, channels: 2, args: "-sample_fmt s32"},
		{ext: "ogg", rate: 192000, channels: 2, args: "-c:a libvorbis -q:a 6", noise: 0.6},
		{ext: "flac", rate: 44100, channels: 2, args: "-compression_level 12"},
		{ext: "flac", rate: 24000, channels: 1, args: "-compression_level 0"},
		{ext: "flac", rate: 48000, channels: 2, args: "-sample_fmt s32 -frame_size 700"},
		{ext: "flac", rate: 176400, channels: 2, args: "-ch_mode mid_side -exact_rice_parameters 1"},
		{ext: "ogg", rate: 44100, channels: 2, args: "-c:a libvorbis -q:a 3", noise: 0.6},
		{ext: "ogg", rate: 44100, channels: 1, args: "-c:a libvorbis -q:a 9", noise: 0.3},
		{ext: "ogg", rate: 8000, channels: 1, args: "-c:a libvorbis -q:a 0", noise: 0.9},
		{ext: "ogg", rate: 48000, channels: 2, args: "-c:a libvorbis -q:a 3 -page_duration 2000000", noise: 0.6},
	}
	for _, rate := range []int{8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000} {
		for _, kbit := range []int{32, 64, 96} {
			if rate < 16000 {
				kbit /= 2
			}
			channels := min(1+kbit/48, 2)
			e := encoding{ext: "mp3", rate: rate, channels: channels, args: fmt.Sprintf("-b:a %dk", kbit), noise: 0.9}
			if rate == 8000 {
				e.longer = 29
			}
			all = append(all, e)
		}
	}
	return all
}

// TestEveryEncoding encodes one signal in many ways with ffmpeg and holds each file to the same promises: it is as
// long as what was encoded, sample n of it is sample n of the signal and no farther from it than what ffmpeg decodes, and any
// place in it sounds as it does when the file is read through from the start.
func TestEveryEncoding(t *testing.T) {
	if _, err := exec.LookPath("ffmpeg"); err != nil {
		t.Skip("ffmpeg is not installed (package ffmpeg): the files of testdata alone are tested")
	}
	for _, e := range everyEncoding() {
		t.Run(fmt.Sprint(e.ext, e.rate, e.channels, e.args), func(t *testing.T) {
			want := signal(e.rate, e.channels, min(e.rate, 48000)+1234)
			path := encode(t, e, want)
			s, err := Open(path)
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			if i := s.Info(); i.Rate != e.rate || i.Channels != e.channels || len(i.Problems) > 0 {
				t.Errorf("opened as %+v", i)
			}
			got := readAll(t, s)
			if len(got) != len(want)+e.late+e.longer && (e.late == 0 || len(got) < len(want)+e.late) {
				t.Errorf("%d samples, not %d", len(got), len(want))
			}
			if late, noise := align(got, want); late != e.late || noise > e.noise+1e-4 {
				t.Errorf("late by %d samples with noise %.4f, not by %d with at most %.4f", late, noise, e.late, e.noise)
			}
			others := ffmpegDecode(t, path, e.channels)
			ours, theirs := difference(got[e.late:], want), difference(others[e.late:], want)
			// At 24 kHz ffmpeg has the border of a band where LAME and the standard do not have it.
			if i := firstFarther(got, others, 1.0/65536); i >= 0 && e.ext == "mp3" && e.rate != 24000 {
				t.Errorf("sample %d is %v, and %v of ffmpeg", i, got[i], others[i])
			}
			if ours > 1.01*theirs+1e-6 {
				t.Errorf("is farther from the signal, by %.6f, than what ffmpeg decodes, by %.6f", ours, theirs)
			}
			checkSeeks(t, s, got, 12)
		})
	}
}

func encode(t *testing.T, e encoding, s [][2]float64) string {
	t.Helper()
	dir := t.TempDir()
	wav := filepath.Join(dir, "source.wav")
	if err := os.WriteFile(wav, wavFile(e.rate, e.channels, 24, s), 0o644); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "encoded."+e.ext)
	args := append([]string{"-v", "error", "-i", wav}, strings.Fields(e.args)...)
	if out, err := exec.Command("ffmpeg", append(args, path)...).CombinedOutput(); err != nil {
		t.Fatalf("ffmpeg: %v: %s", err, out)
	}
	return path
}

func ffmpegDecode(t *testing.T, path string, channels int) [][2]float64 {
	t.Helper()
	b, err := exec.Command("ffmpeg", "-v", "error", "-i", path, "-f", "f64le", "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	values := make([]float64, len(b)/8)
	if err := binary.Read(bytes.NewReader(b), binary.LittleEndian, values); err != nil {
		t.Fatal(err)
	}
	out := make([][2]float64, len(values)/channels)
	m := newMixer(channels, "")
	m.mix(out, values)
	return out
}

// firstFarther is the first sample at which two sounds are farther from each other than that; -1 if there is none.
func firstFarther(a, b [][2]float64, most float64) int {
	for i := range min(len(a), len(b)) {
		if math.Abs(a[i][0]-b[i][0]) > most || math.Abs(a[i][1]-b[i][1]) > most {
			return i
		}
	}
	return -1
}

// difference is the root of the mean square difference.
func difference(a, b [][2]float64) float64 {
	sum := 0.0
	n := min(len(a), len(b))
	for i := range n {
		for c := range 2 {
			sum += (a[i][c] - b[i][c]) * (a[i][c] - b[i][c])
		}
	}
	return math.Sqrt(sum / float64(2*n))
}
