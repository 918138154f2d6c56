package decode

import (
	"bytes"
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"testing"
)

// chunk is one chunk of a RIFF file, padded to an even length.
func chunk(id string, body []byte) []byte {
	b := append([]byte(id), binary.LittleEndian.AppendUint32(nil, uint32(len(body)))...)
	b = append(b, body...)
	if len(body)%2 == 1 {
		b = append(b, 0)
	}
	return b
}

func riff(id string, chunks ...[]byte) []byte {
	body := append([]byte("WAVE"), bytes.Join(chunks, nil)...)
	b := append([]byte(id), binary.LittleEndian.AppendUint32(nil, uint32(len(body)))...)
	return append(b, body...)
}

func wavFormat(tag, channels, rate, bytesEach, depth int, more ...byte) []byte {
	le := binary.LittleEndian
	b := le.AppendUint16(nil, uint16(tag))
	b = le.AppendUint16(b, uint16(channels))
	b = le.AppendUint32(b, uint32(rate))
	b = le.AppendUint32(b, uint32(rate*channels*bytesEach))
	b = le.AppendUint16(b, uint16(channels*bytesEach))
	return append(le.AppendUint16(b, uint16(depth)), more...)
}

// extensible is the part of a format chunk that says how many bits count, where the channels are, and what they hold.
func extensible(bits int, mask uint32, tag int) []byte {
	le := binary.LittleEndian
	b := le.AppendUint16([]byte{22, 0}, uint16(bits))
	b = le.AppendUint32(b, mask)
	b = le.AppendUint16(b, uint16(tag))
	return append(b, 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71)
}

func le32(v uint32) []byte { return binary.LittleEndian.AppendUint32(nil, v) }

func withSize(chunk []byte, size uint32) []byte {
	b := slices.Clone(chunk)
	binary.LittleEndian.PutUint32(b[4:], size)
	return b
}

func TestWAVFiles(t *testing.T) {
	pcm16 := []byte{0, 0x40, 0, 0xc0, 0xff, 0x7f, 0, 0x80} // two stereo frames
	frames16 := [][2]float64{{0.5, -0.5}, {32767.0 / 32768, -1}}
	stereo16 := chunk("fmt ", wavFormat(1, 2, 44100, 2, 16))
	float := le32(math.Float32bits(0.25))
	double := binary.LittleEndian.AppendUint64(nil, math.Float64bits(-0.125))
	odd := chunk("LIST", []byte("INFOx"))
	ds64 := chunk("ds64", append(binary.LittleEndian.AppendUint64(make([]byte, 8), 8), make([]byte, 12)...))
	six := chunk("fmt ", wavFormat(0xfffe, 6, 48000, 2, 16, extensible(16, 0x3f, 1)...))

	for _, c := range []struct {
		name    string
		file    []byte
		want    [][2]float64
		problem string
	}{
		{"8 bits, mono", riff("RIFF", chunk("fmt ", wavFormat(1, 1, 8000, 1, 8)), chunk("data", []byte{0, 64, 128, 255})),
			[][2]float64{{-1, -1}, {-0.5, -0.5}, {0, 0}, {127.0 / 128, 127.0 / 128}}, ""},
		{"16 bits", riff("RIFF", stereo16, chunk("data", pcm16)), frames16, ""},
		{"24 bits", riff("RIFF", chunk("fmt ", wavFormat(1, 1, 44100, 3, 24)), chunk("data", []byte{0, 0, 0x40, 0xff, 0xff, 0xff, 0})),
			[][2]float64{{0.5, 0.5}, {-1.0 / (1 << 23), -1.0 / (1 << 23)}}, ""},
		{"20 bits in 24", riff("RIFF", chunk("fmt ", wavFormat(0xfffe, 1, 44100, 3, 24, extensible(20, 4, 1)...)), chunk("data", []byte{0, 0, 0xc0})),
			[][2]float64{{-0.5, -0.5}}, ""},
		{"32 bits", riff("RIFF", chunk("fmt ", wavFormat(1, 1, 44100, 4, 32)), chunk("data", []byte{1, 0, 0, 0x80})),
			[][2]float64{{-1 + 1.0/(1<<31), -1 + 1.0/(1<<31)}}, ""},
		{"32-bit floats", riff("RIFF", chunk("fmt ", wavFormat(3, 2, 44100, 4, 32)), chunk("data", slices.Concat(float, le32(0x7fc00000)))),
			[][2]float64{{0.25, 0}}, ""},
		{"64-bit floats", riff("RIFF", chunk("fmt ", wavFormat(3, 1, 44100, 8, 64)), chunk("data", double)), [][2]float64{{-0.125, -0.125}}, ""},
		{"extensible floats", riff("RIFF", chunk("fmt ", wavFormat(0xfffe, 1, 44100, 4, 32, extensible(32, 4, 3)...)), chunk("data", float)),
			[][2]float64{{0.25, 0.25}}, ""},
		{"chunks before and after the sound", riff("RIFF", chunk("bext", make([]byte, 602)), odd, stereo16, odd, chunk("data", pcm16), odd), frames16, ""},
		{"the sound before its format", riff("RIFF", chunk("data", pcm16), stereo16), frames16, ""},
		{"RF64", riff("RF64", ds64, stereo16, withSize(chunk("data", pcm16), 0xffffffff), odd), frames16, ""},
		{"written to a pipe", riff("RIFF", stereo16, withSize(chunk("data", pcm16), 0xffffffff)), frames16, "does not say how long"},
		{"cut off", riff("RIFF", stereo16, withSize(chunk("data", pcm16), 44100*4*100)), frames16, "It was cut off: 0.000 s of 0:01:40 are there."},
		{"cut off within a frame", riff("RIFF", stereo16, withSize(chunk("data", pcm16[:6]), 8)), frames16[:1], "It was cut off"},
		{"a recorder that lost its power", riff("RIFF", stereo16, withSize(chunk("data", pcm16), 0)), frames16, "not finished properly"},
		{"5.1", riff("RIFF", six, chunk("data", []byte{0, 0x40, 0, 0, 0, 0x40, 0, 0x7f, 0, 0, 0, 0x40})),
			[][2]float64{{0.5 + 0.5*math.Sqrt2/2, 0.5 * math.Sqrt2}}, ""},
		{"four microphones", riff("RIFF", chunk("fmt ", wavFormat(1, 4, 48000, 2, 16)), chunk("data", []byte{0, 0x40, 0, 0, 0, 0, 0, 0})),
			[][2]float64{{0.25, 0.25}}, ""},
		{"floats beyond all bounds", riff("RIFF", chunk("fmt ", wavFormat(3, 1, 44100, 4, 32)),
			chunk("data", slices.Concat(float, le32(0x7f800000), le32(0xff800000), le32(math.Float32bits(1e30)), float))),
			[][2]float64{{0.25, 0.25}, {}, {}, {}, {0.25, 0.25}}, ""},
		{"blocks of which bits and bytes a second say otherwise", riff("RIFF", chunk("fmt ", slices.Replace(wavFormat(1, 2, 44100, 2, 16), 12, 14, 2, 0)),
			chunk("data", pcm16)), frames16, "samples of 16 bits"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := open("take.wav", bytes.NewReader(c.file), int64(len(c.file)))
			if err != nil {
				t.Fatal(err)
			}
			got := readAll(t, s)
			if len(got) != len(c.want) {
				t.Fatalf("%d frames, not %d", len(got), len(c.want))
			}
			for i := range got {
				for ch := range 2 {
					if math.Abs(got[i][ch]-c.want[i][ch]) > 1e-12 {
						t.Errorf("frame %d is %v, not %v", i, got[i], c.want[i])
					}
				}
			}
			problems := problemsOf(s)
			if c.problem == "" && problems != "" || !strings.Contains(problems, c.problem) {
				t.Errorf("problems are %q", problems)
			}
			checkSeeks(t, s, got, 20)
		})
	}
}

// TestWhatIsNoNumberIsTold spoils one channel of three, in some frames: there it is silent, the others are not, and it is
// counted with its place.
func TestWhatIsNoNumberIsTold(t *testing.T) {
	const frames, channels, bad = 10_000, 3, 5000
	var data []byte
	for i := range frames * channels {
		v := float32(0.5)
		if at := i / channels; i%channels == 1 && at >= bad && at < bad+7 {
			v = float32(math.NaN())
		}
		data = append(data, le32(math.Float32bits(v))...)
	}
	file := riff("RIFF", chunk("fmt ", wavFormat(3, channels, 8000, 4, 32)), chunk("data", data))
	s := openBytes(t, "a.wav", file)
	out, all := make([][2]float64, frames), make([]float64, frames*channels)
	if n := s.StreamAll(out, all); n != frames {
		t.Fatal(n)
	}
	if lost, first := s.Lost(); lost != 7 || first != bad {
		t.Errorf("%d are lost from %d on", lost, first)
	}
	for i, v := range all {
		want := 0.5
		if at := i / channels; i%channels == 1 && at >= bad && at < bad+7 {
			want = 0
		}
		if v != want {
			t.Fatalf("channel %d of sample %d is %g", i%channels, i/channels, v)
		}
	}
}
