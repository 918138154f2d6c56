package clip

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stet/backend/audio"
	"stet/backend/audio/decode"
)

// TestWriteKeepsTheSamples cuts files of every depth, and reads the clips with the program's own reader: the samples are
// those of the file, bit for bit, and no others.
func TestWriteKeepsTheSamples(t *testing.T) {
	const length = 20_000
	for _, f := range []form{
		plain(8000, 1, 16, false, ""), plain(44100, 2, 16, false, ""), plain(48000, 1, 24, false, ""), plain(48000, 2, 24, false, ""),
		plain(96000, 2, 32, false, ""), plain(44100, 1, 32, true, ""), plain(44100, 2, 32, true, ""), plain(48000, 1, 64, true, ""),
		plain(44100, 3, 16, false, ""), plain(48000, 6, 24, false, "LRCFlr"), plain(48000, 8, 32, true, "LRCFlrxy"),
	} {
		path := write(t, noise(f, length))
		whole := channels(t, path)
		for _, stretch := range [][2]int64{{0, length}, {0, 1}, {length - 1, length}, {4095, 4098}, {777, 13_001}} {
			from, to := stretch[0], stretch[1]
			cut := write(t, clipOf(t, path, from, to))
			src := open(t, cut)
			want := audio.Info{Path: cut, Kind: audio.WAV, Rate: f.rate, Channels: f.channels, Samples: to - from, Bits: f.bits, Float: f.float}
			if got := src.Info(); got.Rate != want.Rate || got.Channels != want.Channels || got.Samples != want.Samples ||
				got.Bits != want.Bits || got.Float != want.Float || len(got.Problems) > 0 {
				t.Fatalf("%+v, %v: %+v", f, stretch, got)
			}
			if got := src.Info().Layout; f.channels > 2 && f.mask != 0 && got != open(t, path).Info().Layout {
				t.Errorf("%+v: the channels are %q", f, got)
			}
			if got := channels(t, cut); !slices.Equal(got, whole[from*int64(f.channels):to*int64(f.channels)]) {
				t.Fatalf("%+v, %v: the samples are others", f, stretch)
			}
		}
	}
}

// TestWriteRoundsWhatHasNoBits cuts an MP3, whose samples are none of a number of bits.
func TestWriteRoundsWhatHasNoBits(t *testing.T) {
	mp3 := filepath.Join("..", "decode", "testdata", "stereo-cbr.mp3")
	whole := read(t, mp3)
	got := read(t, write(t, clipOf(t, mp3, 1000, 9000)))
	if len(got) != 8000 {
		t.Fatalf("%d samples", len(got))
	}
	const step = 1.0 / (1 << 23)
	for i, v := range got {
		for c := range v {
			if math.Abs(v[c]-max(-1, min(whole[1000+i][c], 1-step))) > step/2 {
				t.Fatalf("sample %d is %v in place of %v", i, v, whole[1000+i])
			}
		}
	}
}

func TestWriteRefusesWhatIsNotThere(t *testing.T) {
	path := write(t, noise(plain(8000, 1, 16, false, ""), 100))
	for _, stretch := range [][2]int64{{-1, 10}, {10, 10}, {20, 10}, {50, 101}} {
		var out bytes.Buffer
		err := Write(t.Context(), &out, open(t, path), stretch[0], stretch[1])
		if err == nil || !strings.Contains(err.Error(), "no stretch of a sound of 100 samples") || out.Len() > 0 {
			t.Errorf("%v: %v, %d bytes", stretch, err, out.Len())
		}
	}
	ended, stop := context.WithCancel(t.Context())
	stop()
	if err := Write(ended, &bytes.Buffer{}, open(t, path), 0, 100); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if err := Write(t.Context(), full{}, open(t, path), 0, 100); !errors.Is(err, errFull) {
		t.Error(err)
	}
}

// TestALongClipIsAnRF64 reads the header of a clip that no test wants to write.
func TestALongClipIsAnRF64(t *testing.T) {
	f := plain(48000, 2, 24, false, "")
	for _, samples := range []int64{715_827_800, 715_827_900, 10 * 3600 * 48000} {
		head := f.header(samples)
		size := int64(len(head)) + samples*6
		long := size-8 > math.MaxUint32
		if long != (string(head[:4]) == "RF64") {
			t.Errorf("%d samples: %q", samples, head[:4])
		}
		if !long {
			continue
		}
		le := binary.LittleEndian
		if riff, data := le.Uint64(head[20:]), le.Uint64(head[28:]); int64(riff) != size-8 || int64(data) != samples*6 {
			t.Errorf("%d samples: %d and %d bytes", samples, riff, data)
		}
	}
}

var errFull = errors.New("the drive is full")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

// TestTheChannelsOfAClipAreInOrder gives those of a Vorbis file, whose centre comes second, the order of WAV files.
func TestTheChannelsOfAClipAreInOrder(t *testing.T) {
	f := formOf(audio.Info{Rate: 48000, Channels: 6, Layout: "LCRlrF"})
	if want := []int{0, 2, 1, 5, 3, 4}; !slices.Equal(f.order, want) || f.mask != 0x3f {
		t.Errorf("%v with mask %#x", f.order, f.mask)
	}
}

func plain(rate, channels, bits int, float bool, layout string) form {
	return formOf(audio.Info{Rate: rate, Channels: channels, Bits: bits, Float: float, Layout: layout})
}

// channels are the samples of all channels of a file.
func channels(t *testing.T, path string) []float64 {
	t.Helper()
	src := open(t, path)
	frames := make([][2]float64, src.Len())
	all := make([]float64, len(frames)*src.Info().Channels)
	if n := src.StreamAll(frames, all); n != len(frames) {
		t.Fatalf("%s: %d of %d samples: %v", path, n, len(frames), src.Err())
	}
	return all
}

// noise is a WAV file of random samples, the largest and the smallest among them.
func noise(f form, samples int) []byte {
	r := rand.New(rand.NewPCG(1, 2))
	b := f.header(int64(samples))
	for i := range samples * f.channels {
		v := 2*r.Float64() - 1
		switch i {
		case 3:
			v = -1
		case 4:
			v = 1
		}
		b = f.append(b, v)
	}
	return b
}

func write(t *testing.T, b []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "sound.wav")
	if err := os.WriteFile(path, b, 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

func open(t *testing.T, path string) audio.Source {
	t.Helper()
	src, err := decode.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { src.Close() })
	return src
}

func clipOf(t *testing.T, path string, from, to int64) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Write(t.Context(), &out, open(t, path), from, to); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func read(t *testing.T, path string) [][2]float64 {
	t.Helper()
	src := open(t, path)
	all := make([][2]float64, src.Len())
	if n, _ := src.Stream(all); n != len(all) {
		t.Fatalf("%s: %d of %d samples: %v", path, n, len(all), src.Err())
	}
	return all
}
