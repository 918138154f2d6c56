package decode

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stet/backend/audio"
)

var update = flag.Bool("update", false, "make the files of testdata anew, with ffmpeg and oggenc")

// sample is a file of testdata: the signal of that length, encoded.
type sample struct {
	file           string
	command        string // IN is the signal as a WAV file, OUT the file
	kind           audio.Kind
	rate, channels int
	samples        int
	late           int     // samples by which it is late, for want of an encoder's tag that says so
	noise          float64 // the most that the encoder may change, as a share of the signal
}

var samples = []sample{
	{"stereo-cbr.mp3", "ffmpeg -i IN -b:a 64k OUT", audio.MP3, 44100, 2, 27000, 0, 0.8},
	{"mono-vbr.mp3", "ffmpeg -i IN -q:a 8 OUT", audio.MP3, 44100, 1, 26000, 0, 0.8},
	{"padded-at-22k.mp3", "ffmpeg -i IN -b:a 32k OUT", audio.MP3, 22050, 1, 22000, 0, 0.8},
	{"without-tag.mp3", "ffmpeg -i IN -b:a 24k -write_xing 0 -id3v2_version 0 OUT", audio.MP3, 16000, 1, 16000, 1105, 0.8},
	{"telephone.mp3", "ffmpeg -i IN -b:a 16k OUT", audio.MP3, 8000, 1, 8000, 0, 0.8},
	{"joint.mp3", "ffmpeg -i IN -b:a 96k -joint_stereo 1 OUT", audio.MP3, 32000, 2, 16000, 0, 0.8},
	{"stereo-16.flac", "ffmpeg -i IN -frame_size 256 -metadata_header_padding 0 OUT", audio.FLAC, 8000, 2, 4000, 0, 0},
	{"mono-24.flac", "ffmpeg -i IN -frame_size 192 -sample_fmt s32 -metadata_header_padding 0 OUT", audio.FLAC, 24000, 1, 3000, 0, 0},
	{"stereo.ogg", "oggenc -Q -q 0 -o OUT IN", audio.Ogg, 44100, 2, 16000, 0, 0.8},
	{"mono.ogg", "oggenc -Q -q 0 -o OUT IN", audio.Ogg, 22050, 1, 16000, 0, 0.8},
}

func (s sample) path() string { return filepath.Join("testdata", s.file) }

// signal is what the file was made from.
func (s sample) signal() [][2]float64 {
	return rounded(signal(s.rate, s.channels, s.samples), s.depth())
}

func (s sample) depth() int {
	if s.file == "stereo-16.flac" {
		return 16
	}
	return 24
}

func encodeSample(t *testing.T, s sample) {
	t.Helper()
	in := filepath.Join(t.TempDir(), "signal.wav")
	if err := os.WriteFile(in, wavFile(s.rate, s.channels, s.depth(), s.signal()), 0o644); err != nil {
		t.Fatal(err)
	}
	os.Remove(s.path())
	args := strings.Fields(strings.NewReplacer("IN", in, "OUT", s.path()).Replace(s.command))
	if args[0] == "ffmpeg" {
		args = append([]string{"ffmpeg", "-v", "error", "-fflags", "+bitexact", "-flags:a", "+bitexact"}, args[1:]...)
	}
	if out, err := exec.Command(args[0], args[1:]...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v: %s", s.command, err, out)
	}
}

func TestTheFilesOfTestdata(t *testing.T) {
	for _, s := range samples {
		t.Run(s.file, func(t *testing.T) {
			if *update {
				encodeSample(t, s)
			}
			src, err := Open(s.path())
			if err != nil {
				t.Fatal(err)
			}
			defer src.Close()
			want := s.signal()
			i := src.Info()
			if i.Kind != s.kind || i.Rate != s.rate || i.Channels != s.channels || len(i.Problems) > 0 {
				t.Errorf("opened as %+v", i)
			}
			got := readAll(t, src)
			if s.late == 0 && len(got) != len(want) || int64(len(got)) != i.Samples {
				t.Errorf("%d samples, not %d", len(got), len(want))
			}
			if s.noise == 0 {
				if !slices.Equal(got, want) {
					t.Error("the samples are not those of the signal")
				}
			} else if late, noise := align(got, want); late != s.late || noise > s.noise {
				t.Errorf("late by %d samples with noise %.4f, not by %d with at most %.4f", late, noise, s.late, s.noise)
			}
			checkSeeks(t, src, got, 100)
			if err := src.Close(); err != nil {
				t.Error(err)
			}
			if n, ok := src.Stream(make([][2]float64, 10)); n != 0 || ok {
				t.Error("gives sound after it is closed")
			}
		})
	}
}
