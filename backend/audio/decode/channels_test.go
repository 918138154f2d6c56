package decode

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"stet/backend/audio"
)

// ffmpegLayouts are the names that ffmpeg has for a number of channels.
var ffmpegLayouts = map[int]string{3: "3.0", 4: "quad", 5: "5.0", 6: "5.1", 7: "6.1", 8: "7.1"}

// surroundFile makes a file of many channels with ffmpeg: in each a tone and a noise of its own, or silence.
func surroundFile(t *testing.T, name, codec string, channels int, silent ...int) string {
	t.Helper()
	if _, err := exec.LookPath("ffmpeg"); err != nil {
		t.Skip("ffmpeg is not installed (package ffmpeg)")
	}
	var each []string
	for c := range channels {
		each = append(each, fmt.Sprintf("0.2*sin(2*PI*%d*t)+0.05*(random(%d)-0.5)", 100*c+137, c))
	}
	for _, c := range silent {
		each[c] = "0"
	}
	path := filepath.Join(t.TempDir(), name)
	source := fmt.Sprintf("aevalsrc=exprs=%s:s=48000:d=1.5:c=%s", strings.Join(each, "|"), ffmpegLayouts[channels])
	args := append([]string{"-v", "error", "-f", "lavfi", "-i", source}, strings.Fields(codec)...)
	if out, err := exec.Command("ffmpeg", append(args, path)...).CombinedOutput(); err != nil {
		t.Fatalf("ffmpeg: %v: %s", err, out)
	}
	return path
}

// ffmpegChannels are the interleaved samples that ffmpeg decodes.
func ffmpegChannels(t *testing.T, path string) []float64 {
	t.Helper()
	b, err := exec.Command("ffmpeg", "-v", "error", "-i", path, "-f", "f64le", "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	values := make([]float64, len(b)/8)
	if err := binary.Read(bytes.NewReader(b), binary.LittleEndian, values); err != nil {
		t.Fatal(err)
	}
	return values
}

// TestVorbisOfManyChannels holds what is decoded to what ffmpeg decodes, whose channels come in the order of FLAC's.
func TestVorbisOfManyChannels(t *testing.T) {
	for channels := 3; channels <= 8; channels++ {
		for name, silent := range map[string][]int{"all": nil, "front silent": {0, 1}, "one speaks": {0, 1, 3}} {
			if name == "one speaks" && channels < 6 {
				continue
			}
			t.Run(fmt.Sprint(channels, " ", name), func(t *testing.T) {
				path := surroundFile(t, "many.ogg", "-c:a libvorbis -q:a 4", channels, silent...)
				s, err := Open(path)
				if err != nil {
					t.Fatal(err)
				}
				defer s.Close()
				if i := s.Info(); i.Rate != 48000 || i.Channels != channels || len(i.Problems) > 0 {
					t.Errorf("opened as %+v", i)
				}
				values := ffmpegChannels(t, path)
				want := make([][2]float64, len(values)/channels)
				m := newMixer(channels, flacLayout(channels))
				m.mix(want, values)
				got := readAll(t, s)
				if len(got) != len(want) {
					t.Errorf("%d samples, and %d of ffmpeg", len(got), len(want))
				}
				if i := firstFarther(got, want, 1.0/16384); i >= 0 {
					t.Errorf("sample %d is %v, and %v of ffmpeg", i, got[i], want[i])
				}
				if peak := peakOf(want); peak < 0.05 {
					t.Errorf("nothing is heard: %g at most", peak)
				}
				checkSeeks(t, s, got, 12)
			})
		}
	}
}

func peakOf(frames [][2]float64) (peak float64) {
	for _, f := range frames {
		peak = max(peak, f[0], f[1])
	}
	return peak
}

// TestEveryChannelAsItIs reads all channels of files of many, straight and after seeks, and holds them to ffmpeg's.
func TestEveryChannelAsItIs(t *testing.T) {
	for channels := 3; channels <= 8; channels++ {
		for name, codec := range map[string]string{"a.wav": "-c:a pcm_s24le", "a.flac": "-sample_fmt s16", "a.ogg": "-c:a libvorbis"} {
			t.Run(fmt.Sprint(channels, name), func(t *testing.T) {
				path := surroundFile(t, name, codec, channels)
				want, most := ffmpegChannels(t, path), 0.0
				s, err := Open(path)
				if err != nil {
					t.Fatal(err)
				}
				defer s.Close()
				layout := s.Info().Layout
				if len(layout) != channels {
					t.Fatalf("the layout is %q", layout)
				}
				place := make([]int, channels) // of each channel in the order of ffmpeg, which is that of the places
				for c := range layout {
					for other := range layout {
						if strings.IndexByte(audio.Places, layout[other]) < strings.IndexByte(audio.Places, layout[c]) {
							place[c]++
						}
					}
				}
				if filepath.Ext(name) == ".ogg" {
					most = 1.0 / 16384
				}
				frames := len(want) / channels
				for _, from := range []int{0, 1, 5000, frames - 700} {
					if err := s.Seek(from); err != nil {
						t.Fatal(err)
					}
					n := 3 * 4096
					if from == 0 {
						n = frames + 10
					}
					out, all := make([][2]float64, n), make([]float64, n*channels)
					got := s.StreamAll(out, all)
					if got != min(n, frames-from) {
						t.Fatalf("%d frames from %d of %d", got, from, frames)
					}
					for i := range got * channels {
						f, c := i/channels, i%channels
						if v := want[(from+f)*channels+place[c]]; math.Abs(all[i]-v) > most {
							t.Fatalf("channel %c of sample %d is %g, and %g of ffmpeg", layout[c], from+f, all[i], v)
						}
					}
				}
			})
		}
	}
}

func TestTheChannelsOfOneAndTwo(t *testing.T) {
	for _, file := range []string{"mono-vbr.mp3", "stereo.ogg"} {
		s, err := Open(filepath.Join("testdata", file))
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		const n = 3000
		each := s.Info().Channels
		frames, all := make([][2]float64, n), make([]float64, n*each)
		if got := s.StreamAll(frames, all); got != n {
			t.Fatal(got)
		}
		for i, v := range all {
			if v != frames[i/each][i%each] {
				t.Fatalf("%s: sample %d is %g", file, i, v)
			}
		}
	}
}
