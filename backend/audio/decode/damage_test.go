package decode

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stet/backend/audio"
)

func testdata(t testing.TB, file string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestDamageKeepsTheTimeAfterIt overwrites a part in the middle of a file. What comes some frames later is what comes
// there in the whole file, and nothing between is louder than before.
func TestDamageKeepsTheTimeAfterIt(t *testing.T) {
	for _, c := range []struct {
		file   string
		spoilt int // bytes
		most   int // samples that may differ
	}{
		{"stereo-cbr.mp3", 900, 10 * 1152},
		{"padded-at-22k.mp3", 700, 14 * 576},
		{"without-tag.mp3", 300, 8 * 576},
		{"stereo-16.flac", 1500, 4 * 256},
		{"mono-24.flac", 20, 192},
	} {
		t.Run(c.file, func(t *testing.T) {
			whole := openFile(t, c.file)
			want := readAll(t, whole)
			b := slices.Clone(testdata(t, c.file))
			for i := range c.spoilt {
				b[len(b)/2+i] = byte(i * 7)
			}
			s := openBytes(t, c.file, b)
			got := readAll(t, s)
			if len(got) != len(want) {
				t.Fatalf("%d samples, not %d", len(got), len(want))
			}
			first, last := firstDifference(got, want), lastDifference(got, want)
			if first < 0 || last-first >= c.most {
				t.Errorf("differs from sample %d to %d of %d", first, last, len(got))
			}
			checkSeeks(t, s, got, 30)
		})
	}
}

func TestMP3SaysThatItIsDamaged(t *testing.T) {
	b := slices.Clone(testdata(t, "stereo-cbr.mp3"))
	clear(b[3000:4000])
	if p := problemsOf(openBytes(t, "a.mp3", b)); !strings.Contains(p, "damaged in places") {
		t.Errorf("problems are %q", p)
	}
}

// TestACutOffFilePlaysAsFarAsItGoes cuts files off at many places. What is there plays as before the cut.
func TestACutOffFilePlaysAsFarAsItGoes(t *testing.T) {
	for _, file := range []string{"stereo-cbr.mp3", "mono-vbr.mp3", "padded-at-22k.mp3", "stereo-16.flac", "mono-24.flac"} {
		t.Run(file, func(t *testing.T) {
			want := readAll(t, openFile(t, file))
			b := testdata(t, file)
			for cut := len(b) * 9 / 10; cut > len(b)/3; cut -= 613 {
				s := openBytes(t, file, b[:cut])
				if p := s.Info().Problems; len(p) != 1 || p[0].Kind != audio.CutOff || !strings.Contains(p[0].What, "cut off") {
					t.Errorf("%d of %d bytes: problems are %q", cut, len(b), p)
				}
				got := readAll(t, s)
				if least := len(want) * cut / len(b) / 2; len(got) < least {
					t.Errorf("%d of %d bytes: only %d of %d samples", cut, len(b), len(got), len(want))
				}
				if i := firstDifference(got, want); i >= 0 {
					t.Errorf("%d of %d bytes: sample %d of %d differs", cut, len(b), i, len(got))
				}
			}
		})
	}
}

// TestMP3WithTagsAroundIt puts before and behind a file what taggers put there.
func TestMP3WithTagsAroundIt(t *testing.T) {
	b := testdata(t, "without-tag.mp3")
	want := readAll(t, openFile(t, "without-tag.mp3"))
	picture := append([]byte{'I', 'D', '3', 4, 0, 0, 0, 1, 0, 0}, bytes.Repeat([]byte{0xff, 0xfb, 0x90, 0}, 1<<14/4)...)
	ape := append([]byte("APETAGEX"), bytes.Repeat([]byte{0xff, 0xe3}, 200)...)
	id3v1 := append([]byte("TAG"), make([]byte, 125)...)
	for name, file := range map[string][]byte{
		"ID3v2 with a picture": slices.Concat(picture, b),
		"two of them":          slices.Concat(picture, picture, b),
		"ID3v1":                slices.Concat(b, id3v1),
		"APE and ID3v1":        slices.Concat(b, ape, id3v1),
		"zeros before it":      slices.Concat(make([]byte, 5000), b),
	} {
		s := openBytes(t, name, file)
		if got := readAll(t, s); !slices.Equal(got, want) || problemsOf(s) != "" {
			t.Errorf("%s: %d samples, not the %d of the file; %s", name, len(got), len(want), problemsOf(s))
		}
	}
}

// TestMP3OfTheFreeFormat makes a file's headers say that its frames are as long as they are.
func TestMP3OfTheFreeFormat(t *testing.T) {
	for _, file := range []string{"without-tag.mp3", "padded-at-22k.mp3", "stereo-cbr.mp3"} {
		whole := openFile(t, file)
		x, want := whole.codec.(*mp3Codec).index, readAll(t, whole)
		b := slices.Clone(testdata(t, file))[x.frames.at(0):]
		for i := range x.frames.len() {
			off := x.frames.at(i)
			b[off-x.frames.at(0)+2] &= 0x0f
		}
		s := openBytes(t, file, b)
		got := readAll(t, s)
		if !slices.Equal(got[x.skip:][:len(want)], want) || problemsOf(s) != "" {
			t.Errorf("%s is not the same with frames of its own length; %s", file, problemsOf(s))
		}
		checkSeeks(t, s, got, 30)
	}
}

// TestMP3CutOutOfAnotherBeginsInSilence begins a file with frames whose sound lies in frames that are not there.
func TestMP3CutOutOfAnotherBeginsInSilence(t *testing.T) {
	x := openFile(t, "stereo-cbr.mp3").codec.(*mp3Codec).index
	b := testdata(t, "stereo-cbr.mp3")
	whole := readAll(t, openFile(t, "stereo-cbr.mp3"))
	for frame := 4; frame < 12; frame++ {
		got := readAll(t, openBytes(t, "part.mp3", b[x.frames.at(frame):]))
		want := whole[frame*1152-int(x.skip):]
		loudest := 0.0
		for _, f := range got {
			loudest = max(loudest, f[0], -f[0])
		}
		if loudest > 1.1 {
			t.Errorf("from frame %d: as loud as %.2f", frame, loudest)
		}
		if i := lastDifference(got[:len(want)], want); i > 10*1152 {
			t.Errorf("from frame %d: still differs at sample %d", frame, i)
		}
	}
}

// TestAHeaderThatLiesIsTold changes what headers say of how much there is, and cuts a file that does not say.
func TestAHeaderThatLiesIsTold(t *testing.T) {
	flac := slices.Clone(testdata(t, "stereo-16.flac"))
	flac[24], flac[25] = 0x07, 0xd0 // 2,000 of 4,000 samples
	xing := slices.Clone(testdata(t, "stereo-cbr.mp3"))
	i := bytes.Index(xing, []byte("Info"))
	copy(xing[i+8:], []byte{0, 0, 0, 5})
	cut := testdata(t, "without-tag.mp3")
	wav := wavFile(8000, 1, 16, make([][2]float64, 100))
	depth := slices.Clone(wav)
	depth[34] = 0
	align := wavFile(8000, 2, 16, make([][2]float64, 100))
	align[32] = 3
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"a.flac":          {flac, "Its header is wrong: it tells of 0."},
		"few frames.mp3":  {xing, "Its header is wrong: it tells of 0."},
		"cut.mp3":         {cut[:len(cut)-20], "It ends in the middle of a frame"},
		"no depth.wav":    {depth, "Its header contradicts itself: it is read as samples of 16 bits."},
		"odd align.wav":   {align, "Its header contradicts itself"},
		"nothing ill.wav": {wav, ""},
	} {
		if p := problemsOf(openBytes(t, name, c.file)); c.want == "" && p != "" || !strings.Contains(p, c.want) {
			t.Errorf("%s: problems are %q", name, p)
		}
	}
}

// TestAPlaceIsToldAsATimecode cuts a file short while it is read, a minute and a half from its beginning.
func TestAPlaceIsToldAsATimecode(t *testing.T) {
	b := wavFile(1000, 1, 16, make([][2]float64, 100_000))
	r := &shrinking{b: b}
	s, err := open("long.wav", r, int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	r.b = b[:44+2*50_000]
	if s.Seek(90_000) == nil {
		s.Stream(make([][2]float64, 10))
	}
	if err := s.Err(); err == nil || err.Error() != "long.wav: It ends early, at 0:01:30. Fetch or export it again." {
		t.Error(err)
	}
}

type shrinking struct{ b []byte }

func (s *shrinking) ReadAt(p []byte, off int64) (int, error) {
	return bytes.NewReader(s.b).ReadAt(p, off)
}
