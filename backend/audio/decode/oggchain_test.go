package decode

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"
)

// TestRecordingsOneAfterTheOther puts several into a file: with pages of any kind, a clock that begins late, an end within
// a packet, one without its end. They are heard one after the other, and a seek lands on the sample in any of them.
func TestRecordingsOneAfterTheOther(t *testing.T) {
	o := readOggStream(t, "mono.ogg")
	one := readAll(t, openFile(t, "mono.ogg"))
	whole := int64(len(one))
	part := func(segments int, end, offset int64) []byte { return o.paged(segments, end, offset).out }
	cut := o.paged(3, whole, 0)
	cutOff := cut.out[:cut.pages[len(cut.pages)/2][1]]
	beforeTheCut := readAll(t, openBytes(t, "cut.ogg", cutOff))
	for name, c := range map[string]struct {
		parts [][]byte
		want  [][][2]float64
	}{
		"two":             {[][]byte{part(3, whole, 0), part(5, whole, 0)}, [][][2]float64{one, one}},
		"ends in packets": {[][]byte{part(3, whole-100, 0), part(7, whole-333, 0), part(2, whole, 0)}, [][][2]float64{one[:whole-100], one[:whole-333], one}},
		"a late clock":    {[][]byte{part(3, whole, 5_000_000_000), part(3, whole, 0)}, [][][2]float64{one, one}},
		"one cut off":     {[][]byte{part(3, whole, 0), cutOff, part(3, whole, 0)}, [][][2]float64{one, beforeTheCut, one}},
		"seven":           {slices.Repeat([][]byte{part(40, whole-1, 0)}, 7), slices.Repeat([][][2]float64{one[:whole-1]}, 7)},
	} {
		t.Run(name, func(t *testing.T) {
			s := openBytes(t, "chain.ogg", slices.Concat(c.parts...))
			want := slices.Concat(c.want...)
			got := readAll(t, s)
			if int64(len(got)) != s.Info().Samples || !slices.Equal(got, want) || problemsOf(s) != "" {
				t.Fatalf("%d samples, not %d, from sample %d on: %s", len(got), len(want), firstDifference(got[:min(len(got), len(want))], want), problemsOf(s))
			}
			checkSeeks(t, s, got, 200)
			seam := len(c.want[0])
			out := make([][2]float64, 400)
			for from := seam - 300; from < seam+300; from += 7 {
				if err := s.Seek(from); err != nil {
					t.Fatal(err)
				}
				if n, _ := s.Stream(out); n != len(out) || !slices.Equal(out, got[from:from+len(out)]) {
					t.Fatalf("from %d, about the seam at %d: other samples", from, seam)
				}
			}
			all := make([]float64, len(want))
			if err := s.Seek(0); err != nil {
				t.Fatal(err)
			}
			if n := s.StreamAll(make([][2]float64, len(want)), all); n != len(want) {
				t.Fatal(n)
			}
			if lost, _ := s.Lost(); lost != 0 {
				t.Errorf("%d samples are said to be lost", lost)
			}
		})
	}
}

// TestRecordingsThatDoNotAgree plays those before the first that is of another kind, and says so.
func TestRecordingsThatDoNotAgree(t *testing.T) {
	mono, stereo := testdata(t, "mono.ogg"), testdata(t, "stereo.ogg")
	one := readAll(t, openFile(t, "mono.ogg"))
	for _, c := range []struct {
		file  []byte
		times int
		says  string
	}{
		{slices.Concat(mono, stereo), 1, "only the first is read: the next one has 44100 Hz and 2 channels, and not 22050 Hz and 1. "},
		{slices.Concat(mono, mono, stereo, mono), 2, "only the first 2 are read: the next one has 44100 Hz"},
		{slices.Concat(mono, mono[:len(mono)/3]), 1, "what follows is damaged"},
	} {
		s := openBytes(t, "chain.ogg", c.file)
		if !slices.Equal(readAll(t, s), slices.Concat(slices.Repeat([][][2]float64{one}, c.times)...)) || !strings.Contains(problemsOf(s), c.says) {
			t.Errorf("problems are %q", problemsOf(s))
		}
	}
}

// TestAChainOfManyChannels holds a chain of surround recordings to ffmpeg's own decoding of each.
func TestAChainOfManyChannels(t *testing.T) {
	path := surroundFile(t, "six.ogg", "-c:a libvorbis -q:a 4", 6)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	alone, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer alone.Close()
	n := alone.Len()
	want := make([]float64, 6*n)
	alone.StreamAll(make([][2]float64, n), want)
	s := openBytes(t, "chain.ogg", bytes.Repeat(b, 2))
	got := make([]float64, 12*n)
	if k := s.StreamAll(make([][2]float64, 2*n), got); k != 2*n || !slices.Equal(got, slices.Concat(want, want)) {
		t.Errorf("%d frames of %d, or other channels", k, 2*n)
	}
}
